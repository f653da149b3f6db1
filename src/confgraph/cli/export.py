"""``confgraph export``: the data in the formats that others read."""

from __future__ import annotations

from pathlib import Path

import click

from confgraph.cli.engines import distributed, on_spark
from confgraph.cli.terminal import Session, emit, pass_session
from confgraph.graph import Graph
from confgraph.problems import UsageError
from confgraph.publishing import EXPORT_FORMATS


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in EXPORT_FORMATS if name.startswith(incomplete)]


@click.command("export")
@click.argument("name", metavar="FORMAT", shell_complete=_complete)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("-o", "--output", type=click.Path(), help="Write to this file, whole or not at all.")
@on_spark("here")
@pass_session
def export_command(
    session: Session,
    /,
    name: str,
    files: tuple[Path, ...],
    output: str | None,
    engine: str,
    master: str | None,
    partitions: int | None,
) -> None:
    """Export the data as FORMAT: the same catalog gives the same bytes on every machine.

    Where FILEs are named, their triples are exported instead, in a format of RDF.

    \b
    turtle, ntriples, rdfxml   the triples
    trig                       the triples, one named graph for each file
    jsonld                     one readable object for each entity, compacted with our context
    schemaorg                  schema.org Events as JSON-LD
    csv                        a table, one row for each edition
    ics                        a calendar of the editions that are dated to the day
    geojson                    a map of the editions

    \b
    confgraph export turtle -o confgraph.ttl
    confgraph export ntriples --engine spark events/ -o events.nt
    """  # noqa: D301
    spark = distributed(session, engine, files, master, partitions)
    if spark is not None:
        if name != "ntriples":
            raise UsageError(f"--engine spark exports ntriples alone: leave it out for {name}")
        with session.working(f"exporting {name}"):
            emit(spark.export_ntriples(), output)
        return
    with session.working(f"exporting {name}"):
        data = Graph(session.catalog).export(name, *files)
    emit(data, output)
