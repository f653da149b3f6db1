"""``confgraph build``: the catalog as a static site of linked data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from confgraph.cli.endpoints import asking
from confgraph.cli.terminal import Session, pass_session, say
from confgraph.site.contents import Progress as Told


@click.command("build")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False), metavar="OUT")
@click.option(
    "--base-url", metavar="URL", default="", help="Where the site will be served; for sitemap and w3id rules."
)
@click.option("--title", default="Python conferences", show_default=True, help="What the site is called.")
@asking
@pass_session
def build_command(session: Session, out: Path, base_url: str, title: str) -> None:
    """Build the catalog as a static site in the folder OUT.

    Any static host serves it, at any path; it opens from disk too. Each entity has a page with its Turtle, JSON-LD,
    N-Triples and RDF/XML beside it; there are dumps, calendars and GeoJSON, search and SPARQL in the page.

    A site that was built before is replaced as a whole, once the new one is complete; files that did not change stay
    the same files. SOURCE_DATE_EPOCH sets the day that counts as today.

    \b
    confgraph build site
    confgraph build site --base-url https://example.org/conferences/
    confgraph build site --endpoint http://127.0.0.1:7878
    """  # noqa: D301
    from confgraph.site import build, settings_of

    with session.timed("build"), _bar() as progress:
        built = build(session.catalog, out, settings_of(title, base_url), progress)
    done = built.replaced
    say(
        f"{built.pages:,} pages and {built.files - built.pages:,} other files are in {out}: "
        f"{done.written:,} written, {done.kept:,} unchanged, {done.removed:,} removed"
    )
    if built.missing:
        say(f"without {', '.join(built.missing)}: make web, or install the wheel, for search, SPARQL and maps")


@contextmanager
def _bar() -> Iterator[Told]:
    """Show on a terminal how many entities have their page."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("building"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("building", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
