"""Validate with shapes compiled to SQL, on DuckDB."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Final

import duckdb
from pyoxigraph import NamedNode, Quad

from confgraph.namespaces import expand
from confgraph.validation.asking import Asking, Row
from confgraph.validation.conditions import Below
from confgraph.validation.dialect import DuckDB, SQLite
from confgraph.validation.messages import message
from confgraph.validation.near import Near, near
from confgraph.validation.ntriples import nt, parts, term
from confgraph.validation.paths import Predicate, as_turtle
from confgraph.validation.plan import DECIDED, NO_VALUE, Plan, Violations
from confgraph.validation.pruning import Pruning, wrong_patterns
from confgraph.validation.queries import Query
from confgraph.validation.reads import Read, Unbounded, reads, reads_of_targets
from confgraph.validation.report import Result, Term
from confgraph.validation.shape import Constraint, IllFormedShapes, Shape
from confgraph.validation.shapes import Shapes
from confgraph.validation.tables import Tables
from confgraph.validation.walks import Database, Walks

_SEVERITIES: Final = {expand("sh:Violation"): "error", expand("sh:Warning"): "warning", expand("sh:Info"): "info"}
FEW: Final = 5000
"""Of so many focus nodes, or less, the triples near them are gathered: few statements look through all."""
_NOBODY: Final = "SELECT n FROM {} WHERE false"


def run(
    data: Iterable[Quad] | Tables, shapes: Iterable[Quad] | Shapes, focus: set[Term] | None = None, few: int = FEW
) -> list[Result]:
    """Return the results of validating ``data`` against ``shapes``, only for the nodes of ``focus`` if it is given.

    ``shapes`` that are used several times are made with ``usable``. For up to ``few`` focus nodes only the triples
    near them are looked at, where the shapes allow it. Raises IllFormedShapes where the shapes themselves are wrong,
    and MemoryError.
    """
    tables = data if isinstance(data, Tables) else Tables([data])
    shapes = shapes if isinstance(shapes, Shapes) else usable(shapes, tables)
    try:
        if focus is None or len(focus) > few:
            return run_on(tables, shapes, shapes.roots, focus)
        return _run_near(tables, shapes, focus)
    except duckdb.OutOfMemoryException as error:
        raise MemoryError(str(error)) from None


def usable(shapes: Iterable[Quad], tables: Tables) -> Shapes:
    """Return shapes that the database of some tables can check. Raises IllFormedShapes."""
    found = Shapes(shapes)
    if faults := wrong_patterns(found.by_node.values(), tables.db):
        raise IllFormedShapes(faults)
    return found


def _run_near(tables: Tables, shapes: Shapes, focus: set[Term]) -> list[Result]:
    """Run shapes on the triples near the focus nodes; on all those of which nobody knows how far they look."""
    near_by, far, found = list[Shape](), list[Shape](), set[Read]()
    for shape in _aimed(tables, shapes, focus):
        try:
            found |= reads(shape, shapes.by_node)
            near_by.append(shape)
        except Unbounded:
            far.append(shape)
    around = near(tables, map(nt, focus), found)
    if around is None:
        return run_on(tables, shapes, shapes.roots, focus)
    with closing(around.db):
        results = run_on(around, shapes, near_by, focus)
    return results + (run_on(tables, shapes, far, focus) if far else [])


def _aimed(tables: Tables, shapes: Shapes, focus: set[Term]) -> list[Shape]:
    """Return the shapes of which some nodes are targets; all of them where that is not easily told."""
    around = near(tables, map(nt, focus), {read for shape in shapes.roots for read in reads_of_targets(shape)})
    if around is None:
        return shapes.roots
    with closing(around.db):
        walks = Walks(around)
        nodes = walks.held("n", [(nt(node),) for node in focus])
        sql = f"SELECT 1 FROM ({{}}) WHERE n IN (SELECT n FROM {nodes}) LIMIT 1"
        return [one for one in shapes.roots if around.db.execute(sql.format(walks.target(one.targets))).fetchone()]


def run_on(data: Tables | Near, shapes: Shapes, roots: Sequence[Shape], focus: set[Term] | str | None) -> list[Result]:
    """Return the results of some shapes with targets, on all triples or on those near the focus nodes.

    These are a set of terms, the name of a set in the database, or None for all.
    """
    one = _Run(data, shapes)
    try:
        return list(one.results(roots, focus))
    finally:
        one.drop()


class _Run:
    """One validation: sets, walks and failing nodes are computed once each."""

    def __init__(self, tables: Tables | Near, shapes: Shapes) -> None:
        self._shapes = shapes
        self._db: Database = tables.db
        self._walks = Walks(tables)
        self._asking = Asking(tables, self._walks, shapes)
        self._pruning = Pruning(tables)
        few = isinstance(tables, Near)
        self._plan = Plan(self._walks, SQLite() if few else DuckDB(), self._failing, few)

    def drop(self) -> None:
        """Leave the tables as they were, for the next run."""
        self._walks.drop()
        self._asking.drop()

    def results(self, roots: Iterable[Shape], focus: set[Term] | str | None) -> Iterator[Result]:
        """Yield the results of shapes with targets."""
        chosen = ""
        if focus is not None:
            named = focus if isinstance(focus, str) else self._walks.held("n", [(nt(one),) for one in focus])
            chosen = f" WHERE n IN (SELECT n FROM {named})"
        for shape in roots:
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
        wanted = self._walks.held("n", {(value,) for value, _ in found})
        focus = defaultdict[str, list[str]](list)
        for value, node in self._db.execute(
            f"SELECT v, f FROM ({walk}) WHERE v IN (SELECT n FROM {wanted})"
        ).fetchall():
            focus[value].append(node)
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
        return [row for row in rows if row.ok is not None or (row.value, row.other) not in right]

    def _right(self, violations: Violations, pairs: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return those of some undecided values, or pairs of them, of which the condition holds."""
        condition = violations.condition
        if isinstance(condition, Below):
            return {pair for pair in pairs if condition.holds(parts(pair[0]), parts(pair[1]))}
        assert isinstance(condition, DECIDED)
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
            failing = {(row.focus,) for row in self._asked(shape, constraint.query, start)}
            return f"SELECT f FROM {self._walks.held('f', failing)}"
        violations = self._plan.violations(shape, constraint, start)
        if violations.condition is None:
            return violations.sql
        name = self._walks.temporary(("violations", shape.node, constraint, start), violations.sql)
        undecided = self._db.execute(f"SELECT DISTINCT v, w FROM {name} WHERE ok IS NULL").fetchall()
        if undecided:
            right = self._walks.held("vw", self._right(violations, undecided))
            same = f"SELECT 1 FROM {right} r WHERE r.v = {name}.v AND r.w = {name}.w"
            self._db.execute(f"DELETE FROM {name} WHERE ok IS NULL AND EXISTS ({same})")
        return f"SELECT f FROM {name}"

    def _asked(self, shape: Shape, query: Query, start: str) -> list[Row]:
        values = self._plan.values(shape, start) if query.asks else start
        return self._asking.rows(shape, query, start, values)

    def _is_filled(self, name: str) -> bool:
        return self._db.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() is not None


def _result(shape: Shape, constraint: Constraint, row: Row) -> Result:
    path: Term | None = NamedNode(row.path[1:-1]) if row.path else shape.path_node
    valued = bool(row.value) and constraint.name not in NO_VALUE
    return Result(
        focus=term(row.focus),
        path=path,
        value=term(row.value) if valued else None,
        message=message(shape, constraint, row.words),
        severity=_SEVERITIES.get(shape.severity, "error"),
        grade="" if shape.severity in _SEVERITIES else shape.severity,
        shape=shape.node.value if isinstance(shape.node, NamedNode) else "",
        component=constraint.component,
        steps="" if row.path or shape.path is None or isinstance(shape.path, Predicate) else as_turtle(shape.path),
    )
