"""The order in which records, their properties and values stand in a file."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from confgraph.namespaces import expand, kind_of

_KINDS: Final = ("series", "succession", "edition", "organization", "person", "place", "source", "claim")

_PREDICATES: Final = {
    expand(name): rank
    for rank, name in enumerate(
        """
        rdf:type rdfs:label skos:prefLabel skos:altLabel skos:definition skos:note skos:scopeNote
        cg:subject cg:property cg:value cg:attendanceKind cg:approximate cg:rank cg:certainty cg:reason cg:conflictsWith
        cg:editionOf cg:membership cg:inSeries cg:ordinal cg:nameInSeries cg:counted
        cg:trackOf cg:subEventOf cg:trackSeriesOf cg:colocatedWith
        cg:continuesNameOf cg:continuesNumberingOf cg:replaces cg:splitFrom cg:mergedFrom cg:renamedFrom cg:succeeds
        cg:successor cg:predecessor cg:year cg:startDate cg:endDate cg:earliestStart cg:latestEnd
        schema:previousStartDate cg:proposalDeadline schema:eventStatus schema:eventAttendanceMode
        cg:location cg:plannedLocation cg:takesPlaceIn cg:basedIn cg:within cg:countryCode wgs84:lat wgs84:long
        cg:organizationKind cg:foundedIn cg:subsidiaryOf org:subOrganizationOf
        cg:organizedBy cg:sponsoredBy cg:supportedBy cg:chairedBy cg:attendedBy cg:hostsSessionsOf cg:sessionFormat
        cg:attendance cg:talkCount foaf:homepage foaf:page cg:videoArchive
        dcterms:creator dcterms:date cg:version prov:wasDerivedFrom
        owl:sameAs skos:exactMatch skos:closeMatch cg:source cg:locator cg:quote
        """.split()
    )
}
_DIGITS: Final = re.compile(r"([0-9]+)")
_ASCII: Final = "0123456789"


@lru_cache(maxsize=65536)
def natural(text: str) -> tuple[tuple[int, int, str, str], ...]:
    """Return a key that sorts "ipc-2" before "ipc-10": numbers by value, the rest by code point."""
    return tuple(_number(part) if part[0] in _ASCII else (1, 0, part, "") for part in _DIGITS.split(text) if part)


def _number(digits: str) -> tuple[int, int, str, str]:
    """Return the key of a number, by its length and then its digits: int() refuses the long ones."""
    value = digits.lstrip("0")
    return (0, len(value), value, digits)


def subject_order(iri: str, types: Collection[str] = ()) -> tuple[object, ...]:
    """Return the key of a record: series, successions, editions each with its memberships, and so on by slug.

    Places stand from the country down: country, regions, cities, venues.
    """
    kind = kind_of(iri)
    if kind is None:
        return (len(_KINDS), 0, natural(iri), iri)
    slug = iri.rsplit("/", 1)[-1]
    place = min((_PLACES.get(name, 9) for name in types), default=9) if kind == "place" else 0
    return (_KINDS.index("edition" if kind == "membership" else kind), place, natural(slug), iri)


@lru_cache(maxsize=4096)
def predicate_order(iri: str) -> tuple[int, str]:
    """Return the key of a property: the known ones in their fixed order, others behind them by address."""
    return (_PREDICATES.get(iri, len(_PREDICATES)), iri)


_PLACES: Final = {
    expand(name): rank
    for rank, name in enumerate(("cg:Country", "cg:Region", "cg:City", "cg:Venue", "cg:VirtualPlace"))
}
