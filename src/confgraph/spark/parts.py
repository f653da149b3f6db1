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
_FOUND: Final = "SELECT a.q, e.node, e.leads, e.p, e.s, e.o FROM {e} e JOIN {a} a ON e.at = a.node"
_FURTHER: Final = (
    "SELECT DISTINCT q, node FROM (SELECT a.q, explode(array(a.node, e.node)) AS node "
    "FROM {a} a LEFT JOIN {e} e ON e.at = a.node AND e.leads) WHERE node IS NOT NULL"
)
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
    """Yield what is read away from home, step by step; the last step leads as far as it can where it is endless."""
    rows, last = side.where("part IS NULL").select("p", "s", "o"), len(task.routes.steps) - 1
    asks = side.where("part IS NOT NULL").selectExpr("part AS q", "s AS node").distinct().persist()
    kept.append(asks)
    for level in range(1, last + 1):
        ends = _ends(spark, rows, task.routes.steps[level])
        if level == last and task.routes.endless:
            asks = _closure(spark, asks, ends, kept)
        found = spark.sql(_FOUND, e=ends, a=asks)
        yield found
        if level < last:
            asks = found.where("leads").select("q", "node").distinct().persist()
            kept.append(asks)


def _closure(spark: SparkSession, asks: DataFrame, ends: DataFrame, kept: list[DataFrame]) -> DataFrame:
    """Return what is asked for with all to which that leads, in any number of steps, also in circles.

    Each round names the one before it once: the plan would double with each, if it did so twice.
    """
    many = asks.count()
    while True:
        asks = spark.sql(_FURTHER, e=ends, a=asks).persist()
        kept.append(asks)
        before, many = many, asks.count()
        if many == before:
            return asks


def _ends(spark: SparkSession, rows: DataFrame, step: Step) -> DataFrame:
    """Return the triples that are read ``at`` a node in a step, and to which ``node`` each of them ``leads``."""
    ways = (("s", "o", step.read, step.lead), ("o", "s", step.back, step.lead_back))
    halves = (
        f"SELECT {at} AS at, {node} AS node, {_among(lead)} AS leads, p, s, o FROM {{r}} WHERE {_among(read)}"
        for at, node, read, lead in ways
    )
    return spark.sql(" UNION ALL ".join(halves), r=rows)


def _among(names: Some) -> str:
    """Return the SQL of Spark that tells whether the property p is one of some."""
    if names is None:
        return "true"
    return f"p IN ({', '.join(map(literal, sorted(names)))})" if names else "false"
