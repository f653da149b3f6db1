"""The plan of a constraint: the relation of what violates it, and what it leaves open."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from confgraph.namespaces import expand
from confgraph.validation.components import CORE
from confgraph.validation.dialect import DuckDB
from confgraph.validation.plan import Plan, condition_of
from confgraph.validation.shapes import Shapes
from validation.sql_and_oxigraph import node, quads, start_of, walks_over
from validation.test_engine import quads as with_shacl

DATA = quads("e:a e:p 1 , 'x'@en , 'y'@EN ; e:q 1 , e:b . e:b e:p e:a ; a e:A . e:c e:r 1 .")


def violations(parameters: str, failing: str = "") -> list[tuple[str, ...]]:
    """Return the rows of the only constraint of a shape with the path e:p, for three focus nodes; IRIs are short."""
    shapes = Shapes(with_shacl(f"e:S sh:targetNode e:a ; sh:path e:p ; {parameters} . e:T sh:nodeKind sh:IRI ."))
    shape = shapes.by_node[NamedNode("http://e.org/S")]
    (constraint,) = shape.constraints
    walks = walks_over(DATA)
    start = start_of(walks, [node(name) for name in "abc"])
    nodes = ", ".join(f"('<http://e.org/{name}>')" for name in failing) or "('')"
    plan = Plan(walks, DuckDB(), lambda _node, _start: f"(SELECT n FROM (VALUES {nodes}) AS failing(n))")
    rows = walks.tables.db.execute(plan.violations(shape, constraint, start).sql).fetchall()
    short = {"<http://e.org/": "", ">": "", f"^^<{expand('xsd:integer')}": ""}
    return sorted(tuple(_short(cell, short) for cell in row) for row in rows)


def _short(cell: object, words: dict[str, str]) -> str:
    made = str(cell)
    for word, other in words.items():
        made = made.replace(word, other)
    return made


@pytest.mark.parametrize(
    ("parameters", "focus_and_value"),
    [
        ("sh:minCount 1", [("c", "")]),
        ("sh:minCount 2", [("b", ""), ("c", "")]),
        ("sh:maxCount 2", [("a", "")]),
        ("sh:hasValue e:a", [("a", ""), ("c", "")]),
        ("sh:class e:A", [("a", '"1"'), ("a", '"x"@en'), ("a", '"y"@en'), ("b", "a")]),
        ("sh:nodeKind sh:Literal", [("b", "a")]),
        ("sh:uniqueLang true", [("a", "")]),
        ("sh:equals e:q", [("a", '"x"@en'), ("a", '"y"@en'), ("a", "b"), ("b", "a")]),
        ("sh:disjoint e:q", [("a", '"1"')]),
        ("sh:in ( 1 e:a )", [("a", '"x"@en'), ("a", '"y"@en')]),
    ],
)
def test_violations_are_rows(parameters: str, focus_and_value: list[tuple[str, str]]) -> None:
    """Focus node and value node, each once; values counted by hand."""
    assert [row[:2] for row in violations(parameters)] == focus_and_value


@pytest.mark.parametrize(
    ("parameters", "focus_and_value"),
    [
        ("sh:node e:T", [("b", "a")]),
        ("sh:not e:T", [("a", '"1"'), ("a", '"x"@en'), ("a", '"y"@en')]),
        ("sh:and ( e:T )", [("b", "a")]),
        ("sh:or ( e:T )", [("b", "a")]),
        ("sh:xone ( e:T e:T )", [("a", '"1"'), ("a", '"x"@en'), ("a", '"y"@en'), ("b", "a")]),
    ],
)
def test_other_shapes_are_sets_of_failing_nodes(parameters: str, focus_and_value: list[tuple[str, str]]) -> None:
    """Here e:a fails e:T, and nothing else does."""
    assert [row[:2] for row in violations(parameters, failing="a")] == focus_and_value


def test_what_is_not_decided_says_so() -> None:
    """A pair that SQL does not compare is a row with NULL, and both its values."""
    assert violations("sh:lessThan e:q") == [
        ("a", '"1"', "", "False", '"1"'),
        ("a", '"1"', "", "False", "b"),
        ("a", '"x"@en', "", "False", "b"),
        ("a", '"x"@en', "", "None", '"1"'),
        ("a", '"y"@en', "", "False", "b"),
        ("a", '"y"@en', "", "None", '"1"'),
    ]


def test_every_component_has_a_plan() -> None:
    """A condition on each value, or a relation of its own."""
    simple = {"Datatype", "NodeKind", "MinLength", "MaxLength", "Pattern", "LanguageIn", "In"}
    for name in {one.component for one in CORE} - {"Property", "QualifiedValueShape", *simple}:
        assert hasattr(Plan, f"_{name.lower()}") or name[:3] in ("Min", "Max"), name
    assert condition_of is not None
