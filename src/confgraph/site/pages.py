"""The pages of entities: what each kind of thing shows beyond its facts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from confgraph.site.additions import Addition, additions
from confgraph.site.entity import facts_of, kinds_of, pointing_to, said, topics
from confgraph.site.events import EVENTS, PLACES, SERIES, Event, Events, spot
from confgraph.site.facts import Facts
from confgraph.site.maps import event_map, place_map
from confgraph.site.render import Renderer, script_data
from confgraph.site.structured import Structured
from confgraph.site.succession import Family, families
from confgraph.site.words import Shown, link

FORMATS: Final = (
    (".ttl", "Turtle", "text/turtle"),
    (".jsonld", "JSON-LD", "application/ld+json"),
    (".nt", "N-Triples", "application/n-triples"),
    (".rdf", "RDF/XML", "application/rdf+xml"),
)
MOST_ROWS: Final = 150
"""How many events the page of a thing lists, so that it stays light; a page of their own lists all."""
_RAN: Final = ("cg:organizedBy", "cg:chairedBy", "cg:sponsoredBy", "cg:supportedBy")

Context = dict[str, Any]


class Entities:
    """Makes the page of each entity."""

    def __init__(self, facts: Facts, events: Events, renderer: Renderer) -> None:
        self.facts = facts
        self.events = events
        self.renderer = renderer
        self.structured = Structured(facts, events, renderer.settings)

    @cached_property
    def additions(self) -> list[Addition]:
        """What was last added or changed, which a feed tells and two pages link."""
        return additions(self.facts)

    @cached_property
    def families(self) -> list[Family]:
        """The families of series, which the page of succession shows too."""
        return families(self.facts, self.events)

    @cached_property
    def _families(self) -> dict[str, list[Family]]:
        return {iri: [family] for family in self.families for iri in family.members}

    def prepare(self) -> None:
        """Work out what every page needs, before the work is shared among processes."""
        _ = self._families, self.structured.editions, self.facts.addresses, self.additions

    def page(self, iri: str, suffixes: set[str]) -> tuple[str, bytes]:
        """Return the page of an entity; ``suffixes`` are those of the data files that stand beside it."""
        facts, path = self.facts, self.facts.addresses[iri]
        own = next((make for kinds, make in self._kinds if facts.is_a(iri, *kinds)), _plain)
        context: Context = {
            "iri": iri,
            "name": link(facts, iri),
            "title": facts.label(iri).value,
            "kinds": kinds_of(facts, iri),
            "files": [one for one in FORMATS if one[0] in suffixes],
            "facts": facts_of(facts, iri),
            "incoming": pointing_to(facts, iri),
            "topics": topics(facts, iri),
            "lede": (),
            **own(iri),
        }
        structured = self.structured.of(iri)
        context["structured"] = script_data(structured) if structured else ""
        context["summary"] = _summary(context)
        return self.renderer.page("entity", path, **context)

    @cached_property
    def _kinds(self) -> tuple[tuple[tuple[str, ...], Any], ...]:
        return (
            (EVENTS, self._event),
            (SERIES, self._series),
            (PLACES, self._place),
            (("cg:Claim",), self._claim),
            (("cg:Source",), self._source),
            (("org:Organization", "foaf:Person"), self._agent),
        )

    def _event(self, iri: str) -> Context:
        event = self.events.all[iri]
        lede: list[Shown] = []
        for series in event.series:
            lede += [Shown(" and of " if lede else "An edition of "), link(self.facts, series)]
        if event.start:
            lede += [Shown(", " if lede else ""), Shown(event.when, time=event.start)]
        if event.where:
            lede.append(Shown(", "))
            for place in event.where:
                lede += [Shown(", ") if place != event.where[0] else Shown(""), place]
        lede.append(Shown("."))
        return {
            "event": event,
            "lede": lede,
            "neighbours": list(self._neighbours(event)),
            "picture": event_map([event], f"Where {event.name.words} is") if not event.cancelled else None,
        }

    def _neighbours(self, event: Event) -> Iterator[tuple[str, Shown]]:
        for series in event.series:
            editions = self.events.of_series(series)
            at = editions.index(event)
            if at > 0:
                yield "before", editions[at - 1].name
            if at + 1 < len(editions):
                yield "after", editions[at + 1].name

    def _series(self, iri: str) -> Context:
        facts = self.facts
        editions = self._events_of(iri)
        numbers = {
            facts.from_(one, "cg:membership")[0]: facts.text(one, "cg:ordinal")
            for one in facts.from_(iri, "cg:inSeries")
            if facts.from_(one, "cg:membership") and facts.text(one, "cg:ordinal")
        }
        path = facts.addresses[iri]
        return {
            "lede": [Shown(_told(editions, self.renderer.settings.today))],
            "strip": strip(editions),
            **self._rows(iri, editions),
            "ordinals": numbers,
            "caption": f"Every edition of {facts.label(iri).value} that is known",
            "picture": event_map(editions, f"Where editions of {facts.label(iri).value} took place"),
            "families": self._families.get(iri, []),
            "feeds": [(f"{path}.ics", "Subscribe to its editions (iCalendar)")],
            "incoming": pointing_to(facts, iri, ("cg:editionOf", "cg:inSeries")),
        }

    def _place(self, iri: str) -> Context:
        facts = self.facts
        label = facts.label(iri).value
        events = self._events_of(iri)
        lede = [Shown("in "), *[link(facts, one) for one in facts.links(iri, "cg:within")]]
        where = spot(facts, iri)
        picture = event_map(events, f"Where events in {label} took place") if facts.is_a(iri, *PLACES[:2]) else None
        if picture is None and where:
            picture = place_map(*where, f"Where {label} is")
        feeds = [(f"{facts.addresses[iri]}.ics", "Subscribe to its events (iCalendar)")]
        return {
            "lede": [*(lede if len(lede) > 1 else []), *([Shown(". ")] if len(lede) > 1 else []), Shown(_told(events))],
            **self._rows(iri, events),
            "caption": f"Events in {label}, oldest first",
            "picture": picture,
            "feeds": feeds if facts.is_a(iri, "cg:Country") else [],
            "incoming": pointing_to(facts, iri, ("cg:takesPlaceIn", "cg:location")),
        }

    def _rows(self, iri: str, events: list[Event]) -> Context:
        """Return the latest events for the table of a page, and where all of them are if those are more."""
        listed = f"events/{self.facts.addresses[iri]}" if len(events) > MOST_ROWS else ""
        return {"rows": events[-MOST_ROWS:], "all_rows": len(events), "list_page": listed}

    def _events_of(self, iri: str) -> list[Event]:
        """Return the events that the page of a series, a place, an organisation or a person lists, oldest first."""
        if self.facts.is_a(iri, *SERIES):
            return self.events.of_series(iri)
        if self.facts.is_a(iri, *PLACES):
            return self.events.at(iri)
        return self.events.those(sorted({one for name in _RAN for one in self.facts.from_(iri, name)}))

    def event_pages(self) -> Iterator[tuple[str, bytes]]:
        """Yield a page of all events of each thing that has more of them than its own page lists."""
        for iri in self.facts.of_class(*SERIES, *PLACES, "org:Organization", "foaf:Person"):
            events = self._events_of(iri)
            if len(events) > MOST_ROWS:
                word = "in" if self.facts.is_a(iri, *PLACES) else "of"
                path, about = f"events/{self.facts.addresses[iri]}", link(self.facts, iri)
                title = f"Events {word} {about.words}"
                yield self.renderer.page("listing", path, title=title, about=about, events=events, links=())

    def _claim(self, iri: str) -> Context:
        facts = self.facts
        rivals = [said(facts, one) for one in facts.links(iri, "cg:conflictsWith") if facts.is_a(one, "cg:Claim")]
        subject = facts.text(iri, "cg:subject")
        context: Context = {"quoted": said(facts, iri), "lede": [Shown("About "), link(facts, subject), Shown(".")]}
        if rivals:
            topic = {"property": link(facts, facts.text(iri, "cg:property")), "said": rivals, "disputed": True}
            context["topics"] = [topic]
        return context

    def _source(self, iri: str) -> Context:
        cited = self.facts.from_(iri, "cg:source")
        claims = sum(1 for one in cited if self.facts.is_a(one, "cg:Claim"))
        words = f"{claims:,} claims and {len(cited) - claims:,} other records were read from it."
        return {"lede": [Shown(words)]}

    def _agent(self, iri: str) -> Context:
        events = self._events_of(iri)
        return {
            **self._rows(iri, events),
            "caption": "Events that it ran or helped",
            "picture": event_map(events, f"Where the events of {self.facts.label(iri).value} took place"),
        }


def _plain(_iri: str) -> Context:
    return {}


def strip(editions: list[Event]) -> list[tuple[int, list[Event]]]:
    """Return each year from the first to the last edition with its editions, none in a gap."""
    dated = [(event.year, event) for event in editions if event.year is not None]
    if not dated:
        return []
    years = [year for year, _ in dated]
    return [(year, [event for at, event in dated if at == year]) for year in range(min(years), max(years) + 1)]


def _told(events: list[Event], today: str = "") -> str:
    """Return how many events there were and since when, in a sentence."""
    years = sorted({event.year for event in events if event.year is not None})
    if not years:
        return "No event is known."
    called_off = sum(event.cancelled for event in events)
    coming = sum(bool(today) and event.first > today and not event.cancelled for event in events)
    words = f"{len(events):,} event{'s' if len(events) > 1 else ''}, "
    words += f"{years[0]} to {years[-1]}" if len(years) > 1 else f"{years[0]}"
    words += f", {called_off} of them cancelled" if called_off else ""
    return words + (f", {coming} still to come." if coming else ".")


def _summary(context: Context) -> str:
    lede = "".join(part.words for part in context["lede"])
    kinds = ", ".join(kind.words for kind in context["kinds"])
    return f"{context['title']}: {lede or kinds}"[:300]
