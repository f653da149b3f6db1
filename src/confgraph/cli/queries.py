"""``confgraph queries``: list the canned queries and what each answers."""

from __future__ import annotations

import click

from confgraph.cli.terminal import PLAIN_FORMATS, Session, emit_rows, pass_session
from confgraph.graph import Graph


@click.command("queries")
@click.option("--tag", help="Only those with this tag, such as history.")
@click.option(
    "-f", "--format", "chosen", type=click.Choice(PLAIN_FORMATS), help="By default a table, or CSV in a pipe."
)
@pass_session
def queries_command(session: Session, tag: str | None, chosen: str | None) -> None:
    """List the canned queries, the question that each answers, and its parameters."""
    rows = [
        (canned.name, canned.summary, " ".join(_parameter(parameter) for parameter in canned.parameters))
        for canned in Graph(session.catalog).queries()
        if tag is None or tag in canned.tags
    ]
    emit_rows(("name", "question", "parameters"), rows, chosen)


def _parameter(parameter: object) -> str:
    name = getattr(parameter, "name", "")
    return f"--{name}" if getattr(parameter, "required", False) else f"[--{name}]"
