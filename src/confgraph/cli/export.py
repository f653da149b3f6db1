"""``confgraph export``: the data in the formats that others read."""

from __future__ import annotations

import click

from confgraph.cli.terminal import Session, emit, pass_session
from confgraph.graph import Graph
from confgraph.publishing import EXPORT_FORMATS


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in EXPORT_FORMATS if name.startswith(incomplete)]


@click.command("export")
@click.argument("name", metavar="FORMAT", shell_complete=_complete)
@click.option("-o", "--output", type=click.Path(), help="Write to this file, whole or not at all.")
@pass_session
def export_command(session: Session, name: str, output: str | None) -> None:
    """Export the data as FORMAT: the same catalog gives the same bytes on every machine.

    \b
    turtle, ntriples, rdfxml   the triples
    trig                       the triples, one named graph for each file
    jsonld                     one readable object for each entity, compacted with our context
    schemaorg                  schema.org Events as JSON-LD
    csv                        a table, one row for each edition
    ics                        a calendar of the editions that are dated to the day
    geojson                    a map of the editions
    """  # noqa: D301
    with session.working(f"exporting {name}"):
        data = Graph(session.catalog).export(name)
    emit(data, output)
