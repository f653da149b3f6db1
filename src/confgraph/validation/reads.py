"""Which triples the results of a shape can rest on: how far from a focus node it looks, and along which properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Final

from confgraph.namespaces import expand
from confgraph.validation.paths import Alternative, Inverse, Path, Predicate, Repeated, Sequence, simplified
from confgraph.validation.report import Term
from confgraph.validation.shape import Constraint, Shape

ANY: Final = ""
"""Stands for whatever property a triple has."""

_TYPE: Final = expand("rdf:type")
_OF_PAIRS: Final = ("Equals", "Disjoint", "LessThan", "LessThanOrEquals")


@dataclass(frozen=True)
class Read:
    """Triples of a property, an IRI or ANY, whose subject a path leads to from a focus node; or ``backward`` object.

    The path is None where they are those of the focus node itself. ``anywhere`` stands for all triples of a property.
    """

    path: Path | None
    predicate: str
    backward: bool = False
    anywhere: bool = False


class Unbounded(Exception):
    """The results of a shape can rest on triples that no path leads to."""


def reads(shape: Shape, by_node: Mapping[Term, Shape]) -> frozenset[Read]:
    """Return what the results of a shape with targets can rest on, ``rdfs:subClassOf`` aside. Raises Unbounded."""
    return frozenset([*reads_of_targets(shape), *_of(shape, by_node, None)])


def after(path: Path | None, step: Path | None) -> Path | None:
    """Return one path behind another; None is the path of no steps."""
    if path is None or step is None:
        return step if path is None else path
    before = path.paths if isinstance(path, Sequence) else (path,)
    return Sequence((*before, *(step.paths if isinstance(step, Sequence) else (step,))))


def edges(path: Path | None, before: Path | None) -> Iterator[Read]:
    """Yield the triples that a path goes along from where the path ``before`` leads."""
    path = None if path is None else simplified(path)
    if isinstance(path, Predicate):
        yield Read(before, path.iri)
    elif isinstance(path, Inverse):
        assert isinstance(path.path, Predicate)
        yield Read(before, path.path.iri, backward=True)
    elif isinstance(path, Sequence):
        for one in path.paths:
            yield from edges(one, before)
            before = after(before, one)
    elif isinstance(path, Alternative):
        for one in path.paths:
            yield from edges(one, before)
    elif isinstance(path, Repeated):
        yield from edges(path.path, after(before, Repeated(path.path, 0, True)) if path.many else before)


def lengths(path: Path | None) -> tuple[int, float]:
    """Return how many steps a path has at least and at most."""
    if path is None:
        return 0, 0
    if isinstance(path, (Predicate, Inverse)):
        return 1, 1
    if isinstance(path, Repeated):
        least, most = lengths(path.path)
        return least * path.least, (inf if path.many and most else most)
    least_of, most_of = zip(*map(lengths, path.paths), strict=True)
    return (sum(least_of), sum(most_of)) if isinstance(path, Sequence) else (min(least_of), max(most_of))


def reads_of_targets(shape: Shape) -> Iterator[Read]:
    """Yield what tells whether a node is a target of a shape, ``rdfs:subClassOf`` aside."""
    for target in shape.targets:
        if target.kind == "class":
            yield Read(None, _TYPE)
        elif target.kind != "node":
            yield Read(None, target.term.value, backward=target.kind == "objectsOf")


def _of(shape: Shape, by_node: Mapping[Term, Shape], before: Path | None) -> Iterator[Read]:
    """Yield what a shape reads of focus nodes that a path leads to."""
    yield from edges(shape.path, before)
    values = after(before, shape.path)
    for constraint in shape.constraints:
        yield from _of_constraint(constraint, before, values)
        for inner in (*constraint.shapes, *constraint.siblings):
            yield from _of(by_node[inner], by_node, values)


def _of_constraint(constraint: Constraint, before: Path | None, values: Path | None) -> Iterable[Read]:
    if constraint.query is not None:
        from confgraph.validation.queried import reads_of_query  # late: rdflib takes long to import

        yield from reads_of_query(constraint.query, before, values)
    elif constraint.name == "Class":
        yield Read(values, _TYPE)
    elif constraint.name == "Closed":
        yield Read(values, ANY)
    elif constraint.name in _OF_PAIRS:
        yield Read(before, constraint.terms[0].value)
