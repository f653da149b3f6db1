"""Blank nodes that look alike are counted before anybody tries their orders."""

from __future__ import annotations

import itertools

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from confgraph.problems import LimitReached
from confgraph.writing import serialize
from confgraph.writing.alike import groups, refuse_alike

P, Q = NamedNode("http://e.org/p"), NamedNode("http://e.org/q")


def chain(length: int) -> list[Triple]:
    """Return blank nodes in a row, the last with a value."""
    nodes = [BlankNode(f"n{number}") for number in range(length)]
    return [*(Triple(a, P, b) for a, b in itertools.pairwise(nodes)), Triple(nodes[-1], Q, Literal("end"))]


def clique(size: int) -> list[Triple]:
    """Return blank nodes that all point to each other."""
    nodes = [BlankNode(f"n{number}") for number in range(size)]
    return [Triple(a, P, b) for a in nodes for b in nodes if a != b]


def test_blank_nodes_fall_into_groups() -> None:
    """A group shares no blank node with another; triples without any are apart."""
    plain = Triple(P, P, Q)
    ground, found = groups([plain, *chain(3), Triple(BlankNode("x"), Q, P)])
    assert ground == {plain}
    assert sorted(map(len, found)) == [1, 3]


def test_what_differs_further_away_is_told_apart() -> None:
    """Each node of a row of fifty has its own distance to the end; a clique of eight has no order at all."""
    refuse_alike(tuple(chain(50)))
    with pytest.raises(LimitReached, match="8 blank nodes look alike"):
        refuse_alike(tuple(clique(8)))


@pytest.mark.parametrize("statements", [chain(5000), clique(8)], ids=["a row of 5000", "a clique of 8"])
def test_nothing_is_written_that_would_take_for_ever(statements: list[Triple]) -> None:
    """Each format that names blank nodes refuses them, before a byte is written."""
    for name in ("turtle", "ntriples", "trig", "jsonld", "rdfxml"):
        with pytest.raises(LimitReached, match="look alike: name them by addresses"):
            serialize(statements, name)
