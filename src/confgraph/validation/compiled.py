"""Validate with shapes compiled to SQL, on DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import duckdb
from pyoxigraph import Literal, NamedNode, Quad

from confgraph.namespaces import expand
from confgraph.validation.conditions import Below, Bounded, OfDatatype, nt
from confgraph.validation.dialect import DuckDB, setup
from confgraph.validation.fallback import ask
from confgraph.validation.messages import message
from confgraph.validation.ntriples import parts, term
from confgraph.validation.plan import NO_VALUE, Plan, Violations
from confgraph.validation.pruning import Pruning, wrong_patterns
from confgraph.validation.queries import Query
from confgraph.validation.report import Result, Term
from confgraph.validation.scope import Untranslatable
from confgraph.validation.shape import Constraint, IllFormedShapes, Shape
from confgraph.validation.shapes import Shapes
from confgraph.validation.solutions import Translator
from confgraph.validation.tables import Tables
from confgraph.validation.walks import ShapeTriples, Walks

_SEVERITIES: Final = {expand("sh:Violation"): "error", expand("sh:Warning"): "warning", expand("sh:Info"): "info"}
_NOBODY: Final = "SELECT n FROM {} WHERE false"


class Row(NamedTuple):
    """A violation with its terms as the tables hold them; what a query says in addition is in ``words``."""

    focus: str
    value: str
    path: str
    ok: bool | None = False
    other: str = ""
    words: tuple[tuple[str, str], ...] = ()


def run(data: Iterable[Quad] | Tables, shapes: Iterable[Quad], focus: set[Term] | None = None) -> list[Result]:
    """Return the results of validating ``data`` against ``shapes``, only for the nodes of ``focus`` if it is given.

    Raises IllFormedShapes where the shapes themselves are wrong, and MemoryError.
    """
    tables = data if isinstance(data, Tables) else Tables([data])
    one = _Run(tables, Shapes(shapes))
    try:
        return list(one.results(focus))
    except duckdb.OutOfMemoryException as error:
        raise MemoryError(str(error)) from None
    finally:
        one.drop()


class _Run:
    """One validation: sets, walks and failing nodes are computed once each."""

    def __init__(self, tables: Tables, shapes: Shapes) -> None:
        self._shapes = shapes
        self._tables = tables
        self._db = tables.db
        self._db.execute(setup())
        self._walks = Walks(tables)
        self._shape_walks: Walks | None = None
        self._pruning = Pruning(tables)
        self._plan = Plan(self._walks, DuckDB(), self._failing)
        if faults := wrong_patterns(shapes.by_node.values(), self._db):
            raise IllFormedShapes(faults)

    def drop(self) -> None:
        """Leave the tables as they were, for the next run."""
        for walks in filter(None, (self._walks, self._shape_walks)):
            walks.drop()

    def results(self, focus: set[Term] | None) -> Iterator[Result]:
        """Yield the results of all shapes with targets."""
        chosen = ""
        if focus is not None:
            self._db.execute(
                "CREATE OR REPLACE TEMP TABLE focus AS SELECT unnest($1) AS n", [[nt(one) for one in focus]]
            )
            chosen = " WHERE n IN (SELECT n FROM focus)"
        for shape in self._shapes.roots:
            start = self._walks.temporary(
                ("target", shape.targets), f"SELECT n FROM ({self._walks.target(shape.targets)}){chosen}"
            )
            if self._is_filled(start):
                yield from (result for _, result in self._report(shape, start))

    def _report(self, shape: Shape, start: str) -> Iterator[tuple[str, Result]]:
        """Yield the results of a shape for a set of focus nodes, each with the focus node that led to it."""
        for constraint in self._pruning.constraints(shape, start):
            if constraint.name == "Property":
                inner = self._shapes.by_node[constraint.shapes[0]]
                if not inner.deactivated:
                    yield from self._report_inner(shape, inner, start)
                continue
            for row in self._rows(shape, constraint, start):
                yield row.focus, _result(shape, constraint, row)

    def _report_inner(self, shape: Shape, inner: Shape, start: str) -> Iterator[tuple[str, Result]]:
        """Yield the results of a property shape for the value nodes of another, once for each of its focus nodes."""
        values = self._plan.values(shape, start)
        found = list(self._report(inner, values)) if self._is_filled(values) else []
        if shape.path is None or not found:
            yield from found
            return
        walk = self._walks.walk(start, shape.path)
        sql = f"SELECT v, list(f) FROM ({walk}) WHERE v IN (SELECT unnest($1)) GROUP BY v"
        focus = dict(self._db.execute(sql, [list({value for value, _ in found})]).fetchall())
        for value, result in found:
            for node in focus[value]:
                yield node, result

    def _rows(self, shape: Shape, constraint: Constraint, start: str) -> list[Row]:
        if constraint.query is not None:
            return self._asked(shape, constraint.query, start)
        violations = self._plan.violations(shape, constraint, start)
        rows = [Row(*row) for row in self._db.execute(violations.sql).fetchall()]
        undecided = list(dict.fromkeys((row.value, row.other) for row in rows if row.ok is None))
        right = self._right(violations, undecided) if undecided else set()
        return [row for row in rows if row.ok is False or (row.value, row.other) not in right]

    def _right(self, violations: Violations, pairs: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return those of some undecided values, or pairs of them, of which the condition holds."""
        condition = violations.condition
        if isinstance(condition, Below):
            return {pair for pair in pairs if condition.holds(parts(pair[0]), parts(pair[1]))}
        assert isinstance(condition, (Bounded, OfDatatype))
        return {pair for pair in pairs if condition.holds(parts(pair[0]))}

    def _failing(self, node: object, start: str) -> str:
        """Return the name of the set of the nodes of ``start`` that do not conform to a shape."""
        shape = self._shapes.by_node[node]  # type: ignore[index]
        parts_ = [self._failing_of(shape, one, start) for one in self._pruning.constraints(shape, start)]
        union = " UNION ".join(f"SELECT f AS n FROM ({one})" for one in parts_)
        return self._walks.temporary(("failing", shape.node, start), union or _NOBODY.format(start))

    def _failing_of(self, shape: Shape, constraint: Constraint, start: str) -> str:
        """Return a relation with the focus nodes that violate a constraint, decided."""
        if constraint.query is not None:
            rows = self._asked(shape, constraint.query, start)
            return self._held([row.focus for row in rows])
        violations = self._plan.violations(shape, constraint, start)
        if violations.condition is None:
            return violations.sql
        name = self._walks.temporary(("violations", shape.node, constraint, start), violations.sql)
        undecided = self._db.execute(f"SELECT DISTINCT v, w FROM {name} WHERE ok IS NULL").fetchall()
        if undecided:
            right = self._right(violations, undecided)
            self._db.execute(
                f"DELETE FROM {name} WHERE ok IS NULL AND (v, w) IN (SELECT unnest($1), unnest($2))",
                [[v for v, _ in right], [w for _, w in right]],
            )
        return f"SELECT f FROM {name}"

    def _held(self, nodes: list[str]) -> str:
        name = self._walks.temporary(object(), "SELECT '' AS f WHERE false")
        self._db.execute(f"INSERT INTO {name} SELECT DISTINCT unnest($1)", [nodes])
        return f"SELECT f FROM {name}"

    def _asked(self, shape: Shape, query: Query, start: str) -> list[Row]:
        """Return what violates a query: in SQL where it compiles, else through pySHACL."""
        try:
            return self._tested(shape, query, start) if query.asks else self._solved(shape, query, start)
        except (Untranslatable, duckdb.InvalidInputException):  # undecided, or a pattern that RE2 does not take
            pass
        focus = [term(node) for (node,) in self._db.execute(f"SELECT n FROM {start}").fetchall()]
        quads = self._tables.quads()
        return [_row(result) for result in ask(quads, self._shapes, shape, query, focus)]

    def _solved(self, shape: Shape, query: Query, start: str) -> list[Row]:
        """Return the solutions of a query as rows."""
        before = {**dict(query.terms), "currentShape": shape.node}
        sql, names = Translator(self._walks, self._shapes_for(query), DuckDB(), start, before).query(query.text)
        rows = []
        for solution in self._db.execute(sql).fetchall():
            found = {name: value for name, value in zip(names, solution, strict=True) if value is not None}
            own = "" if shape.path is not None else found["this"]
            words = tuple({**{name: nt(value) for name, value in query.terms}, **found}.items())
            rows.append(Row(found["this"], found.get("value", own), found.get("path", ""), words=words))
        return rows

    def _tested(self, shape: Shape, query: Query, start: str) -> list[Row]:
        """Return the value nodes for which a query that asks has no solution."""
        before = {**dict(query.terms), "currentShape": shape.node}
        values = self._plan.values(shape, start)
        sql, names = Translator(self._walks, self._shapes_for(query), DuckDB(), values, before, "value").query(
            query.text
        )
        columns = ", ".join(f"c{number}" for number in range(len(names)))
        conform = f"SELECT c0 FROM ({sql}) a({columns})"
        walk = f"SELECT f, v FROM ({self._walks.walk(start, shape.path)})"
        terms = tuple((name, nt(value)) for name, value in query.terms)
        return [
            Row(focus, value, "", words=(*terms, ("this", focus), ("value", value)))
            for focus, value in self._db.execute(f"{walk} WHERE v NOT IN ({conform})").fetchall()
        ]

    def _shapes_for(self, query: Query) -> Walks:
        """Return the walks of $shapesGraph, which few queries ask."""
        if "shapesGraph" not in query.text:
            return self._walks
        if self._shape_walks is None:
            self._shape_walks = Walks(ShapeTriples(self._db, self._shapes.quads), "shape")
        return self._shape_walks

    def _is_filled(self, name: str) -> bool:
        return self._db.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() is not None


def _row(result: Result) -> Row:
    """Return the row of a result of pySHACL."""
    path = str(result.path) if isinstance(result.path, NamedNode) else ""
    value = nt(result.value) if result.value is not None else ""
    return Row(nt(result.focus), value, path, words=(("message", str(Literal(result.message))),))


def _result(shape: Shape, constraint: Constraint, row: Row) -> Result:
    path: Term | None = NamedNode(row.path[1:-1]) if row.path else shape.path_node
    valued = bool(row.value) and constraint.name not in NO_VALUE
    return Result(
        focus=term(row.focus),
        path=path,
        value=term(row.value) if valued else None,
        message=message(shape, constraint, row.words),
        severity=_SEVERITIES.get(shape.severity, "error"),
        shape=shape.node.value if isinstance(shape.node, NamedNode) else "",
        component=constraint.component,
    )
