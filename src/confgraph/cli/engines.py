"""The options of every command that can run on Apache Spark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from confgraph.cli.terminal import COUNT, Session, with_options
from confgraph.graph import Graph
from confgraph.problems import UsageError

if TYPE_CHECKING:
    from confgraph.spark import Distributed

SPARK: Final = "spark"
_OPTIONS: Final = (
    click.option("--master", metavar="URL", help="Where Spark runs, by default in this process: spark://HOST:PORT …"),
    click.option("--partitions", type=COUNT, metavar="N", help="In how many parts Spark does it, by default by size."),
)


def on_spark(*others: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options engine, master and partitions to a command; ``others`` are its engines beside spark."""
    engines = click.Choice([*others, SPARK])
    said = "What checks the shapes." if len(others) > 1 else "Where it is done: here, or on Apache Spark."
    chosen = click.option("--engine", type=engines, default=others[0], show_default=True, help=said)
    return with_options(chosen, *_OPTIONS)


def distributed(
    session: Session,
    engine: str,
    files: Sequence[Path | str],
    master: str | None,
    partitions: int | None,
    misplaced: Sequence[str] = (),
) -> Distributed | None:
    """Return the files as Spark has them, None for another engine.

    Raises UsageError for options of the other kind of engine, of which ``misplaced`` were given.
    """
    if engine != SPARK:
        if master or partitions:
            raise UsageError(f"{'--master' if master else '--partitions'} is for --engine {SPARK}: name that engine")
        return None
    if not files:
        raise UsageError(f"--engine {SPARK} is for large files: name files or folders of N-Triples, N-Quads or Parquet")
    if misplaced:
        raise UsageError(f"--{misplaced[0]} is not for --engine {SPARK}: leave it out")
    return Graph(session.catalog).on_spark(*files, master=master, partitions=partitions)
