"""``confgraph new``: a filled-in record to edit."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from confgraph.catalog import new_catalog
from confgraph.cli.terminal import Session, emit, pass_session, say, session_of
from confgraph.entities import slugs
from confgraph.new import PLACE_KINDS, new_edition, new_organization, new_place, new_series, new_source, slug_of
from confgraph.writing import replace

_KINDS: Final = {"organizer": "organization", "within": "place"}
"""The kind of entity that a parameter names, where it is not called after it."""


@click.group("new")
def new_command() -> None:
    """Print a new record, with what is known filled in, to edit and add to the data; or make a new catalog.

    \b
    confgraph new catalog narnia
    confgraph new edition pycon-us 2028 >> data/series/pycon-us.ttl
    confgraph new series "PyCon Narnia" > data/series/pycon-narnia.ttl
    """  # noqa: D301


@new_command.command("catalog")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def catalog_command(folder: Path) -> None:
    """Make a new catalog in the folder DIR: our ontology, shapes and queries, and no data yet."""
    made = new_catalog(folder)
    replace(made)
    for name in ("places", "series"):
        (folder / "data" / name).mkdir()
    say(f"{len(made)} files are in {folder}; from now on: confgraph --catalog {folder} …")


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    kind = _KINDS.get(param.name or "", param.name or "")
    return sorted(slug for slug in slugs(session_of(ctx).catalog.store, kind) if slug.startswith(incomplete))


def _print(record: str, hint: str) -> None:
    """Print a record for a file, and say what to do with it to the person."""
    emit(record)
    say(f"{hint}\nthen: confgraph tidy, confgraph validate")


_source = click.option("--source", metavar="ID", shell_complete=_complete, help="The source that says so.")
_homepage = click.option("--homepage", metavar="URL", help="The official site.")


@new_command.command("edition")
@click.argument("series", shell_complete=_complete)
@click.argument("year", type=click.IntRange(1990, 2200))
@click.option("--label", help="Its name; by default that of the latest edition with the new year.")
@click.option("--start", metavar="DATE", help="First day, month or year, as precise as the source.")
@click.option("--end", metavar="DATE", help="Last day.")
@click.option("--place", metavar="ID", shell_complete=_complete, help="Venue or city.")
@_homepage
@_source
@pass_session
def edition_command(session: Session, /, series: str, year: int, **given: Any) -> None:
    """Print a record for the edition of SERIES in YEAR."""
    record = new_edition(session.catalog.store, series, year, given)
    _print(record, "dates as precise as the source, no more: a day, a month or a year")


@new_command.command("series")
@click.argument("name")
@click.option("--organizer", metavar="ID", shell_complete=_complete, help="The organization that runs it.")
@_homepage
@_source
@pass_session
def series_command(session: Session, /, name: str, **given: Any) -> None:
    """Print a record for the series of events called NAME."""
    record = new_series(session.catalog.store, name, given)
    _print(record, f"a file of its own: data/series/{slug_of(name)}.ttl")


@new_command.command("organization")
@click.argument("name")
@click.option("--place", metavar="ID", shell_complete=_complete, help="Where it is based.")
@_homepage
@_source
@pass_session
def organization_command(session: Session, /, name: str, **given: Any) -> None:
    """Print a record for the organization called NAME."""
    _print(new_organization(session.catalog.store, name, given), "add it to data/organizations.ttl")


@new_command.command("place")
@click.argument("name")
@click.option("--kind", type=click.Choice(PLACE_KINDS), default="city", show_default=True)
@click.option("--within", metavar="ID", shell_complete=_complete, help="The place that it lies in.")
@click.option("--code", metavar="CODE", help="The code of a country, ISO 3166-1: two letters.")
@click.option("--lat", metavar="DEGREES", help="Latitude, WGS 84.")
@click.option("--long", "long", metavar="DEGREES", help="Longitude, WGS 84.")
@_source
@pass_session
def place_command(session: Session, /, name: str, kind: str, **given: Any) -> None:
    """Print a record for the place called NAME."""
    record = new_place(session.catalog.store, name, kind, given)
    _print(record, "add it to the file of its country: data/places/…")


@new_command.command("source")
@click.argument("name")
@click.option("--page", metavar="URL", help="Where it can be read.")
@click.option("--date", metavar="DATE", help="When it was written, as precise as is known.")
@pass_session
def source_command(session: Session, /, name: str, **given: Any) -> None:
    """Print a record for the source called NAME, which facts name."""
    _print(new_source(session.catalog.store, name, given), "add it to data/sources.ttl")
