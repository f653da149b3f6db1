"""Conditions in SQL are true and false where Python says so, and else leave the value to Python."""

from __future__ import annotations

import re
from itertools import product

import duckdb
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from confgraph.namespaces import expand
from confgraph.reading.lexical import PATTERNS, RANGES
from confgraph.validation.conditions import (
    Below,
    Bounded,
    InLanguages,
    Matching,
    OfDatatype,
    OfKind,
    OfLength,
    OneOf,
)
from confgraph.validation.dialect import DuckDB, setup, text
from confgraph.validation.ntriples import nt, parts
from confgraph.validation.report import Term
from tricky import NOT_FOR_XML, TERMS, typed

VALUES = [*map(nt, TERMS.values()), *map(nt, NOT_FOR_XML.values()), "_:b"]
BOUNDS = [
    *(typed(one, "xsd:integer") for one in ("0", "5", "-1", "9" * 40)),
    *(typed(one, "xsd:decimal") for one in ("48.2", "0.000000000001")),
    *(typed(one, "xsd:double") for one in ("1e6", "NaN", "INF")),
    *(typed(one, "xsd:date") for one in ("2003-05-13", "2003-05-13Z", "2003-02-31")),
    *(typed(one, "xsd:dateTime") for one in ("2003-05-13T00:00:00Z", "2003-05-13T12:00:00")),
    *(Literal("b"), typed("true", "xsd:boolean"), typed("2003", "xsd:gYear")),
]


@pytest.fixture(scope="module")
def db() -> duckdb.DuckDBPyConnection:
    """A database with the macros of the dialect."""
    database = duckdb.connect()
    database.execute(setup())
    return database


def answers(db: duckdb.DuckDBPyConnection, condition: str, values: list[str]) -> list[bool | None]:
    """Return what a condition on the column ``v`` says of each value."""
    rows = ", ".join(f"({number}, {text(value)})" for number, value in enumerate(values))
    sql = f"SELECT {condition} FROM (VALUES {rows}) AS values_(n, v) ORDER BY n"
    return [row[0] for row in db.execute(sql).fetchall()]


@pytest.mark.parametrize("name", [*PATTERNS, *RANGES])
def test_the_forms_of_a_datatype_are_exact(db: duckdb.DuckDBPyConnection, name: str) -> None:
    """SQL never calls a form right or wrong that Python's reading of XML Schema calls otherwise."""
    condition = OfDatatype(expand(f"xsd:{name}"))
    texts = sorted({one.value for one in TERMS.values() if isinstance(one, Literal)})
    values = [str(typed(one, f"xsd:{name}")) for one in texts] + VALUES
    for value, found in zip(values, answers(db, condition.sql("v", DuckDB()), values), strict=True):
        assert found is None or found == condition.holds(parts(value)), value


@pytest.mark.parametrize(("datatype", "of"), [("xsd:string", '"'), ("rdf:langString", "@"), ("rdf:HTML", "HTML>")])
def test_strings_are_known_by_their_end(db: duckdb.DuckDBPyConnection, datatype: str, of: str) -> None:
    """Plain texts, texts with a language and types outside XML Schema are decided by SQL alone."""
    condition = OfDatatype(expand(datatype))
    found = answers(db, condition.sql("v", DuckDB()), VALUES)
    assert found == [condition.holds(parts(value)) for value in VALUES]
    assert any(found), of


@pytest.mark.parametrize(("bound", "sign"), list(product(BOUNDS, (">", ">=", "<", "<="))), ids=str)
def test_a_bound_is_exact(db: duckdb.DuckDBPyConnection, bound: Literal, sign: str) -> None:
    """Of each value, SQL says what Python says, or nothing."""
    condition = Bounded(sign, nt(bound))
    for value, found in zip(VALUES, answers(db, condition.sql("v", DuckDB()), VALUES), strict=True):
        assert found is None or found == condition.holds(parts(value)), value


@pytest.mark.parametrize("or_equal", [True, False])
def test_a_pair_is_compared_exactly(db: duckdb.DuckDBPyConnection, or_equal: bool) -> None:
    """Of each pair of values, SQL says what Python says, or nothing; of simple pairs it does say."""
    condition = Below(or_equal)
    values = [*map(nt, BOUNDS), '"01"^^<http://www.w3.org/2001/XMLSchema#integer>', "_:b", "<http://e.org/a>"]
    sure = 0
    for second in values:
        found = answers(db, condition.sql("v", text(second), DuckDB()), values)
        for first, one in zip(values, found, strict=True):
            assert one is None or one == condition.holds(parts(first), parts(second)), (first, second)
            sure += one is not None
    assert sure > len(values)


@pytest.mark.parametrize(
    ("kind", "kinds"),
    [("IRI", "i"), ("BlankNode", "b"), ("Literal", "l"), ("BlankNodeOrIRI", "bi"), ("IRIOrLiteral", "il")],
)
def test_the_kind_of_a_node_is_known(db: duckdb.DuckDBPyConnection, kind: str, kinds: str) -> None:
    """By its first character (SHACL, section 4.1.3)."""
    found = answers(db, OfKind.of(NamedNode(expand(f"sh:{kind}"))).sql("v", DuckDB()), VALUES)
    assert found == [parts(value).kind in kinds for value in VALUES]


@pytest.mark.parametrize(("least", "most"), [(0, None), (1, None), (0, 3), (4, 4)])
def test_characters_are_counted(db: duckdb.DuckDBPyConnection, least: int, most: int | None) -> None:
    """Those of the text, not of its escapes; a blank node has no length (SHACL, section 4.4.1)."""
    found = answers(db, OfLength(least, most).sql("v", DuckDB()), VALUES)
    for value, one in zip(VALUES, found, strict=True):
        own = parts(value)
        assert one == (own.kind != "b" and least <= len(own.text) <= (10**9 if most is None else most)), value


def test_a_pattern_sees_the_text_without_escapes(db: duckdb.DuckDBPyConnection) -> None:
    """Of IRIs and literals; line ends, quotes and backslashes are single characters."""
    found = answers(db, Matching('^.?["\\\\\n]', "s").sql("v", DuckDB()), VALUES)
    expected = [parts(v).kind != "b" and bool(re.match('.?["\\\\\n]', parts(v).text, re.DOTALL)) for v in VALUES]
    assert found == expected


@pytest.mark.parametrize(
    ("ranges", "fits"),
    [(("en",), ["en", "en-us", "en-x-odd"]), (("EN-US", "zh"), ["en-us", "zh-hant-tw"]), (("e",), []), ((), [])],
)
def test_language_ranges_are_basic(db: duckdb.DuckDBPyConnection, ranges: tuple[str, ...], fits: list[str]) -> None:
    """RFC 4647, section 3.3.1: a range fits a tag that it equals, or begins up to a hyphen, whatever the case."""
    found = answers(db, InLanguages(ranges).sql("v", DuckDB()), VALUES)
    assert found == [parts(value).language in fits for value in VALUES]


def test_one_of_some_terms_is_the_term_itself(db: duckdb.DuckDBPyConnection) -> None:
    """No value is compared, only the term (SHACL, section 4.8.3)."""
    terms: list[Term] = [typed("5", "xsd:decimal"), Literal("'"), BlankNode("b"), Literal("a", language="EN")]
    values = [*VALUES, '"a"@en', '"5."^^<http://www.w3.org/2001/XMLSchema#decimal>']
    found = answers(db, OneOf(tuple(map(nt, terms))).sql("v", DuckDB()), values)
    assert [value for value, one in zip(values, found, strict=True) if one] == [
        '"5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        '"\'"',
        "_:b",
        '"a"@en',
    ]
    assert answers(db, OneOf(()).sql("v", DuckDB()), ['"a"']) == [False]
