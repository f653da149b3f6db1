"""Expressions of SPARQL in SQL are true of the pairs of terms of which Oxigraph says so, or leave them undecided."""

from __future__ import annotations

import duckdb
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from confgraph.namespaces import expand
from confgraph.validation.dialect import UNDECIDED
from confgraph.validation.report import Term
from validation.sql_and_oxigraph import by_oxigraph, by_sql, node

P = NamedNode("http://e.org/a")
Q = NamedNode("http://e.org/b")


def typed(text: str, datatype: str) -> Literal:
    """Return a literal of a datatype of XML Schema."""
    return Literal(text, datatype=NamedNode(expand(f"xsd:{datatype}")))


TERMS: list[Term] = [
    *(typed(text, "integer") for text in ("0", "1", "-7", "12345678901234567890")),
    *(typed(text, "date") for text in ("2024-02-29", "2023-01-01", "2024-02-29Z")),
    *(typed(text, "gYear") for text in ("2024", "2023")),
    *(typed("1.5", "decimal"), typed("1.5", "double"), typed("true", "boolean")),
    *(Literal(text) for text in ("", "a", "B", "it's", 'a "word"\n')),
    *(Literal("a", language=tag) for tag in ("en", "de-ch")),
    *(node("x"), NamedNode("http://e.org/it's")),
]
EXPRESSIONS = [
    "?a = ?b",
    "?a != ?b",
    *(f"isLiteral(?a) && ?a {sign} ?b" for sign in ("<", "<=", ">", ">=")),
    "?a = 'a'",
    "?a != 'a'",
    "?a = 1",
    "?a IN (e:x, 'a', 1)",
    "?a NOT IN (e:x)",
    "?a = e:x || ?b = e:x",
    "!(?a = e:x) && isLiteral(?b)",
    "sameTerm(?a, ?b)",
    "isLiteral(?a) && STR(?a) = STR(?b)",
    "STR(?a) < 'b'",
    "?nothing = ?a",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_is_true_where_oxigraph_says_so(expression: str) -> None:
    """Of every pair of terms; a pair that SQL cannot compare stops the query, it is never taken for true or false."""
    query = f"SELECT $this {{ $this e:a ?a ; e:b ?b FILTER ({expression}) }}"
    undecided = 0
    for first in TERMS:
        data, focus = [], []
        for number, second in enumerate(TERMS):
            focus.append(node(f"pair{number}"))
            data += [Quad(focus[-1], P, first), Quad(focus[-1], Q, second)]
        expected = by_oxigraph(data, query, focus)
        try:
            found = by_sql(data, query, focus)
        except duckdb.InvalidInputException as error:
            if UNDECIDED not in str(error):
                raise
            undecided += 1
        else:
            assert found == expected
    assert undecided < len(TERMS)  # of some terms it is always sure


def test_a_wrong_sum_is_an_error_of_its_row_alone() -> None:
    """Arithmetic with a text has no solution in SPARQL; SQL says that it cannot tell."""
    data = [Quad(node("x"), P, Literal("one")), Quad(node("x"), Q, typed("1", "integer"))]
    query = "SELECT $this { $this e:a ?a ; e:b ?b FILTER (?a + ?b > 1) }"
    assert not by_oxigraph(data, query, [node("x")])
    with pytest.raises(duckdb.InvalidInputException, match=UNDECIDED):
        by_sql(data, query, [node("x")])


@pytest.mark.parametrize(("expression", "number"), [("?a + 2", "3"), ("?a - ?b * 2", "-13"), ("(?a - ?b) * 2", "-12")])
def test_sums_are_exact(expression: str, number: str) -> None:
    """Whole numbers are computed as SPARQL does, products first."""
    data = [Quad(node("x"), P, typed("1", "integer")), Quad(node("x"), Q, typed("7", "integer"))]
    query = f"SELECT $this ?v {{ $this e:a ?a ; e:b ?b BIND ({expression} AS ?v) }}"
    assert by_sql(data, query, [node("x")]) == by_oxigraph(data, query, [node("x")])
    assert dict(next(iter(by_sql(data, query, [node("x")]))))["v"] == str(typed(number, "integer"))
