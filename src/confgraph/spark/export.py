"""Write the triples of files of any size as N-Triples, on Spark: each once, in order, as they were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from confgraph.problems import LimitReached, UnreadableInput
from confgraph.spark.lines import Faulty, Lines, arrow, database
from confgraph.spark.messages import unpacked
from confgraph.spark.reporting import Numbers, of_faults
from confgraph.spark.routes import whole
from confgraph.spark.session import session
from confgraph.spark.sources import listed, size_of, sources
from confgraph.spark.workers import MESSAGES, Counted, Task, messages

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_TERMS: Final = "s STRING, p STRING, o STRING"
_HASHED: Final = "node STRING, hash STRING"
_LINES: Final = "lines STRING"


def export_ntriples(
    paths: Iterable[str | Path], master: str | None = None, partitions: int | None = None
) -> Iterator[bytes]:
    """Yield the triples of files and folders as N-Triples, in pieces: what ``export_files`` makes of them.

    Raises UnreadableInput with every line that cannot be read, and LimitReached where blank nodes are told apart by
    more than their own triples, or where Spark gives up; nothing is yielded before.
    """
    files = listed(paths)
    with session(master, size=size_of(files)) as spark:
        found = sources(spark, files)
        task = Task(found.files, 1 + max(file.number for file in found.files.values()), whole())
        if partitions:
            spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
        _refuse_faults(found.lines, task)
        terms = found.lines.mapInArrow(partial(split, task=task), _TERMS)
        lines = _canonical(spark, terms).selectExpr("concat(s, ' ', p, ' ', o, ' .') AS line").distinct().sort("line")
        for row in lines.mapInArrow(join, _LINES).toLocalIterator(prefetchPartitions=True):
            yield row.lines.encode()


def split(batches: Iterable[Any], task: Task) -> Iterator[Any]:
    """Yield the triples of lines, each once a batch."""
    lines = Lines(task.files)
    for batch in batches:
        lines.read(batch)
        yield from arrow(lines.db, "SELECT DISTINCT s, p, o FROM triples")


def tell(batches: Iterable[Any], task: Task) -> Iterator[Any]:
    """Yield the lines that cannot be read."""
    lines = Lines(task.files)
    for batch in batches:
        lines.read(batch)
        yield from messages(lines.faults)
    yield from messages([Counted(lines.counts)])


def join(batches: Iterable[Any]) -> Iterator[Any]:
    """Yield the lines of each batch as one text."""
    import pyarrow

    for batch in batches:
        text = "".join(f"{line}\n" for line in batch.column("line").to_pylist())
        yield pyarrow.record_batch({"lines": pyarrow.array([text], pyarrow.string())})


def digest(batches: Iterable[Any]) -> Iterator[Any]:
    """Yield each blank node with the hash of its own triples (RDFC-1.0, section 4.6), from rows ``(node, s, p, o)``."""
    import pyarrow

    db = database()
    db.execute("CREATE TEMP TABLE mine (node VARCHAR, s VARCHAR, p VARCHAR, o VARCHAR)")
    for batch in batches:
        db.register("batch", pyarrow.Table.from_batches([batch]))
        db.execute("INSERT INTO mine SELECT * FROM batch")
    found: dict[str, set[str]] = defaultdict(set)
    for node, s, p, o in db.execute("SELECT * FROM mine").fetchall():
        found[node].add(f"{_called(s, node)} {p} {_called(o, node)} .\n")
    hashes = {node: sha256("".join(sorted(lines)).encode()).hexdigest() for node, lines in found.items()}
    columns = {"node": list(hashes), "hash": list(hashes.values())}
    yield pyarrow.record_batch({name: pyarrow.array(texts, pyarrow.string()) for name, texts in columns.items()})


def _called(term: str, node: str) -> str:
    return term if not term.startswith("_:") else "_:a" if term == node else "_:z"


def _refuse_faults(lines: DataFrame, task: Task) -> None:
    told = [unpacked(row.message) for row in lines.mapInArrow(partial(tell, task=task), MESSAGES).collect()]
    faults = [one for one in told if isinstance(one, Faulty)]
    if faults:
        blocks: Mapping[tuple[int, int], tuple[int, int]] = {
            key: value for one in told if isinstance(one, Counted) for key, value in one.blocks.items()
        }
        by_number = {file.number: file for file in task.files.values()}
        raise UnreadableInput("some lines cannot be read", sorted(of_faults(faults, by_number, Numbers(blocks))))


def _canonical(spark: SparkSession, terms: DataFrame) -> DataFrame:
    """Return the triples with blank nodes called as RDFC-1.0 says, where the triples of each tell it apart."""
    blank = spark.sql(
        "SELECT s AS node, s, p, o FROM {t} WHERE startswith(s, '_:') "
        "UNION ALL SELECT o, s, p, o FROM {t} WHERE startswith(o, '_:') AND s <> o",
        t=terms,
    )
    nodes = blank.repartition("node").mapInArrow(digest, _HASHED).persist()
    ((many, different),) = nodes.selectExpr("count(*)", "count(DISTINCT hash)").collect()
    if many != different:
        what = "blank nodes look alike, each by its own triples"
        raise LimitReached(f"{what}: give them addresses, or export with another engine")
    if not many:
        return terms
    names = spark.sql("SELECT node, concat('_:c14n', row_number() OVER (ORDER BY hash) - 1) AS name FROM {n}", n=nodes)
    return spark.sql(
        "SELECT coalesce(a.name, t.s) AS s, t.p, coalesce(b.name, t.o) AS o FROM {t} t "
        "LEFT JOIN {n} a ON t.s = a.node LEFT JOIN {n} b ON t.o = b.node",
        t=terms,
        n=names,
    )
