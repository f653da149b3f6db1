"""Measure `confgraph query NAME` on a large catalog with its index on disk, as a whole process, beside its peers.

    python benchmarks/index.py [COPIES [ROUNDS]]

The catalog is the shipped one, COPIES times with other names (13 give about 110,000 triples). The peers: rdflib that
loads and asks the same; pyoxigraph that opens the same index and asks the same, without a command line; and pyoxigraph
that parses the files. Goals: at most 1/20 of rdflib, at most 1.5 times the raw store. The least time of each counts.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple

ROOT = Path(__file__).parents[1]
QUERIES = ("hosts", "ipc-editions", "growth-by-year")
GOALS = {"rdflib": 1 / 20, "raw store": 1.5}

RAW = """
import sys, pyoxigraph
from pathlib import Path
answer = pyoxigraph.Store.read_only(sys.argv[1]).query(Path(sys.argv[2]).read_text())
sys.stdout.buffer.write(answer.serialize(format=pyoxigraph.QueryResultsFormat.CSV))
"""
PARSED = """
import sys, pyoxigraph
from pathlib import Path
store = pyoxigraph.Store()
for path in Path(sys.argv[1]).rglob("*.ttl"):
    store.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
answer = store.query(Path(sys.argv[2]).read_text())
sys.stdout.buffer.write(answer.serialize(format=pyoxigraph.QueryResultsFormat.CSV))
"""
RDFLIB = """
import sys, rdflib
from pathlib import Path
graph = rdflib.Graph()
for path in Path(sys.argv[1]).rglob("*.ttl"):
    graph.parse(path)
sys.stdout.buffer.write(graph.query(Path(sys.argv[2]).read_text()).serialize(format="csv"))
"""


def main() -> int:
    """Print the table; return 1 where a goal is missed."""
    copies, rounds = (int(given or default) for given, default in zip([*sys.argv[1:3], "", ""], (13, 7), strict=False))
    with tempfile.TemporaryDirectory() as folder:
        catalog, indexes = Path(folder) / "catalog", Path(folder) / "index"
        size = make(catalog, copies)
        ours = [sys.executable, "-c", "from confgraph.cli import run; run()", "--catalog", str(catalog)]
        ours += ["--index", str(indexes)]
        begin = time.perf_counter()
        subprocess.run([*ours, "index"], check=True, stderr=subprocess.PIPE)
        print(f"{size:,} triples; the index was built in {time.perf_counter() - begin:.2f} s\n")
        (index,) = (path.parent for path in indexes.rglob("IDENTITY"))
        time.sleep(2.1)  # files of this moment are read again: docs/architecture.md
        return compare(catalog, str(index), ours, rounds)


def make(catalog: Path, copies: int) -> int:
    """Write a catalog of so many copies of the shipped one, one file each; return the number of triples."""
    for part in ("ontology", "shapes", "queries"):
        (catalog / part).parent.mkdir(parents=True, exist_ok=True)
        (catalog / part).symlink_to(ROOT / part)
    (catalog / "data").mkdir()
    quads = [quad for path in (ROOT / "data").rglob("*.ttl") for quad in pyoxigraph.parse(path=path)]
    for number in range(copies):
        triples = (Triple(renamed(q.subject, number), q.predicate, renamed(q.object, number)) for q in quads)
        target = catalog / "data" / f"{number}.ttl"
        target.write_bytes(pyoxigraph.serialize(triples, format=RdfFormat.TURTLE) or b"")
    return len(quads) * copies


def renamed(term: Any, number: int) -> Any:
    """Return a term under another name, where it is an entity."""
    if isinstance(term, NamedNode) and "/id/" in term.value and number:
        return NamedNode(f"{term.value}-{number}")
    return BlankNode(f"{term.value}x{number}") if isinstance(term, BlankNode) else term


def compare(catalog: Path, index: str, ours: list[str], rounds: int) -> int:
    """Run every contender in each round and print the least times and ratios."""
    print("| query | confgraph ms | raw store ms | to raw store | parsed ms | rdflib ms | to rdflib |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    missed = 0
    for name in QUERIES:
        query = str(ROOT / "queries" / f"{name}.rq")
        raw = least([sys.executable, "-c", RAW, index, query], rounds)
        mine = least([*ours, "query", name], rounds)
        parsed = least([sys.executable, "-c", PARSED, str(catalog), query], 2)
        rdflib = least([sys.executable, "-c", RDFLIB, str(catalog), query], 1)
        missed += (mine / rdflib > GOALS["rdflib"]) + (mine / raw > GOALS["raw store"])
        cells = (name, *(f"{value * 1000:.0f}" for value in (mine, raw)), f"{mine / raw:.2f}", f"{parsed * 1000:.0f}")
        print(f"| {' | '.join(cells)} | {rdflib * 1000:.0f} | 1/{rdflib / mine:.0f} |", flush=True)
    print(f"\ngoals: at most 1.5 and 1/20; {'all met' if not missed else f'{missed} missed'}")
    return 1 if missed else 0


def least(command: list[str], rounds: int) -> float:
    """Return the least time of a command in seconds."""
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        subprocess.run(command, stdout=subprocess.PIPE, check=True)
        taken.append(time.perf_counter() - begin)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
