"""``confgraph show``: everything about one entity."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator

import click

from confgraph.cli.endpoints import asking
from confgraph.cli.query import EntityCommand
from confgraph.cli.terminal import Session, emit, on_terminal, pass_session, session_of
from confgraph.entities import completions
from confgraph.graph import Graph
from confgraph.namespaces import shorten
from confgraph.problems import printable
from confgraph.results import readable
from confgraph.show import Description, Value

FORMATS = ("text", "turtle", "jsonld", "ntriples", "rdfxml")


def _complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return completions(session_of(ctx).catalog.store, incomplete)


@click.command("show", cls=EntityCommand)
@click.argument("entity", metavar="ID", shell_complete=_complete)
@click.option("-f", "--format", "chosen", type=click.Choice(FORMATS), default="text", show_default=True)
@asking
@pass_session
def show_command(session: Session, entity: str, chosen: str) -> None:
    """Show everything about one entity, in both directions, and who says so.

    ID is a slug (ipc-11), a prefixed name (edition:ipc-11) or an IRI.
    """
    if chosen != "text":
        emit(Graph(session.catalog).describe(entity).serialize(chosen))
        return
    width = shutil.get_terminal_size().columns if on_terminal() else 0
    emit("".join(_lines(Graph(session.catalog).show(entity), width)))


def _lines(found: Description, width: int) -> Iterator[str]:
    """Yield the lines, for a terminal of ``width`` columns or, with 0, for a file."""

    def strong(text: str) -> str:
        return click.style(text, bold=True) if width else text

    yield f"{strong(printable(found.label))}\n{printable(', '.join(found.types))} · {printable(found.iri)}\n"
    names = [name for name, _ in (*found.facts, *found.incoming)]
    column = min(max(map(len, names), default=0), width // 3 or 28, 28)
    for group in (found.facts, found.incoming):
        if group:
            yield "\n"
        for name, values in group:
            for index, value in enumerate(values):
                yield _hung(f"  {'' if index else name:<{column}}  ", _value(value), width, column + 4)
    if found.statements:
        yield f"\n{strong('who says so')}\n"
    for one in found.statements:
        said = (" or " if one.disjunctive else ", ").join(one.values)
        yield _hung(f"  {one.property}: ", f"{said}  [{one.rank}, {one.certainty}]", width, 4)
        for text in filter(None, (one.source, one.quote and f"“{one.quote}”", one.reason)):
            yield _hung("      ", text, width, 6)


def _hung(head: str, text: str, width: int, indent: int) -> str:
    """Return one line, or on a terminal as many as it needs, the further ones indented below the first."""
    head, text = printable(head), printable(text)
    if not width or len(head) + len(text) <= width:
        return f"{head}{text}\n"
    begin = " " * max(len(head) - indent, 0)
    lines = textwrap.wrap(
        text, max(width - indent, 20), initial_indent=begin, break_on_hyphens=False, break_long_words=False
    )
    return head + f"\n{' ' * indent}".join(lines).lstrip() + "\n"


def _value(value: Value) -> str:
    short = readable(value.term)
    text = value.words if value.words == short else f"{value.words}  ({shorten(short)})"
    return " · ".join(value.notes) if value.notes else text
