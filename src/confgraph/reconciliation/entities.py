"""Describe things to who chooses among candidates: in a line, in a small page, and while a name is typed."""

from __future__ import annotations

import html
from functools import cached_property
from typing import Any, Final

from pyoxigraph import Literal

from confgraph.namespaces import expand, shorten
from confgraph.reconciliation.asked import expand_or_same
from confgraph.reconciliation.candidates import Candidates, Sought
from confgraph.reconciliation.readings import read_name
from confgraph.site.facts import Facts

Document = dict[str, Any]
_PAGE: Final = 20
_TYPES: Final = {
    "EventSeries": "Event series", "Edition": "Edition", "Event": "Event", "Track": "Track", "City": "City",
    "Country": "Country", "Region": "Region", "Venue": "Venue",
}  # fmt: skip
_OTHERS: Final = {"org:Organization": "Organisation", "foaf:Person": "Person"}
_PROPERTIES: Final[tuple[str, ...]] = (
    "cg:year", "cg:startDate", "cg:endDate", "cg:editionOf", "cg:takesPlaceIn", "cg:location", "cg:within",
    "cg:organizedBy", "cg:chairedBy", "cg:attendance", "cg:ordinal", "cg:proposalDeadline", "schema:eventStatus",
    "cg:countryCode", "wgs84:lat", "wgs84:long", "foaf:homepage", "owl:sameAs", "skos:altLabel", "cg:basedIn",
)  # fmt: skip


class Entities:
    """The things, types and properties of a catalog as the API names them."""

    def __init__(self, facts: Facts, candidates: Candidates) -> None:
        self.facts = facts
        self.candidates = candidates
        known = {expand(f"cg:{name}"): label for name, label in _TYPES.items()}
        self.types = {**known, **{expand(name): label for name, label in _OTHERS.items()}}
        used = {name for iri in candidates.things for name in facts.out[iri]}
        self.properties = {name: self.property_name(name) for name in _PROPERTIES if name in used}

    def entity(self, iri: str, key: str) -> Document:
        """Return id, name and description of a thing, and under ``key`` its types."""
        kinds = self.candidates.things[iri].kinds
        types = [{"id": kind, "name": self.types[kind]} for kind in kinds if kind in self.types]
        return {"id": iri, "name": self.facts.label(iri).value, "description": self.description(iri), key: types}

    def description(self, iri: str) -> str:
        """Return what tells a thing from others of its name: kind, dates, places."""
        facts = self.facts
        kinds = [self.types[kind] for kind in facts.links(iri, "rdf:type") if kind in self.types]
        start, end = facts.text(iri, "cg:startDate"), facts.text(iri, "cg:endDate")
        near = [*facts.links(iri, "cg:location"), *facts.links(iri, "cg:within")]
        parts = [", ".join(kinds), f"{start} to {end}" if end and end != start else start]
        return ", ".join(filter(None, [*parts, *(facts.label(one).value for one in near[:2])]))

    def suggest(self, kind: str, prefix: str, cursor: int = 0) -> Document:
        """Return what a name that somebody has begun to type can become: an entity, a property or a type."""
        if kind == "entity":
            return {"result": self._suggested(prefix)[cursor : cursor + _PAGE]}
        known = self.types.items() if kind == "type" else self.properties.items()
        wanted = prefix.casefold()
        found = [(iri, name) for iri, name in known if wanted in name.casefold() or wanted in iri.casefold()]
        found.sort(key=lambda one: (not one[1].casefold().startswith(wanted), one[1]))
        return {"result": [{"id": iri, "name": name} for iri, name in found][cursor : cursor + _PAGE]}

    def _suggested(self, prefix: str) -> list[Document]:
        begun = read_name(prefix)
        key = begun.readings[0].spelt if begun.readings else ""
        found = [iri for iri, name in self._spelt.items() if key and name.startswith(key)]
        if begun.years:
            found = [iri for iri in found if self.candidates.things[iri].year in begun.years]
        found.sort(key=lambda iri: (len(self.facts.label(iri).value), iri))
        found += [one.thing.iri for one in self.candidates.find(Sought(prefix, limit=_PAGE))]
        return [self.entity(iri, "notable") for iri in dict.fromkeys(found)]

    @cached_property
    def _spelt(self) -> dict[str, str]:
        names = {iri: read_name(self.facts.label(iri).value).readings for iri in self.candidates.things}
        return {iri: found[0].spelt for iri, found in names.items() if found}

    def flyout(self, iri: str) -> Document:
        """Return a small page about an entity, a property or a type, inside a document."""
        name = self.types.get(iri) or self.properties.get(iri) or self.facts.label(iri).value
        about = (
            self.description(iri)
            if iri in self.candidates.things
            else self.facts.text(expand_or_same(iri), "skos:definition")
        )
        return {"id": iri, "html": f"<p><strong>{html.escape(name)}</strong><br>{html.escape(about)}</p>"}

    def preview(self, iri: str) -> str | None:
        """Return a page of HTML about an entity that fits into a small frame, None for an unknown one."""
        if iri not in self.candidates.things:
            return None
        name, about = (html.escape(text) for text in (self.facts.label(iri).value, self.description(iri)))
        others = [value.value for value in self.facts.values(iri, "skos:altLabel") if isinstance(value, Literal)]
        also = f"<p>Also called {html.escape(', '.join(others[:8]))}.</p>" if others else ""
        style = "body{font:15px/1.4 system-ui,sans-serif;margin:12px;color:#222}p{margin:6px 0}a{color:#0645ad}"
        link = f'<a href="{html.escape(iri)}" target="_blank">{name}</a>'
        return (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title><style>{style}</style>'
            f"<p><strong>{link}</strong></p><p>{about}</p>{also}</html>"
        )

    def property_name(self, prop: str) -> str:
        """Return what a property is called."""
        full = expand_or_same(prop)
        return self.facts.label(full).value if full in self.facts.out else shorten(full).partition(":")[2] or prop
