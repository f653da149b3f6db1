"""Which triples the answer of a query for a node can rest on (SPARQL 1.1, sections 5, 8, 11 and 18).

Each pattern of the query is led to from ``$this``, or ``$value``, by other patterns that every solution with it has:
those it is joined with, and those around an OPTIONAL or EXISTS that it stands in. So a triple that matches a pattern
can count for a node only if these lead from the node to it, in the data before or after a change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, Final, NamedTuple

import rdflib

from confgraph.validation.algebra import algebra_of, path_of, patterns_of, triples_of, variables_of
from confgraph.validation.paths import Path, Repeated, inverted, predicates
from confgraph.validation.queries import Query, Untranslatable
from confgraph.validation.reads import ANY, Read, Unbounded, after, edges

_ONE_INSIDE: Final = ("Distinct", "Reduced", "OrderBy", "SelectQuery", "AskQuery", "AggregateJoin", "Group", "Having")
_OF_SHAPES: Final = "shapesGraph"


class _Pattern(NamedTuple):
    """A triple of a query: its ends are names of variables or terms, its path is None where it is a variable."""

    subject: str
    path: Path | None
    value: str

    def ways(self) -> Iterator[tuple[str, Path, str]]:
        """Yield the ways through the pattern, in both directions; a variable leads nowhere."""
        if self.path is not None:
            yield self.subject, self.path, self.value
            yield self.value, inverted(self.path), self.subject


def reads_of_query(query: Query, this: Path | None, value: Path | None) -> Iterator[Read]:
    """Yield what a query reads, where ``this`` and ``value`` lead to the nodes that it is about. Raises Unbounded."""
    roots = {"?this": this, **({"?value": value} if query.asks else {})}
    for pattern, around in _patterns(query.text, frozenset(name for name, _ in query.terms)):
        yield from _of_pattern(pattern, [one for one in around if one is not pattern], roots)


@lru_cache(maxsize=256)
def _patterns(text: str, known: frozenset[str]) -> list[tuple[_Pattern, tuple[_Pattern, ...]]]:
    """Return the patterns of a query, each with those that every solution with it has."""
    try:
        return list(_Found(known).all(algebra_of(text), ()))
    except Untranslatable as error:
        raise Unbounded(str(error)) from None


class _Found:
    """Finds the patterns in an algebra, each with those that every solution with it has."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known
        self._numbers = count()
        self._basic: dict[int, tuple[Any, tuple[_Pattern, ...]]] = {}  # with the node, that no other gets its id

    def all(self, node: Any, around: tuple[_Pattern, ...]) -> Iterator[tuple[_Pattern, tuple[_Pattern, ...]]]:
        """Yield the patterns of a node of the algebra."""
        name = node.name
        if name == "BGP":
            for one in self.sure(node):
                yield one, (*around, *self.sure(node))
        elif name in ("Join", "LeftJoin"):
            beside = self.sure(node.p2) if name == "Join" else ()
            yield from self.all(node.p1, (*around, *beside))
            yield from self.all(node.p2, (*around, *self.sure(node.p1)))
            yield from self._inside(node.get("expr"), (*around, *self.sure(node.p1), *self.sure(node.p2)))
        elif name == "Union":
            yield from self.all(node.p1, around)
            yield from self.all(node.p2, around)
        elif name in ("Filter", "Extend", *_ONE_INSIDE):
            yield from self.all(node.p, around)
            yield from self._inside([node.get("expr"), node.get("A")], (*around, *self.sure(node.p)))
        elif name in ("Project", "ToMultiSet") and node.p is not None:
            yield from self.all(node.p, _visible(node, around))
        elif not (name == "Graph" and str(node.term) == _OF_SHAPES):
            raise Unbounded(name)

    def sure(self, node: Any) -> tuple[_Pattern, ...]:
        """Return the patterns that every solution of a node has."""
        name = node.name
        if name == "BGP":
            return self._of_basic(node)
        if name == "Join":
            return (*self.sure(node.p1), *self.sure(node.p2))
        if name in ("Union", "Graph"):
            return ()
        inner = node.p1 if name == "LeftJoin" else node.get("p")
        return () if inner is None else _visible(node, self.sure(inner))

    def _inside(self, expression: Any, around: tuple[_Pattern, ...]) -> Iterator[tuple[_Pattern, tuple[_Pattern, ...]]]:
        for graph in patterns_of(expression):
            yield from self.all(graph, around)

    def _of_basic(self, node: Any) -> tuple[_Pattern, ...]:
        if id(node) not in self._basic:
            triples = triples_of(node.triples, lambda: rdflib.Variable(f"between{next(self._numbers)}"))
            patterns = tuple(
                _Pattern(self._end(s), None if isinstance(p, rdflib.Variable) else path_of(p), self._end(o))
                for s, p, o in triples
            )
            self._basic[id(node)] = node, patterns
        return self._basic[id(node)][1]

    def _end(self, node: Any) -> str:
        if isinstance(node, rdflib.Variable) and str(node) not in self._known:
            return f"?{node}"
        return f"_:{node}" if isinstance(node, rdflib.BNode) else f"<{node}>"


def _visible(node: Any, patterns: tuple[_Pattern, ...]) -> tuple[_Pattern, ...]:
    """Return the patterns without those that have a variable which a subquery keeps to itself."""
    if node.name != "Project":
        return patterns
    hidden = {f"?{name}" for name in variables_of(node.p) - {str(one) for one in node.PV}}
    return tuple(one for one in patterns if not hidden & {one.subject, one.value})


def _of_pattern(pattern: _Pattern, around: Sequence[_Pattern], roots: Mapping[str, Path | None]) -> Iterator[Read]:
    """Yield what one pattern reads."""
    ways = _ways(around, roots)
    if pattern.subject in ways:
        yield from _along(pattern.path, ways[pattern.subject], backward=False)
    elif pattern.value in ways:
        path = None if pattern.path is None else inverted(pattern.path)
        yield from _along(path, ways[pattern.value], backward=True)
    elif pattern.path is None or isinstance(pattern.path, Repeated):
        raise Unbounded("a pattern that no other leads to")
    else:
        yield from (Read(None, iri, anywhere=True) for iri in predicates(pattern.path))
    if isinstance(pattern.path, Repeated) and pattern.path.least == 0:
        yield from _zero(pattern, around, ways)


def _along(path: Path | None, before: Path | None, backward: bool) -> Iterator[Read]:
    return iter([Read(before, ANY, backward)]) if path is None else edges(path, before)


def _zero(pattern: _Pattern, around: Sequence[_Pattern], ways: Mapping[str, Path | None]) -> Iterator[Read]:
    """Yield what tells that a node is one of the graph: a path of no steps leads from each of these to itself."""
    firm = [one for one in around if not isinstance(one.path, Repeated)]
    ends = {pattern.subject, pattern.value}
    if any(ends & {one.subject, one.value} for one in firm) or any(one.startswith("<") for one in ends):
        return
    for end in ends & ways.keys():
        yield Read(ways[end], ANY)
        yield Read(ways[end], ANY, backward=True)


def _ways(around: Sequence[_Pattern], roots: Mapping[str, Path | None]) -> dict[str, Path | None]:
    """Return the shortest way from the roots to each variable; a term is no way, for all that have it would meet."""
    found, queue = dict(roots), list(roots)
    while queue:
        here = queue.pop(0)
        for one in around:
            for begin, path, end in one.ways():
                if begin == here and end not in found and not end.startswith("<"):
                    found[end] = after(found[here], path)
                    queue.append(end)
    return found
