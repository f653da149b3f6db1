"""``confgraph search``: find entities by words."""

from __future__ import annotations

import click

from confgraph.cli.endpoints import asking
from confgraph.cli.terminal import Session, emit_rows, pass_session, plain_format, say
from confgraph.graph import Graph
from confgraph.namespaces import KINDS, shorten


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--type", "kind", type=click.Choice(KINDS), help="Only entities of this kind.")
@click.option("-n", "--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@plain_format
@asking
@pass_session
def search_command(session: Session, words: tuple[str, ...], kind: str | None, limit: int, chosen: str | None) -> None:
    """Find entities whose name or alternative name is like WORDS; spelling, case and accents may be off.

    Exits with 1 when nothing is found.
    """
    hits = Graph(session.catalog).search(" ".join(words), kind or "", limit)
    rows = [(shorten(hit.iri), hit.label, hit.matched, f"{hit.score:.0f}") for hit in hits]
    if not rows:
        say(f"nothing is called like {' '.join(words)!r}: try fewer or other words")
        raise click.exceptions.Exit(1)
    emit_rows(("id", "label", "matched", "score"), rows, chosen)
