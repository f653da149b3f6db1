"""Editions and other events as rows that pages list: name, when, where, how it went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from confgraph.site.facts import Facts
from confgraph.site.words import Shown, human_range, link

EVENTS: Final = ("cg:Edition", "cg:Track", "cg:Event")
SERIES: Final = ("cg:EventSeries", "cg:TrackSeries")
PLACES: Final = ("cg:Country", "cg:Region", "cg:City", "cg:Venue", "cg:VirtualPlace")
_STATUS: Final = {"EventCancelled": "cancelled", "EventPostponed": "postponed", "EventRescheduled": "rescheduled"}
_MODE: Final = {"OnlineEventAttendanceMode": "online", "MixedEventAttendanceMode": "on site and online"}


@dataclass(frozen=True)
class Event:
    """An event as a line of a list. ``first`` and ``last`` are days; ``spot`` is longitude and latitude in degrees."""

    iri: str
    name: Shown
    year: int | None
    start: str
    end: str
    first: str
    last: str
    status: str
    mode: str
    attendance: str
    where: tuple[Shown, ...]
    country: str
    spot: tuple[float, float] | None
    series: tuple[str, ...]

    @property
    def when(self) -> str:
        """The dates as people write them."""
        return human_range(self.start, self.end)

    @property
    def page(self) -> str:
        """The path of its page."""
        return self.name.page

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return self.status == "cancelled"

    @property
    def month(self) -> int:
        """The month in which it began, 0 where only the year is known."""
        return int(self.start[5:7]) if re.match("[0-9]{4}-(0[1-9]|1[0-2])", self.start) else 0


class Events:
    """Every event of a catalog, each looked at once, with the ways to them that pages go."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.all = {iri: self._event(iri) for iri in facts.of_class(*EVENTS)}

    @cached_property
    def in_order(self) -> list[Event]:
        """Every event by its first day."""
        return sorted(self.all.values(), key=_order)

    def those(self, iris: list[str]) -> list[Event]:
        """Return the events among ``iris`` by their first day."""
        return sorted((self.all[iri] for iri in iris if iri in self.all), key=_order)

    def of_series(self, series: str) -> list[Event]:
        """Return the editions of a series, oldest first."""
        return self.those(self._facts.from_(series, "cg:editionOf"))

    def at(self, place: str) -> list[Event]:
        """Return the events that take place in a place or within it, oldest first."""
        return self.those(self._facts.from_(place, "cg:takesPlaceIn"))

    @cached_property
    def by_year(self) -> dict[int, list[Event]]:
        """The events of each year, oldest first."""
        years: dict[int, list[Event]] = {}
        for event in self.in_order:
            if event.year is not None:
                years.setdefault(event.year, []).append(event)
        return dict(sorted(years.items()))

    def _event(self, iri: str) -> Event:
        facts = self._facts
        places = facts.links(iri, "cg:takesPlaceIn")
        city = (
            _first(facts, places, "cg:City") or _first(facts, places, "cg:Region") or _first(facts, places, "cg:Venue")
        )
        country = _first(facts, places, "cg:Country")
        where = [city, country] if city or country else [*_some(_first(facts, places, "cg:VirtualPlace"))]
        year = facts.text(iri, "cg:year") or facts.text(iri, "cg:earliestStart")[:4]
        return Event(
            iri=iri,
            name=link(facts, iri),
            year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
            start=facts.text(iri, "cg:startDate"),
            end=facts.text(iri, "cg:endDate"),
            first=facts.text(iri, "cg:earliestStart"),
            last=facts.text(iri, "cg:latestEnd"),
            status=_STATUS.get(_end_of(facts.text(iri, "schema:eventStatus")), ""),
            mode=_MODE.get(_end_of(facts.text(iri, "schema:eventAttendanceMode")), ""),
            attendance=facts.text(iri, "cg:attendance"),
            where=tuple(link(facts, one) for one in where if one),
            country=country,
            spot=self._spot(places),
            series=tuple(facts.links(iri, "cg:editionOf")),
        )

    def _spot(self, places: list[str]) -> tuple[float, float] | None:
        for kind in ("cg:Venue", "cg:City"):
            found = spot(self._facts, _first(self._facts, places, kind))
            if found:
                return found
        return None


def spot(facts: Facts, place: str) -> tuple[float, float] | None:
    """Return longitude and latitude of a place in degrees, or None where they are not known or no place on earth."""
    try:
        lon, lat = float(facts.text(place, "wgs84:long")), float(facts.text(place, "wgs84:lat"))
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _first(facts: Facts, places: list[str], kind: str) -> str:
    return next((place for place in places if facts.is_a(place, kind)), "")


def _some(iri: str) -> list[str]:
    return [iri] if iri else []


def _end_of(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _order(event: Event) -> tuple[str, str]:
    return (event.first or f"{event.year or 9999}", event.iri)
