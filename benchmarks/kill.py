"""Kill index building and loading at random moments, and tell what was left behind.

    python benchmarks/kill.py [TIMES [SEED]]

TIMES (100) builds of an index, and as many runs of `confgraph load` into Oxigraph's server on loopback, are killed with
SIGKILL, each at a moment drawn from the whole time that such a run takes. After each kill the index that is found must
be whole or none, and the graph must be the old or the new. At the end one more run of each must give the new one and
leave nothing aside. Ends with 1 where any of this is not so.
"""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from confgraph.index import find
from confgraph.load import staging
from confgraph.remote import Endpoint, RemoteStore

GRAPH: Final = "http://example.org/kill"
OLD, NEW = 50, 20_000
BUILD: Final = "import sys; from confgraph.index import build; build(sys.argv[1], sys.argv[2:])"
FIND: Final = """
import sys
from confgraph.index import find
from confgraph.store import Store
found = find(sys.argv[1], sys.argv[2:])
print(found and Store(folder=found).select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0].n)
"""
LOAD: Final = [sys.executable, "-c", "from confgraph.cli import run; run()", "load"]


def killed(words: Sequence[str | Path], moment: float) -> bool:
    """Run a process, kill it after some seconds, and tell whether it was still there."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(moment)
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


def seconds_of(words: Sequence[str | Path]) -> float:
    """Run a process that must end well, and return its seconds."""
    begin = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True)
    return time.perf_counter() - begin


def write(path: Path, property: str, number: int) -> None:
    """Write a file of so many triples."""
    path.write_text("".join(f'<x:s{n}> <x:{property}> "{n}" .\n' for n in range(number)), encoding="utf-8")


def builds(folder: Path, times: int, moments: random.Random) -> Counter[str]:
    """Kill builds of an index; return how often what was found after it."""
    path, at, seen = folder / "a.ttl", str(folder / "home"), Counter[str]()
    write(path, "first", NEW)
    whole = seconds_of([sys.executable, "-c", BUILD, at, str(path)])
    for number in range(times):
        write(path, f"p{number}", NEW)
        seen["killed"] += killed([sys.executable, "-c", BUILD, at, str(path)], moments.uniform(0, 1.1 * whole))
        seen[_found(at, path)] += 1
    write(path, "last", NEW)
    seconds_of([sys.executable, "-c", BUILD, at, str(path)])
    kept = Path(find(at, [str(path)]) or "no index").name
    seen["LEFT BEHIND"] += len({one.name for one in Path(at).iterdir()} - {"lock", "current", kept})
    seen["A PART"] += _found(at, path) != "whole"
    return seen


def _found(at: str, path: Path) -> str:
    """Return what a process of its own finds: it would keep an index that it found as long as it lives."""
    done = subprocess.run([sys.executable, "-c", FIND, at, path], check=True, capture_output=True, text=True)
    return {"None": "none yet", str(NEW): "whole"}.get(done.stdout.strip(), "A PART")


def loads(folder: Path, times: int, moments: random.Random) -> Counter[str]:
    """Kill loads of a graph; return how often which was there after it."""
    old, new, seen = folder / "old.nt", folder / "new.nt", Counter[str]()
    write(old, "old", OLD)
    write(new, "new", NEW)
    with oxigraph(folder / "store") as url:
        words = [*LOAD, url, "--graph", GRAPH]
        whole = seconds_of([*words, new])
        for _ in range(times):
            seconds_of([*words, old])
            seen["killed"] += killed([*words, new], moments.uniform(0, 1.1 * whole))
            seen[{OLD: "old", NEW: "new"}.get(settled(url), "A PART")] += 1
        seconds_of([*words, new])
        seen["A PART"] += settled(url) != NEW
        seen["LEFT BEHIND"] += len(RemoteStore(Endpoint(url, staging(GRAPH))))
    return seen


def settled(url: str) -> int:
    """Return the number of triples when it changes no more: the server ends a request whose sender is gone."""
    before = -1
    while (now := len(RemoteStore(Endpoint(url, GRAPH)))) != before:
        before = now
        time.sleep(0.1)
    return now


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Run Oxigraph's server over an empty store; yield its address."""
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("oxigraph")
    words = [str(program), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def main() -> int:
    """Print what was seen; return 1 where a part was seen or something was left behind."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    wrong = 0
    for name, kill in (("index", builds), ("load", loads)):
        moments = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
        with tempfile.TemporaryDirectory() as folder:
            seen = kill(Path(folder), times, moments)
        print(f"{name}: {times} times, " + ", ".join(f"{what} {number}" for what, number in sorted(seen.items())))
        wrong += seen["A PART"] + seen["LEFT BEHIND"]
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
