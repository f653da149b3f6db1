"""The list of sources that can be imported, and the source record that their facts cite."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from pyoxigraph import NamedNode

from confgraph.problems import UsageError, did_you_mean
from confgraph.sources import (
    csv,
    icalendar,
    python_deadlines,
    python_organizers,
    pyvideo,
    schemaorg,
    tech_conferences,
)
from confgraph.sources.draft import Draft, english, named, typed
from confgraph.sources.rows import Reading, web_of


class Format(Protocol):
    """What a module of a source has: the files of a folder, and the rows of a file."""

    def files(self, folder: Path) -> list[Path]:
        """Return the files in a folder that can be read."""

    def read(self, path: Path) -> Reading:
        """Return the rows of a file."""


@dataclass(frozen=True)
class Importer:
    """A source that can be imported: its name on the command line, and the record that its facts cite.

    A format that anybody may use has no source of its own: ``source`` is empty, and the caller names the page.
    """

    name: str
    format: Format
    source: str = ""
    label: str = ""
    page: str = ""

    def files(self, folder: Path) -> list[Path]:
        """Return the files in a folder that can be read."""
        return self.format.files(folder)

    def read(self, path: Path) -> Reading:
        """Return the rows of a file."""
        return self.format.read(path)


_GITHUB: Final = "https://github.com/"
IMPORTERS: Final = (
    Importer(
        "python-deadlines",
        python_deadlines,
        "python-deadlines",
        "python-deadlines",
        f"{_GITHUB}JesperDramsch/python-deadlines",
    ),
    Importer("pyvideo", pyvideo, "pyvideo-data", "pyvideo data", f"{_GITHUB}pyvideo/data"),
    Importer(
        "tech-conferences",
        tech_conferences,
        "tech-conferences",
        "confs.tech conference data",
        f"{_GITHUB}tech-conferences/conference-data",
    ),
    Importer(
        "python-organizers",
        python_organizers,
        "python-organizers-conferences",
        "python-organizers conferences",
        f"{_GITHUB}python-organizers/conferences",
    ),
    Importer("schemaorg", schemaorg),
    Importer("icalendar", icalendar),
    Importer("csv", csv),
)
"""Every source, in the order of the help."""


def importer_of(name: str) -> Importer:
    """Return the importer of a name; raise UsageError, with the nearest name, for others."""
    known = {one.name: one for one in IMPORTERS}
    if name not in known:
        hint = did_you_mean(name, known) or f"use one of {', '.join(known)}"
        raise UsageError(f"there is no source {name!r}: {hint}")
    return known[name]


def source_of(draft: Draft, importer: Importer, page: str, as_of: str) -> NamedNode:
    """Return the source that the facts cite; one that the catalog lacks is added to the draft.

    A day makes a source of its own: a page that changed says another thing on another day.
    """
    if page and not web_of(page):
        raise UsageError(f"{page!r} is no web address: begin it with https://")
    address = page or importer.page
    slug = importer.source or _slug(address)
    source = named(f"source:{slug}-{as_of}" if as_of else f"source:{slug}")
    if not as_of and page:
        same = [one for one in draft.of_type("cg:Source") if NamedNode(page) in draft.values(one, "foaf:page")]
        source = same[0] if same else source
    if source not in draft:
        label = importer.label or address or "a file without an address"
        draft.add(source, "rdf:type", named("cg:Source"), otherwise="sources.ttl")
        draft.add(source, "rdfs:label", english(f"{label}, as of {as_of}" if as_of else label))
        if address:
            draft.add(source, "foaf:page", NamedNode(address))
        if as_of:
            draft.add(source, "cg:version", typed(f"as of {as_of}", "string"))
    return source


def _slug(address: str) -> str:
    from confgraph.new import slug_of

    return slug_of(address.partition("://")[2] or "imported-file")[:80].strip("-")
