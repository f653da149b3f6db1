"""What does not compile: one constraint with its focus nodes, through pySHACL, on the whole graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from confgraph.namespaces import expand
from confgraph.validation.components import CORE
from confgraph.validation.queries import Query
from confgraph.validation.report import Result, Term
from confgraph.validation.shape import Shape
from confgraph.validation.shapes import Shapes

_TARGETS: Final = tuple(expand(f"sh:target{kind}") for kind in ("Node", "Class", "SubjectsOf", "ObjectsOf"))
_CORE: Final = frozenset(expand(f"sh:{one.name}") for one in CORE)
_SPARQL: Final = expand("sh:sparql")
_CLASSES: Final = frozenset(NamedNode(expand(name)) for name in ("rdfs:Class", "owl:Class"))


def ask(data: Iterable[Quad], shapes: Shapes, shape: Shape, query: Query, focus: Iterable[Term]) -> list[Result]:
    """Return the results of one query of a shape for some focus nodes."""
    from confgraph.validation.engine import run  # late: pySHACL takes long to import

    kept = [quad for quad in shapes.quads if not _is_left_out(quad, shape, query)]
    assert not isinstance(shape.node, Literal)
    aim = [Quad(shape.node, NamedNode(_TARGETS[0]), node) for node in focus]
    return run(data, [*kept, *aim])


def _is_left_out(quad: Quad, shape: Shape, query: Query) -> bool:
    """Tell whether a triple of the shapes has no part in the query: targets, and what else the shape asks for."""
    predicate = quad.predicate.value
    if predicate in _TARGETS or (predicate == expand("rdf:type") and quad.object in _CLASSES):
        return True
    if quad.subject != shape.node:
        return False
    if predicate == _SPARQL:
        return _SPARQL not in query.properties or quad.object != query.node
    return predicate in _CORE
