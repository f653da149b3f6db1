"""Only what a change can affect is validated, and that gives every result which the whole run would give."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable

import pytest
from pyoxigraph import NamedNode, Quad

from confgraph.validation.changed import affected
from confgraph.validation.compiled import FEW, run, usable
from confgraph.validation.report import Result, Term
from confgraph.validation.tables import Tables
from validation import test_solutions
from validation.shapes_and_graphs import EX, case, quads
from validation.sql_and_oxigraph import PREFIXES
from validation.test_fuzz import CASES, FIRST

SHAPE = """
e:S a sh:NodeShape ; sh:targetSubjectsOf e:p , e:q ; sh:targetObjectsOf e:p ; sh:sparql e:query .
e:query sh:message "{{?this}}" ; sh:select '''{}''' .
"""
QUERIES = {
    **test_solutions.QUERIES,
    "group": "SELECT $this (COUNT(?v) AS ?n) { $this e:p ?v } GROUP BY $this",
    "limit": "SELECT $this { $this e:p ?v } LIMIT 1",
    "several steps": "SELECT $this ?w { ?v e:p $this . ?v e:q ?n . ?w e:q ?n FILTER NOT EXISTS { ?w e:same ?v } }",
    "a name that a subquery hides": "SELECT $this ?v { $this e:p ?v { SELECT $this { $this e:q ?w . ?v e:p ?w } } }",
    "a subquery with a count": "SELECT $this ?v { $this e:p ?v { SELECT $this ?v (COUNT(?w) AS ?n) "
    "{ $this e:p ?v . ?v e:q ?w } GROUP BY $this ?v } FILTER (?n > 1) }",
    "paths of no steps": "SELECT $this ?v ?w { $this e:p* ?v . ?v e:q? ?w }",
    "alone": "SELECT $this ?v { ?v e:label 'd' }",
    "inside an optional": "SELECT $this ?l { $this e:p ?v OPTIONAL { ?v e:q ?n OPTIONAL { ?o e:q ?n ; e:label ?l } } }",
    "inside a union": "SELECT $this { $this e:p ?v { ?v e:q 2 } UNION { ?v e:same/^e:p ?w } }",
    "bound by an expression": "SELECT $this ?w { $this e:label ?l BIND (STR(?l) AS ?t) ?w e:label ?m "
    "FILTER (STR(?m) = ?t) }",
}


def apart(before: list[Quad], after: list[Quad], shapes: Iterable[Quad], few: int) -> set[Term] | None:
    """Check that results outside what is affected stay as they were; return what is affected."""
    first, second = Tables([before]), Tables([after])
    known = usable(shapes, second)
    focus = affected(second, known, set(before) - set(after), set(after) - set(before))
    if focus is not None:
        whole = [Counter(run(one, known)) for one in (first, second)]
        old, new = (Counter(run(one, known, focus, few)) for one in (first, second))
        assert old <= whole[0]
        assert whole[0] - old + new == whole[1]
    return focus


def changed(data: list[Quad], others: list[Quad], chance: random.Random) -> list[Quad]:
    """Return data of which some triples went and others came."""
    kept = [quad for quad in data if chance.random() > 0.2]
    return [*kept, *chance.sample(others, min(len(others), chance.randrange(3)))]


@pytest.mark.parametrize("few", [FEW, 0], ids=["near", "all"])
@pytest.mark.parametrize("part", range(2))
def test_random_changes_of_random_shapes(part: int, few: int) -> None:
    """Whatever changes, the results of the affected nodes before go, those after come, and no other differs."""
    narrow = 0
    for seed in range(FIRST + part, FIRST + CASES // 2, 2):
        one, chance = case(seed), random.Random(seed)
        after = changed(one.data_quads, case(seed + 100_000).data_quads, chance)
        focus = apart(one.data_quads, after, one.shape_quads, few)
        narrow += focus is not None
    assert narrow > CASES / 4 * 0.7


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_random_changes_under_queries(query: str) -> None:
    """The same holds for constraints in SPARQL, with subqueries, paths, OPTIONAL and NOT EXISTS."""
    shapes = quads(SHAPE.format(PREFIXES + query))
    for seed in range(12):
        chance = random.Random(seed)
        others = quads(
            f"e:{chance.choice('abcd')} e:{chance.choice('pq')} e:{chance.choice('abcd')} , 3 . e:z e:p e:a ."
        )
        apart(test_solutions.DATA, changed(test_solutions.DATA, others, chance), shapes, chance.choice((0, FEW)))


def test_a_change_affects_few() -> None:
    """One event's change affects that event; a place's, the events there; a class above another, all."""
    shapes = quads("""
    e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:class e:D ; sh:minCount 1 ] .
    """)
    data = quads("e:a a e:C ; e:p e:c ; e:r 1 . e:b a e:C ; e:p e:d . e:c a e:D . e:d a e:D .")

    def of(change: str) -> set[Term] | None:
        return apart(data, [*data, *quads(change)], shapes, FEW)

    assert of("e:a e:p e:d .") == {NamedNode(f"{EX}a")}
    assert of("e:a e:q e:d .") == set()
    assert of("e:c a e:E .") == {NamedNode(f"{EX}a"), NamedNode(f"{EX}c")}
    assert of("e:F rdfs:subClassOf e:C .") is None


def test_what_is_loaded_can_be_changed() -> None:
    """A change of loaded tables gives the results that tables with the changed data have."""
    one = case(7)
    for seed in range(20):
        after = changed(one.data_quads, case(seed).data_quads, random.Random(seed))
        tables = Tables([one.data_quads])
        tables.change(set(one.data_quads) - set(after), set(after) - set(one.data_quads))
        assert {(q.subject, q.predicate, q.object) for q in tables.quads()} == {
            (q.subject, q.predicate, q.object) for q in Tables([after]).quads()
        }
        found: list[Result] = run(tables, one.shape_quads)
        assert Counter(found) == Counter(run([*after], one.shape_quads))
