"""Count what files of any size hold, on Spark: the counts of ``confgraph stats``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from confgraph.namespaces import PREFIXES
from confgraph.problems import Problem
from confgraph.spark.lines import Faulty, database
from confgraph.spark.parts import parts_for, run
from confgraph.spark.reporting import Numbers, of_faults
from confgraph.spark.routes import part_of, routes
from confgraph.spark.session import session
from confgraph.spark.sources import listed, size_of, sources
from confgraph.spark.workers import Counted, Task, messages, receive
from confgraph.stats import PATTERNS, Stats
from confgraph.validation.queried import reads_of_query
from confgraph.validation.queries import Query
from confgraph.validation.reads import ANY, Read

_PREFIXES: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


class Part(NamedTuple):
    """What a part counted: triples, entities that are at home there, and the other terms that were found."""

    triples: int
    entities: Mapping[str, int]
    terms: Mapping[str, frozenset[str]]


class Counts(NamedTuple):
    """The counts, and the lines that could not be read and are not in them."""

    stats: Stats
    problems: Sequence[Problem]


def stats(paths: Iterable[str | Path], master: str | None = None, partitions: int | None = None) -> Counts:
    """Return the counts of files and folders, as ``confgraph.stats.stats_of`` has them.

    Raises UsageError, FileTrouble, and LimitReached where Spark gives up.
    """
    files = listed(paths)
    with session(master, size=size_of(files)) as spark:
        found = sources(spark, files)
        parts = parts_for(spark, found.size, partitions)
        task = Task(found.files, 1 + max(file.number for file in found.files.values()), routes(_reads(), parts))
        told = list(run(spark, found.lines, task, worker=count))
    blocks = {key: value for one in told if isinstance(one, Counted) for key, value in one.blocks.items()}
    by_number = {file.number: file for file in found.files.values()}
    faults = of_faults((one for one in told if isinstance(one, Faulty)), by_number, Numbers(blocks))
    return Counts(_sum(one for one in told if isinstance(one, Part)), sorted(faults))


def _reads() -> Iterator[Read]:
    """Yield what the patterns read, from an entity on; and all that is said of it."""
    yield Read(None, ANY)
    for _, _, pattern in PATTERNS.values():
        text = f"{_PREFIXES}SELECT ?this WHERE {{ {pattern.replace('?s ', '?this ')} }}"
        query = Query(NamedNode("urn:confgraph:count"), text, False, (), ())
        yield from reads_of_query(query, None, None)


def count(batches: Iterable[Any], task: Task) -> Iterator[Any]:
    """Yield the messages of a part: what was told on the way to it, and its counts."""
    db = database()
    yield from receive(db, batches)
    here = f"{part_of('s', task.routes.parts)} IN (SELECT DISTINCT part FROM sent)"
    db.execute(f"CREATE TEMP TABLE home AS SELECT DISTINCT s FROM sent WHERE {here}")
    store = pyoxigraph.Store()
    _fill(store, db, "IN")
    triples = len(store)
    _fill(store, db, "NOT IN")
    home = {node for (node,) in db.execute("SELECT s FROM home").fetchall()}
    entities, terms = dict[str, int](), dict[str, frozenset[str]]()
    for name, (variable, _, pattern) in PATTERNS.items():
        names = "?s" if variable == "s" else f"?s ?{variable}"
        found = store.query(f"{_PREFIXES}SELECT DISTINCT {names} WHERE {{ {pattern} }}")
        assert isinstance(found, pyoxigraph.QuerySolutions)
        rows = [row for row in found if str(row["s"]) in home]
        if variable == "s":
            entities[name] = len(rows)
        else:
            terms[name] = frozenset(row[variable].value for row in rows)
    yield from messages([Part(triples, entities, terms)])


def _fill(store: pyoxigraph.Store, db: Any, which: str) -> None:
    """Add the triples of subjects that are at home, or of others."""
    rows = db.execute(f"SELECT DISTINCT s, p, o FROM sent WHERE p IS NOT NULL AND s {which} (SELECT s FROM home)")
    while some := rows.fetchmany(100_000):
        text = "".join(f"{s} {p} {o} .\n" for s, p, o in some)
        store.bulk_load(text.encode(), format=RdfFormat.N_TRIPLES)


def _sum(parts: Iterable[Part]) -> Stats:
    triples, entities, terms = 0, defaultdict[str, int](int), defaultdict[str, set[str]](set)
    for part in parts:
        triples += part.triples
        for name, number in part.entities.items():
            entities[name] += number
        for name, found in part.terms.items():
            terms[name] |= found
    counts = {
        name: _one(how, terms[name]) if name in terms else entities[name] for name, (_, how, _) in PATTERNS.items()
    }
    return Stats(triples, **counts)


def _one(how: str, found: set[str]) -> int:
    if not how.startswith("M"):
        return len(found)
    years = [int(one) for one in found]
    return (min if how.startswith("MIN") else max)(years, default=0)
