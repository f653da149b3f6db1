"""Tests of confgraph.validation.compiled: shapes as SQL give the results of SHACL, whatever is asked for."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

import confgraph
from confgraph.namespaces import expand
from confgraph.validation import asking, engine
from confgraph.validation.compiled import run
from confgraph.validation.report import Result
from confgraph.validation.shape import IllFormedShapes
from confgraph.validation.tables import Tables
from validation.test_engine import AGE, DATA, SUBJECTS, TARGETS, quads


def told(results: list[Result]) -> Counter[tuple[str, ...]]:
    """Return results without their words, which differ from engine to engine."""
    return Counter(
        (str(one.focus), str(one.path or ""), str(one.value or ""), one.severity, one.shape, one.component)
        for one in results
    )


def test_a_result_names_what_is_wrong() -> None:
    """A result has the focus node, path, value, message, severity, shape and component of SHACL, section 3.6.2."""
    (result,) = run(quads('e:x a e:Person ; e:age "old" .'), quads(AGE))
    assert result == Result(
        focus=NamedNode("http://e.org/x"),
        path=NamedNode("http://e.org/age"),
        value=Literal("old"),
        message="no age",
        severity="error",
        shape="http://e.org/age",
        component=expand("sh:DatatypeConstraintComponent"),
    )


def test_all_kinds_of_targets_give_the_results_of_pyshacl() -> None:
    """And the query of a shape is answered in SQL."""
    data, shapes = quads(DATA), quads(TARGETS)
    found = run(data, shapes)
    assert told(found) == told(engine.run(data, shapes))
    assert len(found) > 5


@pytest.mark.parametrize("node", SUBJECTS, ids=lambda node: node.value[13:])
def test_some_focus_nodes_are_those_results_of_the_whole(node: NamedNode) -> None:
    """Asking for one focus node gives what a run over everything says of it."""
    data, shapes = quads(DATA), quads(TARGETS)
    whole = [result for result in run(data, shapes) if result.focus == node]
    assert told(run(data, shapes, {node})) == told(whole)


def test_tables_serve_many_runs() -> None:
    """Tables are filled once; a run leaves nothing behind, even one whose shapes are wrong."""
    tables = Tables([quads(DATA)])
    first = run(tables, quads(TARGETS))
    with pytest.raises(IllFormedShapes):
        run(tables, quads("e:S sh:targetNode e:a ; sh:node e:S ."))
    assert run(tables, quads(TARGETS), {NamedNode("http://e.org/anna")})
    assert told(run(tables, quads(TARGETS))) == told(first)


def test_a_query_without_translation_goes_through_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups have no SQL yet; the answer is the same, and only such queries go there."""
    select = (
        "SELECT $this ?value { { SELECT $this (MIN(?v) AS ?value) { $this <http://e.org/age> ?v } GROUP BY $this } }"
    )
    shapes = quads(f'e:S sh:targetSubjectsOf e:age ; sh:sparql [ sh:message "{{?value}}" ; sh:select "{select}" ] .')
    data = quads("e:a e:age 2 , 1 . e:b e:age 7 .")
    assert Counter(str(result.value) for result in run(data, shapes)) == Counter(
        str(result.value) for result in engine.run(data, shapes)
    )
    monkeypatch.setattr(asking, "ask", None)
    assert run(quads(DATA), quads(TARGETS))


ASKED = """e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:least ] ; sh:message "below {$least}: {$value}" ;
  sh:validator [ sh:ask "ASK { FILTER (isLiteral($value) && $value >= $least) }" ] .
e:Linked a sh:ConstraintComponent ; sh:parameter [ sh:path e:linked ] ;
  sh:validator [ sh:ask "ASK { $value <http://e.org/to> ?o . ?o a $linked }" ] .
e:S sh:targetSubjectsOf e:age ; sh:property [ sh:path e:age ; e:least 18 ] ; e:linked e:A ."""


def test_a_validator_that_asks_is_answered_in_sql(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values without a solution are violations, of property shapes and node shapes, with the words filled in."""
    data = quads("e:a e:age 17 , 18 ; e:to e:x . e:x a e:A . e:b e:age e:odd , 40 .")
    monkeypatch.setattr(asking, "ask", None)
    found = {
        (str(one.focus)[14:-1], str(one.value)[:5], one.component[13:], one.message) for one in run(data, quads(ASKED))
    }
    assert found == {
        ("a", '"17"^', "C", "below 18: 17"),
        ("b", "<http", "C", "below 18: http://e.org/odd"),
        ("b", "<http", "Linked", "the constraint is violated"),
    }


def test_values_that_sql_leaves_open_are_decided() -> None:
    """Unusual forms of numbers and dates, in bounds, datatypes, pairs and in shapes within shapes."""
    shapes = quads("""e:S sh:targetSubjectsOf e:p ; sh:property
        [ sh:path e:p ; sh:not [ sh:minInclusive 5 ] ; sh:datatype xsd:decimal ; sh:lessThan e:q ] .""")
    data = quads(
        f'e:a e:p "{"0" * 30}4.{"9" * 30}"^^xsd:decimal ; e:q "5.0"^^xsd:decimal .'
        f'e:b e:p "{"0" * 30}5.{"0" * 30}"^^xsd:decimal ; e:q "5.{"0" * 30}1"^^xsd:decimal .'
    )
    assert [(one.focus.value[-1], one.component.rpartition("#")[2]) for one in run(data, shapes)] == [
        ("b", "NotConstraintComponent")
    ]


def test_blank_nodes_come_back_as_in_the_data() -> None:
    """Their labels are those of the statements that were given."""
    (result,) = run(quads("_:x a e:Person ; e:age _:y ."), quads(AGE))
    assert isinstance(result.focus, BlankNode)
    assert isinstance(result.value, BlankNode)


def test_the_catalog_conforms_without_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    """All shapes of the catalog compile to SQL, and nothing in it violates them."""
    monkeypatch.setattr(asking, "ask", None)
    catalog = confgraph.open().catalog
    data = [quad for folder in ("ontology", "data") for document in catalog.documents(folder) for quad in document]
    assert run(data, [quad for document in catalog.documents("shapes") for quad in document]) == []


@pytest.mark.parametrize("pattern", ["[z-a]", "*", "a{2,1}", "x{1001}"])
def test_a_pattern_that_cannot_be_used_is_a_fault_of_the_shapes(pattern: str) -> None:
    """Even if no value is there to be matched."""
    with pytest.raises(IllFormedShapes) as caught:
        run([], quads(f'e:S sh:targetNode e:x ; sh:path e:p ; sh:pattern "{pattern}" .'))
    assert [fault.property for fault in caught.value.faults] == [expand("sh:pattern")]
