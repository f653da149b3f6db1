"""``confgraph stats``: how much the catalog holds."""

from __future__ import annotations

import click

from confgraph.cli.terminal import Session, emit_rows, pass_session, plain_format
from confgraph.graph import Graph


@click.command("stats")
@plain_format
@pass_session
def stats_command(session: Session, chosen: str | None) -> None:
    """Count what the catalog holds."""
    rows = [(name, str(count)) for name, count in Graph(session.catalog).stats().rows()]
    emit_rows(("what", "count"), rows, chosen)
