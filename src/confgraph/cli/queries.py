"""``confgraph queries``: list the canned queries and what each answers."""

from __future__ import annotations

import click

from confgraph.cli.terminal import Session, emit_rows, pass_session, plain_format, session_of
from confgraph.graph import Graph
from confgraph.queries import Parameter


def _complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    tags = {tag for canned in Graph(session_of(ctx).catalog).queries() for tag in canned.tags}
    return sorted(tag for tag in tags if tag.startswith(incomplete))


@click.command("queries")
@click.option("--tag", shell_complete=_complete, help="Only those with this tag, such as history.")
@plain_format
@pass_session
def queries_command(session: Session, tag: str | None, chosen: str | None) -> None:
    """List the canned queries, the question that each answers, and its parameters."""
    rows = [
        (canned.name, canned.summary, " ".join(_parameter(parameter) for parameter in canned.parameters))
        for canned in Graph(session.catalog).queries()
        if tag is None or tag in canned.tags
    ]
    emit_rows(("name", "question", "parameters"), rows, chosen)


def _parameter(parameter: Parameter) -> str:
    return f"--{parameter.name}" if parameter.required else f"[--{parameter.name}]"
