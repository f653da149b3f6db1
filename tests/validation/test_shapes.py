"""Shapes are read as values, and all that is wrong with them is told at once."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from confgraph.namespaces import expand, shorten
from confgraph.validation.shape import IllFormedShapes, Target
from confgraph.validation.shapes import Shapes
from validation.test_engine import quads

S = NamedNode("http://e.org/S")


def shapes(text: str) -> Shapes:
    """Return the shapes of a Turtle text."""
    return Shapes(quads(text))


def faults(text: str) -> list[tuple[str, str]]:
    """Return the property and the words of all faults."""
    with pytest.raises(IllFormedShapes) as caught:
        shapes(text)
    for fault in caught.value.faults:
        assert fault.mend
    return [(shorten(fault.property), fault.what) for fault in caught.value.faults]


def test_a_shape_has_its_parts() -> None:
    """Targets, path, severity, messages, and a constraint for each value of a parameter."""
    found = shapes(
        "e:S a sh:PropertyShape ; sh:targetClass e:A ; sh:targetNode e:x ; sh:path e:p ; sh:severity sh:Warning ;"
        "sh:message 'no'@en ; sh:minCount 1 ; sh:class e:B , e:C ."
    ).by_node[S]
    assert set(found.targets) == {
        Target("class", NamedNode("http://e.org/A")),
        Target("node", NamedNode("http://e.org/x")),
    }
    assert found.severity == expand("sh:Warning")
    assert found.messages == (Literal("no", language="en"),)
    assert sorted(one.name for one in found.constraints) == ["Class", "Class", "MinCount"]


def test_only_shapes_with_targets_are_roots() -> None:
    """And what they refer to is read; a deactivated shape is none (SHACL, section 2.1.4)."""
    found = shapes(
        "e:S sh:targetNode e:x ; sh:node e:T . e:T sh:property [ sh:path e:p ] . e:U sh:nodeKind sh:IRI ."
        "e:V sh:targetNode e:x ; sh:deactivated true ."
    )
    assert [root.node for root in found.roots] == [S]
    assert NamedNode("http://e.org/U") not in found.by_node
    assert sum(isinstance(node, BlankNode) for node in found.by_node) == 1


def test_a_class_that_is_a_shape_has_its_instances_as_targets() -> None:
    """Implicit class targets (SHACL, section 2.1.3.3), also of a subclass of rdfs:Class in the shapes graph."""
    found = shapes(
        "e:S a rdfs:Class , sh:NodeShape . e:T a owl:Class , sh:NodeShape . e:Kind rdfs:subClassOf rdfs:Class ."
        "e:U a e:Kind , sh:NodeShape . e:V a rdfs:Class ."
    )
    assert {root.node.value[-1] for root in found.roots} == {"S", "T", "U"}
    assert found.by_node[S].targets == (Target("class", S),)


def test_a_closed_shape_allows_its_own_properties() -> None:
    """Those of its property shapes with a single property as path, and the ignored ones (SHACL, section 4.8.1)."""
    found = shapes(
        "e:S sh:targetNode e:x ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;"
        "sh:property [ sh:path e:p ] , [ sh:path [ sh:inversePath e:q ] ] ."
    )
    (closed,) = [one for one in found.by_node[S].constraints if one.name == "Closed"]
    assert set(closed.terms) == {NamedNode("http://e.org/p"), NamedNode(expand("rdf:type"))}


def test_siblings_are_those_of_the_same_parent() -> None:
    """Qualified value shapes that must be disjoint (SHACL, section 4.7.3)."""
    found = shapes(
        "e:S sh:targetNode e:x ; sh:property e:one , e:two . e:A sh:nodeKind sh:IRI . e:B sh:nodeKind sh:IRI ."
        "e:one sh:path e:p ; sh:qualifiedValueShape e:A ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 2 ;"
        "  sh:qualifiedValueShapesDisjoint true ."
        "e:two sh:path e:p ; sh:qualifiedValueShape e:B ; sh:qualifiedMinCount 1 ."
    )
    one = found.by_node[NamedNode("http://e.org/one")].constraints
    assert [each.name for each in one] == ["QualifiedMinCount", "QualifiedMaxCount"]
    assert all(each.siblings == (NamedNode("http://e.org/B"),) for each in one)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("sh:minCount 1", ("sh:minCount", "a node shape cannot have it")),
        ("sh:path e:p ; sh:minCount 1 , 2", ("sh:minCount", "the shape has 2 of it")),
        ("sh:path e:p ; sh:minCount 'one'", ("sh:minCount", '"one" is no count')),
        ("sh:path e:p , e:q", ("sh:path", "the shape has 2 paths")),
        ("sh:path ( e:p )", ("sh:path", "a list of paths has two members or more")),
        ("sh:in e:p", ("sh:in", "its value is no list")),
        (
            "sh:pattern '['",
            ("sh:pattern", '"[" is no pattern that can be used, the brackets at character 1 are not closed'),
        ),
        ("sh:severity 'bad'", ("sh:severity", "it is not one IRI")),
        ("sh:node 'bad'", ("sh:node", '"bad" is no shape')),
        ("sh:closed true ; sh:ignoredProperties e:p", ("sh:ignoredProperties", "it is no list of properties")),
        (
            "sh:path e:p ; sh:qualifiedValueShape e:T ; sh:qualifiedMinCount e:x",
            ("sh:qualifiedMinCount", "<http://e.org/x> is no literal"),
        ),
        (
            "sh:sparql [ sh:select 'SELECT $this { VALUES ?x {} }' ]",
            ("sh:select", "a query of SHACL may not use VALUES"),
        ),
        ("sh:node e:S", ("sh:node", "the shapes refer to themselves: http://e.org/S -> http://e.org/S")),
    ],
)
def test_a_fault_of_the_shapes_is_named(text: str, fault: tuple[str, str]) -> None:
    """With its property, in words, and a mend."""
    assert faults(f"e:S sh:targetNode e:x ; {text} .") == [fault]


def test_a_cycle_is_named_whole() -> None:
    """All shapes on the way round (SHACL, section 3.4.3 leaves open what recursion means)."""
    text = "e:S sh:targetNode e:x ; sh:property e:p . e:p sh:path e:q ; sh:or ( e:T ) . e:T sh:not e:S ."
    ((_, what),) = faults(text)
    assert what.endswith("http://e.org/S -> http://e.org/p -> http://e.org/T -> http://e.org/S")


def test_all_faults_are_told() -> None:
    """Not the first one only."""
    assert len(faults("e:S sh:targetNode e:x ; sh:minCount 1 ; sh:class 'a' . e:T sh:targetNode e:x ; sh:in 1 .")) == 3


def test_a_component_of_the_shapes_makes_constraints() -> None:
    """One for each value of its only parameter, none where a required one lacks (SHACL, section 6.2.1)."""
    component = "e:C a sh:ConstraintComponent ; sh:validator [ sh:ask 'ASK {}' ] ; sh:parameter [ sh:path e:least ]"
    one = shapes(f"{component} . e:S sh:targetNode e:x ; e:least 1 , 2 .").by_node[S]
    assert [each.component for each in one.constraints] == ["http://e.org/C"] * 2
    assert not shapes(f"{component} , [ sh:path e:most ] . e:S sh:targetNode e:x ; e:least 1 .").by_node[S].constraints
    ((name, _),) = faults(f"{component} , [ sh:path e:most ] . e:S sh:targetNode e:x ; e:least 1 , 2 ; e:most 3 .")
    assert name == "http://e.org/least"
