"""The pages that list things: series, events, places, organisations, people, sources, claims; home, succession."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from confgraph.site.entity import topics
from confgraph.site.events import SERIES, Event
from confgraph.site.maps import event_map
from confgraph.site.pages import Entities
from confgraph.site.words import Shown, link, plural, span
from confgraph.site.years import bars
from confgraph.writing import natural

_NEXT: Final = 12
_LISTS: Final = (
    ("organization", "Organisations", ("org:Organization",)),
    ("person", "People", ("foaf:Person",)),
    ("source", "Sources", ("cg:Source",)),
    ("membership", "Memberships", ("cg:Membership",)),
    ("succession", "Successions", ("cg:Succession",)),
)


def listing_pages(entities: Entities) -> Iterator[tuple[str, bytes]]:
    """Yield every page that lists things."""
    yield _home(entities)
    yield _series(entities)
    yield _places(entities)
    yield _succession(entities)
    yield _claims(entities)
    facts, page = entities.facts, entities.renderer.page
    yield page("listing", "edition/index", title="Events", events=entities.events.in_order[::-1], links=())
    for folder, title, classes in _LISTS:
        links = [link(facts, iri) for iri in facts.of_class(*classes)]
        links.sort(key=_by_name)
        counted = [(one, _cited(entities, one.iri)) for one in links]
        yield page("listing", f"{folder}/index", title=title, links=counted, events=())
    others = [link(facts, iri) for iri in facts.entities if facts.addresses[iri].startswith("thing/")]
    if others:
        yield page("listing", "thing/index", title="Other things", links=[(one, "") for one in others], events=())
    yield from entities.event_pages()
    yield page("missing", "404", title="Page not found")


def upcoming(entities: Entities) -> list[Event]:
    """Return the events that are not over and not cancelled, the next first."""
    today = entities.renderer.settings.today
    return [event for event in entities.events.in_order if event.last >= today and not event.cancelled]


def _home(entities: Entities) -> tuple[str, bytes]:
    facts, events = entities.facts, entities.events
    held = [event for event in events.in_order if not event.cancelled]
    countries = {event.country for event in held if event.country}
    sources, claims = facts.of_class("cg:Source"), facts.of_class("cg:Claim")
    numbers = [
        (f"{len(events.all):,}", plural(len(events.all), "event"), "edition/index"),
        (f"{len(facts.of_class(*SERIES)):,}", "series", "series/index"),
        (f"{len(countries):,}", plural(len(countries), "country", "countries"), "place/index"),
        (span(events.by_year) or "0", plural(len(events.by_year), "year"), "year/index"),
        (f"{len(sources):,}", plural(len(sources), "source"), "source/index"),
        (f"{len(claims):,}", plural(len(claims), "claim"), "claim/index"),
    ]
    told = f"{len(held):,} {plural(len(held), 'event')} in {len(countries)} "
    told += plural(len(countries), "country", "countries")
    next_ones = upcoming(entities)
    return entities.renderer.page(
        "home",
        "index",
        title="Home",
        summary=f"{entities.renderer.settings.title} as linked data: series, editions, places and who says so",
        numbers=numbers,
        picture=event_map(held, told, whole=True),
        bars=bars(events),
        upcoming=next_ones[:_NEXT],
        later=len(next_ones) - _NEXT,
        news=bool(entities.additions),
        family=entities.families[1:2] or entities.families[:1],
    )


def _series(entities: Entities) -> tuple[str, bytes]:
    facts = entities.facts
    letters: dict[str, list[tuple[Shown, int, str]]] = defaultdict(list)
    for one in sorted((link(facts, iri) for iri in facts.of_class(*SERIES)), key=_by_name):
        editions = entities.events.of_series(one.iri)
        years = [event.year for event in editions if event.year is not None]
        letters[one.words[:1].upper()].append((one, len(editions), span(years)))
    return entities.renderer.page("series", "series/index", title="Series", letters=sorted(letters.items()))


def _places(entities: Entities) -> tuple[str, bytes]:
    facts = entities.facts
    countries = []
    for country in sorted((link(facts, iri) for iri in facts.of_class("cg:Country")), key=_by_name):
        cities = _below(entities, country.iri)
        countries.append((country, len(entities.events.at(country.iri)), cities))
    online = [(link(facts, iri), len(entities.events.at(iri))) for iri in facts.of_class("cg:VirtualPlace")]
    picture = event_map(entities.events.in_order, "Where events took place", whole=True)
    return entities.renderer.page(
        "places", "place/index", title="Places", countries=countries, online=online, picture=picture
    )


def _below(entities: Entities, place: str) -> list[Shown]:
    """Return the cities in a place, also those in its regions."""
    facts = entities.facts
    found, waiting, seen = [], [place], {place}
    while waiting:
        inside = [one for one in facts.from_(waiting.pop(), "cg:within") if one not in seen]
        seen.update(inside)
        waiting += inside
        found += [link(facts, one) for one in inside if facts.is_a(one, "cg:City")]
    return sorted(found, key=_by_name)


def _succession(entities: Entities) -> tuple[str, bytes]:
    return entities.renderer.page("succession", "succession", title="Succession", families=entities.families)


def _claims(entities: Entities) -> tuple[str, bytes]:
    """Return the page of claims: first what sources disagree about, side by side, then every subject with claims."""
    facts = entities.facts
    subjects = sorted({facts.text(claim, "cg:subject") for claim in facts.of_class("cg:Claim")}, key=natural)
    told = [(link(facts, subject), topics(facts, subject)) for subject in subjects if subject]
    disputes = [
        (subject, topic.property, sorted({value.words for one in topic.said for value in one.values}))
        for subject, found in told
        for topic in found
        if topic.disputed
    ]
    counted = [(subject, sum(len(topic.said) for topic in found)) for subject, found in told]
    return entities.renderer.page("claims", "claim/index", title="Claims", disputes=disputes, subjects=counted)


def _cited(entities: Entities, iri: str) -> str:
    links = entities.facts.into.get(iri, {})
    count = sum(len(found) for found in links.values())
    return f"{count:,}" if count else ""


def _by_name(one: Shown) -> tuple[object, ...]:
    return (natural(one.words.casefold()), one.iri)
