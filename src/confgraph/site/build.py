"""Build the site of a catalog: everything is made before anything of an older one is replaced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from os import environ
from pathlib import Path
from typing import NamedTuple

from confgraph.catalog import Catalog
from confgraph.problems import UsageError
from confgraph.publishing.plain import is_web
from confgraph.site.assets import missing
from confgraph.site.contents import Contents, File, Progress
from confgraph.site.render import Settings
from confgraph.writing import Replaced, replace_folder


class Built(NamedTuple):
    """What a build did: pages and files of the site, and how many of the files were written, kept, removed."""

    pages: int
    files: int
    replaced: Replaced
    missing: tuple[str, ...]


def build(catalog: Catalog, out: Path, settings: Settings, progress: Progress = lambda _done, _all: None) -> Built:
    """Build the site of ``catalog`` into the folder ``out``, whole or not at all.

    Raises UnreadableInput for a file of the catalog that cannot be read, UsageError for a folder that confgraph did not
    make and for an address that is none of the web, FileTrouble where nothing can be written.
    """
    check(settings)
    counts = [0, 0]

    def counted() -> Iterator[File]:
        for name, data in Contents(catalog, settings).files(progress):
            counts[0] += name.endswith(".html")
            counts[1] += 1
            yield name, data

    replaced = replace_folder(out, counted())
    return Built(counts[0], counts[1], replaced, tuple(missing()))


def settings_of(title: str, base_url: str, today: str = "") -> Settings:
    """Return settings with a base address that ends in a slash, and today as SOURCE_DATE_EPOCH or the clock says."""
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    return Settings(title, base, today or _today())


def check(settings: Settings) -> None:
    """Raise UsageError for settings whose base address is none of the web."""
    if settings.base_url and (not is_web(settings.base_url) or "?" in settings.base_url or "#" in settings.base_url):
        raise UsageError(f"--base-url {settings.base_url} is no address of a site: begin it with https://")


def _today() -> str:
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    day = date.fromtimestamp(int(epoch)) if epoch.isdecimal() else date.today()
    return day.isoformat()
