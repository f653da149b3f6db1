"""Functions of SPARQL in SQL have the values that Oxigraph computes, of terms of every kind."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from confgraph.namespaces import expand
from confgraph.validation.queries import Untranslatable
from confgraph.validation.report import Term
from validation.sql_and_oxigraph import by_oxigraph, by_sql, node

P = NamedNode("http://e.org/a")
TERMS: list[Term] = [
    *(Literal(text) for text in ("", "a", "Pycon 2024", "it's", 'a "word"\n\\ok', "日本 🐍", "12", "-3", " 5")),
    *(Literal("Wörter", language=tag) for tag in ("en", "de-ch")),
    *(Literal(text, datatype=NamedNode(expand(f"xsd:{kind}"))) for text, kind in (("12", "integer"), ("x", "date"))),
    NamedNode("http://e.org/it's"),
    NamedNode("mailto:a@e.org"),
]
EXPRESSIONS = [
    "STR(?a)",
    "LANG(?a)",
    "DATATYPE(?a)",
    "STRLEN(?a)",
    "STRLEN(STR(?a))",
    "CONCAT(STR(?a), '-', 'b')",
    "SUBSTR(STR(?a), 2)",
    "SUBSTR(STR(?a), 0, 3)",
    "SUBSTR(STR(?a), 3, 2)",
    "UCASE(STR(?a))",
    "LCASE(STR(?a))",
    "STRSTARTS(STR(?a), 'Py')",
    "STRENDS(?a, 'rd')",
    "CONTAINS(STR(?a), '20')",
    "REGEX(STR(?a), '^[a-z]+$', 'i')",
    "REGEX(?a, 'ö')",
    "LANGMATCHES(LANG(?a), 'de')",
    "LANGMATCHES(LANG(?a), '*')",
    "ISIRI(?a)",
    "ISURI(?a)",
    "ISLITERAL(?a)",
    "ISBLANK(?a)",
    "BOUND(?a)",
    "BOUND(?nothing)",
    "IF(ISIRI(?a), 'iri', 'other')",
    "IF(ISIRI(?a), ?a, 'other')",
    "COALESCE(?nothing, STRLEN(?a), 'none')",
    "xsd:integer(SUBSTR(STR(?a), 7, 4))",
    "STRLEN(STR(?a)) + 1",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_function_has_the_value_of_oxigraph(expression: str) -> None:
    """The term is the same, and it is unbound where the function is an error."""
    data = [Quad(node(f"n{number}"), P, term) for number, term in enumerate(TERMS)]
    query = f"SELECT $this ?v {{ $this e:a ?a BIND ({expression} AS ?v) }}"
    focus = [node(f"n{number}") for number in range(len(TERMS))]
    assert by_sql(data, query, focus) == by_oxigraph(data, query, focus)


def test_a_blank_node_has_no_text() -> None:
    """STR of a blank node is an error, as SPARQL 1.1, section 17.4.2.5, has it."""
    data = [Quad(node("n"), P, BlankNode("b"))]
    query = "SELECT $this ?v { $this e:a ?a BIND (STR(?a) AS ?v) }"
    assert by_sql(data, query, [node("n")]) == {(("this", "<http://e.org/n>"),): 1}


@pytest.mark.parametrize("expression", ["NOW()", "RAND()", "UCASE(?a)", "e:own(?a)", "1 / 2", "REGEX(?a, ?a)"])
def test_what_has_no_translation_says_so(expression: str) -> None:
    """Another engine answers then."""
    with pytest.raises(Untranslatable):
        by_sql([], f"SELECT $this ?v {{ $this e:a ?a BIND ({expression} AS ?v) }}", [node("n")])
