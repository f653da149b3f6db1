"""The editions as schema.org events in JSON-LD, as search engines read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from confgraph.namespaces import kind_of
from confgraph.publishing.editions import Edition, Link, Spot

_STATUS: Final = {"Held": "EventScheduled"}  # schema.org has no word for "it took place"
_PLACES: Final = ("Venue", "City", "Region", "Country")
_PARTS: Final = (("City", "addressLocality"), ("Region", "addressRegion"))


def schemaorg(editions: Iterable[Edition]) -> bytes:
    """Return one JSON-LD document with an Event for each edition (schema.org/Event)."""
    document = {"@context": "https://schema.org", "@graph": [event(edition) for edition in editions]}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def event(edition: Edition) -> dict[str, Any]:
    """Return an edition as a schema.org Event; what is not known is left out."""
    found: dict[str, Any] = {"@type": "Event", "@id": edition.iri, "name": edition.label}
    if edition.start:
        found["startDate"] = edition.start
    if edition.end:
        found["endDate"] = edition.end
    if edition.status:
        found["eventStatus"] = f"https://schema.org/{_STATUS.get(edition.status, edition.status)}"
    if edition.mode:
        found["eventAttendanceMode"] = f"https://schema.org/{edition.mode}"
    if locations := _locations(edition):
        found["location"] = locations[0] if len(locations) == 1 else locations
    if edition.organizers:
        found["organizer"] = [{"@type": _kind(one), "@id": one.iri, "name": one.label} for one in edition.organizers]
    if edition.homepages:
        found["url"] = edition.homepages[0] if len(edition.homepages) == 1 else list(edition.homepages)
    if wholes := [*_events("EventSeries", edition.series), *_events("Event", edition.wholes)]:
        found["superEvent"] = wholes
    if parts := _events("Event", edition.parts):
        found["subEvent"] = parts
    return found


def _events(kind: str, links: Iterable[Link]) -> list[dict[str, str]]:
    return [{"@type": kind, "@id": one.iri, "name": one.label} for one in links]


def _locations(edition: Edition) -> list[dict[str, Any]]:
    """Return where the edition takes place; Google wants to know of a cancelled one where it was to be."""
    if edition.status == "EventCancelled" and not edition.places:
        edition = replace(edition, places=edition.planned)
    virtual = [
        {"@type": "VirtualLocation", **({"url": edition.homepages[0]} if edition.homepages else {})}
        for spot in edition.places
        if spot.kind == "VirtualPlace"
    ]
    named = next((spot for kind in _PLACES if (spot := edition.place(kind))), None)
    return virtual + ([_place(edition, named)] if named else [])


def _kind(organizer: Link) -> str:
    return "Person" if kind_of(organizer.iri) == "person" else "Organization"


def _place(edition: Edition, named: Spot) -> dict[str, Any]:
    country, spot = edition.place("Country"), edition.spot
    address: dict[str, Any] = {"@type": "PostalAddress"}
    for kind, key in _PARTS:
        if part := edition.place(kind):
            address[key] = part.label
    if country:
        address["addressCountry"] = country.code or country.label
    place: dict[str, Any] = {"@type": "Place", "@id": named.iri, "name": named.label, "address": address}
    if spot and (spot == named or spot.kind in ("Venue", "City")):
        place["geo"] = {"@type": "GeoCoordinates", "latitude": float(spot.lat), "longitude": float(spot.long)}
    return place
