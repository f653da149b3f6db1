"""One run over all parts: send triples home and away, judge each part, gather what was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from confgraph.spark.messages import unpacked
from confgraph.spark.routes import Some, Step
from confgraph.spark.sources import literal
from confgraph.spark.workers import ASKED, MESSAGES, ROWS, Task, judge, parts_of, send_away, send_home

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Worker = Callable[..., Iterator[Any]]
"""What judges the rows of a part, or counts in them: batches of Arrow in, MESSAGES out."""
_UNSEEN: Final = "SELECT DISTINCT f.q, f.node FROM {f} f LEFT ANTI JOIN {s} s ON f.q = s.q AND f.node = s.node"
_BYTES_A_PART: Final = 64 << 20
"""So many bytes of N-Triples, half a million triples, are judged at once: 300 MB in the memory of a worker."""


def parts_for(spark: SparkSession, size: int, wanted: int | None) -> int:
    """Return in how many parts the nodes of files are judged."""
    return wanted or max(spark.sparkContext.defaultParallelism, -(-size // _BYTES_A_PART))


def run(
    spark: SparkSession, lines: DataFrame, task: Task, nodes: Sequence[str] = (), worker: Worker = judge
) -> Iterator[Any]:
    """Yield the messages of all parts from a worker; ``nodes`` are judged though no triple may name them."""
    spark.conf.set("spark.sql.shuffle.partitions", str(parts_for(spark, 0, None) + task.routes.parts))
    rows = lines.mapInArrow(partial(send_home, task=task), ROWS)
    kept = []
    if len(task.routes.steps) > 1:
        side = lines.mapInArrow(partial(send_away, task=task), ASKED).persist()
        kept.append(side)
        for found in _away(spark, side, task, kept):
            rows = rows.unionByName(found.selectExpr("q AS part", "false AS own", "p", "s", "o"))
    if nodes:
        named = zip(parts_of(nodes, task.routes.parts), nodes, strict=True)
        seeds = [(part, False, None, node, None) for part, node in named]
        rows = rows.unionByName(spark.createDataFrame(seeds, ROWS))
    parts = rows.repartitionById(task.routes.parts, "part")
    for row in parts.mapInArrow(partial(worker, task=task), MESSAGES).collect():
        yield unpacked(row.message)
    for frame in kept:
        frame.unpersist()


def _away(spark: SparkSession, side: DataFrame, task: Task, kept: list[DataFrame]) -> Iterator[DataFrame]:
    """Yield what is read away from home, step by step; the last step again until it leads nowhere new."""
    rows, last = side.where("part IS NULL").select("p", "s", "o"), len(task.routes.steps) - 1
    asks = side.where("part IS NOT NULL").selectExpr("part AS q", "s AS node").distinct().persist()
    kept.append(asks)
    for level in range(1, last + 1):
        found = _found(spark, rows, asks, task.routes.steps[level])
        yield found
        if level < last:
            asks = found.where("leads").select("q", "node").distinct().persist()
            kept.append(asks)
    seen = asks
    while task.routes.endless:
        new = spark.sql(_UNSEEN, f=found.where("leads"), s=seen).persist()
        kept.append(new)
        if new.isEmpty():
            return
        found, seen = _found(spark, rows, new, task.routes.steps[last]), seen.union(new)
        yield found


def _found(spark: SparkSession, rows: DataFrame, asks: DataFrame, step: Step) -> DataFrame:
    """Return what the parts ``q`` read of the nodes that they ask for, and to which ``node`` that ``leads``."""
    ways = (("s", "o", step.read, step.lead), ("o", "s", step.back, step.lead_back))
    halves = (
        f"SELECT {at} AS at, {node} AS node, {_among(lead)} AS leads, p, s, o FROM {{r}} WHERE {_among(read)}"
        for at, node, read, lead in ways
    )
    ends = spark.sql(" UNION ALL ".join(halves), r=rows)
    return spark.sql(
        "SELECT a.q, e.node, e.leads, e.p, e.s, e.o FROM {e} e JOIN {a} a ON e.at = a.node", e=ends, a=asks
    )


def _among(names: Some) -> str:
    """Return the SQL of Spark that tells whether the property p is one of some."""
    if names is None:
        return "true"
    return f"p IN ({', '.join(map(literal, sorted(names)))})" if names else "false"
