"""What a catalog says of an entity, as statements that Wikidata can hold, each with the pages that say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from confgraph.linking import kinds as k
from confgraph.linking.evidence import Links
from confgraph.linking.subjects import Subject, Subjects
from confgraph.sources.draft import named

_PRECISION: Final = {4: 9, 7: 10, 10: 11}
"""The precision of a date by its length in characters, as Wikibase counts: 9 is a year, 10 a month, 11 a day."""
_DAY: Final = len("2003-03-26")


class Statement(NamedTuple):
    """One statement: property, value as QuickStatements writes it, the same as an Item has it, qualifiers, pages.

    Without pages, nothing but a weak source says it.
    """

    prop: str
    value: str
    plain: str
    pages: tuple[str, ...]
    qualifiers: tuple[tuple[str, str], ...] = ()


def statements(subjects: Subjects, subject: Subject, links: Links) -> Iterator[Statement]:
    """Yield what can be stated of a series, an edition or an organization; other entities go by their items."""
    known = _Known(subjects, subject, links)
    if subject.kind == "edition":
        yield from known.series()
        yield from known.dates()
        yield from known.place()
        yield from known.numbers()
        yield from known.next_ones()
    if subject.kind == "series":
        yield from known.linked(k.REPLACES, "cg:replaces")
        yield from known.linked(k.REPLACED_BY, "cg:replacedBy")
    if subject.kind in ("edition", "series"):
        yield from known.linked(k.ORGANIZER, "cg:organizedBy")
    if subject.kind in ("edition", "series", "organization"):
        for site in subjects.draft.values(NamedNode(subject.iri), "foaf:homepage"):
            yield Statement(k.WEBSITE, f'"{site.value}"', site.value, known.pages("foaf:homepage", site))


class _Known:
    """What is known of one subject."""

    def __init__(self, subjects: Subjects, subject: Subject, links: Links) -> None:
        self._subjects = subjects
        self._subject = subject
        self._iri = NamedNode(subject.iri)
        self._links = links
        self._draft = subjects.draft

    def pages(self, prop: str, value: Any) -> tuple[str, ...]:
        """Return the pages of the sources of a value.

        Where there are claims about the property, only what one of them states counts: neither what was inferred nor
        what is reported somewhere. A source without a page is weak.
        """
        draft = self._draft
        claims = self._subjects.about.get((self._subject.iri, prop), [])
        sure = [
            one
            for one in claims
            if value in draft.values(one, "cg:value")
            and named("cg:Stated") in draft.values(one, "cg:certainty")
            and named("cg:Deprecated") not in draft.values(one, "cg:rank")
        ]
        cited = [source for one in (sure if claims else [self._iri]) for source in draft.values(one, "cg:source")]
        return tuple(dict.fromkeys(page.value for source in cited for page in draft.values(source, "foaf:page")))

    def linked(self, prop: str, name: str) -> Iterator[Statement]:
        """Yield the values of a property of ours that have an item."""
        for value in self._draft.values(self._iri, name):
            for item in self._links.get(value.value, ()):
                yield Statement(prop, item, item, self.pages(name, value))

    def series(self) -> Iterator[Statement]:
        """Yield the series, with the number of the edition in it."""
        numbers = {}
        for one in self._draft.values(self._iri, "cg:membership"):
            series, ordinal = (self._draft.value(one, name) for name in ("cg:inSeries", "cg:ordinal"))
            if series is not None and ordinal is not None:
                numbers[series.value] = ordinal.value
        for series in self._draft.values(self._iri, "cg:editionOf"):
            ordinal = numbers.get(series.value)
            qualifiers = ((k.ORDINAL, f'"{ordinal}"'),) if ordinal else ()
            for item in self._links.get(series.value, ()):
                yield Statement(k.SERIES, item, item, self.pages("cg:editionOf", series), qualifiers)

    def dates(self) -> Iterator[Statement]:
        """Yield start and end where both are known to the day, else the point in time as far as it is known."""
        start, end = (self._draft.value(self._iri, name) for name in ("cg:startDate", "cg:endDate"))
        if start is None or len(start.value) not in _PRECISION:
            return
        if end is not None and len(start.value) == len(end.value) == _DAY:
            yield Statement(k.START, _time(start.value), start.value, self.pages("cg:startDate", start))
            yield Statement(k.END, _time(end.value), end.value, self.pages("cg:endDate", end))
        else:
            yield Statement(k.POINT_IN_TIME, _time(start.value), start.value, self.pages("cg:startDate", start))

    def place(self) -> Iterator[Statement]:
        """Yield the narrowest place that has an item, and the country."""
        location = self._draft.value(self._iri, "cg:location")
        if location is None:
            return
        pages = self.pages("cg:location", location)
        items = [item for place in self._subject.places for item in self._links.get(place, ())]
        country = self._links.get(self._subject.country, ())
        for item in [one for one in items if one not in country][:1]:
            yield Statement(k.LOCATION, item, item, pages)
        for item in country:
            yield Statement(k.COUNTRY, item, item, pages)

    def numbers(self) -> Iterator[Statement]:
        """Yield how many took part."""
        for count in self._draft.values(self._iri, "cg:attendance"):
            if isinstance(count, Literal) and count.value.isdecimal():
                yield Statement(k.PARTICIPANTS, count.value, count.value, self.pages("cg:attendance", count))

    def next_ones(self) -> Iterator[Statement]:
        """Yield the editions before and after, where nothing can lie between: by number, or from year to year."""
        mine = self._place_in_series(self._iri)
        for iri, items in self._links.items() if mine else ():
            theirs = self._place_in_series(NamedNode(iri))
            if theirs is None or mine is None or mine[0] != theirs[0]:
                continue
            for prop, step in ((k.FOLLOWS, -1), (k.FOLLOWED_BY, 1)):
                if theirs[1] == mine[1] + step:
                    for item in items:
                        yield Statement(prop, item, item, self.pages("cg:editionOf", NamedNode(mine[0])))

    def _place_in_series(self, iri: NamedNode) -> tuple[str, int] | None:
        """Return the only series of an edition, and its number there; None for one without a number."""
        series = self._draft.values(iri, "cg:editionOf")
        members = self._draft.values(iri, "cg:membership")
        ordinal = self._draft.value(members[0], "cg:ordinal") if len(members) == 1 else None
        if len(series) != 1 or ordinal is None or not ordinal.value.isdecimal():
            return None
        return series[0].value, int(ordinal.value)


def _time(date: str) -> str:
    """Return a date as QuickStatements writes it: "2003-03" is +2003-03-00T00:00:00Z/10."""
    return f"+{date}{'-00-00'[len(date) - 4 :]}T00:00:00Z/{_PRECISION[len(date)]}"
