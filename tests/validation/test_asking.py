"""Queries are asked near the focus nodes as they are asked of all triples."""

from __future__ import annotations

from collections import Counter

import pytest

from confgraph.validation.compiled import run
from confgraph.validation.report import Term
from validation.shapes_and_graphs import quads
from validation.sql_and_oxigraph import node

PREFIXED = "e:prefixes sh:declare [ sh:prefix 'e' ; sh:namespace 'http://e.org/'^^xsd:anyURI ] .\n"
SELECTS = "e:S sh:targetSubjectsOf e:p ; sh:sparql [ sh:prefixes e:prefixes ; sh:select '''{}''' ] .\n"
ASKS = """
e:Component a sh:ConstraintComponent ; sh:parameter [ sh:path e:least ] ;
    sh:validator [ sh:prefixes e:prefixes ; sh:ask "ASK { FILTER ($value >= $least) }" ] .
e:S sh:targetSubjectsOf e:p ; sh:path e:q ; e:least 2 .
"""
OF_SHAPES = "SELECT $this { $this e:p ?v FILTER NOT EXISTS { GRAPH $shapesGraph { ?s e:least ?n } } }"
DATA = "e:a e:p e:b ; e:q 1 , 5 . e:b e:p e:c ; e:q 1 . e:c e:q 0 ."


@pytest.mark.parametrize(
    "shapes",
    [
        SELECTS.format("SELECT $this ?value { $this e:p/e:q ?value }"),
        SELECTS.format("SELECT $this (COUNT(?v) AS ?value) { $this e:q ?v } GROUP BY $this"),
        SELECTS.format(OF_SHAPES),
        ASKS,
    ],
    ids=["compiled", "through pySHACL", "of the shapes", "asked"],
)
def test_the_answer_is_the_same_near_the_focus_nodes(shapes: str) -> None:
    """Few focus nodes or all: a query has the same answer, on DuckDB or in pySHACL."""
    data, rules = quads(DATA), quads(PREFIXED + shapes)
    focus: set[Term] = {node("a"), node("b")}
    everything = Counter(run(data, rules))
    assert everything
    assert Counter(run(data, rules, focus)) == Counter(run(data, rules, focus, few=0)) == everything
