"""The picture of succession: each family of series as lines that run down the years, with what links them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise, permutations
from textwrap import wrap
from typing import Final, NamedTuple

from confgraph.namespaces import expand, shorten
from confgraph.site.events import SERIES, Event, Events
from confgraph.site.facts import Facts
from confgraph.site.words import Shown, link

KINDS: Final = (
    "cg:continuesNameOf",
    "cg:continuesNumberingOf",
    "cg:replaces",
    "cg:splitFrom",
    "cg:mergedFrom",
    "cg:renamedFrom",
)
_ANY: Final = "cg:succeeds"
_TRACK: Final = "cg:trackSeriesOf"

GUTTER: Final = 42
LANE: Final = 122
_YEAR: Final = 17
_LINE: Final = 14
_LETTERS: Final = 15
_MOST_TRIED: Final = 7
_SENTENCES: Final = {
    "cg:mergedFrom": "was merged from",
    "cg:renamedFrom": "was renamed from",
    "cg:trackSeriesOf": "is a track series of",
}


class Step(NamedTuple):
    """The step from one series to a later one: in which ways, when, and whether it is said or only likely."""

    earlier: str
    later: str
    kinds: tuple[str, ...]
    year: int | None
    page: str = ""
    note: str = ""


class Mark(NamedTuple):
    """An edition on the line of its series."""

    x: float
    y: float
    event: Event


class Lane(NamedTuple):
    """A series: its line, its name in lines of text, how it came about, and its editions."""

    series: Shown
    x: float
    top: float
    bottom: float
    name: tuple[tuple[float, str], ...]
    how: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]


class Curve(NamedTuple):
    """A line between two series: an SVG path, a kind for its style, and words."""

    path: str
    kind: str
    words: str


class Family(NamedTuple):
    """Series that are linked by succession, as a picture and as sentences that say the same."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    curves: tuple[Curve, ...]
    years: tuple[tuple[float, int], ...]
    sentences: tuple[tuple[Shown, str, Shown, str, str], ...]
    name: str

    @property
    def members(self) -> set[str]:
        """The addresses of its series."""
        return {lane.series.iri for lane in self.lanes}


def steps(facts: Facts) -> list[Step]:
    """Return every step between two series, what belongs together in one, by year and address."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    about: dict[tuple[str, str], str] = {}
    for series in facts.of_class(*SERIES):
        for kind in (*KINDS, _ANY, _TRACK):
            for earlier in facts.links(series, kind):
                found[earlier, series].add(kind)
    for succession in facts.of_class("cg:Succession"):
        pair = (facts.text(succession, "cg:predecessor"), facts.text(succession, "cg:successor"))
        if all(pair):
            found[pair].update(shorten(kind) for kind in facts.links(succession, "cg:property"))
            about.setdefault(pair, succession)
    made = [_step(facts, pair, kinds, about.get(pair, "")) for pair, kinds in found.items() if pair[0] != pair[1]]
    return sorted(made, key=lambda step: (step.year or 0, step.later, step.earlier))


def _step(facts: Facts, pair: tuple[str, str], kinds: set[str], node: str) -> Step:
    named = tuple(kind for kind in (*KINDS, _TRACK) if kind in kinds) or (_ANY,)
    year = facts.text(node, "cg:year")
    page = (facts.addresses.get(node) or "") if node else ""
    number = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None
    return Step(*pair, named, number, page, facts.text(node, "skos:note"))


def families(facts: Facts, events: Events) -> list[Family]:
    """Return the families of series that are linked by succession, the largest first."""
    links = steps(facts)
    groups: list[set[str]] = []
    for step in links:
        touching = [group for group in groups if group & {step.earlier, step.later}]
        groups = [group for group in groups if group not in touching]
        groups.append({step.earlier, step.later}.union(*touching))
    drawn = [_family(facts, events, group, [s for s in links if s.later in group]) for group in groups]
    return sorted(drawn, key=lambda family: (-len(family.lanes), -sum(len(x.marks) for x in family.lanes), family.name))


def _family(facts: Facts, events: Events, group: set[str], links: list[Step]) -> Family:
    editions = {series: [e for e in events.of_series(series) if e.year is not None] for series in group}
    begins = {series: _begin(series, editions[series], links) for series in group}
    order = _beside(sorted(group, key=lambda series: (begins[series], series)), links)
    years = [year for series in group for year in (begins[series], *(e.year or 0 for e in editions[series]))]
    first, last = min(years), max(years)
    head = 84.0  # room for the name above the first edition

    def y(year: float) -> float:
        return round(head + (year - first) * _YEAR, 1)

    lanes = [_lane(facts, s, i, begins[s], editions[s], links, y) for i, s in enumerate(order)]
    at = {lane.series.iri: lane for lane in lanes}
    curves = [_curve(facts, step, at, y(step.year or begins[step.later])) for step in links if step.earlier in at]
    sentences = tuple(_sentence(facts, step) for step in links)
    ticks = tuple((y(year), year) for year in range(first, last + 1) if year % 5 == 0)
    name = facts.label(order[0]).value
    width, height = GUTTER + LANE * len(lanes), y(last + 1) + 8
    return Family(width, height, tuple(lanes), (*_joint(lanes), *curves), ticks, sentences, name)


def _beside(group: list[str], links: list[Step]) -> list[str]:
    """Return the series in an order in which those that are linked stand beside each other, as far as that can be."""
    if len(group) > _MOST_TRIED:
        return group

    def distance(order: Iterable[str]) -> int:
        at = {series: place for place, series in enumerate(order)}
        return sum(abs(at[step.later] - at[step.earlier]) for step in links)

    return list(min(permutations(group), key=distance))  # the first of the best: permutations come in order


def _begin(series: str, editions: list[Event], links: list[Step]) -> int:
    years = [event.year for event in editions if event.year is not None]
    return min(years or [step.year for step in links if series in (step.later, step.earlier) and step.year] or [2000])


def _lane(
    facts: Facts,
    series: str,
    index: int,
    begin: int,
    editions: list[Event],
    links: list[Step],
    y: Callable[[float], float],
) -> Lane:
    x = float(GUTTER + LANE * index + 14)
    marks = tuple(Mark(x, y((event.year or 0) + max(event.month - 1, 0) / 12), event) for event in editions)
    top = marks[0].y if marks else y(begin)
    came = sorted({_word(facts, kind) for step in links if step.later == series for kind in step.kinds})
    name = wrap(facts.label(series).value, _LETTERS)[:3]
    how = [line for words in came for line in wrap(words, _LETTERS + 4)][:5]
    rows = len(name) + len(how)
    begins = top - 12 - _LINE * (rows - 1)
    placed = [(round(begins + _LINE * i, 1), line) for i, line in enumerate([*name, *how])]
    bottom = marks[-1].y if marks else top
    return Lane(link(facts, series), x, top, bottom, tuple(placed[: len(name)]), tuple(placed[len(name) :]), marks)


def _curve(facts: Facts, step: Step, at: dict[str, Lane], y: float) -> Curve:
    """Return the line from the earlier series, in the year of the step, to where the later one begins."""
    earlier, later = at[step.earlier], at[step.later]
    start, end = (earlier.x, min(max(y, earlier.top), earlier.bottom)), (later.x, later.top)
    middle = (start[0] + end[0]) / 2
    path = f"M{start[0]:g},{start[1]:g}C{middle:g},{start[1]:g} {middle:g},{end[1]:g} {end[0]:g},{end[1]:g}"
    kind = "track" if step.kinds == (_TRACK,) else "step"
    return Curve(
        path, kind, " ".join(word.words if isinstance(word, Shown) else word for word in _sentence(facts, step))
    )


def _joint(lanes: list[Lane]) -> list[Curve]:
    """Return a line between the marks of each edition that is in two series."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    for lane in lanes:
        for mark in lane.marks:
            marks[mark.event.iri].append(mark)
    return [
        Curve(f"M{one.x:g},{one.y:g}L{other.x:g},{other.y:g}", "joint", f"{one.event.name.words}: one edition of both")
        for both in marks.values()
        for one, other in pairwise(both)
    ]


def _sentence(facts: Facts, step: Step) -> tuple[Shown, str, Shown, str, str]:
    words = " and ".join(_word(facts, kind) for kind in step.kinds)
    return link(facts, step.later), words, link(facts, step.earlier), f"{step.year}" if step.year else "", step.page


def _word(facts: Facts, kind: str) -> str:
    return _SENTENCES.get(kind) or facts.label(expand(kind)).value
