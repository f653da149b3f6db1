"""Hold an item against an entity: what agrees, what contradicts, and how sure that makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from confgraph.linking import kinds as k
from confgraph.linking.items import Item
from confgraph.linking.subjects import Subject
from confgraph.sources.atlas import kilometres
from confgraph.sources.compare import bare
from confgraph.sources.names import key_of, plain

SURE: Final = 85.0
"""From this score on a link is written without asking, if nothing contradicts, the kind agrees, and besides the name
either an identifier or two other facts."""
LIKELY: Final = 50.0
"""From this score on a link is a likely one, if the kind agrees and nothing contradicts."""
AHEAD: Final = 15.0
"""So many points it must be before the next item."""
FAR: Final = 50.0
"""So many kilometres two points of one place may be apart."""
_NEAR: Final = 10.0
_AGAINST: Final = -60.0
_IDENTIFIERS: Final = {"country code", "GeoNames number", "official site"}

Links = Mapping[str, tuple[str, ...]]
"""The items of other entities, by the entities' addresses."""


class Fact(NamedTuple):
    """One fact that both sides have: whether it agrees (None for hardly), its points, and what stands on both sides."""

    what: str
    agrees: bool | None
    points: float
    words: str

    def __str__(self) -> str:
        return f"{self.what}: {self.words}"


class Judged(NamedTuple):
    """An item as one for an entity: the score from 0 to 100, and what it is made of."""

    item: Item
    score: float
    facts: tuple[Fact, ...]

    @property
    def contradicts(self) -> tuple[Fact, ...]:
        """The facts in which the two differ."""
        return tuple(fact for fact in self.facts if fact.agrees is False)

    @property
    def is_called_so(self) -> bool:
        """Tell whether the item has a name of the entity, or nearly; without one it is nobody's candidate."""
        return self.score > 0 or not any(fact.what == "name" for fact in self.contradicts)

    @property
    def is_sure(self) -> bool:
        """Tell whether this is the one, if no other comes near: see ``SURE``."""
        agree = {fact.what for fact in self.facts if fact.agrees}
        enough = bool(agree & _IDENTIFIERS) or len(agree - {"name", "kind"}) >= 2
        return self.score >= SURE and not self.contradicts and "kind" in agree and enough

    @property
    def is_likely(self) -> bool:
        """Tell whether this is likely the one, if no other comes near: see ``LIKELY``."""
        is_kind = any(fact.what == "kind" and fact.agrees for fact in self.facts)
        return self.score >= LIKELY and not self.contradicts and is_kind

    def explained(self) -> str:
        """Return in words what agrees and what contradicts."""
        agree = [str(fact) for fact in self.facts if fact.agrees]
        differ = [str(fact) for fact in self.facts if fact.agrees is False]
        return "; ".join([*agree, *(f"but {fact}" for fact in differ)])


class Judge:
    """Judges items.

    ``kinds`` are the classes of items for ours, ``links`` what other entities are linked to, ``likely`` the items that
    they likely are: these can agree, and contradict nothing.
    """

    def __init__(self, kinds: Mapping[str, frozenset[str]], links: Links, likely: Links = MappingProxyType({})) -> None:
        self.kinds = kinds
        self.links = links
        self._likely = likely

    def judge(self, subject: Subject, item: Item) -> Judged:
        """Return how well an item fits an entity."""
        facts = tuple(fact for check in _CHECKS for fact in check(self, subject, item))
        return Judged(item, max(0.0, min(100.0, sum(fact.points for fact in facts))), facts)

    def agree(self, iris: tuple[str, ...], items: Iterable[str]) -> bool | None:
        """Tell whether one of the items is that of one of the entities; None where that cannot be told."""
        theirs = set(items)
        sure = {one for iri in iris for one in self.links.get(iri, ())}
        if theirs & (sure | {one for iri in iris for one in self._likely.get(iri, ())}):
            return True
        return False if sure and theirs else None


def _name(_judge: Judge, subject: Subject, item: Item) -> Iterator[Fact]:
    from rapidfuzz import fuzz

    if not item.names or not subject.names:
        return
    ours, theirs = {key_of(one): one for one in subject.names}, {key_of(one): one for one in item.names}
    if key_of(subject.label) in theirs:
        yield Fact("name", True, 40.0, item.label)
    elif same := next((name for key, name in ours.items() if key and key in theirs), None):
        yield Fact("name", True, 36.0, same)
    else:
        pairs = [(plain(a), plain(b), b) for a in ours.values() for b in theirs.values()]
        likeness, name = max((fuzz.ratio(a, b), name) for a, b, name in pairs)
        within = next((name for a, b, name in pairs if fuzz.token_set_ratio(a, b) == 100), "")
        if likeness >= 90:
            yield Fact("name", True, 30.0, f"{name}, nearly")
        elif likeness >= 75 or within:
            yield Fact("name", None, 15.0, f"{within or name}, in part")
        else:
            yield Fact("name", False, -20.0, f"it is called {item.label or item.id}")


def _kind(judge: Judge, subject: Subject, item: Item) -> Iterator[Fact]:
    wanted = judge.kinds.get(subject.cls, frozenset())
    others = {name: found for name, found in judge.kinds.items() if name != subject.cls and found & item.kinds}
    if k.DISAMBIGUATION in item.kinds:
        yield Fact("kind", False, _AGAINST, "a page that lists what shares the name")
    elif wanted & item.kinds:
        yield Fact("kind", True, 15.0, _class_name(subject.cls))
    elif others and "cg:Event" not in others:
        yield Fact("kind", False, _AGAINST, f"{' or '.join(map(_class_name, sorted(others)))}")


def _class_name(cls: str) -> str:
    local = cls.partition(":")[2]
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in local).strip()


def _identifiers(_judge: Judge, subject: Subject, item: Item) -> Iterator[Fact]:
    codes, numbers = item.values.get(k.COUNTRY_CODE, ()), item.values.get(k.GEONAMES, ())
    if subject.code and codes:
        agrees = subject.code in codes
        yield Fact("country code", agrees, 60.0 if agrees else _AGAINST, ", ".join(codes))
    if subject.geonames and numbers:
        agrees = bool(set(subject.geonames) & set(numbers))
        yield Fact("GeoNames number", agrees, 60.0 if agrees else -20.0, ", ".join(numbers))


def _country(judge: Judge, subject: Subject, item: Item) -> Iterator[Fact]:
    theirs = item.values.get(k.COUNTRY, ())
    if (agrees := judge.agree((subject.country,), theirs)) is not None:
        yield Fact("country", agrees, 15.0 if agrees else _AGAINST, ", ".join(theirs))


def _distance(_judge: Judge, subject: Subject, item: Item) -> Iterator[Fact]:
    theirs = item.point()
    if subject.point and theirs and subject.kind == "place":
        apart = kilometres(subject.point, theirs)
        points = 30.0 if apart <= _NEAR else 20.0 if apart <= FAR else _AGAINST
        yield Fact("distance", apart <= FAR, points, f"{apart:,.0f} km")


def _site(_judge: Judge, subject: Subject, item: Item) -> Iterator[Fact]:
    sites = item.values.get(k.WEBSITE, ())
    if subject.sites and sites:
        agrees = bool(set(map(bare, subject.sites)) & set(map(bare, sites)))
        yield Fact("official site", agrees or None, 35.0 if agrees else 0.0, ", ".join(sites))


def _dates(_judge: Judge, subject: Subject, item: Item) -> Iterator[Fact]:
    starts = item.values.get(k.START) or item.values.get(k.POINT_IN_TIME) or ()
    if subject.kind == "edition" and subject.start and starts:
        yield _date("start", subject.start, starts, 30.0, _AGAINST)
    if subject.end and (ends := item.values.get(k.END)):
        yield _date("end", subject.end, ends, 5.0, -15.0)
    if subject.founded and (founded := item.values.get(k.INCEPTION)):
        yield _date("founded", subject.founded, founded, 20.0, -15.0)


def _date(what: str, ours: str, theirs: tuple[str, ...], full: float, against: float) -> Fact:
    """Compare dates as far as both are known; what agrees to the day counts in full, less precise dates half."""
    agrees = any(ours.startswith(one) or one.startswith(ours) for one in theirs)
    points = full if ours in theirs and len(ours) == len("2003-03-26") else full / 2
    return Fact(what, agrees, points if agrees else against, ", ".join(theirs))


def _neighbours(judge: Judge, subject: Subject, item: Item) -> Iterator[Fact]:
    series = (*item.values.get(k.SERIES, ()), *item.values.get(k.PART_OF, ()))
    if (agrees := judge.agree(subject.series, series)) is not None:
        yield Fact("series", agrees, 25.0 if agrees else _AGAINST, ", ".join(series))
    places = item.values.get(k.LOCATION, ())
    if (agrees := judge.agree(subject.places, places)) is not None:
        yield Fact("location", agrees, 15.0 if agrees else -30.0, ", ".join(places))


_CHECKS: Final[tuple[Callable[[Judge, Subject, Item], Iterator[Fact]], ...]] = (
    _name,
    _kind,
    _identifiers,
    _country,
    _distance,
    _site,
    _dates,
    _neighbours,
)
