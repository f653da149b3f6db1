"""A child never outlives who waits for it, whatever ends that."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from confgraph import sandbox

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")

WAITING = """
import os, sys, threading, pyoxigraph
from confgraph import sandbox
query = "SELECT (COUNT(*) AS ?n) { %s }" % " ".join("VALUES ?v%d { %s }" % (n, "1 " * 99) for n in range(9))
def job():
    os.write(5, b"%d\\n" % os.getpid())
    JOB
def rust():
    pyoxigraph.Store().query(query).serialize(format=pyoxigraph.QueryResultsFormat.JSON)
def python():
    while True: pass
os.dup2(1, 5)
BEFORE
sandbox.run(job, sandbox.Limits(timeout=100))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV])
@pytest.mark.parametrize("job", ["rust()", "python()"])
def test_the_child_ends_with_its_parent(number: signal.Signals, job: str) -> None:
    """However the parent ends, the child is gone, also while the engine holds it."""
    assert ended(WAITING.replace("JOB", job).replace("BEFORE", ""), number)


def test_the_last_child_ends_too() -> None:
    """Children of several threads, which hold each other's pipes, all end with their parent."""
    before = "threading.Thread(target=sandbox.run, args=(job, sandbox.Limits(timeout=99)), daemon=True).start()\n"
    assert ended(WAITING.replace("JOB", "rust()").replace("BEFORE", before * 2), signal.SIGKILL, 3)


def ended(code: str, number: signal.Signals, count: int = 1) -> bool:
    """Start a process, send it a signal when its children run, and tell whether they end."""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        assert process.stdout is not None
        children = [int(process.stdout.readline()) for _ in range(count)]
        assert all(map(runs, children))
        process.send_signal(number)
        process.wait(10)
    for _ in range(100):
        if not any(map(runs, children)):
            return True
        time.sleep(0.05)
    for child in filter(runs, children):
        os.kill(child, signal.SIGKILL)
    return False


def runs(pid: int) -> bool:
    """Tell whether a process runs; a zombie that nobody has buried yet does not."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc").is_dir():
        try:
            return stat.read_text().rpartition(")")[2].split()[0] != "Z"
        except (FileNotFoundError, ProcessLookupError):
            return False
    return subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True).stdout[:1] not in (b"", b"Z")


def test_the_garbage_of_the_parent_is_not_collected_in_a_child() -> None:
    """A child has not the threads of its parent, which an object may want to join when it goes, and crash."""
    gone: list[int] = []

    class Cyclic:
        def __init__(self) -> None:
            self.own = self

        def __del__(self) -> None:
            gone.append(1)

    def job() -> int:
        gc.collect()
        return len(gone)

    gc.disable()
    try:
        Cyclic()
        assert sandbox.run(job) == 0
    finally:
        gc.enable()
    gc.collect()
    assert gone == [1]
