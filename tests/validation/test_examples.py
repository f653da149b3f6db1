"""A good example passes its rule and a bad one does not, as the other engine says too."""

from __future__ import annotations

import pytest

from confgraph.validation import engine
from confgraph.validation.examples import example_of
from confgraph.validation.rules import rules
from confgraph.validation.shapes import Shapes
from confgraph.validation.tables import Tables
from validation.shapes_and_graphs import quads

DATA = """
@prefix s: <https://w3id.org/confgraph/id/series/> .
e:a a e:C ; e:name "A"@en ; e:in s:x ; e:start "2001-02-03"^^xsd:date ; e:end "2001-02-05"^^xsd:date ; e:n 7 ; e:r 1 .
e:b a e:C ; e:name "B"@en ; e:in s:x ; e:start "2002-02-03"^^xsd:date ; e:end "2002-02-05"^^xsd:date ; e:n 8 ; e:r 2 .
s:x a e:Series .
"""
RULES = {
    "a class": "sh:property [ sh:path e:in ; sh:class e:Series ; sh:minCount 1 ]",
    "an order": "sh:property [ sh:path e:start ; sh:lessThan e:end ]",
    "a number": "sh:property [ sh:path e:n ; sh:minInclusive 0 ; sh:maxCount 1 ]",
    "a text": 'sh:property [ sh:path e:name ; sh:pattern "^[^ ]" ]',
    "no more": "sh:property [ sh:path e:never ; sh:maxCount 0 ]",
    "closed": "sh:closed true ; sh:ignoredProperties ( rdf:type e:name e:in e:start e:end e:n e:r )",
    "the address": 'sh:pattern "^http://e.org/[a-z]$"',
    "unique": "sh:sparql [ sh:select 'SELECT $this { $this <http://e.org/r> ?n . ?o <http://e.org/r> ?n "
    "FILTER ($this != ?o) }' ]",
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_both_are_judged_by_the_rule(rule: str) -> None:
    """The bad example is the good one with a slip that the rule finds."""
    shapes = quads(f"e:S a sh:NodeShape ; sh:targetClass e:C ; {rule} .")
    known = Shapes(shapes)
    (one,) = rules(known)
    found = example_of(one, known, Tables([quads(DATA)]))
    assert found is not None
    assert not engine.run(found.good, shapes)
    assert engine.run(found.bad, shapes)
    assert len(found.good) < len(quads(DATA))


def test_without_data_there_is_none() -> None:
    """A rule about nothing that is there has no example, and neither has one that nobody follows."""
    known = Shapes(quads("e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:z ; sh:minCount 1 ] ."))
    (one,) = rules(known)
    assert example_of(one, known, Tables([quads("e:a a e:D .")])) is None
    assert example_of(one, known, Tables([quads(DATA)])) is None
