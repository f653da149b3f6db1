"""``confgraph link``: find items of Wikidata, be sure of them, check them, give back and take over."""

from __future__ import annotations

import getpass
import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from confgraph.cli.choosing import COLUMNS, as_json, choose, rows
from confgraph.cli.terminal import Session, emit, emit_table, on_terminal, pass_session, say, with_options
from confgraph.index import default_root
from confgraph.linking import pull as pulling
from confgraph.linking.asked import Asked
from confgraph.linking.candidates import QUERIES, RECONCILIATION, SEARCH, Services
from confgraph.linking.check import check, links
from confgraph.linking.decide import Decisions
from confgraph.linking.quickstatements import quickstatements
from confgraph.linking.sssom import sssom
from confgraph.linking.subjects import CLASSES
from confgraph.linking.suggest import SAME, suggest, unlinked
from confgraph.remote.cache import DAYS, Cache
from confgraph.sources import PROPOSAL_FORMATS
from confgraph.validation import REPORT_FORMATS, Report, as_text
from confgraph.validation.report import in_order
from confgraph.writing import replace

_LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
_SHOWN: Final = ("table", "json")
_DATE: Final = click.DateTime(["%Y-%m-%d"])


@click.group("link")
def link_command() -> None:
    """Link to Wikidata: find items, check links, give back what Wikidata lacks, take over what we lack.

    What services answer is kept for some days (--days), and with --offline nobody is asked.

    \b
    confgraph link suggest --type place
    confgraph link suggest pycon-us --write
    confgraph link check --format github
    """  # noqa: D301


_choosing = with_options(
    click.argument("ids", nargs=-1, metavar="[ID]..."),
    click.option("--type", "types", multiple=True, type=click.Choice(list(CLASSES)), help="Only this kind."),
)
_finding = with_options(
    click.option("--service", metavar="URL", help=f"The reconciliation service, instead of {RECONCILIATION}."),
    click.option("--search", metavar="URL", help=f"The search, which is asked about IDs, instead of {SEARCH}."),
)
_asking = with_options(
    click.option("--queries", metavar="URL", help=f"The SPARQL endpoint of Wikidata's data, instead of {QUERIES}."),
    click.option("--days", type=click.FloatRange(0), default=DAYS, show_default=True, help="Take answers so old."),
    click.option("--offline", is_flag=True, help="Ask nobody: take what was answered before, however old."),
)


def _asked(session: Session, days: float = DAYS, offline: bool = False, **addresses: str | None) -> Asked:
    cache = Cache(Path(default_root()).parent / "answers", days, offline)
    return Asked(session.catalog, cache, **addresses)


@link_command.command("suggest")
@_choosing
@_finding
@_asking
@click.option("--write", is_flag=True, help="Write what is sure, and on a terminal ask about the rest.")
@click.option("--no-ask", is_flag=True, help="With --write, ask nobody: what is likely becomes skos:closeMatch.")
@click.option("--by", "who", default=getpass.getuser, show_default="your user name", help="Who decides.")
@click.option("-f", "--format", "chosen", type=click.Choice(_SHOWN), help="By default table, in a pipe json.")
@pass_session
def suggest_command(
    session: Session,
    /,
    ids: tuple[str, ...],
    types: tuple[str, ...],
    write: bool,
    no_ask: bool,
    who: str,
    chosen: str | None,
    **asked: Any,
) -> None:
    """Suggest items for entities without one: those with an ID, or all.

    Each comes with the facts that agree and those that contradict. An item is sure from a score of 85 on, if its kind
    and an identifier or two more facts agree, nothing contradicts, and the next item is 15 points behind. A link is
    written with its source, the day, and who decided; what was decided is not asked again.
    """
    work = _asked(session, **asked)
    wanted = unlinked(work.subjects, work.wanted(ids, types))
    services = work.services if ids else Services(work.services.reconciliation, work.services.store)
    with session.working("asking Wikidata"):
        found = suggest(work.subjects, wanted, services, work.kinds)
    if write:
        asking = on_terminal() and not no_ask
        decisions = Decisions(work.subjects.draft, work.day, who)
        for one in found:
            if one.best and (one.verdict == SAME or not asking):
                decisions.link(one.subject, one.best, one.verdict)

        def save() -> None:
            replace(decisions.contents(work.catalog.documents("ontology")))

        save()
        if asking:
            choose([one for one in found if one.judged and one.verdict != SAME], decisions, save)
    elif (chosen or ("table" if on_terminal() else "json")) == "json":
        emit(json.dumps([as_json(one) for one in found], ensure_ascii=False, indent=2) + "\n")
    else:
        emit_table(COLUMNS, [row for one in found for row in rows(one)])
    sure = sum(one.verdict == SAME for one in found)
    likely = sum(bool(one.verdict) for one in found) - sure
    say(f"{len(found)} without an item: {sure} sure, {likely} likely{'' if write else '; write with --write'}")


@link_command.command("check")
@_asking
@click.option("-f", "--format", "chosen", type=click.Choice(list(REPORT_FORMATS)), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Show each problem, also those that are like others.")
@pass_session
def check_command(session: Session, /, chosen: str, everything: bool, **asked: Any) -> None:
    """Look every link up again: items that are gone, merged, of another kind, or that differ from ours.

    Exits with 1 if a link is wrong. What may differ for good reasons is a warning, and items next to linked ones that
    nothing is linked to are told.
    """
    work = _asked(session, **asked)
    with session.working("asking Wikidata"):
        problems = check(work.subjects, work.documents, work.services.store, work.kinds)
    count = len(links(work.subjects))
    report = Report(in_order(problems), len(work.documents), count)
    emit(as_text(report, everything) if chosen == "text" else REPORT_FORMATS[chosen](report))
    say(f"{len(report.errors)} wrong of {count:,} links; {len(report) - len(report.errors)} more to look at")
    raise click.exceptions.Exit(report.exit_code)


@link_command.command("quickstatements")
@_choosing
@_finding
@_asking
@click.option("--retrieved", type=_DATE, required=True, metavar="DATE", help="When somebody last saw the pages (P813).")
@pass_session
def quickstatements_command(
    session: Session, /, ids: tuple[str, ...], types: tuple[str, ...], retrieved: Any, **asked: Any
) -> None:
    """Print what we know and Wikidata lacks as QuickStatements, to be read before it is sent.

    Each statement has the page that says so as its reference. What only a source without a page says is left out, and
    so is a new item where something like it is there.
    """
    work = _asked(session, **asked)
    wanted = [one for one in work.wanted(ids, types) if one.kind != "place"]
    fresh = [one for one in unlinked(work.subjects, wanted) if one.kind in ("series", "edition")]
    with session.working("asking Wikidata"):
        looked = suggest(work.subjects, fresh, work.services, work.kinds) if fresh else []
        batch = quickstatements(work.subjects, wanted, work.items(wanted), looked, f"{retrieved:%Y-%m-%d}")
    emit(batch.text)
    for left in batch.left:
        session.note(f"{left.subject.name}: {left.why}")
    say(f"{batch.created} new items, {batch.added} statements; {len(batch.left)} left out (-v tells why)")


@link_command.command("sssom")
@click.option("--title", default="Links of a conference catalog to Wikidata", show_default=True)
@click.option("--license", "terms", default=_LICENSE, show_default=True, help="The address of the terms of use.")
@pass_session
def sssom_command(session: Session, /, title: str, terms: str) -> None:
    """Print the links as a mapping set in SSSOM's table form, with what was found to be another thing."""
    emit(sssom(_asked(session).subjects, title, terms, date.today().isoformat()))


@link_command.command("pull")
@_choosing
@_asking
@click.option("--write", is_flag=True, help="Write what is proposed into the files of the data.")
@click.option("-f", "--format", "chosen", type=click.Choice(PROPOSAL_FORMATS), default="text", show_default=True)
@pass_session
def pull_command(
    session: Session, /, ids: tuple[str, ...], types: tuple[str, ...], write: bool, chosen: str, **asked: Any
) -> None:
    """Propose what linked items say and we lack (+) or say otherwise (~), as an import does.

    With --write, what is new becomes a fact, and what contradicts a claim beside ours, each with the item's revision.
    """
    work = _asked(session, **asked)
    wanted = work.wanted(ids, types)
    with session.working("asking Wikidata"):
        pulled = pulling.pull(work.subjects, wanted, work.items(wanted), work.day)
    count = sum(finding.kind != "notes" for one in pulled for finding in one.findings)
    if write and count:
        replace(work.subjects.draft.contents(work.catalog.documents("ontology")))
    emit(pulling.as_json(pulled) if chosen == "json" else pulling.as_text(pulled))
    say(f"{count} facts of {len(pulled)} items{'' if write else '; write with --write'}")
