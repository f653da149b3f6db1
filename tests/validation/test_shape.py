"""A shape as a value, and the faults of shapes."""

from __future__ import annotations

from pyoxigraph import BlankNode, NamedNode

from confgraph.namespaces import expand
from confgraph.validation.shape import Constraint, Fault, IllFormedShapes, name_of


def test_a_constraint_knows_its_short_name() -> None:
    """The local name of SHACL's own components; an address of others stays recognisable."""
    assert Constraint(expand("sh:MinCountConstraintComponent")).name == "MinCount"


def test_all_faults_are_told_once() -> None:
    """Each with the shape, its property, what is wrong and how to mend it."""
    fault = Fault(NamedNode("http://e.org/S"), expand("sh:minCount"), "a is no count", "write 1")
    other = fault._replace(node=BlankNode("x"))
    error = IllFormedShapes([fault, other, fault])
    assert error.faults == (fault, other)
    assert str(error) == (
        "the shapes cannot be used: http://e.org/S sh:minCount: a is no count: write 1; "
        "a shape without an address sh:minCount: a is no count: write 1"
    )


def test_a_shape_without_an_address_has_no_label_that_changes() -> None:
    """The label of a blank node means nothing to a reader."""
    assert name_of(NamedNode(expand("cg:Event"))) == "cg:Event"
    assert name_of(BlankNode("b1")) == "a shape without an address"
