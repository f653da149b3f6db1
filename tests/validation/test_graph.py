"""The triples of the shapes: objects, subjects, lists and instances, in the order of the file."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from confgraph.validation.graph import ShapesGraph
from validation.test_engine import quads

E = "http://e.org/"


def node(name: str) -> NamedNode:
    """Return a node of the examples."""
    return NamedNode(E + name)


def test_triples_are_asked_from_both_ends() -> None:
    """Each once, in the order of the file, however often and in whatever graph it stands."""
    graph = ShapesGraph(quads("e:a e:p e:c, e:b, e:c . e:d e:p e:b ."))
    assert graph.objects(node("a"), E + "p") == [node("c"), node("b")]
    assert graph.subjects(E + "p", node("b")) == [node("a"), node("d")]
    assert graph.pairs(E + "p") == [(node("a"), node("c")), (node("a"), node("b")), (node("d"), node("b"))]
    assert graph.objects(node("b"), E + "p") == []


def test_a_list_has_members_or_is_none() -> None:
    """A list that branches, ends nowhere or goes round is no list (RDF 1.1 Semantics, appendix D.3)."""
    graph = ShapesGraph(
        quads(
            "e:a e:p ( 1 e:x ), () . _:round rdf:first 1 ; rdf:rest _:round ."
            "_:open rdf:first 1 . _:two rdf:first 1, 2 ; rdf:rest () ."
        )
    )
    full, empty = graph.objects(node("a"), E + "p")
    assert [str(one) for one in graph.members(full) or ()] == [
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
        "<http://e.org/x>",
    ]
    assert graph.members(empty) == []
    for name in ("round", "open", "two"):
        assert graph.members(BlankNode(name)) is None
    assert graph.members(Literal("a")) is None


def test_instances_are_those_of_subclasses_too() -> None:
    """However deep, and even where classes are below each other."""
    graph = ShapesGraph(
        quads("e:B rdfs:subClassOf e:A . e:C rdfs:subClassOf e:B . e:A rdfs:subClassOf e:C . e:x a e:C . e:y a e:D .")
    )
    assert list(graph.instances(E + "A")) == [node("x")]
