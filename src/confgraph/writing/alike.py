"""Blank nodes that look alike: RDFC-1.0 names them by trying their orders, and that ends in time for few only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from pyoxigraph import BlankNode, Quad, Triple

from confgraph.problems import LimitReached

MAX_ALIKE: Final = 5
"""How many blank nodes of one group may look alike: RDFC-1.0 tries their orders, and 8 in a clique take 7 seconds."""
_ROUNDS: Final = 100
"""So many steps around a node are looked at, at most, to tell it from others."""

Group = tuple[Triple, ...]


def groups(statements: Iterable[Quad | Triple]) -> tuple[set[Triple], list[Group]]:
    """Return the triples without blank nodes, and the others in groups that share none."""
    ground: set[Triple] = set()
    parents: dict[BlankNode, BlankNode] = {}
    joined: set[Triple] = set()
    for one in statements:
        triple = Triple(one.subject, one.predicate, one.object)
        nodes = [term for term in (triple.subject, triple.object) if isinstance(term, BlankNode)]
        if not nodes:
            ground.add(triple)
            continue
        joined.add(triple)
        parents[_root(parents, nodes[0])] = _root(parents, nodes[-1])
    members: dict[BlankNode, list[Triple]] = defaultdict(list)
    for triple in joined:
        node = triple.subject if isinstance(triple.subject, BlankNode) else triple.object
        assert isinstance(node, BlankNode)
        members[_root(parents, node)].append(triple)
    return ground, [tuple(group) for group in members.values()]


def _root(parents: dict[BlankNode, BlankNode], node: BlankNode) -> BlankNode:
    while (parent := parents.setdefault(node, node)) != node:
        parents[node] = parents[parent]
        node = parent
    return node


def refuse_alike(group: Group) -> None:
    """Raise LimitReached where too many blank nodes of a group look alike."""
    signs: dict[BlankNode, list[str]] = defaultdict(list)
    for triple in group:
        subject, predicate, value = triple
        for node, other, way in ((subject, value, ">"), (value, subject, "<")):
            if isinstance(node, BlankNode):
                signs[node].append(f"{way} {predicate} {'_' if isinstance(other, BlankNode) else other}")
    alike = max(Counter(tuple(sorted(sign)) for sign in signs.values()).values())
    if alike > MAX_ALIKE and _still_alike(group, signs) > MAX_ALIKE:
        raise LimitReached(f"{alike} blank nodes look alike: name them by addresses, so that each has one name")


def _still_alike(group: Group, signs: dict[BlankNode, list[str]]) -> int:
    """Return how many nodes look alike when each is told by what its neighbours look like, too."""
    colours = {node: hash(tuple(sorted(sign))) for node, sign in signs.items()}
    for _ in range(min(len(signs), _ROUNDS)):
        around: dict[BlankNode, list[int]] = defaultdict(list)
        for subject, predicate, value in group:
            if isinstance(subject, BlankNode) and isinstance(value, BlankNode):
                around[subject].append(hash((">", predicate.value, colours[value])))
                around[value].append(hash(("<", predicate.value, colours[subject])))
        finer = {node: hash((colour, tuple(sorted(around[node])))) for node, colour in colours.items()}
        if len(set(finer.values())) == len(set(colours.values())):
            break
        colours = finer
    return max(Counter(colours.values()).values())
