"""Tests of the process confgraph: pipes, disks, signals, and how little it imports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from running import COMMAND, Run


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_an_interrupt_ends_with_130(run: Run) -> None:
    """Ctrl-C ends with 130 and one line, wherever it comes."""
    before = "import os, signal, confgraph.store as s\ns.Store.load = lambda *_: os.kill(os.getpid(), signal.SIGINT)"
    done = run.process("show", "tiny-2", before=before)
    assert (done.code, done.out, done.err.strip()) == (130, "", "confgraph: interrupted")


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s }"


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_an_interrupt_ends_an_endless_query(run: Run) -> None:
    """Ctrl-C ends a query at once with 130 and one line, though the engine never comes back to Python."""
    with subprocess.Popen([*COMMAND, *run.arguments("query", "--text", ENDLESS)], stderr=subprocess.PIPE) as process:
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(2)
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=10)[1] == b"\nconfgraph: interrupted\n"
            assert process.returncode == 130
        finally:
            process.kill()


@pytest.mark.parametrize(
    "arguments", [["--help"], ["queries"], ["export", "ntriples"], ["query", "editions"]], ids=" ".join
)
def test_a_reader_that_has_enough_is_no_error(run: Run, arguments: list[str]) -> None:
    """A pipe that the reader closes, as head does, ends with 0 and without a word."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = run.process(*arguments, stdout=write)
    finally:
        os.close(write)
    assert (done.code, done.err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "arguments", [["--help"], ["queries"], ["stats", "-f", "table"], ["export", "csv"], ["--version"]], ids=" ".join
)
def test_a_full_disk_behind_stdout_is_told(run: Run, arguments: list[str]) -> None:
    """Data that cannot be written to stdout ends with 5, and is never lost in silence."""
    with Path("/dev/full").open("wb") as full:
        done = run.process(*arguments, stdout=full.fileno())
    assert (done.code, done.err) == (5, "confgraph: standard output: no space left on device\n")


@pytest.mark.parametrize("arguments", [["queries"], ["stats", "-f", "table"], ["show", "tiny"]], ids=" ".join)
def test_a_closed_stdout_is_told(run: Run, arguments: list[str]) -> None:
    """A process that is started without stdout says so and ends with 5."""
    command = " ".join(f"'{part}'" for part in [*COMMAND, *run.arguments(*arguments)])
    done = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (5, b"confgraph: standard output: it is closed\n")


def loaded(run: Run, *arguments: str) -> set[str]:
    """Return the modules that a call imports; stdout is a pipe."""
    before = """import os, sys
end = os._exit
os._exit = lambda code: (sys.stderr.write(" ".join(sys.modules)), sys.stderr.flush(), end(code))"""
    done = run.process(*arguments, before=before)
    assert done.code == 0, done.err
    return set(done.err.split())


def test_a_query_in_a_pipe_imports_only_what_it_needs(run: Run) -> None:
    """A canned query in a pipe starts in a blink: none of the heavy libraries is imported for it."""
    modules = loaded(run, "query", "editions")
    heavy = {"rdflib", "pyshacl", "rich", "rapidfuzz", "icalendar", "dataclasses", "json", "csv", "decimal"}
    assert "confgraph.queries" in modules
    assert not heavy & (modules - loaded_by_click())
    assert not {name for name in modules if name.startswith(("confgraph.validation", "confgraph.publishing"))}


def loaded_by_click() -> set[str]:
    """Return the modules that Python, click and pyoxigraph import themselves."""
    code = "import sys, click, pyoxigraph; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_a_killed_process_leaves_no_file_behind(run: Run, tmp_path: Path) -> None:
    """A process that is killed while it exports leaves no half file under the name that was asked for."""
    target = tmp_path / "out.nt"
    before = "import time, confgraph.writing.files as f\nf.os.fsync = lambda _: time.sleep(60)"
    command = [*COMMAND[:2], f"{before}\n{COMMAND[2]}", *run.arguments("export", "ntriples", "-o", target)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        for _ in range(400):
            if any(tmp_path.iterdir()) or process.poll() is not None:
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    assert any(tmp_path.iterdir())
    assert not target.exists()


NO_NETWORK = """
import sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        sys.stderr.write(f"NETWORK {event}\\n")
sys.addaudithook(watch)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "latest-editions"],
        ["show", "tiny-2"],
        ["search", "tiny"],
        ["stats"],
        ["validate"],
        ["tidy", "--check"],
        ["export", "jsonld"],
        ["new", "series", "PyCon Narnia"],
        ["queries"],
        ["link", "sssom"],
        ["link", "check", "--offline"],
    ],
    ids=" ".join,
)
def test_nobody_is_asked_by_who_need_not_ask(run: Run, arguments: list[str]) -> None:
    """Commands that are not told to ask another machine open no connection and look up no name."""
    done = run.process(*arguments, before=NO_NETWORK)
    assert "NETWORK" not in done.err


def test_a_site_is_built_without_asking_anybody(run: Run, tmp_path: Path) -> None:
    """Nothing of a site comes from elsewhere."""
    done = run.process("build", tmp_path / "site", before=NO_NETWORK)
    assert (done.code, "NETWORK" in done.err) == (0, False)


def test_who_asks_is_seen_to_ask(run: Run) -> None:
    """The watch of the tests above does see a connection."""
    done = run.process("query", "--text", "ASK {}", "--endpoint", "http://127.0.0.1:1/", before=NO_NETWORK)
    assert "NETWORK socket.connect" in done.err
