"""Patterns of SPARQL in SQL have the solutions that Oxigraph finds, with $this bound before."""

from __future__ import annotations

import pytest

from confgraph.validation.queries import Untranslatable
from validation.sql_and_oxigraph import by_oxigraph, by_sql, node, quads

DATA = quads("""
e:a e:p e:b, e:c ; e:q 1 ; e:label "A", "Ah"@de .
e:b e:p e:c ; e:q 2 ; e:label "B" ; a e:Thing .
e:c e:p e:a, e:c ; e:q 2, 3 ; a e:Kind .
e:d e:label "d" ; e:same e:d, e:a .
e:Kind rdfs:subClassOf e:Thing . e:Thing rdfs:subClassOf e:Top .
""")
FOCUS = [node(name) for name in "abcd"]

QUERIES = {
    "basic": "SELECT $this ?v { $this e:p ?v }",
    "basic, two": "SELECT $this ?v ?w { $this e:p ?v . ?v e:p ?w }",
    "same variable twice": "SELECT $this { $this e:same $this }",
    "any predicate": "SELECT $this ?p ?v { $this ?p ?v }",
    "constant": "SELECT $this { $this e:q 2 }",
    "blank node": "SELECT $this { $this e:p [ e:q 3 ] }",
    "distinct": "SELECT DISTINCT $this { $this e:p ?v }",
    "filter": "SELECT $this ?v { $this e:q ?v FILTER (?v > 1) }",
    "not bound by the pattern": "SELECT $this ?v { ?v e:q 3 }",
    "optional": "SELECT $this ?l { $this e:p ?v OPTIONAL { ?v e:label ?l } }",
    "optional with condition": "SELECT $this ?l { $this e:p ?v OPTIONAL { ?v e:label ?l FILTER (STR(?l) != 'B') } }",
    "optional, filter on unbound": "SELECT $this { $this e:p ?v OPTIONAL { ?v e:label ?l } FILTER (!bound(?l)) }",
    "union": "SELECT $this ?v { { $this e:p ?v } UNION { $this e:q ?v } }",
    "union of other variables": "SELECT $this ?v ?w { { $this e:p ?v } UNION { $this e:q ?w } }",
    "joined union": "SELECT $this ?v { $this e:q ?n { { ?v e:q ?n } UNION { ?v e:same $this } } }",
    "bind": "SELECT $this ?n { $this e:q ?v BIND (?v + 1 AS ?n) }",
    "exists": "SELECT $this { $this e:q ?v FILTER EXISTS { ?o e:q ?v . ?o e:p $this } }",
    "not exists": "SELECT $this ?v { $this e:p ?v FILTER NOT EXISTS { ?v e:p $this } }",
    "not exists alone": "SELECT $this { FILTER NOT EXISTS { $this e:p ?v } }",
    "exists in a disjunction": "SELECT $this ?v { $this e:q ?v FILTER (?v = 1 || EXISTS { $this a ?c }) }",
    "nested exists": "SELECT $this { $this e:p ?v FILTER NOT EXISTS { ?v e:p ?w FILTER NOT EXISTS { ?w e:q 3 } } }",
    "exists with a filter on it": "SELECT $this ?v { $this e:q ?v FILTER EXISTS { ?o e:q ?n FILTER (?n > ?v) } }",
    "sequence": "SELECT $this ?v { $this e:p/e:q ?v }",
    "inverse": "SELECT $this ?v { $this ^e:p ?v }",
    "alternative": "SELECT $this ?v { $this e:p|e:q ?v }",
    "star": "SELECT $this ?v { $this e:p* ?v }",
    "plus": "SELECT $this ?v { $this e:p+ ?v }",
    "optional step": "SELECT $this ?v { $this e:p? ?v }",
    "classes": "SELECT $this ?c { $this a/rdfs:subClassOf* ?c }",
    "subselect": "SELECT $this ?v { { SELECT $this ?v { $this e:p ?v } } }",
    "subselect that is distinct": "SELECT $this ?v { $this e:p ?v { SELECT DISTINCT $this { $this e:q ?n } } }",
    "capitals": "SELECT $this ?v ?V { $this e:p ?v . $this e:q ?V }",
}
UNTRANSLATABLE = {
    "group": "SELECT $this (COUNT(?v) AS ?n) { $this e:p ?v } GROUP BY $this",
    "limit": "SELECT $this { $this e:p ?v } LIMIT 1",
    "graph": "SELECT $this { GRAPH e:g { $this e:p ?v } }",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_solutions_are_those_of_oxigraph(query: str) -> None:
    """The multiset of solutions is the same."""
    expected = by_oxigraph(DATA, query, FOCUS)
    assert expected
    assert by_sql(DATA, query, FOCUS) == expected


@pytest.mark.parametrize("query", UNTRANSLATABLE.values(), ids=UNTRANSLATABLE)
def test_what_has_no_translation_says_so(query: str) -> None:
    """Another engine answers then; nothing is answered half."""
    with pytest.raises(Untranslatable):
        by_sql(DATA, query, FOCUS)


def test_a_node_without_triples_reaches_itself() -> None:
    """A path of length zero leads from each term to itself (SPARQL 1.1, section 18.4), in the data or not."""
    assert by_sql(DATA, "SELECT $this ?v { $this e:p* ?v }", [node("x")]) == {
        (("this", "<http://e.org/x>"), ("v", "<http://e.org/x>")): 1
    }
