"""Rules are told in words that say what the standard's constraint asks for."""

from __future__ import annotations

import pytest

from confgraph.problems import UsageError
from confgraph.validation.components import CORE
from confgraph.validation.rules import Rule, rules, rules_of
from confgraph.validation.shapes import Shapes
from validation.shapes_and_graphs import quads

SHAPES = """
e:Event a sh:NodeShape ; sh:targetClass e:C ; rdfs:comment "because" ; sh:closed true ; sh:property e:name , [
    sh:path ( e:p [ sh:inversePath e:q ] [ sh:zeroOrMorePath e:r ] ) ; sh:or ( [ sh:datatype xsd:date ]
    [ sh:in ( 1 2 ) ] )
] ; sh:sparql e:query .
e:name sh:path e:name ; sh:name "its name" ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "no name: add one" .
e:query sh:message "found {?value}" ; sh:select "SELECT $this ?value { $this <http://e.org/p> ?value }" .
"""


def told(text: str) -> list[Rule]:
    """Return the rules of shapes."""
    return list(rules(Shapes(quads(text))))


def test_a_rule_says_what_it_is_about_and_asks_for() -> None:
    """The shape itself, its property shapes and its queries are a rule each."""
    found = {rule.iri.rpartition("/")[2]: rule for rule in told(SHAPES)}
    own, name, inner, query = (found[one] for one in ("Event", "name", "", "query"))
    assert own.about == "each <http://e.org/C>".translate({60: None, 62: None})
    assert own.asks == "no other properties than http://e.org/name"
    assert (name.name, name.asks, name.severity) == ("its name", "http://e.org/name: at least 1", "warning")
    assert (name.message, name.why, name.path) == ("no name: add one", "because", "http://e.org/name")
    assert inner.asks == (
        "http://e.org/p/^http://e.org/q/http://e.org/r*: (a literal of type xsd:date) or (one of 1, 2)"
    )
    assert (query.asks, query.message) == ("a query that finds nothing", "found {?value}")
    assert query.query.startswith("SELECT $this")


@pytest.mark.parametrize("parameter", sorted({one.name for one in CORE if one.form.kind != "shape"}))
def test_every_component_has_words(parameter: str) -> None:
    """No rule is told by the bare name of its component."""
    values = {
        **dict.fromkeys(("class", "datatype", "hasValue", "equals", "disjoint", "lessThan", "lessThanOrEquals"), "e:C"),
        **dict.fromkeys(("uniqueLang", "closed"), "true"),
        "in": "( 1 )",
        "languageIn": "( 'en' )",
        "nodeKind": "sh:IRI",
        "pattern": "'a'",
    }
    for rule in told(f"e:S sh:targetNode e:a ; sh:path e:p ; sh:{parameter} {values.get(parameter, 1)} ."):
        assert "ConstraintComponent" not in rule.asks
        assert rule.asks


def test_rules_are_found_by_name() -> None:
    """A shape has its rules, a rule itself; a wrong name gets the one that is near."""
    shapes = Shapes(quads(SHAPES))
    assert [rule.iri for rule in rules_of(shapes, "http://e.org/name")] == ["http://e.org/name"]
    assert len(rules_of(shapes, "http://e.org/Event")) == 4
    with pytest.raises(UsageError, match=r"there is no shape 'http://e\.org/nam': did you mean http://e\.org/name"):
        rules_of(shapes, "http://e.org/nam")
