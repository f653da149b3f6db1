"""Each limit ends a job, in time, with words that say which it was and how to allow more."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import time
from pathlib import Path
from typing import Any, cast

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from confgraph import sandbox
from confgraph.problems import LimitReached
from confgraph.sandbox import Limits

LOOP = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{n} {{ {'1 ' * 99} }}" for n in range(9)) + " }"
DOUBLING = (
    'SELECT (STRLEN(?a40) AS ?n) { BIND("xxxxxxxxxx" AS ?a0) '
    + " ".join(f"BIND(CONCAT(?a{n},?a{n}) AS ?a{n + 1})" for n in range(40))
    + "}"
)


def asked(text: str) -> Any:
    """Return a job that asks an empty store."""
    return lambda: cast("QuerySolutions", Store().query(text)).serialize(format=QueryResultsFormat.JSON)


def forever() -> None:
    """Never end."""
    while True:
        pass


def recursion(n: int = 0) -> int:
    """Call itself without end."""
    return recursion(n + 1) + 1


def crash() -> None:
    """Read where nothing is."""
    ctypes.string_at(0)


STOPPED = {
    "time in Python": (forever, Limits(timeout=0.5), r"stopped after 0\.5 s: allow more with --timeout"),
    "time asleep": (lambda: time.sleep(60), Limits(timeout=0.5), "--timeout SECONDS"),
    "time in Rust": (asked(LOOP), Limits(timeout=0.5), "--timeout"),
    "processor": (forever, Limits(timeout=20, cpu=1), "1 s of processor time: allow more"),
    "memory in Python": (lambda: bytearray(1 << 30), Limits(memory=100), "more than 100 MiB of memory: .* --memory"),
    "memory in Rust": (asked(DOUBLING), Limits(memory=100), "more than 100 MiB of memory: .* --memory"),
    "size of the answer": (lambda: b"x" * 2_000_000, Limits(answer=1), "answer above 1 MiB"),
    "stack of Python": (recursion, Limits(), "nested too deeply"),
    "stack of Rust": (asked(f"ASK {{ FILTER {'(' * 50_000}1{')' * 50_000} }}"), Limits(), "crashed its process"),
    "segmentation fault": (crash, Limits(), "SIGSEGV"),
    "abort": (os.abort, Limits(), "SIGABRT"),
    "exit": (lambda: os._exit(7), Limits(), "exit code 7"),
    "killed": (lambda: os.kill(os.getpid(), signal.SIGKILL), Limits(), "SIGKILL"),
}


@pytest.mark.parametrize(("job", "limits", "words"), STOPPED.values(), ids=STOPPED.keys())
def test_each_limit_is_told(job: Any, limits: Limits, words: str) -> None:
    """A job that takes too much is stopped soon after, named, with the limit and how to raise it."""
    begin = time.monotonic()
    with pytest.raises(LimitReached, match=words) as caught:
        sandbox.run(job, limits, name="a.rq")
    assert str(caught.value).startswith("a.rq ")
    assert time.monotonic() - begin < 6


def test_memory_counts_above_what_this_process_holds() -> None:
    """What the parent holds leaves the job its own memory."""
    held = bytearray(300 << 20)
    assert sandbox.run(lambda: len(held) + len(bytearray(50 << 20)), Limits(memory=100)) == 350 << 20


def test_no_socket_can_be_opened() -> None:
    """Neither Python nor the engine in Rust reaches an address, though one listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(OSError, match="Too many open files"):
            sandbox.run(lambda: socket.create_connection(("127.0.0.1", port)).fileno())
        with pytest.raises((OSError, RuntimeError)):
            sandbox.run(asked(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()


def test_no_file_grows(tmp_path: Path) -> None:
    """A file that was opened before cannot be written to beyond the limit, and no core is dumped."""
    path = tmp_path / "out"

    def write(file: Any) -> None:
        file.write(b"x" * 3_000_000)
        file.flush()

    with pytest.raises(OSError, match="File too large"):
        sandbox.run(write, opening=lambda: path.open("wb"))
    with pytest.raises(OSError, match="File too large"):
        sandbox.run(write, Limits(file_size=1), opening=lambda: path.open("wb"))
    assert path.stat().st_size <= 1 << 20
    assert sandbox.run(lambda: resource.getrlimit(resource.RLIMIT_CORE)) == (0, 0)


def test_limits_of_this_process_stay() -> None:
    """What is set for a job is set in its process alone."""
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE)
    before = [resource.getrlimit(kind) for kind in kinds]
    sandbox.run(lambda: b"")
    assert [resource.getrlimit(kind) for kind in kinds] == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
