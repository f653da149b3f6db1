"""One run over all parts: send triples home and away, judge each part, gather what was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from confgraph.spark.messages import unpacked
from confgraph.spark.routes import Some, Step
from confgraph.spark.workers import ASKED, MESSAGES, ROWS, Task, judge, parts_of, send_away, send_home

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Worker = Callable[..., Iterator[Any]]
"""What judges the rows of a part, or counts in them: batches of Arrow in, MESSAGES out."""
_BYTES_A_PART: Final = 64 << 20
"""So many bytes of N-Triples, half a million triples, are judged at once: 300 MB in the memory of a worker."""


def parts_for(spark: SparkSession, size: int, wanted: int | None) -> int:
    """Return in how many parts the nodes of files are judged."""
    return wanted or max(spark.sparkContext.defaultParallelism, -(-size // _BYTES_A_PART))


def run(
    spark: SparkSession, lines: DataFrame, task: Task, nodes: Sequence[str] = (), worker: Worker = judge
) -> Iterator[Any]:
    """Yield the messages of all parts from a worker; ``nodes`` are judged though no triple may name them."""
    rows = lines.mapInArrow(partial(send_home, task=task), ROWS)
    kept = []
    if len(task.routes.steps) > 1:
        side = lines.mapInArrow(partial(send_away, task=task), ASKED).persist()
        kept.append(side)
        for found in _away(spark, side, task, kept):
            rows = rows.unionByName(found.selectExpr("part", "false AS own", "p", "s", "o"))
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
    asks = side.where("part IS NOT NULL").selectExpr("part AS q", "s AS node").distinct()
    rows = side.where("part IS NULL").select("p", "s", "o")
    last = len(task.routes.steps) - 1
    for level in range(1, last + 1):
        found, further = _step(spark, rows, asks, task.routes.steps[level])
        yield found
        if level < last:
            asks = further
    if not task.routes.endless:
        return
    seen = asks.persist()
    kept.append(seen)
    while True:
        new = spark.sql(
            "SELECT f.q, f.node FROM {f} f LEFT ANTI JOIN {s} s ON f.q = s.q AND f.node = s.node", f=further, s=seen
        )
        new = new.distinct().persist()
        kept.append(new)
        if new.isEmpty():
            return
        found, further = _step(spark, rows, new, task.routes.steps[last])
        yield found
        seen = seen.union(new)


def _step(spark: SparkSession, rows: DataFrame, asks: DataFrame, step: Step) -> tuple[DataFrame, DataFrame]:
    """Return what the parts read of the nodes that they ask for, and what they ask for next."""
    found, further = [], []
    for column, other, read, lead in (("s", "o", step.read, step.lead), ("o", "s", step.back, step.lead_back)):
        if read is None or read:
            wanted = rows.where(_among(read))
            some = spark.sql(
                f"SELECT a.q AS part, r.p, r.s, r.o FROM {{r}} r JOIN {{a}} a ON r.{column} = a.node", r=wanted, a=asks
            )
            found.append(some)
            further.append(some.where(_among(lead)).selectExpr("part AS q", f"{other} AS node"))
    both = found[0] if len(found) == 1 else found[0].union(found[1])
    next_ = further[0] if len(further) == 1 else further[0].union(further[1])
    return both, next_.distinct()


def _among(names: Some) -> str:
    """Return the SQL of Spark that tells whether the property p is one of some."""
    if names is None:
        return "true"
    texts = ("'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'" for name in sorted(names))
    return f"p IN ({', '.join(texts)})" if names else "false"
