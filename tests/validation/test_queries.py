"""The queries of SHACL-SPARQL: complete with prefixes and path, and refused where they may not be used."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from confgraph.validation.graph import ShapesGraph
from confgraph.validation.paths import Inverse, Path, Predicate
from confgraph.validation.queries import Query, read_components, read_query, refused
from confgraph.validation.report import Term
from validation.test_engine import quads

SHAPE = "http://e.org/S"
SPARQL = "http://www.w3.org/ns/shacl#sparql"
BOUND = ("this", "shapesGraph", "currentShape", "value")


def query(text: str, path: Path | None = None) -> tuple[Query | None, list[tuple[Term, str, str, str]]]:
    """Return the query of a shape with what was found wrong."""
    graph, faults = ShapesGraph(quads(text)), list[tuple[Term, str, str, str]]()
    (node,) = graph.objects(NamedNode(SHAPE), SPARQL)
    return read_query(graph, node, path, lambda *fault: faults.append(fault)), faults


def test_prefixes_are_declared_before_the_query() -> None:
    """Those of sh:prefixes and of the ontologies that these import, within the graph (SHACL, section 5.2.1)."""
    found, faults = query("""e:S sh:sparql [ sh:prefixes e: ; sh:select "SELECT $this { $this a:b c:d }" ] .
        e: sh:declare [ sh:prefix "a" ; sh:namespace "http://a.org/"^^xsd:anyURI ] ; owl:imports e:more .
        e:more sh:declare [ sh:prefix "c" ; sh:namespace "http://c.org/"^^xsd:anyURI ] ; owl:imports e: .""")
    assert not faults
    assert found is not None
    assert found.text == ("PREFIX a: <http://a.org/>\nPREFIX c: <http://c.org/>\nSELECT $this { $this a:b c:d }")


def test_the_path_takes_the_place_of_its_variable() -> None:
    """Only where it is a token: not in a text or a comment (SHACL, section 5.2.2)."""
    text = "e:S sh:sparql [ sh:select 'SELECT $this { $this $PATH ?v FILTER (?v != \"$PATH\") } # $PATH' ] ."
    found, _ = query(text, Inverse(Predicate("http://e.org/p")))
    assert found is not None
    assert found.text == 'SELECT $this { $this  ^(<http://e.org/p>)  ?v FILTER (?v != "$PATH") } # $PATH'


def test_messages_are_those_of_the_constraint() -> None:
    """In all languages."""
    found, _ = query("e:S sh:sparql [ sh:select 'SELECT $this {}' ; sh:message 'a'@en , 'b'@de ] .")
    assert found is not None
    assert set(found.messages) == {Literal("a", language="en"), Literal("b", language="de")}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("SELECT $this { $this a ?t MINUS { $this a e:b } }", "MINUS"),
        ("SELECT $this { VALUES $this { e:a } }", "VALUES"),
        ("SELECT $this { SERVICE e:s { $this a ?t } }", "SERVICE"),
        ("SELECT $this FROM e:g { $this a ?t }", "FROM"),
        ("SELECT ($x AS $this) { ?x a ?t }", "binds $this"),
        ("SELECT $this { ?x a ?t BIND (?x AS ?value) }", "binds ?value"),
        ("SELECT $this { { SELECT ?t { $this a ?t } } }", "does not return $this"),
        ("SELECT $this { { SELECT * { ?x a ?t FILTER (?x = $this) } } }", "does not return $this"),
    ],
)
def test_what_appendix_a_forbids_is_refused(text: str, what: str) -> None:
    """With the word, and the mend."""
    found = refused(text, BOUND)
    assert found is not None
    assert what in found[0]
    assert found[1]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT $this { $this a ?t FILTER NOT EXISTS { $this e:minus 'MINUS' } } # SERVICE",
        "SELECT $this { { SELECT $this ?t { $this a ?t } } BIND (?t AS ?u) }",
        "SELECT $this { { SELECT * { $this a ?t } } }",
        "SELECT $this { { SELECT DISTINCT $this { ?x a $this } } }",
    ],
)
def test_other_queries_may_be_used(text: str) -> None:
    """Words in texts and comments, inner queries that return $this."""
    assert refused(text, BOUND) is None


def test_a_constraint_without_one_query_is_a_fault() -> None:
    """None, or two."""
    for text in ("[ sh:message 'a' ]", "[ sh:select 'SELECT $this {}', 'SELECT ?this {}' ]", "[ sh:select e:q ]"):
        found, faults = query(f"e:S sh:sparql {text} .")
        assert found is None
        assert [fault[1] for fault in faults] == ["select"]


def unwanted(*fault: object) -> None:
    """Fail: these components have no fault."""
    pytest.fail(str(fault))


COMPONENT = """e:C a sh:ConstraintComponent ;
    sh:parameter [ sh:path e:least ] , [ sh:path <http://e.org/x#most> ; sh:optional true ] ;
    sh:message "no" ; sh:propertyValidator [ sh:select "SELECT $this { $this $PATH ?v FILTER (?v < $least) }" ] ;
    sh:validator [ sh:ask "ASK { FILTER ($value > $least) }" ] ."""


def test_a_component_knows_its_parameters() -> None:
    """By their local names; the optional one is not required (SHACL, section 6.2.1)."""
    (component,) = read_components(ShapesGraph(quads(COMPONENT)), unwanted)
    assert component.parameters == {"http://e.org/least": "least", "http://e.org/x#most": "most"}
    assert component.required == ["http://e.org/least"]


def test_a_component_chooses_its_validator() -> None:
    """The one for property shapes, else the one that asks (SHACL, section 6.2.3)."""
    (component,) = read_components(ShapesGraph(quads(COMPONENT)), unwanted)
    values = {"http://e.org/least": Literal("1")}
    selects = component.bound(Predicate("http://e.org/p"), values, unwanted)
    asks = component.bound(None, values, unwanted)
    assert selects is not None
    assert asks is not None
    assert (selects.asks, asks.asks) == (False, True)
    assert asks.terms == (("least", Literal("1")),)
    assert asks.messages == (Literal("no"),)


def test_a_parameter_without_a_property_is_a_fault() -> None:
    """It cannot be looked for in shapes."""
    faults = list[str]()
    read_components(
        ShapesGraph(quads("e:C a sh:ConstraintComponent ; sh:parameter [ sh:path ( e:a e:b ) ] .")),
        lambda _node, name, _what, _mend: faults.append(name),
    )
    assert faults == ["parameter"]
