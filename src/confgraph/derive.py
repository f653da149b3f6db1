"""Derive what a store without reasoning needs and nobody should type: date bounds, places around places, symmetry.

What follows from the ontology (super-properties, symmetric properties) is read from it; three properties are computed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from confgraph.namespaces import expand

EARLIEST_START: Final = NamedNode(expand("cg:earliestStart"))
LATEST_END: Final = NamedNode(expand("cg:latestEnd"))
TAKES_PLACE_IN: Final = NamedNode(expand("cg:takesPlaceIn"))
COMPUTED: Final = (EARLIEST_START, LATEST_END, TAKES_PLACE_IN)
"""The properties that are always computed: what a file says of them is thrown away."""

_START: Final = NamedNode(expand("cg:startDate"))
_END: Final = NamedNode(expand("cg:endDate"))
_LOCATION: Final = NamedNode(expand("cg:location"))
_WITHIN: Final = NamedNode(expand("cg:within"))
_SUB_PROPERTY: Final = NamedNode(expand("rdfs:subPropertyOf"))
_TYPE: Final = NamedNode(expand("rdf:type"))
_SYMMETRIC: Final = NamedNode(expand("owl:SymmetricProperty"))
_DATE: Final = NamedNode(expand("xsd:date"))
_PARTIAL: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")

Statement = Quad | Triple
Term = NamedNode | BlankNode | Literal | Triple


def derive(statements: Iterable[Statement], ontology: Iterable[Statement]) -> Iterator[Triple]:
    """Yield every triple that follows from ``statements``, the computed ones and those that the ontology implies."""
    stated = list(statements)
    yield from _date_bounds(stated)
    yield from _places_around(stated)
    yield from _implied(stated, list(ontology))


def earliest_day(text: str) -> str | None:
    """Return the first day of a date, month or year ("2003" is "2003-01-01"), or None for what is none of them."""
    parts = _parts(text)
    return f"{parts[0]}-{parts[1] or '01'}-{parts[2] or '01'}" if parts else None


def latest_day(text: str) -> str | None:
    """Return the last day of a date, month or year ("2000-02" is "2000-02-29"), or None for what is none of them."""
    parts = _parts(text)
    if not parts:
        return None
    year, month = parts[0], parts[1] or "12"
    return f"{year}-{month}-{parts[2] or monthrange(int(year), int(month))[1]}"


def _parts(text: str) -> tuple[str, str | None, str | None] | None:
    found = _PARTIAL.fullmatch(text)
    if not found or found[1] == "0000" or (found[2] and not 1 <= int(found[2]) <= 12):
        return None
    if found[3] and not 1 <= int(found[3]) <= monthrange(int(found[1]), int(found[2]))[1]:
        return None
    return found[1], found[2], found[3]


def _date_bounds(statements: list[Statement]) -> Iterator[Triple]:
    starts, ends = _values(statements, _START), _values(statements, _END)
    for subject, texts in starts.items():
        days = sorted(filter(None, map(earliest_day, texts)))
        if days:
            yield Triple(subject, EARLIEST_START, Literal(days[0], datatype=_DATE))
    for subject in starts.keys() | ends.keys():
        days = sorted(filter(None, map(latest_day, ends.get(subject) or starts[subject])))
        if days:
            yield Triple(subject, LATEST_END, Literal(days[-1], datatype=_DATE))


def _values(statements: list[Statement], predicate: NamedNode) -> dict[Any, list[str]]:
    values: dict[Any, list[str]] = defaultdict(list)
    for statement in statements:
        if statement.predicate == predicate and isinstance(statement.object, Literal):
            values[statement.subject].append(statement.object.value)
    return values


def _places_around(statements: list[Statement]) -> Iterator[Triple]:
    within: dict[Any, list[Any]] = defaultdict(list)
    for statement in statements:
        if statement.predicate == _WITHIN:
            within[statement.subject].append(statement.object)
    for statement in statements:
        if statement.predicate == _LOCATION:
            for place in _reachable(statement.object, within):
                yield Triple(statement.subject, TAKES_PLACE_IN, place)


def _implied(statements: list[Statement], ontology: list[Statement]) -> Iterator[Triple]:
    broader: dict[Any, list[NamedNode]] = defaultdict(list)
    for statement in ontology:
        if statement.predicate == _SUB_PROPERTY and isinstance(statement.object, NamedNode):
            broader[statement.subject].append(statement.object)
    symmetric = {s.subject for s in ontology if s.predicate == _TYPE and s.object == _SYMMETRIC}
    for statement in statements:
        for predicate in _reachable(statement.predicate, broader):
            if predicate not in (statement.predicate, TAKES_PLACE_IN):
                yield Triple(statement.subject, predicate, statement.object)
            if predicate in symmetric and isinstance(statement.object, NamedNode):
                for both_ways in _reachable(predicate, broader):
                    yield Triple(statement.object, both_ways, statement.subject)


def _reachable(start: Term, edges: Mapping[Any, list[Any]]) -> Iterator[Any]:
    """Yield ``start`` and everything that the edges lead to, each once, also where they run in a circle."""
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        yield node
        fresh = [following for following in edges.get(node, ()) if following not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
