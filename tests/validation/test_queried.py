"""What the answer of a query can rest on is read off its patterns."""

from __future__ import annotations

import pytest

from confgraph.validation.paths import Inverse, Predicate, Repeated, Sequence
from confgraph.validation.queried import reads_of_query
from confgraph.validation.queries import Query
from confgraph.validation.reads import ANY, Read, Unbounded
from validation.shapes_and_graphs import EX
from validation.sql_and_oxigraph import PREFIXES, node

P, Q, R = (Predicate(f"{EX}{name}") for name in "pqr")


def of(pattern: str, **terms: str) -> set[Read]:
    """Return what a query reads; ``terms`` are bound before."""
    bound = tuple((name, node(value)) for name, value in terms.items())
    query = Query(node("query"), f"{PREFIXES}SELECT $this {{ {pattern} }}", False, (), (), bound)
    return set(reads_of_query(query, None, None))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("$this e:p ?v . ?v e:q ?w", {Read(None, P.iri), Read(P, Q.iri)}),
        ("?v e:p $this . ?v e:q ?w", {Read(None, P.iri, backward=True), Read(Inverse(P), Q.iri)}),
        ("$this ?path ?v", {Read(None, ANY)}),
        ("$this e:p ?v OPTIONAL { ?v e:q ?w }", {Read(None, P.iri), Read(P, Q.iri)}),
        ("$this e:p ?v FILTER NOT EXISTS { ?w e:q ?v }", {Read(None, P.iri), Read(P, Q.iri, backward=True)}),
        (
            "$this e:p/e:q* ?v",
            {Read(None, P.iri), Read(Sequence((P, Repeated(Q, 0, True))), Q.iri)},
        ),
        ("$this e:p ?v . ?other e:q 1", {Read(None, P.iri), Read(None, Q.iri, anywhere=True)}),
        ("$this e:p e:a . e:a e:q ?w", {Read(None, P.iri), Read(None, Q.iri, anywhere=True)}),
    ],
)
def test_each_pattern_is_led_to(pattern: str, expected: set[Read]) -> None:
    """The way to a pattern goes through others that hold with it; a term that is written out is no way."""
    assert of(pattern) == expected


def test_a_variable_that_is_bound_before_is_no_way() -> None:
    """The parameter of a component is one term for all focus nodes."""
    assert of("$this e:p ?known . ?known e:q ?w", known="a") == {
        Read(None, P.iri),
        Read(None, Q.iri, anywhere=True),
    }


def test_a_variable_of_a_subquery_is_another() -> None:
    """A name that a subquery keeps to itself does not lead out of it."""
    found = of("$this e:p ?v { SELECT $this { $this e:q ?w . ?v e:r ?w } }")
    assert found == {Read(None, P.iri), Read(None, Q.iri), Read(Q, R.iri, backward=True)}


@pytest.mark.parametrize(
    "pattern",
    [
        "$this e:p ?v . ?s ?p ?o",
        "?s e:p* ?o",
        "{ SELECT $this { $this e:p ?v } LIMIT 1 }",
        "GRAPH e:g { $this e:p ?v }",
    ],
)
def test_what_may_rest_on_anything_says_so(pattern: str) -> None:
    """Nothing is promised where a triple anywhere could change the answer."""
    with pytest.raises(Unbounded):
        of(pattern)
