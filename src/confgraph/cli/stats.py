"""``confgraph stats``: how much the catalog holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from confgraph.cli.endpoints import asking
from confgraph.cli.engines import distributed, on_spark
from confgraph.cli.terminal import Session, emit, emit_rows, pass_session, plain_format, say
from confgraph.graph import Graph
from confgraph.problems import Problem, UnreadableInput, UsageError
from confgraph.stats import Stats


@click.command("stats")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--markdown", is_flag=True, help="Print the table of data/README.md, with shares of the editions.")
@plain_format
@on_spark("here")
@asking
@pass_session
def stats_command(
    session: Session,
    /,
    files: tuple[Path, ...],
    markdown: bool,
    chosen: str | None,
    engine: str,
    master: str | None,
    partitions: int | None,
) -> None:
    """Count what the catalog holds, or FILEs alone.

    \b
    confgraph stats
    confgraph stats --engine spark events/    N-Triples of any size, see docs/scale.md
    """  # noqa: D301
    if files and session.endpoint is not None:
        raise UsageError("an endpoint is counted as a whole: name no FILE with it")
    spark = distributed(session, engine, files, master, partitions)
    problems: Sequence[Problem] = ()
    with session.working("counting"):
        if spark is None:
            counts = Graph(session.catalog).stats(*files)
        else:
            counts, problems = spark.stats()
    _print(counts, markdown, chosen)
    for problem in problems:
        say(str(problem))
    if problems:
        raise click.exceptions.Exit(UnreadableInput.exit_code)


def _print(counts: Stats, markdown: bool, chosen: str | None) -> None:
    if markdown:
        if chosen:
            raise click.UsageError("--markdown is a table of its own: leave out --format")
        emit(counts.markdown())
        return
    rows = [(name, str(count)) for name, count in counts.rows()]
    emit_rows(("what", "count"), rows, chosen)
