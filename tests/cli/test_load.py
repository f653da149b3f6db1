"""confgraph load: the catalog or files in a triplestore, whole, whatever happens meanwhile."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

import pytest

from confgraph.load import staging
from confgraph.remote import Endpoint, RemoteStore
from misbehaving import says, serving
from running import COMMAND, Run
from servers import Server

GRAPH = "http://example.org/cli"


def test_the_catalog_and_files_are_loaded(run: Run, server: Server, tmp_path: Path) -> None:
    """The whole catalog, or the files that are named, take the place of a graph; the counts are told."""
    words = ["load", server.url, "--graph", GRAPH, *server.account]
    done = run(*words)
    assert done.code == 0, done.err
    assert f"triples are in <{GRAPH}> of {'Oxigraph' if server.user is None else 'Virtuoso'}" in done.err
    file = tmp_path / "one.ttl"
    file.write_text("<x:a> <x:b> 01, 'c' .")
    done = run(*words, file)
    assert done.code == 0
    assert done.err.startswith(f"2 triples are in <{GRAPH}>")
    assert done.err.splitlines()[0].endswith("which has 2")
    assert done.out == 'the same value, written otherwise: x:b "01"^^xsd:integer is now "1"^^xsd:integer\n'
    assert run(*words, file).out == done.out


def test_a_changed_value_is_named(run: Run, virtuoso_server: Server, tmp_path: Path) -> None:
    """Where the store makes another value of one, the call ends with 1 and says of what."""
    file = tmp_path / "one.ttl"
    file.write_text("<x:a> <x:b> 'five'^^<http://www.w3.org/2001/XMLSchema#integer> .")
    done = run("load", virtuoso_server.url, "--graph", GRAPH, *virtuoso_server.account, file)
    assert done.code == 1
    assert done.out == 'another value: x:a x:b "five"^^xsd:integer is now "0"^^xsd:integer\n'


def test_no_right_to_write_is_told(run: Run, virtuoso_server: Server) -> None:
    """Without an account, Virtuoso's refusal is passed on with the options to give."""
    done = run("load", virtuoso_server.url, "--graph", GRAPH)
    assert done.code == 6
    assert "answered 401" in done.err
    assert "--user and --password-file" in done.err


def test_a_failing_endpoint_is_named(run: Run) -> None:
    """What is no endpoint is a failure of the other side, with its address and the mend."""
    with serving(says("<html>hello</html>", media_type="text/html")) as fake:
        done = run("load", fake.url)
    assert done.code == 6
    assert done.err == f"confgraph: {fake.url}: answered text/html and no results of a query: " + (
        "name the address of a SPARQL endpoint\n"
    )
    assert run("load", "file:///etc").code == 2


def test_killed_and_run_again(server: Server, tmp_path: Path) -> None:
    """Killed at any moment, a load leaves the old graph or the new; run again it ends in the new, nothing aside."""
    old, new = tmp_path / "old.nt", tmp_path / "new.nt"
    old.write_text("".join(f'<x:s{one}> <x:old> "{one}" .\n' for one in range(50)))
    new.write_text("".join(f'<x:s{one}> <x:new> "{one}" .\n' for one in range(4_000)))
    words = [*COMMAND, "load", server.url, "--graph", GRAPH, *server.account]
    begin = time.monotonic()
    done_well([*words, new])
    whole = time.monotonic() - begin
    seen = set()
    randomly = random.Random(7)
    for _ in range(4):
        done_well([*words, old])
        process = subprocess.Popen([*words, new], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(randomly.uniform(0.3, 0.8) * whole)
        process.kill()
        process.wait()
        seen.add(settled(server))
    assert seen <= {50, 4_000}
    done_well([*words, new])
    assert settled(server) == 4_000
    assert len(store(server, staging(GRAPH))) == 0


def done_well(words: list[str | Path]) -> None:
    """Run a process that must end well."""
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def store(server: Server, graph: str = GRAPH) -> RemoteStore:
    """Return a graph of a server as a store."""
    return RemoteStore(Endpoint(server.url, graph, server.user, server.password))


def settled(server: Server) -> int:
    """Return the number of triples when it changes no more: the server ends a request whose sender is gone."""
    before = -1
    while (now := len(store(server))) != before:
        before = now
        time.sleep(0.1)
    return now


@pytest.mark.parametrize("word", ["--timeout", "--graph", "--add", "--update-url"])
def test_the_help_tells_its_options(run: Run, word: str) -> None:
    """Each option is in the help."""
    assert word in run("load", "--help").out
