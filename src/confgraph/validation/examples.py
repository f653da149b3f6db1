"""A good and a bad example of a rule: triples of the data that it looks at, and the same with one slip in them.

Both are judged by the rule itself: the good one passes, and the bad one has the result that it is shown with.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Final, NamedTuple

from pyoxigraph import Quad

from confgraph.namespaces import ID, expand
from confgraph.validation.compiled import run_on
from confgraph.validation.facts import Rows
from confgraph.validation.near import Near, near
from confgraph.validation.ntriples import term
from confgraph.validation.reads import ANY, Read, Unbounded, reads
from confgraph.validation.report import Result, Term
from confgraph.validation.rules import Rule
from confgraph.validation.shapes import Shapes
from confgraph.validation.tables import Tables
from confgraph.validation.walks import Walks

_SUBCLASS: Final = expand("rdfs:subClassOf")
_TRIED: Final = 20
"""So many targets are tried: the one of which the rule sees least makes the best example."""
_ODD: Final = (
    '"something"',
    '"2031-02-30"^^<http://www.w3.org/2001/XMLSchema#date>',
    '"-1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"5000"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"999.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    "<https://example.org/nothing>",
    "<ftp://example.org/>",
    '"irgendetwas"@de',
    '"something"@en',
)


_TAGS: Final = ("@en", "@de", "@fr", "@es")


class Example(NamedTuple):
    """Triples that a rule is happy with, the same with one slip, and what the rule says of it."""

    good: list[Quad]
    bad: list[Quad]
    message: str


def example_of(rule: Rule, shapes: Shapes, tables: Tables) -> Example | None:
    """Return an example of a rule from the data, None where the data has none."""
    alone = _alone(rule, shapes)
    try:
        found = reads(alone.roots[0], shapes.by_node)
    except Unbounded:
        return None
    known = set(tables.rows_of(_SUBCLASS))
    targets = _targets(rule, alone, tables)
    good = _good(alone, tables, targets, found, known)
    if good is None:
        return None
    node, rows = good
    others = [one for one in targets if one != node]
    for slip, called in _Slips(tables, rows, node, rule.path, others, found).all():
        results = _results(alone, tables, slip | known, called)
        if results:
            return Example(_quads(tables, rows), _quads(tables, slip), min(one.message for one in results))
    return None


def _good(
    alone: Shapes, tables: Tables, targets: list[str], found: frozenset[Read], known: Rows
) -> tuple[str, Rows] | None:
    """Return the target that a rule is happy with and sees least of, and what it sees."""
    seen = [(node, around.rows - known) for node in targets if (around := near(tables, [node], found)) is not None]
    for node, rows in sorted(seen, key=lambda one: (len(one[1]), one[0])):
        if not _results(alone, tables, rows | known, node):
            return node, rows
    return None


def _alone(rule: Rule, shapes: Shapes) -> Shapes:
    """Return the shapes with one rule only."""
    owner = rule.owner
    own = [one for one in owner.constraints if one.name != "Property" and one.query is None]
    constraints = tuple(own) if rule.constraint is None else (rule.constraint,)
    alone = copy.copy(shapes)
    shape = replace(owner, constraints=constraints)
    alone.by_node = {**shapes.by_node, owner.node: shape}
    alone.roots = [shape]
    return alone


def _targets(rule: Rule, alone: Shapes, tables: Tables) -> list[str]:
    """Return some targets, of those that have the property which the rule is about where there are any."""
    sql = f"SELECT n FROM ({Walks(tables).target(alone.roots[0].targets)})"
    with_value = f"{sql} WHERE n IN (SELECT s FROM {tables.name(rule.path)})" if rule.path else sql
    for one in (with_value, sql):
        rows = tables.db.execute(f"{one} ORDER BY n LIMIT {_TRIED}").fetchall()
        if rows:
            break
    return [node for (node,) in rows]


def _results(alone: Shapes, tables: Tables, rows: Rows, node: str) -> list[Result]:
    around = Near(tables, rows)
    with closing(around.db):
        focus: set[Term] = {term(node)}
        return run_on(around, alone, alone.roots, focus)


class _Slips:
    """Makes slips in the rows that a rule sees of a node, and tells how the node is called then."""

    def __init__(
        self, tables: Tables, rows: Rows, node: str, path: str, others: list[str], reads_: frozenset[Read]
    ) -> None:
        self._tables = tables
        self._rows = rows
        self._node = node
        self._others = others
        # By their names: the numbers of predicates are those of a run.
        self._numbers = [tables.number(name) for name in sorted({one.predicate for one in reads_} - {ANY})]
        names = {number: name for name, number in tables.numbers.items()}
        self._rank = {number: rank for rank, number in enumerate(sorted(names, key=names.__getitem__))}
        ordered = sorted(rows, key=lambda row: (row[1] != node, names[row[0]], *row[1:]))
        own = [row for row in ordered if row[0] == tables.numbers.get(path)]
        self._ordered = [*own, *(row for row in ordered if row not in own)]

    def all(self) -> Iterator[tuple[Rows, str]]:
        """Yield rows with one slip each and the name of the node; those come first that people make."""
        for make in (self._swapped, self._misspelt, self._forgotten, self._other, self._same, self._more):
            for rows in make():
                yield rows, self._node
        yield from self._renamed()

    def _swapped(self) -> Iterator[Rows]:
        for p, s, o in self._ordered:
            for q, t, v in self._ordered:
                if s == t and self._rank[p] < self._rank[q] and o != v and o[-12:] == v[-12:] and o.startswith('"'):
                    yield self._rows - {(p, s, o), (q, t, v)} | {(p, s, v), (q, t, o)}

    def _misspelt(self) -> Iterator[Rows]:
        for p, s, o in self._ordered:
            if o.startswith(f"<{ID}"):
                yield self._rows - {(p, s, o)} | {(p, s, f"{o[:-1]}x>")}

    def _forgotten(self) -> Iterator[Rows]:
        for row in self._ordered:
            yield self._rows - {row}

    def _other(self) -> Iterator[Rows]:
        """Yield something else in the place of a value, or beside it."""
        for p, s, o in self._ordered:
            spaced = [f'" {o[1:]}'] if o[0] == '"' and o[-1] != ">" else []
            untagged = [o[: o.rindex("@")]] if o.endswith(_TAGS) else []
            for odd in (*spaced, *untagged, *_ODD):
                yield self._rows - {(p, s, o)} | {(p, s, odd)}
                yield self._rows | {(p, s, odd)}

    def _same(self) -> Iterator[Rows]:
        """Yield what another node says, too."""
        for p, s, o in self._ordered:
            yield from (self._rows - {(p, s, o)} | {(p, s, v)} for q, _, v in self._ordered if p == q and v != o)
            yield from (self._rows | {(p, other, o)} for other in self._others[:3])

    def _more(self) -> Iterator[Rows]:
        """Yield a property that is not there: of the node itself, of another, with a value that others have."""
        for p in self._numbers:
            values = self._tables.some_values(p)
            for value in (self._node, *self._others[:2], *values, *_ODD):
                yield self._rows | {(p, self._node, value)}
            yield from (self._rows | {(p, other, self._node)} for other in self._others[:2])
        unknown = self._tables.number(expand("cg:locatoin"))
        yield self._rows | {(unknown, self._node, f"<{ID}place/cardiff>")}

    def _renamed(self) -> Iterator[tuple[Rows, str]]:
        name = f"{self._node[:-1]}_New>"
        names = {self._node: name}
        yield {(p, names.get(s, s), names.get(o, o)) for p, s, o in self._rows}, name


def _quads(tables: Tables, rows: Rows) -> list[Quad]:
    around = Near(tables, rows)
    with closing(around.db):
        return list(around.quads())
