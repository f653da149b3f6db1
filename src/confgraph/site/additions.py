"""What was added to the catalog or changed last, as its git history tells, and the Atom feed of that (RFC 4287)."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Final, NamedTuple
from xml.etree import ElementTree

from pyoxigraph import NamedNode, RdfFormat, parse

from confgraph.namespaces import kind_of
from confgraph.publishing.plain import plain
from confgraph.reading.versions import revisions
from confgraph.site.entity import kinds_of
from confgraph.site.facts import Facts
from confgraph.site.render import Settings

PATH: Final = "feed/additions.atom"
MOST: Final = 50
"""How many entries the feed has."""
_ATOM: Final = "http://www.w3.org/2005/Atom"
_KINDS: Final = ("series", "edition", "organization", "person", "place", "source")
_W3ID: Final = "https://w3id.org/confgraph/"


class Addition(NamedTuple):
    """An entity, when it was last changed (RFC 3339, in UTC), and whether it was new then."""

    iri: str
    when: str
    new: bool


def additions(facts: Facts) -> list[Addition]:
    """Return what was last added or changed, the newest first; nothing where the catalog is no checkout of git.

    The dates are those of commits, so that the same commit gives the same feed.
    """
    if facts.catalog.endpoint is not None:
        return []
    found: dict[str, Addition] = {}
    known = set(facts.entities)
    for revision in revisions(facts.catalog.folder / "data", ".ttl"):
        when = datetime.fromtimestamp(revision.when, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        before, after = ([pair[side] for pair in revision.files.values()] for side in (0, 1))
        was, now = _said(before), _said(after)
        for iri in sorted(now):
            if iri not in found and iri in known and kind_of(iri) in _KINDS and was.get(iri) != now[iri]:
                found[iri] = Addition(iri, when, iri not in was)
        if len(found) >= MOST:
            break
    return list(found.values())[:MOST]


def _said(contents: list[bytes | None]) -> dict[str, set[str]]:
    """Return what files say of each subject; a file of the past that cannot be read says nothing."""
    found: dict[str, set[str]] = {}
    for data in contents:
        try:
            for quad in parse(data or b"", format=RdfFormat.TURTLE):
                if isinstance(quad.subject, NamedNode):
                    found.setdefault(quad.subject.value, set()).add(f"{quad.predicate} {quad.object}")
        except SyntaxError:
            continue
    return found


def atom(facts: Facts, found: list[Addition], settings: Settings) -> bytes:
    """Return the feed; an entry goes by the address of its entity, and is updated when that is changed again."""
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(feed, "id", f"{settings.base_url or _W3ID}{PATH}")
    _text(feed, "title", f"{settings.title}: what is new")
    _text(feed, "updated", max(one.when for one in found))
    _text(ElementTree.SubElement(feed, "author"), "name", settings.title)
    if settings.base_url:
        _link(feed, "self", f"{settings.base_url}{PATH}", "application/atom+xml")
    root = settings.base_url or "../"
    _link(feed, "alternate", f"{root}index.html", "text/html")
    for one in found:
        entry = ElementTree.SubElement(feed, "entry")
        label = facts.label(one.iri)
        _text(entry, "id", one.iri)
        _text(entry, "title", label.value)
        _text(entry, "updated", one.when)
        _link(entry, "alternate", f"{root}{facts.addresses[one.iri]}.html", "text/html")
        kinds = ", ".join(kind.words for kind in kinds_of(facts, one.iri))
        _text(entry, "summary", f"{kinds}: {'added' if one.new else 'changed'}")
    ElementTree.indent(feed, " ")
    data: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = plain(text)


def _link(parent: ElementTree.Element, rel: str, href: str, kind: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "href": href, "type": kind})
