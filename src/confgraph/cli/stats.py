"""``confgraph stats``: how much the catalog holds."""

from __future__ import annotations

import click

from confgraph.cli.endpoints import asking
from confgraph.cli.terminal import Session, emit, emit_rows, pass_session, plain_format
from confgraph.graph import Graph


@click.command("stats")
@click.option("--markdown", is_flag=True, help="Print the table of data/README.md, with shares of the editions.")
@plain_format
@asking
@pass_session
def stats_command(session: Session, markdown: bool, chosen: str | None) -> None:
    """Count what the catalog holds."""
    counts = Graph(session.catalog).stats()
    if markdown:
        if chosen:
            raise click.UsageError("--markdown is a table of its own: leave out --format")
        emit(counts.markdown())
        return
    rows = [(name, str(count)) for name, count in counts.rows()]
    emit_rows(("what", "count"), rows, chosen)
