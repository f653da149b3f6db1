"""Calendars that people subscribe to, and the events as GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from confgraph.publishing.calendar import ics
from confgraph.publishing.editions import Edition
from confgraph.publishing.geojson import geojson
from confgraph.site.events import SERIES, Events
from confgraph.site.facts import Facts
from confgraph.site.render import Settings


def feeds(
    facts: Facts, events: Events, known: Mapping[str, Edition], settings: Settings
) -> Iterator[tuple[str, bytes]]:
    """Yield a calendar of all events, of those to come, of each series and of each country, and the GeoJSON of all."""
    everything = list(known.values())
    yield "feed/all.ics", ics(everything, settings.title)
    coming = [one for one in everything if one.last_day >= settings.today]
    yield "feed/upcoming.ics", ics(coming, f"{settings.title}, upcoming")
    yield "feed/events.geojson", geojson(everything)
    yield "feed/upcoming.geojson", geojson(coming)
    for series in facts.of_class(*SERIES):
        yield _calendar(facts, series, [one.iri for one in events.of_series(series)], known)
    for country in facts.of_class("cg:Country"):
        yield _calendar(facts, country, [one.iri for one in events.at(country)], known)


def _calendar(facts: Facts, iri: str, members: list[str], known: Mapping[str, Edition]) -> tuple[str, bytes]:
    chosen = [known[one] for one in members if one in known]
    return f"{facts.addresses[iri]}.ics", ics(chosen, facts.label(iri).value)
