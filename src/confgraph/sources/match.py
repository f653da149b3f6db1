"""Find the series and the edition that a row means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from confgraph.derive import earliest_day, latest_day
from confgraph.sources.atlas import Atlas
from confgraph.sources.draft import Draft, named
from confgraph.sources.names import LIKE, key_of, words_of
from confgraph.sources.rows import Row, without_year

LIKE_WITH_DATE: Final = 60
"""How alike, of 100, the names of editions are that begin on one day in one city, to be one."""
LIKE_FIRST_WORD: Final = 70
"""How alike their first words are: a DjangoCon that is held within a PyCon is another conference."""
APART: Final = 31
"""How many days lie between two editions of one year; what is less apart is one, of which sources differ."""


class Match:
    """The series and editions of a draft by their names; new ones are told to it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.atlas = Atlas(draft)
        self._labels: dict[str, set[NamedNode]] = defaultdict(set)
        self._others: dict[str, set[NamedNode]] = defaultdict(set)
        self._editions: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        self._starts: dict[str, list[NamedNode]] = defaultdict(list)
        self._claimed: dict[NamedNode, set[str]] = defaultdict(set)
        self._archives: dict[str, NamedNode] = {}
        self._alike: dict[str, NamedNode] = {}
        self._words: dict[NamedNode, set[str]] = {}
        self.taken: set[NamedNode] = set()
        """The editions that earlier rows mean: a row that differs in city and days means another one."""
        for series in draft.of_type("cg:EventSeries", "cg:TrackSeries"):
            self.know_series(series)
        for edition in draft.of_type("cg:Edition"):
            self.know_edition(edition)
        for claim in draft.of_type("cg:Claim"):
            if named("cg:startDate") in draft.values(claim, "cg:property"):
                for edition in draft.values(claim, "cg:subject"):
                    self._claimed[edition].add(self.day(claim, "cg:value"))

    def know_series(self, series: NamedNode) -> None:
        """Let a series be found by its label and slug and, where no other has that label, by its other names."""
        slug = series.value.rsplit("/", 1)[-1].replace("-", " ")
        labels = [one.value for one in self.draft.values(series, "rdfs:label")]
        self._know(self._labels, [*labels, slug], series)
        self._words[series] = set(words_of(labels[0] if labels else slug).split())
        self._know(self._others, [one.value for one in self.draft.values(series, "skos:altLabel")], series)

    def _know(self, known: dict[str, set[NamedNode]], names: Iterable[str], series: NamedNode) -> None:
        for name in names:
            if key := key_of(without_year(name)):
                known[key].add(series)

    def know_edition(self, edition: NamedNode) -> None:
        """Let an edition be found by its series and its start, and its series by its name."""
        for series in self.owners(edition):
            self._editions[series].append(edition)
            self._know(self._others, self.draft.names(edition), series)
        if start := self.day(edition, "cg:startDate"):
            self._starts[start].append(edition)
        for archive in self.draft.values(edition, "cg:videoArchive"):
            self._archives[_end_of(archive.value)] = edition

    def look_through(self, rows: Iterable[Row]) -> None:
        """Find, for names that nothing is called, what they are like: for all rows of a file before any is added.

        One row with a day and a city tells which series its name means in the others.
        """
        for row in rows:
            key = key_of(row.name)
            if row.fault or self._named(row.name, row) or self.is_common(row.name):
                continue
            if key not in self._alike and (series := self._by_day(row) or self._by_likeness(row)):
                self._alike[key] = series

    def series(self, row: Row) -> tuple[NamedNode | None, str]:
        """Return the series of a row, and under which circumstance where nothing has its name."""
        if archived := self.archived(row):
            return self.owners(archived)[0], ""
        found = self._named(row.name, row)
        if not (found and self.of_year(found, row.year)) and (other := self._by_day(row)) and other != found:
            return other, f"by day and city it is {self.draft.label(other)}"
        if found:
            return found, ""
        for name in row.other_names:
            if found := self._named(name, row):
                return found, f"it is also called {name}"
        found = self._alike.get(key_of(row.name))
        return found, f"by name, day or place it is {self.draft.label(found)}" if found else ""

    def can_name(self, row: Row) -> bool:
        """Tell whether the name of a row can become another name of its series: it is no other's and not common."""
        return self._named(row.name, row) is None and not self.is_common(row.name)

    def is_common(self, name: str) -> bool:
        """Tell whether a name is only what several series have in common, as "PyData" is."""
        words = set(words_of(name).split())
        return sum(words < own for own in self._words.values()) > 1

    def _named(self, name: str, row: Row) -> NamedNode | None:
        key = key_of(without_year(name))
        found = self._labels.get(key) or self._others.get(key)
        if self.is_common(name) and row.country:
            words = set(words_of(name).split())
            found = {
                one for one in [*(found or ()), *self._words] if words <= self._words[one] and self._was_in(one, row)
            }
        return self._likeliest(found, row) if found else None

    def owners(self, edition: NamedNode) -> list[NamedNode]:
        """Return the series of an edition."""
        return [one for one in self.draft.values(edition, "cg:editionOf") if isinstance(one, NamedNode)]

    def _by_day(self, row: Row) -> NamedNode | None:
        """Return the series of an edition that begins with the row in its city, under a similar name."""
        from rapidfuzz import fuzz

        def alike(edition: NamedNode) -> bool:
            mine, theirs = words_of(row.name), [words_of(without_year(name)) for name in self.draft.names(edition)]
            return any(
                fuzz.token_sort_ratio(mine, name) >= LIKE_WITH_DATE
                and fuzz.ratio(mine.partition(" ")[0], name.partition(" ")[0]) >= LIKE_FIRST_WORD
                for name in theirs
            )

        city = self.city_of(row)
        begun = self._starts.get(row.start, ()) if city else ()
        found = {series for one in begun if city in self.places(one) and alike(one) for series in self.owners(one)}
        return self._likeliest(found, row) if found else None

    def _by_likeness(self, row: Row) -> NamedNode | None:
        """Return the series with the most similar name of those that were in the row's country."""
        from rapidfuzz import fuzz, process

        key = key_of(row.name)
        names = {*self._labels, *self._others}
        for name, _, _ in process.extract(key, sorted(names), scorer=fuzz.ratio, score_cutoff=LIKE, limit=5):
            for series in sorted(self._labels.get(name) or self._others[name], key=lambda one: one.value):
                if self._was_in(series, row) and re.findall("[0-9]+", name) == re.findall("[0-9]+", key):
                    return series
        return None

    def _was_in(self, series: NamedNode, row: Row) -> bool:
        """Tell whether a series had an edition in the country of a row."""
        country = self.atlas.country(row.country)[0]
        return bool(country) and any(country in self.places(edition) for edition in self._editions[series])

    def _likeliest(self, found: set[NamedNode], row: Row) -> NamedNode:
        """Return the one of several series that has the row's edition of the year, or else the most editions."""

        def rank(series: NamedNode) -> tuple[bool, int, str]:
            meant = [one for one in self.of_year(series, row.year) if not self._is_another(row, one)]
            return (not meant, -len(self._editions[series]), series.value)

        return min(found, key=rank)

    def of_year(self, series: NamedNode, year: int) -> list[NamedNode]:
        """Return the editions of a series in a year."""
        return [one for one in self._editions[series] if self.day(one, "cg:year") == str(year)]

    def edition(self, row: Row, series: NamedNode) -> NamedNode | None:
        """Return the edition of a row, or None where it is another one of the same year."""
        if archived := self.archived(row):
            return archived
        found = self.of_year(series, row.year)
        if len(found) > 1:
            found = [min(found, key=lambda one: self._distance(row, one))]
        return found[0] if found and not self._is_another(row, found[0]) else None

    def archived(self, row: Row) -> NamedNode | None:
        """Return the edition whose archive a row is: of two lists of its recordings, or under a wrong name."""
        return self._archives.get(_end_of(row.archive)) if row.archive else None

    def _distance(self, row: Row, edition: NamedNode) -> tuple[bool, int, str]:
        city = self.city_of(row)
        elsewhere = not (city in self.places(edition) if city else row.online == self.is_online(edition))
        return (elsewhere, self._days_apart(row, edition), edition.value)

    def _is_another(self, row: Row, edition: NamedNode) -> bool:
        """Tell whether a row means a second edition of the year: elsewhere, and far apart in time or in another row."""
        if row.start and row.start in self._claimed[edition]:
            return False
        apart = self._days_apart(row, edition)
        if row.online or self.is_online(edition):
            return row.online and self.is_online(edition) and apart > APART
        places = [*self.places(edition), *self.draft.values(edition, "cg:plannedLocation")]
        elsewhere = bool(row.city and places) and self.city_of(row) not in places
        return elsewhere and (apart > APART or (apart > 0 and edition in self.taken))

    def _days_apart(self, row: Row, edition: NamedNode) -> int:
        start = earliest_day(self.day(edition, "cg:startDate"))
        end = latest_day(self.day(edition, "cg:endDate") or self.day(edition, "cg:startDate"))
        mine = earliest_day(row.start)
        if not (start and end and mine):
            return 0
        first, last, begun = map(date.fromisoformat, (start, end, mine))
        return max((first - begun).days, (begun - last).days, 0)

    def city_of(self, row: Row) -> NamedNode | None:
        """Return the city of a row, where the catalog has it."""
        return self.atlas.find(row.city, row.country)

    def places(self, edition: NamedNode) -> list[NamedNode]:
        """Return where an edition took place, with all around it."""
        return [around for place in self.draft.values(edition, "cg:location") for around in self.atlas.around(place)]

    def is_online(self, edition: NamedNode) -> bool:
        """Tell whether an edition took place on the web only."""
        places = self.draft.values(edition, "cg:location")
        return any(named("cg:VirtualPlace") in self.draft.values(place, "rdf:type") for place in places)

    def day(self, edition: NamedNode, name: str) -> str:
        """Return a date or year of an edition as text, "" where there is none."""
        value = self.draft.value(edition, name)
        return value.value if isinstance(value, Literal) else ""


def _end_of(archive: str) -> str:
    """Return the last part of the address of an archive: its slug in pyvideo's data."""
    return archive.rstrip("/").rpartition("/")[2]
