"""What the page of any thing shows: its facts, what points to it, and who says what."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import expand
from confgraph.site.describe import MOST
from confgraph.site.facts import LABEL, TYPE, Facts, Term, full
from confgraph.site.words import Shown, link, shown
from confgraph.writing import natural, predicate_order

_DERIVED: Final = ("cg:earliestStart", "cg:latestEnd", "cg:takesPlaceIn", "cg:succeeds", "cg:subEventOf")
"""What follows from other facts that stand beside it; shown behind them."""
_CLAIMED: Final = "cg:subject"
_INLINE: Final = ("cg:Membership", "cg:Succession")


class Value(NamedTuple):
    """A value of a property, with what belongs to the link itself, such as the number in a series."""

    shown: Shown
    notes: tuple[tuple[Shown, Shown], ...] = ()


class Fact(NamedTuple):
    """A property and its values; ``more`` is how many of them only the data has."""

    property: Shown
    values: tuple[Value, ...]
    derived: bool = False
    more: int = 0


class Said(NamedTuple):
    """What one source says of one property."""

    page: str
    values: tuple[Shown, ...]
    disjunctive: bool
    kind: str
    approximate: bool
    rank: str
    certainty: Shown
    sources: tuple[Shown, ...]
    quote: Shown | None
    locator: str
    reason: str
    name: Shown


class Topic(NamedTuple):
    """A property with everything that sources say of it; ``disputed`` where some exclude each other."""

    property: Shown
    said: tuple[Said, ...]
    disputed: bool


def facts_of(facts: Facts, iri: str, without: tuple[str, ...] = ()) -> list[Fact]:
    """Return the facts about a thing in the fixed order of properties, derived ones behind the others."""
    left_out = {LABEL, TYPE, *without}
    properties = [name for name in facts.out.get(iri, {}) if name not in left_out]
    properties.sort(key=lambda name: (name in _DERIVED, predicate_order(full(name))))
    return [_fact(facts, name, facts.values(iri, name)) for name in properties]


def pointing_to(facts: Facts, iri: str, without: tuple[str, ...] = ()) -> list[Fact]:
    """Return what points to a thing, each property read backwards, without claims about it."""
    found = []
    for name in sorted(facts.into.get(iri, {}), key=lambda one: predicate_order(full(one))):
        if name == _CLAIMED or name in without:
            continue
        subjects = facts.from_(iri, name)
        values = [Value(link(facts, one)) for one in sorted(subjects[:MOST], key=natural)]
        found.append(Fact(_backwards(facts, name), tuple(values), name in _DERIVED, max(len(subjects) - MOST, 0)))
    return found


def topics(facts: Facts, iri: str) -> list[Topic]:
    """Return what sources say of a thing, by property, disputed ones first."""
    by_property: dict[str, list[str]] = defaultdict(list)
    for claim in facts.from_(iri, _CLAIMED):
        by_property[facts.text(claim, "cg:property")].append(claim)
    found = []
    for name, claims in by_property.items():
        disputed = any(set(facts.links(claim, "cg:conflictsWith")) & set(claims) for claim in claims)
        told = sorted((said(facts, claim) for claim in claims), key=lambda one: (one.rank != "preferred", one.page))
        found.append((name, Topic(link(facts, name), tuple(told), disputed)))
    found.sort(key=lambda pair: (not pair[1].disputed, predicate_order(pair[0])))
    return [topic for _, topic in found]


def said(facts: Facts, claim: str) -> Said:
    """Return what a claim says, in words."""
    values = facts.values(claim, "cg:value")
    quotes = [value for value in facts.values(claim, "cg:quote") if isinstance(value, Literal)]
    kind = facts.text(claim, "cg:attendanceKind")
    certainty = facts.text(claim, "cg:certainty")
    rank = facts.text(claim, "cg:rank")
    return Said(
        page=facts.addresses.get(claim) or "",
        values=tuple(shown(facts, value, short=True) for value in values),
        disjunctive=certainty == expand("cg:Disjunctive"),
        kind=facts.label(kind).value if kind else "",
        approximate=facts.text(claim, "cg:approximate") == "true",
        rank=facts.label(rank).value if rank else "",
        certainty=link(facts, certainty) if certainty else Shown(""),
        sources=tuple(link(facts, one) for one in facts.links(claim, "cg:source")),
        quote=shown(facts, quotes[0]) if quotes else None,
        locator=facts.text(claim, "cg:locator"),
        reason=facts.text(claim, "cg:reason"),
        name=link(facts, claim),
    )


def kinds_of(facts: Facts, iri: str) -> list[Shown]:
    """Return the classes of a thing."""
    return [link(facts, kind) for kind in facts.links(iri, TYPE)]


def _fact(facts: Facts, name: str, terms: list[Term]) -> Fact:
    ordered = sorted(terms, key=lambda term: natural(_text(facts, term)))
    values = tuple(Value(shown(facts, term, short=True), _notes(facts, term)) for term in ordered[:MOST])
    return Fact(link(facts, full(name)), values, name in _DERIVED, max(len(ordered) - MOST, 0))


def _text(facts: Facts, term: Term) -> str:
    if isinstance(term, NamedNode):
        return facts.label(term.value).value
    return term.value if isinstance(term, Literal) else str(term)


def _notes(facts: Facts, term: Term) -> tuple[tuple[Shown, Shown], ...]:
    """Return the facts of a membership or succession, which are shown where they are linked."""
    if not isinstance(term, NamedNode) or not facts.is_a(term.value, *_INLINE):
        return ()
    names = [name for name in facts.out[term.value] if name not in (TYPE, LABEL, "cg:source", "cg:inSeries")]
    names.sort(key=lambda name: predicate_order(full(name)))
    return tuple((link(facts, full(n)), shown(facts, value)) for n in names for value in facts.values(term.value, n))


def _backwards(facts: Facts, name: str) -> Shown:
    """Return the words for a property read backwards: those of its inverse, where it has one."""
    iri = full(name)
    inverse = next(iter([*facts.links(iri, "owl:inverseOf"), *facts.from_(iri, "owl:inverseOf")]), "")
    if inverse:
        return link(facts, inverse)
    if name in ("cg:colocatedWith", "cg:conflictsWith"):
        return link(facts, iri)
    return link(facts, iri)._replace(words=f"is {facts.label(iri).value} of", lang="en")
