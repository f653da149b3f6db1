"""Candidates for a name, with the features that their scores are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from pyoxigraph import Literal

from confgraph.reconciliation.readings import Name, Reading, read_name
from confgraph.site.facts import TYPE, Facts
from confgraph.sources.names import words_of

MATCH: Final = 88.0
"""From this score on a candidate is what was meant, if no other comes near."""
APART: Final = 6.0
"""So many points a candidate that is what was meant is before all others."""
_LIKE: Final = 72.0
"""The least likeness, of 100, of a key that is looked at."""
_KEYS: Final = 12
_OTHER: Final = 2.0
"""An alternative name counts so much less than the label."""
_TRIMMED: Final = 3.0
_NUMBERS: Final = 25.0
_YEAR: Final = {"same": 4.0, "none": -8.0, "other": -45.0, "open": -10.0}
_BESIDE: Final = {True: 4.0, False: 0.0}
_FITS: Final = {True: 5.0, False: -20.0}
_DESCRIBED: Final = ("cg:Edition", "cg:Track", "cg:Event", "cg:EventSeries", "cg:TrackSeries", "org:Organization",
                     "foaf:Person", "cg:City", "cg:Region", "cg:Country", "cg:Venue")  # fmt: skip


_WHERE: Final = ("cg:takesPlaceIn", "cg:plannedLocation", "cg:within")
_PLACES: Final = ("cg:location", "cg:takesPlaceIn", "cg:within")
_FORMER: Final = ("cg:renamedFrom", "cg:continuesNameOf", "cg:mergedFrom")


class Thing(NamedTuple):
    """What can be meant: its IRI, classes, year if it is an event, and the words of the names around it."""

    iri: str
    kinds: tuple[str, ...]
    year: int | None
    around: frozenset[str]


class Sought(NamedTuple):
    """What is looked for: a name, classes that it should have, properties (short names) with the values wanted."""

    name: str
    kinds: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = {}
    limit: int = 10
    strict: bool = True


class Candidate(NamedTuple):
    """A thing that may be meant: its score of 0 to 100, whether it surely is, and the features of the score."""

    thing: Thing
    score: float
    match: bool
    features: Mapping[str, float]


class Candidates:
    """Finds candidates among the things of a catalog."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.things = {iri: self._thing(iri) for iri in facts.of_class(*_DESCRIBED)}
        self._named: dict[str, dict[str, float]] = defaultdict(dict)
        self._yearless: set[tuple[str, str]] = set()
        self._readings: dict[str, Reading] = {}
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for iri in self.things:
            for name, worth in self._names(iri):
                self._know(iri, name, worth)
        self._keys = list(self._readings)

    def find(self, sought: Sought) -> list[Candidate]:
        """Return the candidates for what is sought, best first."""
        name = read_name(sought.name)
        best: dict[str, tuple[float, Mapping[str, float]]] = {}
        for key, likeness, reading in self._alike(name):
            for iri, worth in self._named[key].items():
                thing = self.things[iri]
                if sought.kinds and sought.strict and not set(sought.kinds) & set(thing.kinds):
                    continue
                features = self._features(thing, name, reading, likeness - worth, sought)
                if (key, iri) in self._yearless and features.get("year") == _YEAR["open"]:
                    del features["year"]
                score = min(100.0, max(0.0, sum(features.values())))
                if iri not in best or score > best[iri][0]:
                    best[iri] = score, features
        if not name.readings and sought.values:
            best = self._by_values(sought)
        ranked = sorted(best.items(), key=lambda one: (-sum(one[1][1].values()), one[0]))
        totals = [sum(features.values()) for _, (_, features) in ranked[:2]]
        clear = len(totals) == 1 or (len(totals) > 1 and totals[0] - totals[1] >= APART)
        return [
            Candidate(self.things[iri], round(score, 1), number == 0 and clear and score >= MATCH, features)
            for number, (iri, (score, features)) in enumerate(ranked[: sought.limit])
            if score > 0
        ]

    def _alike(self, name: Name) -> list[tuple[str, float, Reading]]:
        """Return the keys that are like a way to read a name, with their likeness less what was trimmed."""
        from rapidfuzz import fuzz, process

        found: list[tuple[str, float, Reading]] = []
        for reading in name.readings:
            less = _TRIMMED * reading.trimmed
            known = [key for key in dict.fromkeys((reading.key, reading.spelt)) if key in self._readings]
            found += [(key, 100.0 - less, reading) for key in known]
            if known and len(reading.key) > 3:
                continue
            for letters in dict.fromkeys((reading.key, reading.spelt)):
                for key, likeness, _ in process.extract(
                    letters, self._keys, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_KEYS
                ):
                    found.append((key, likeness - less - self._numbers(key, reading), reading))
            found += self._by_words(reading, less)
        return found

    def _by_words(self, reading: Reading, less: float) -> list[tuple[str, float, Reading]]:
        """Return keys all whose words stand in a reading, or the other way round: by how much of the words agree."""
        shared: dict[str, float] = defaultdict(float)
        total = sum(map(self._weight, reading.words))
        for word in reading.words:
            for key in self._by_word.get(word, ()):
                shared[key] += self._weight(word)
        found = []
        for key, weight in shared.items():
            own = sum(map(self._weight, self._readings[key].words))
            if weight >= 0.6 * max(total, own):
                likeness = 60 + 38 * weight / (total + own - weight)
                found.append((key, likeness - less - self._numbers(key, reading), reading))
        return sorted(found, key=lambda one: -one[1])[:_KEYS]

    def _weight(self, word: str) -> float:
        return 1.0 / (1.0 + len(self._by_word.get(word, ())) / 20)

    def _numbers(self, key: str, reading: Reading) -> float:
        return _NUMBERS if self._readings[key].numbers != reading.numbers else 0.0

    def _features(
        self, thing: Thing, name: Name, reading: Reading, likeness: float, sought: Sought
    ) -> dict[str, float]:
        features = {"name": likeness}
        if name.years and thing.year is not None:
            features["year"] = _YEAR["same" if thing.year in name.years else "other"]
        elif name.years:
            features["year"] = _YEAR["none"]
        elif thing.year is not None and "cg:year" not in sought.values:
            features["year"] = _YEAR["open"]
        if reading.beside:
            features["beside"] = _BESIDE[bool(reading.beside & thing.around)]
        for prop, wanted in sought.values.items():
            if (fits := self._fits(thing, prop, wanted)) is not None:
                features[prop] = _FITS[fits]
        if sought.kinds and not sought.strict:
            features["type"] = _FITS[bool(set(sought.kinds) & set(thing.kinds))]
        return features

    def _fits(self, thing: Thing, prop: str, wanted: tuple[str, ...]) -> bool | None:
        """Tell whether a thing has one of the values, by IRI, by name or as text; None where it has no value."""
        own = {value.value for value in self.facts.values(thing.iri, prop) if hasattr(value, "value")}
        if prop in _PLACES:
            own |= {one for name in _PLACES for one in self.facts.links(thing.iri, name)}
        if not own:
            return None
        names = {words_of(self.facts.label(one).value) for one in own if one in self.facts.out}
        return any(one in own or words_of(one) in names or one.rpartition("/")[2] in own for one in wanted)

    def _by_values(self, sought: Sought) -> dict[str, tuple[float, Mapping[str, float]]]:
        """Return the things that have all the values, where no name was given."""
        found: dict[str, tuple[float, Mapping[str, float]]] = {}
        for iri, thing in self.things.items():
            fits = [self._fits(thing, prop, wanted) for prop, wanted in sought.values.items()]
            if all(fits) and (not sought.kinds or set(sought.kinds) & set(thing.kinds)):
                found[iri] = 90.0, {prop: 90.0 / len(fits) for prop in sought.values}
        return found

    def _know(self, iri: str, name: str, worth: float) -> None:
        """Let a thing be found by a name; one of its own without a year says all that there is to say."""
        read = read_name(name)
        for reading in read.readings[:1]:
            for key in dict.fromkeys((reading.key, reading.spelt)):
                if not read.years and name in self._own(iri):
                    self._yearless.add((key, iri))
                self._readings.setdefault(key, reading)
                known = self._named[key]
                known[iri] = min(worth, known.get(iri, worth))
            for word in reading.words:
                self._by_word[word].add(reading.key)

    def _own(self, iri: str) -> list[str]:
        return [*_texts(self.facts, iri, "rdfs:label"), *_texts(self.facts, iri, "skos:altLabel")]

    def _names(self, iri: str) -> Iterable[tuple[str, float]]:
        """Yield the names of a thing, with how much less than its label each counts."""
        facts = self.facts
        yield from ((value, 0.0) for value in _texts(facts, iri, "rdfs:label"))
        for prop in ("skos:altLabel", "cg:nameInSeries", "skos:prefLabel"):
            yield from ((value, _OTHER) for value in _texts(facts, iri, prop))
        yield iri.rpartition("/")[2].replace("-", " "), _OTHER
        for series in facts.links(iri, "cg:editionOf"):
            yield from ((value, 1.0) for value in _texts(facts, series, "rdfs:label"))
            yield from ((value, _OTHER + 1) for value in _texts(facts, series, "skos:altLabel"))
        for series in [iri, *facts.links(iri, "cg:editionOf")]:
            for former in (one for prop in _FORMER for one in facts.links(series, prop)):
                yield from ((value, _OTHER + 1) for value in _texts(facts, former, "rdfs:label"))
        for edition in facts.from_(iri, "cg:editionOf"):
            for prop in ("rdfs:label", "skos:altLabel"):
                yield from ((value, 2 * _OTHER) for value in _texts(facts, edition, prop))
        for place in facts.links(iri, "cg:within"):
            yield f"{facts.label(iri).value}, {facts.label(place).value}", 1.0
            for country in facts.links(place, "cg:within"):
                yield f"{facts.label(iri).value}, {facts.label(country).value}", 1.0

    def _thing(self, iri: str) -> Thing:
        facts = self.facts
        kinds = tuple(facts.links(iri, TYPE))
        year = facts.text(iri, "cg:year")
        held = [iri, *facts.from_(iri, "cg:editionOf")]
        near = {one for place in held for name in _WHERE for one in facts.links(place, name)}
        words = {word for one in near for name in self._own(one) for word in words_of(name).split()}
        return Thing(iri, kinds, int(year) if year.isdecimal() else None, frozenset(words))


def _texts(facts: Facts, iri: str, prop: str) -> list[str]:
    return [value.value for value in facts.values(iri, prop) if isinstance(value, Literal)]
