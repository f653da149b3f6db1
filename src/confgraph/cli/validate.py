"""``confgraph validate``: what is wrong, where, and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from confgraph.cli.endpoints import asking
from confgraph.cli.engines import distributed, on_spark
from confgraph.cli.terminal import COUNT, SECONDS, Session, emit, pass_session, say
from confgraph.graph import Graph
from confgraph.validation import ENGINES, REPORT_FORMATS, Report, ValidationLimits, as_text

_D: Final = ValidationLimits()


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--shapes", type=click.Path(path_type=Path), help="A file or folder of SHACL shapes, instead of ours.")
@click.option("-f", "--format", "chosen", type=click.Choice(list(REPORT_FORMATS)), default="text", show_default=True)
@click.option("--base", metavar="IRI", help="The address that relative addresses in FILEs are resolved against.")
@click.option("--all", "everything", is_flag=True, help="Show each problem, also those that are like others.")
@on_spark(*ENGINES)
@click.option("--since", metavar="REV", help="Only what can be affected by what differs from a git revision.")
@click.option(
    "--changed",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Only what a change in FILE can affect, since the last commit.",
)
@click.option("--explain", "rule", metavar="SHAPE", help="Tell in words what a shape asks for, with examples.")
@click.option("--timeout", type=SECONDS, default=_D.timeout, show_default=True, metavar="SECONDS", help="Stop then.")
@click.option("--memory", type=COUNT, default=_D.memory, show_default=True, metavar="MIB", help="Stop above it.")
@asking
@pass_session
def validate_command(
    session: Session,
    /,
    files: tuple[Path, ...],
    shapes: Path | None,
    chosen: str,
    everything: bool,
    rule: str | None,
    engine: str,
    master: str | None,
    partitions: int | None,
    **options: Any,
) -> None:
    """Validate FILEs, or the whole catalog where none is named.

    Files are judged with the rest of the catalog around them, so they may refer to it. With --shapes they stand
    alone. They are judged in a process apart, which can open nothing else. Exits with 0 if no error was found, 1 if the
    data has errors, 3 if a file cannot be read, 4 if it is too large or nested too deeply, or at a limit.

    \b
    confgraph validate my-conference.ttl
    confgraph validate --format github data/series/pycon-us.ttl
    confgraph validate --since main           only what your branch can have broken
    confgraph validate --explain Edition-year
    confgraph validate --endpoint http://127.0.0.1:7878
    confgraph validate --engine spark --shapes shapes/ events/    of any size: docs/scale.md
    """  # noqa: D301
    if rule is not None:
        with session.working("looking for examples"):
            explained = Graph(session.catalog).explain(rule, *files, shapes=shapes)
        emit("\n".join(map(str, explained)))
        return
    misplaced = [name for name in ("since", "changed", "base") if options[name]]
    spark = distributed(session, engine, files, master, partitions, misplaced)
    with session.working("validating"):
        if spark is not None:
            report = spark.validate(shapes)
        else:
            report = Graph(session.catalog).validate(*files, shapes=shapes, engine=engine, **options)
    for query in report.elsewhere:
        session.note(f"{query} has no SQL: pySHACL was asked")
    emit(as_text(report, everything) if chosen == "text" else REPORT_FORMATS[chosen](report))
    say(_counts(report))
    raise click.exceptions.Exit(report.exit_code)


def _counts(report: Report) -> str:
    warnings = len(report) - len(report.errors)
    counts = f"{len(report.errors)} {'error' if len(report.errors) == 1 else 'errors'}"
    counts += f", {warnings} {'warning' if warnings == 1 else 'warnings'}" if warnings else ""
    counts += f" in {report.triples:,} triples of {report.files} {'file' if report.files == 1 else 'files'}"
    if report.affected is not None:
        counts += f"; {report.affected:,} {'node' if report.affected == 1 else 'nodes'} that the change can affect"
    return counts
