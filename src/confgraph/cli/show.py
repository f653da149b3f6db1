"""``confgraph show``: everything about one entity."""

from __future__ import annotations

from collections.abc import Iterator

import click

from confgraph.cli.terminal import Session, emit, on_terminal, pass_session, session_of
from confgraph.entities import slugs
from confgraph.graph import Graph
from confgraph.namespaces import shorten
from confgraph.problems import printable
from confgraph.results import readable
from confgraph.show import Description, Value

FORMATS = ("text", "turtle", "jsonld", "ntriples", "rdfxml")


def _complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return sorted(slug for slug in slugs(session_of(ctx).catalog.store) if slug.startswith(incomplete))


@click.command("show")
@click.argument("entity", metavar="ID", shell_complete=_complete)
@click.option("-f", "--format", "chosen", type=click.Choice(FORMATS), default="text", show_default=True)
@pass_session
def show_command(session: Session, entity: str, chosen: str) -> None:
    """Show everything about one entity, in both directions, and who says so.

    ID is a slug (ipc-11), a prefixed name (edition:ipc-11) or an IRI.
    """
    if chosen == "text":
        emit("".join(_lines(Graph(session.catalog).show(entity), color=on_terminal())))
    else:
        emit(Graph(session.catalog).describe(entity).serialize(chosen))


def _lines(found: Description, color: bool) -> Iterator[str]:
    def strong(text: str) -> str:
        return click.style(text, bold=True) if color else text

    yield f"{strong(printable(found.label))}\n{printable(', '.join(found.types))} · {printable(found.iri)}\n"
    names = [name for name, _ in (*found.facts, *found.incoming)]
    width = min(max(map(len, names), default=0), 28)
    for group in (found.facts, found.incoming):
        if group:
            yield "\n"
        for name, values in group:
            for index, value in enumerate(values):
                yield printable(f"  {'' if index else name:<{width}}  {_value(value)}\n")
    if found.statements:
        yield f"\n{strong('who says so')}\n"
    for one in found.statements:
        said = (" or " if one.disjunctive else ", ").join(one.values)
        yield printable(f"  {one.property}: {said}  [{one.rank}, {one.certainty}]\n")
        yield f"      {printable(one.source)}\n"
        if one.quote:
            yield f"      “{printable(one.quote)}”\n"
        if one.reason:
            yield f"      {printable(one.reason)}\n"


def _value(value: Value) -> str:
    short = readable(value.term)
    text = value.words if value.words == short else f"{value.words}  ({shorten(short)})"
    return " · ".join(value.notes) if value.notes else text
