"""What search engines read in a page: schema.org in JSON-LD, for events, series, places and organisations."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from pyoxigraph import Literal

from confgraph.publishing.editions import Edition, editions
from confgraph.publishing.plain import is_web
from confgraph.publishing.schemaorg import event
from confgraph.site.events import EVENTS, SERIES, Events, spot
from confgraph.site.facts import Facts
from confgraph.site.render import Settings

_KINDS: Final = (
    (EVENTS, "Event"),
    (SERIES, "EventSeries"),
    (("org:Organization",), "Organization"),
    (("foaf:Person",), "Person"),
    (("cg:Country",), "Country"),
    (("cg:City",), "City"),
    (("cg:Region", "cg:Venue"), "Place"),
)
_CONTEXT: Final = "https://schema.org"
_STATUS: Final = "https://schema.org/EventScheduled"
_MODE: Final = "https://schema.org/OfflineEventAttendanceMode"
_MOST: Final = 100


class Structured:
    """Describes entities as schema.org does."""

    def __init__(self, facts: Facts, events: Events, settings: Settings) -> None:
        self._facts = facts
        self._events = events
        self._settings = settings

    @cached_property
    def editions(self) -> dict[str, Edition]:
        """The editions as the exports have them, by their addresses."""
        return {one.iri: one for one in editions(self._facts.catalog.store)}

    def of(self, iri: str) -> dict[str, Any]:
        """Return the description of an entity, empty for what search engines do not know."""
        kind = next((name for classes, name in _KINDS if self._facts.is_a(iri, *classes)), "")
        if not kind:
            return {}
        if kind == "Event":
            return self._event(iri)
        found = self._thing(iri, kind)
        if kind == "EventSeries":
            members = self._events.of_series(iri)[-_MOST:]
            found["subEvent"] = [{"@type": "Event", "@id": one.iri, "name": one.name.words} for one in members]
        return found

    def _event(self, iri: str) -> dict[str, Any]:
        """Return an Event with all that Google asks for, where it is known: name, startDate and location."""
        edition = self.editions.get(iri)
        known = event(edition) if edition else {}
        found = {"@context": _CONTEXT, **self._thing(iri, "Event"), **known}
        found.setdefault("eventStatus", _STATUS)
        if "location" in found and not isinstance(found["location"], list):
            found.setdefault("eventAttendanceMode", _MODE if found["location"].get("@type") == "Place" else "")
        if not found.get("eventAttendanceMode"):
            found.pop("eventAttendanceMode", None)
        if not found.get("url"):
            found["url"] = self._page(iri)
        return found

    def _thing(self, iri: str, kind: str) -> dict[str, Any]:
        facts = self._facts
        found: dict[str, Any] = {"@context": _CONTEXT, "@type": kind, "@id": iri, "name": facts.label(iri).value}
        others = [value.value for value in facts.values(iri, "skos:altLabel") if isinstance(value, Literal)]
        if others:
            found["alternateName"] = sorted(others)
        homepages = [one for one in facts.links(iri, "foaf:homepage") if is_web(one)]
        found["url"] = homepages[0] if homepages else self._page(iri)
        same = [one for name in ("owl:sameAs", "skos:exactMatch") for one in facts.links(iri, name) if is_web(one)]
        if same:
            found["sameAs"] = same
        if where := spot(facts, iri):
            found["geo"] = {"@type": "GeoCoordinates", "latitude": where[1], "longitude": where[0]}
        for whole in facts.links(iri, "cg:within")[:1]:
            found["containedInPlace"] = {"@type": "Place", "@id": whole, "name": facts.label(whole).value}
        return found

    def _page(self, iri: str) -> str:
        """Return the address of the page in the web, or that of the thing where the site has no address yet."""
        page = self._facts.addresses.get(iri)
        return f"{self._settings.base_url}{page}.html" if self._settings.base_url and page else iri
