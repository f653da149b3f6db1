"""The words of a result: those of the query, of the shape, or a sentence for each component."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import expand
from confgraph.validation.components import CORE
from confgraph.validation.messages import filled, message
from confgraph.validation.queries import Query
from confgraph.validation.shape import Constraint, Shape

NODE = NamedNode("http://e.org/S")


def shape(*messages: Literal) -> Shape:
    """Return a shape with messages."""
    return Shape(NODE, None, None, (), (), expand("sh:Violation"), messages, False)


def constraint(name: str, *terms: NamedNode | Literal) -> Constraint:
    """Return a constraint of a component of SHACL."""
    return Constraint(expand(f"sh:{name}ConstraintComponent"), terms)


@pytest.mark.parametrize("name", sorted({one.component for one in CORE if one.component != "Property"} | {"SPARQL"}))
def test_each_component_has_its_words(name: str) -> None:
    """A shape without a message still says what is wrong, with the value of its parameter."""
    if name == "QualifiedValueShape":
        name = "QualifiedMinCount"
    said = message(shape(), constraint(name, Literal("7")))
    assert said != "the constraint is violated"
    assert "{" not in said


def test_english_comes_first() -> None:
    """Of messages in several languages; else the one without a language; else the first by its tag."""
    english, plain, german = Literal("a", language="en-GB"), Literal("b"), Literal("c", language="de")
    assert message(shape(german, english), constraint("In")) == "a"
    assert message(shape(german, plain), constraint("In")) == "b"
    assert message(shape(Literal("d", language="fr"), german), constraint("In")) == "c"


def test_values_are_put_into_the_message_of_a_query() -> None:
    """{?name} and {$name} are replaced (SHACL, section 5.3.2), what is not bound stays."""
    query = Query(NODE, "", False, (Literal("{?value} of {$this} is {?odd}"),), ())
    words = [("value", '"it\\"s"'), ("this", f"<{expand('cg:Event')}>")]
    assert message(shape(), Constraint("c", query=query), words) == 'it"s of cg:Event is {?odd}'
    assert message(shape(), Constraint("c", query=query), [*words, ("message", '"own"@en')]) == "own"


def test_a_value_is_not_filled_again() -> None:
    """What stands in a value is no place for another."""
    assert filled("{?a}", {"a": '"{?b}"', "b": '"c"'}) == "{?b}"


def test_terms_of_a_constraint_are_shown_short() -> None:
    """With the prefixes that everybody knows."""
    assert (
        message(shape(), constraint("Datatype", NamedNode(expand("xsd:date"))))
        == "the value is no well-formed xsd:date"
    )
