"""What does not compile goes through pySHACL: one constraint, its own focus nodes, nothing else of its shape."""

from __future__ import annotations

from pyoxigraph import NamedNode

from confgraph.validation.fallback import ask
from confgraph.validation.shapes import Shapes
from validation.test_engine import quads

S = NamedNode("http://e.org/S")
# GROUP BY has no translation to SQL.
SELECT = "SELECT $this (COUNT(?v) AS ?n) { $this <http://e.org/p> ?v } GROUP BY $this HAVING (COUNT(?v) > 1)"
GROUPED = f"""
e:S sh:targetClass e:A ; sh:nodeKind sh:Literal ; sh:sparql [ sh:message "more than one" ; sh:select "{SELECT}" ] ,
  [ sh:message "never" ; sh:select "SELECT $this {{ $this a ?t }}" ] .
e:A a rdfs:Class , sh:NodeShape ; sh:nodeKind sh:Literal .
"""
DATA = "e:a a e:A ; e:p 1 , 2 . e:b a e:A ; e:p 1 . e:c a e:A ; e:p 1 , 2 ."


def test_one_query_is_asked_for_some_nodes() -> None:
    """Other constraints of the shape, its targets and other shapes have no part in it."""
    shapes = Shapes(quads(GROUPED))
    shape = shapes.by_node[S]
    query = next(one.query for one in shape.constraints if one.query is not None and "GROUP" in one.query.text)
    found = ask(quads(DATA), shapes, shape, query, [NamedNode("http://e.org/a"), NamedNode("http://e.org/b")])
    assert [(one.focus, one.message, one.shape) for one in found] == [
        (NamedNode("http://e.org/a"), "more than one", S.value)
    ]
