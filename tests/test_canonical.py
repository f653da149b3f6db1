"""canonical.py: the same graph has the same canonical form, another one has not, and differences are named."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from confgraph.canonical import Canonical, Difference, canonical, differences
from confgraph.problems import LimitReached
from tricky import PREDICATE, SUBJECT, graphs, typed
from tricky import canonical as whole


def graph(text: str) -> Canonical:
    """Return the canonical form of Turtle."""
    return canonical(parse(f"PREFIX : <x:> {text}", format=RdfFormat.TURTLE))


def renamed(triples: list[Triple], seed: int) -> list[Quad]:
    """Return the same graph in another order and with other names for blank nodes."""
    names: dict[str, BlankNode] = {}

    def other(term: object) -> object:
        return names.setdefault(term.value, BlankNode()) if isinstance(term, BlankNode) else term

    quads = [Quad(other(one.subject), one.predicate, other(one.object)) for one in triples]  # type: ignore[arg-type]
    random.Random(seed).shuffle(quads)
    return quads


@given(graphs, graphs)
@settings(max_examples=150, deadline=None)
def test_it_tells_graphs_apart_as_rdfc_does(one: list[Triple], other: list[Triple]) -> None:
    """Two graphs have one form, and one digest, exactly where RDFC-1.0 of the whole says that they are the same."""
    form = canonical(renamed(one, 1))
    assert form == canonical(renamed(one, 2))
    assert len(form) == len(Dataset(renamed(one, 1)))
    second = canonical(renamed(other, 3))
    same = whole(one) == whole(other)
    assert (form == second) == (form.digest == second.digest) == same


def test_groups_that_are_the_same_are_counted() -> None:
    """Two blank nodes that say the same are two, and many such cost nothing."""
    assert graph(":a :p [ :q 1 ], [ :q 1 ] .") != graph(":a :p [ :q 1 ] .")
    assert len(graph(" . ".join("[] :q 1" for _ in range(5000)) + " .")) == 5000


def test_a_digest_tells_one_blank_node_from_two() -> None:
    """A node of two triples is not two nodes of one, though their lines are the same."""
    one, two = graph("[] :p 1 ; :q 2 ."), graph("[] :p 1 . [] :q 2 .")
    assert one != two
    assert one.digest != two.digest


def test_what_looks_alike_is_bounded() -> None:
    """A clique of blank nodes is refused at once; a ring whose nodes differ by their neighbours is not."""
    clique = " . ".join(f"_:a{one} :p _:a{other}" for one in range(12) for other in range(12) if one != other)
    with pytest.raises(LimitReached, match="12 blank nodes look alike"):
        graph(f"{clique} .")
    chain = "(" + " ".join("1" for _ in range(40)) + ")"
    assert len(graph(f":a :p {chain} .")) == 81


def test_differences_are_named() -> None:
    """What is written otherwise, changed, lost and new is told apart, term by term."""
    before = canonical(
        Quad(SUBJECT, PREDICATE, term)
        for term in (
            typed("01", "xsd:integer"),
            typed("true", "xsd:boolean"),
            Literal("gone"),
            Literal("a", language="EN"),
        )
    )
    after = canonical(
        Quad(SUBJECT, PREDICATE, term)
        for term in (typed("1", "xsd:integer"), typed("1", "xsd:boolean"), Literal("a", language="en"))
    )
    found = {(one.kind, one.before, one.after) for one in differences(before, after)}
    assert found == {
        ("spelling", str(typed("01", "xsd:integer")), str(typed("1", "xsd:integer"))),
        ("spelling", str(typed("true", "xsd:boolean")), str(typed("1", "xsd:boolean"))),
        ("missing", '"gone"', ""),
    }
    assert differences(before, before) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (typed("five", "xsd:integer"), typed("0", "xsd:integer"), "value"),
        (typed("1", "xsd:integer"), typed("1", "xsd:decimal"), "value"),
        (typed("48.20", "xsd:decimal"), typed("48.2", "xsd:decimal"), "spelling"),
        (typed("2003-05-13Z", "xsd:date"), typed("2003-05-13", "xsd:date"), "value"),
        (Literal("1"), Literal("01"), "value"),
        (NamedNode("x:a"), Literal("x:a"), "value"),
    ],
)
def test_a_value_is_more_than_its_text(old: NamedNode | Literal, new: NamedNode | Literal, kind: str) -> None:
    """Only one value of one datatype can be written in two ways; everything else is another value."""
    one, other = (canonical([Quad(SUBJECT, PREDICATE, term)]) for term in (old, new))
    assert differences(one, other) == [Difference(kind, str(SUBJECT), str(PREDICATE), str(old), str(new))]


def test_groups_differ_as_wholes() -> None:
    """What blank nodes join is named with all its triples."""
    found = differences(graph(":a :p [ :q 1 ; :r 2 ] ."), graph(":b :p :c ."))
    assert [one.kind for one in found] == ["extra", "missing"]
    assert found[1].before.count("\n") == 3
