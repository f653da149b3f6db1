"""Ask every canned query of a large catalog, warm, beside raw pyoxigraph and rdflib in the same run.

    python benchmarks/warm.py [COPIES [SECONDS]]

The catalog is the shipped one, COPIES times with other names (8 give 10,000 editions, 77 give 100,000), with its index
on disk. Each query has its defaults and the parameters below. The peers ask the same text with the same terms: a
pyoxigraph store on the same index without a sandbox, and rdflib over the same triples in memory, which gets SECONDS for
a query (30 by default, 0 leaves it out). Goals: the median at most 1/20 of rdflib, no query over 1.2 times raw
pyoxigraph, every query under 10 s.
"""

from __future__ import annotations

import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib
from index import make

from confgraph import queries
from confgraph.catalog import open_catalog
from confgraph.evaluation import QueryLimits
from confgraph.namespaces import PREFIXES
from confgraph.problems import LimitReached
from confgraph.sparql import substitute

GIVEN: dict[str, dict[str, object]] = {
    "ancestors": {"series": "pycon-us"},
    "claims-of": {"id": "edition:ipc-9"},
    "descendants": {"series": "ipc"},
    "describe": {"id": "series:ipc"},
    "editions-in": {"place": "virginia"},
    "editions-in-year": {"year": 2003},
    "editions-of-series": {"series": "pycon-us"},
    "near": {"place": "charleroi", "km": 300},
    "organized-by": {"organizer": "cnri"},
    "sources-of": {"id": "edition:ipc-9"},
}
LIMITS = QueryLimits(timeout=120, memory=8192, max_rows=10_000_000)


def main() -> int:
    """Print the table; return 1 where a goal is missed."""
    copies, seconds = (int(given or default) for given, default in zip([*sys.argv[1:3], "", ""], (8, 30), strict=False))
    with tempfile.TemporaryDirectory() as folder:
        catalog_folder = Path(folder) / "catalog"
        size = make(catalog_folder, copies)
        catalog = open_catalog(catalog_folder, index=Path(folder) / "index")
        begin = time.perf_counter()
        store = catalog.store
        store.query("ASK {}")
        print(f"{size:,} triples; the index was built and opened in {time.perf_counter() - begin:.1f} s\n")
        (index,) = (path.parent for path in (Path(folder) / "index").rglob("IDENTITY"))
        raw, graph = pyoxigraph.Store.read_only(str(index)), rdflib.Graph() if seconds else None
        for path in catalog_folder.rglob("*.ttl") if graph is not None else ():
            graph.parse(path)  # type: ignore[union-attr]
        return compare(catalog, raw, graph, seconds)


def compare(catalog: Any, raw: pyoxigraph.Store, graph: rdflib.Graph | None, seconds: int) -> int:
    """Ask each query of all and print the least of three times."""
    print("| query | rows | confgraph ms | raw store ms | to raw | rdflib ms | to rdflib |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    to_raw, to_rdflib, slow = [], [], []
    for query in queries.find(catalog.queries):
        if query.name == "wikidata-facts":
            continue
        text = substitute(query.text, queries.bind(catalog.store, query, GIVEN.get(query.name, {})))
        try:
            mine, rows = least(partial(asked, catalog.store, text))
        except (LimitReached, TypeError) as error:
            print(f"| {query.name} | {error} |")
            slow.append(query.name)
            continue
        plain, _ = least(partial(taken, raw, text))
        theirs = once(partial(found, graph, text), seconds) if graph is not None else None
        to_raw.append(mine / plain)
        slow += [query.name] if mine > 10 else []
        cells = [query.name, f"{rows:,}", *(f"{value * 1000:.1f}" for value in (mine, plain)), f"{mine / plain:.2f}"]
        if theirs is not None:
            to_rdflib.append(theirs / mine)
        cells += [f"{theirs * 1000:.0f}", f"1/{theirs / mine:.0f}"] if theirs is not None else ["–", "–"]
        print(f"| {' | '.join(cells)} |", flush=True)
    over = sum(one > 1.2 for one in to_raw)
    print(f"\nto raw: median {statistics.median(to_raw):.2f}, {over} of {len(to_raw)} over 1.2; slow: {slow or 'none'}")
    if to_rdflib:
        print(f"to rdflib: median 1/{statistics.median(to_rdflib):.0f}")
    return 1 if over or slow else 0


def asked(store: Any, text: str) -> int:
    """Ask as a program does."""
    return len(store.query(text, limits=LIMITS))


def taken(raw: pyoxigraph.Store, text: str) -> int:
    """Take every row of a raw answer."""
    answer: Any = raw.query(text, prefixes=PREFIXES)
    return len(answer.serialize(format=pyoxigraph.QueryResultsFormat.JSON)) if hasattr(answer, "variables") else 0


def found(graph: rdflib.Graph, text: str) -> int:
    """Take every row of rdflib's answer."""
    return len(list(graph.query(text, initNs=PREFIXES)))


def least(work: Callable[[], int]) -> tuple[float, int]:
    """Return the least of three times in seconds, and what came."""
    times, rows = [], 0
    for _ in range(3):
        begin = time.perf_counter()
        rows = work()
        times.append(time.perf_counter() - begin)
        if times[-1] > 20:
            break
    return min(times), rows


def once(work: Callable[[], int], seconds: int) -> float | None:
    """Return the time of one try, None where it takes longer than some seconds."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    begin = time.perf_counter()
    try:
        work()
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
