"""The editions of a catalog as plain records, which tables, calendars and maps are made of."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import ID, shorten
from confgraph.publishing.plain import is_web
from confgraph.store import Store

_DEGREES: Final = r"[+-]?[0-9]{1,3}(\.[0-9]*)?"
_EDITIONS: Final = """
SELECT ?edition ?year ?start ?end ?first ?last ?status ?mode ?deadline ?attendance ?talks WHERE {
  ?edition a cg:Edition FILTER(ISIRI(?edition))
  OPTIONAL { ?edition cg:year ?year }
  OPTIONAL { ?edition cg:startDate ?start ; cg:earliestStart ?first }
  OPTIONAL { ?edition cg:endDate ?end }
  OPTIONAL { ?edition cg:latestEnd ?last }
  OPTIONAL { ?edition schema:eventStatus ?status }
  OPTIONAL { ?edition schema:eventAttendanceMode ?mode }
  OPTIONAL { ?edition cg:proposalDeadline ?deadline }
  OPTIONAL { ?edition cg:attendance ?attendance }
  OPTIONAL { ?edition cg:talkCount ?talks }
} ORDER BY ?first ?edition"""
_LABELS: Final = "SELECT ?thing ?label WHERE { ?thing rdfs:label ?label FILTER(ISLITERAL(?label) && ISIRI(?thing)) }"
_LISTS: Final = {
    "series": """SELECT ?edition ?value ?ordinal WHERE {
        ?edition a cg:Edition ; cg:editionOf ?value FILTER(ISIRI(?value))
        OPTIONAL { ?edition cg:membership ?m . ?m cg:inSeries ?value ; cg:ordinal ?ordinal } } ORDER BY ?value""",
    "organizers": """SELECT ?edition ?value WHERE {
        ?edition a cg:Edition ; cg:organizedBy ?value FILTER(ISIRI(?value)) } ORDER BY ?value""",
    "homepages": """SELECT ?edition ?value WHERE { ?edition a cg:Edition ; foaf:homepage ?value } ORDER BY ?value""",
    "places": """SELECT ?edition ?value ?kind ?lat ?long ?code WHERE {
        ?edition a cg:Edition ; cg:takesPlaceIn ?value .
        ?value a ?kind FILTER(ISIRI(?value))
        OPTIONAL { ?value wgs84:lat ?lat ; wgs84:long ?long }
        OPTIONAL { ?value cg:countryCode ?code } } ORDER BY ?value""",
    "planned": """SELECT ?edition ?value ?kind ?lat ?long ?code WHERE {
        ?edition a cg:Edition ; cg:plannedLocation/cg:within* ?value .
        ?value a ?kind FILTER(ISIRI(?value))
        OPTIONAL { ?value wgs84:lat ?lat ; wgs84:long ?long }
        OPTIONAL { ?value cg:countryCode ?code } } ORDER BY ?value""",
    "wholes": """SELECT DISTINCT ?edition ?value WHERE {
        ?edition a cg:Edition ; cg:subEventOf ?value FILTER(ISIRI(?value)) } ORDER BY ?value""",
    "parts": """SELECT DISTINCT ?edition ?value WHERE {
        ?value cg:subEventOf ?edition . ?edition a cg:Edition FILTER(ISIRI(?value)) } ORDER BY ?value""",
}


@dataclass(frozen=True)
class Link:
    """Another entity: its address and label."""

    iri: str
    label: str


@dataclass(frozen=True)
class Spot:
    """A place: its kind ("City", …), coordinates in degrees (WGS 84) and, for a country, its two letters."""

    iri: str
    label: str
    kind: str
    lat: str
    long: str
    code: str

    @property
    def is_located(self) -> bool:
        """Tell whether the coordinates are numbers within WGS 84."""
        degrees = [text for text in (self.lat, self.long) if re.fullmatch(_DEGREES, text)]
        return len(degrees) == 2 and abs(float(self.lat)) <= 90 and abs(float(self.long)) <= 180


@dataclass(frozen=True)
class Edition:
    """An edition with all that the formats show; dates as text, "2003" where no more is known.

    ``wholes`` are the events that it is part of, ``parts`` those that are part of it; ``planned`` are the places where
    it was to take place, each with what lies around it.
    """

    iri: str
    label: str
    year: str
    start: str
    end: str
    first_day: str
    last_day: str
    status: str
    mode: str
    deadline: str
    attendance: str
    talks: str
    series: tuple[Link, ...]
    ordinals: tuple[str, ...]
    organizers: tuple[Link, ...]
    homepages: tuple[str, ...]
    places: tuple[Spot, ...]
    planned: tuple[Spot, ...] = ()
    wholes: tuple[Link, ...] = ()
    parts: tuple[Link, ...] = ()

    def place(self, kind: str) -> Spot | None:
        """Return the place of that kind ("Venue", "City", "Region", "Country") where the edition takes place."""
        return next((spot for spot in self.places if spot.kind == kind), None)

    @property
    def spot(self) -> Spot | None:
        """The most specific place with coordinates that are some."""
        kinds = ("Venue", "City", "Region", "Country")
        return next((spot for kind in kinds if (spot := self.place(kind)) and spot.is_located), None)

    @property
    def slug(self) -> str:
        """The end of the edition's address."""
        return self.iri.removeprefix(f"{ID}edition/")


def editions(store: Store) -> list[Edition]:
    """Return every edition, by its first day and then its address."""
    lists = {name: _grouped(store, query) for name, query in _LISTS.items()}
    names = _Names(store)
    return [_edition(row, lists, names) for row in _texts(store, _EDITIONS)]


class _Names:
    """What things are called: in English, else in the first language that has a label, else by their address."""

    def __init__(self, store: Store) -> None:
        best: dict[str, tuple[bool, str, str]] = {}
        for thing, label in store.select(_LABELS).terms:
            assert isinstance(thing, NamedNode)
            assert isinstance(label, Literal)
            order = (label.language != "en", label.language or "", label.value)
            best[thing.value] = min(order, best.get(thing.value, order))
        self._best = best

    def __getitem__(self, iri: str) -> str:
        return self._best[iri][-1] if iri in self._best else shorten(iri)


def _edition(row: dict[str, str], lists: dict[str, dict[str, list[dict[str, str]]]], names: _Names) -> Edition:
    iri = row["edition"]
    mine: dict[str, list[dict[str, str]]] = {name: found.get(iri, []) for name, found in lists.items()}
    ordinals = [series["ordinal"] for series in mine["series"] if series["ordinal"]]
    return Edition(
        iri=iri,
        label=names[iri],
        year=row["year"],
        start=row["start"],
        end=row["end"],
        first_day=row["first"],
        last_day=row["last"],
        status=_end_of(row["status"]),
        mode=_end_of(row["mode"]),
        deadline=row["deadline"],
        attendance=row["attendance"],
        talks=row["talks"],
        series=_links(mine["series"], names),
        ordinals=tuple(ordinals),
        organizers=_links(mine["organizers"], names),
        homepages=tuple(one["value"] for one in mine["homepages"] if is_web(one["value"])),
        places=tuple(_spot(one, names) for one in mine["places"]),
        planned=tuple(_spot(one, names) for one in mine["planned"]),
        wholes=_links(mine["wholes"], names),
        parts=_links(mine["parts"], names),
    )


def _links(rows: list[dict[str, str]], names: _Names) -> tuple[Link, ...]:
    return tuple(Link(row["value"], names[row["value"]]) for row in rows)


def _spot(row: dict[str, str], names: _Names) -> Spot:
    return Spot(row["value"], names[row["value"]], _end_of(row["kind"]), row["lat"], row["long"], row["code"])


def _grouped(store: Store, query: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _texts(store, query):
        found[row["edition"]].append(row)
    return found


def _texts(store: Store, query: str) -> list[dict[str, str]]:
    """Return the rows of a query as dicts of text, "" for what is unbound."""
    rows: Any = store.select(query)
    names = rows.columns
    return [{n: term.value if term else "" for n, term in zip(names, terms, strict=True)} for terms in rows.terms]


def _end_of(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]
