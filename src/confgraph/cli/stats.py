"""``confgraph stats``: how much the catalog holds."""

from __future__ import annotations

import click

from confgraph.cli.terminal import PLAIN_FORMATS, Session, emit_rows, pass_session
from confgraph.graph import Graph


@click.command("stats")
@click.option(
    "-f", "--format", "chosen", type=click.Choice(PLAIN_FORMATS), help="By default a table, or CSV in a pipe."
)
@pass_session
def stats_command(session: Session, chosen: str | None) -> None:
    """Count what the catalog holds."""
    rows = [(name, str(count)) for name, count in Graph(session.catalog).stats().rows()]
    emit_rows(("what", "count"), rows, chosen)
