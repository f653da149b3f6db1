"""Measure how long the shipped catalog takes to load, beside pyoxigraph that parses the same bytes, and its size.

    python benchmarks/catalog.py [ROUNDS]

Three ways to load it: the documents, with every term as it was written, from which validation and export come; the
store in memory, as a catalog below the size of an index has it; and the store that a query opens. The peers: pyoxigraph
that parses each file, and pyoxigraph that loads each file into a store of its own. In each round a contender runs
right after its peer; the median of the rounds' ratios counts. Goals: at most 1.3 times, and 2 MB of Turtle per 1,000
editions.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

from confgraph.catalog import open_catalog
from confgraph.store import Store

GOAL = 1.3
BYTES_PER_EDITION = 2_000


def main() -> int:
    """Print the table and the size; return 1 where a goal is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    catalog = open_catalog()
    files = [*catalog.files("ontology"), *catalog.files("data")]
    size = sum(path.stat().st_size for path in files)
    with tempfile.TemporaryDirectory() as folder:
        print(f"{len(open_catalog(index=folder).store):,} triples in {len(files)} files, {size:,} bytes\n")
        contenders: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "documents, to parsing": (lambda: [*catalog.documents("ontology", "data")], lambda: parsed(files)),
            "store in memory, to pyoxigraph's store": (lambda: Store().load(files), lambda: stored(files)),
            "store of a query, to parsing": (lambda: len(open_catalog(index=folder).store), lambda: parsed(files)),
        }
        slow = table({name: measured(*pair, rounds) for name, pair in contenders.items()})
    large = turtle_per_edition()
    missed = slow + (large > BYTES_PER_EDITION)
    print(f"\ngoals: at most {GOAL} and 2 MB; {'all met' if not missed else f'{missed} missed'}")
    return 1 if missed else 0


def parsed(files: list[Path]) -> object:
    """Return the quads of every file as pyoxigraph parses them."""
    return [tuple(pyoxigraph.parse(path=path, format=RdfFormat.TURTLE)) for path in files]


def stored(files: list[Path]) -> object:
    """Return a store of pyoxigraph that loaded every file."""
    store = pyoxigraph.Store()
    for path in files:
        store.load(path=path, format=RdfFormat.TURTLE)
    return store


def measured(mine: Callable[[], object], peer: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Return the least seconds of both and the median of the rounds' ratios."""
    taken = [(seconds(mine), seconds(peer)) for _ in range(rounds)]
    ours, theirs = zip(*taken, strict=True)
    return min(ours), min(theirs), statistics.median(our / their for our, their in taken)


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes, without the garbage of the one before."""
    gc.collect()
    begin = time.perf_counter()
    made = work()
    taken = time.perf_counter() - begin
    del made
    return taken


def table(results: dict[str, tuple[float, float, float]]) -> int:
    """Print a row a contender; return how many missed the goal."""
    print("| what loads | ms | its peer ms | median ratio |")
    print("|---|--:|--:|--:|")
    for name, (ours, theirs, ratio) in results.items():
        print(f"| {name} | {ours * 1000:.0f} | {theirs * 1000:.0f} | {ratio:.2f} |")
    return sum(ratio > GOAL for _, _, ratio in results.values())


def turtle_per_edition() -> float:
    """Print how much Turtle the data has per 1,000 editions; return the bytes of one."""
    catalog = open_catalog()
    size = sum(path.stat().st_size for path in catalog.files("data"))
    rows = catalog.store.select("SELECT ?edition WHERE { ?edition a cg:Edition }")
    print(f"\n{size:,} bytes of data for {len(rows):,} editions: {size / len(rows) / 1000:.2f} MB per 1,000 editions")
    return size / len(rows)


if __name__ == "__main__":
    sys.exit(main())
