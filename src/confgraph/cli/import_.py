"""``confgraph import``: what others have gathered, as a proposal, and with --write in the data."""

from __future__ import annotations

from pathlib import Path

import click

from confgraph.cli.terminal import Session, emit, pass_session, say
from confgraph.graph import Graph
from confgraph.problems import UsageError
from confgraph.sources import IMPORTERS, PROPOSAL_FORMATS, Proposal, as_json, as_text
from confgraph.writing import replace

_KINDS = {"new": ("new",), "contradictions": ("contradicts",), "faults": ("left out",)}


@click.command("import")
@click.argument("source", type=click.Choice([one.name for one in IMPORTERS]))
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE-OR-FOLDER")
@click.option("--write", is_flag=True, help="Write what is proposed into the files of the data.")
@click.option("--page", default="", metavar="URL", help="The address where the file was read: its source.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it was read, for what changes.")
@click.option("--skip", is_flag=True, help="Leave out, and tell, rows that are wrong, instead of refusing all.")
@click.option("--only", type=click.Choice(list(_KINDS)), help="Show only one kind of outcome; all are written.")
@click.option("-f", "--format", "chosen", type=click.Choice(PROPOSAL_FORMATS), default="text", show_default=True)
@pass_session
def import_command(
    session: Session,
    source: str,
    path: Path,
    write: bool,
    page: str,
    as_of: object,
    skip: bool,
    only: str | None,
    chosen: str,
) -> None:
    """Propose what a FILE-OR-FOLDER of a SOURCE adds to the data.

    Each row is matched to a known series and edition. A line with + is a new edition, * adds to a known one,
    ~ contradicts it, ! is left out because of a fault. Nothing is written without --write. With it, what is new goes to
    the right files, tidied, and a contradiction becomes a claim beside what stands. Where a row is wrong, nothing is
    written.

    \b
    confgraph import python-deadlines conferences.yml
    confgraph import schemaorg event.html --page https://conference.example/ --write
    """  # noqa: D301
    if write and not page and source in ("schemaorg", "icalendar", "csv"):
        raise UsageError(f"a file of {source} does not say where it is from: name its address with --page")
    day = f"{as_of:%Y-%m-%d}" if as_of else ""
    with session.working("importing"):
        proposal = Graph(session.catalog).propose(source, path, page, day, skip)
        if write:
            replace(proposal.contents)
    shown = proposal.only(_KINDS[only]) if only else proposal
    emit(as_json(shown) if chosen == "json" else as_text(shown))
    say(_summary(proposal, write))


def _summary(proposal: Proposal, write: bool) -> str:
    counts = ", ".join(f"{count} {kind}" for kind, count in proposal.counts.items())
    rows, files = len(proposal.outcomes), len(proposal.contents)
    changed = f"{files} {'file' if files == 1 else 'files'}"
    what = (
        f"wrote {changed}" if write else f"{changed} would change; write with --write" if files else "nothing to write"
    )
    return f"{rows} {'row' if rows == 1 else 'rows'}: {counts}; {what}"
