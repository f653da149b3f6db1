"""``confgraph load``: send triples to a triplestore."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from confgraph.canonical import Difference
from confgraph.cli.endpoints import connecting
from confgraph.cli.terminal import Session, emit, pass_session, say
from confgraph.load import Loaded, load
from confgraph.load import Progress as Told
from confgraph.namespaces import shorten
from confgraph.remote import Endpoint

MANY = 20
"""How many differences of a kind are listed without -v."""
_WORDS = {
    "missing": "not there",
    "value": "another value",
    "extra": "there, and not sent",
    "spelling": "the same value, written otherwise",
}


@click.command("load")
@click.argument("url")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--replace/--add", "replace", default=True, show_default=True, help="In the place of the graph, or to it."
)
@click.option("--update-url", metavar="URL", help="Where updates go, if that is another address.")
@connecting
@pass_session
def load_command(
    session: Session, /, url: str, files: tuple[Path, ...], replace: bool, update_url: str | None, **account: Any
) -> None:
    """Send FILEs, or the whole catalog where none is named, to the triplestore at URL.

    What is sent takes the place of the graph, in one step or not at all; then it is fetched and compared, triple by
    triple. Without --graph it is the store's default graph; Virtuoso has none, there it is the catalog's own. Exits
    with 1 if the store lost or changed a value, 6 if it failed.

    \b
    confgraph load http://127.0.0.1:7878
    confgraph load http://127.0.0.1:8890/sparql --user dba --password-file secret
    """  # noqa: D301
    from confgraph.reading import read

    endpoint = Endpoint(url, updates=update_url, **account)
    documents = [read(path) for path in files] or session.catalog.documents("ontology", "data")
    with _bar() as progress:
        done = load(endpoint, documents, not replace, progress)
    emit("".join(_lines(done, session.verbose)))
    graph = f"<{done.graph}>" if done.graph else "the default graph"
    say(f"{done.here:,} triples are in {graph} of {done.store} at {endpoint.url}, which has {done.there:,}")
    say(f"canonical SHA-256 of what is there: {done.digest}")
    raise click.exceptions.Exit(1 if done.wrong else 0)


def _lines(done: Loaded, every: bool) -> Iterator[str]:
    """Yield what differs, most telling first: each triple, but one line a property for values written otherwise."""
    for kind, word in _WORDS.items():
        found = [one for one in done.differences if one.kind == kind]
        lines = _spelled(found) if kind == "spelling" else [_line(one) for one in found]
        yield from (f"{word}: {line}\n" for line in (lines if every else lines[:MANY]))
        if len(lines) > MANY and not every:
            yield f"{word}: {len(lines) - MANY:,} more, with -v all\n"


def _spelled(found: list[Difference]) -> list[str]:
    counts = Counter((one.predicate, _short(one.before), _short(one.after)) for one in found)
    return [
        f"{_short(predicate)} {before} is now {after}" + (f", {often:,} times" if often > 1 else "")
        for (predicate, before, after), often in sorted(counts.items())
    ]


def _line(one: Difference) -> str:
    change = " is now ".join(_short(text) for text in (one.before, one.after) if text)
    return " ".join(filter(None, (_short(one.subject), _short(one.predicate), change)))


def _short(text: str) -> str:
    """Return a term of N-Triples with the names that people read, on one line."""
    short = re.sub("<([^<>]*)>", lambda found: shorten(found[1]), text)
    return " ".join(short.split())


@contextmanager
def _bar() -> Iterator[Told]:
    """Show on a terminal how many triples have arrived."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("loading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
