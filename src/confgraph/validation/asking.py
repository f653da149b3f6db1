"""Ask the queries of shapes: in SQL where they compile, else through pySHACL."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import duckdb
from pyoxigraph import Literal, NamedNode

from confgraph.validation.dialect import DuckDB
from confgraph.validation.fallback import ask
from confgraph.validation.near import Near
from confgraph.validation.ntriples import nt, term
from confgraph.validation.queries import Query, Untranslatable
from confgraph.validation.report import Result
from confgraph.validation.shape import Shape, name_of
from confgraph.validation.shapes import Shapes
from confgraph.validation.tables import Tables
from confgraph.validation.walks import FewTriples, Walks

if TYPE_CHECKING:
    from confgraph.validation.solutions import Translator


class Row(NamedTuple):
    """A violation with its terms as the tables hold them; what a query says in addition is in ``words``."""

    focus: str
    value: str
    path: str
    ok: bool | None = False
    other: str = ""
    words: tuple[tuple[str, str], ...] = ()


class Asking:
    """Asks queries of some tables, of which ``walks`` are the sets and walks; queries run on DuckDB only."""

    def __init__(self, tables: Tables | Near, walks: Walks, shapes: Shapes) -> None:
        self._tables = tables
        self._own = walks
        self._shapes = shapes
        self._data = None if isinstance(tables, Near) else walks
        self._shape_walks: Walks | None = None

    def drop(self) -> None:
        """Leave the tables as they were."""
        for walks in filter(None, (self._data, self._shape_walks)):
            walks.drop()

    def rows(self, shape: Shape, query: Query, start: str, values: str) -> list[Row]:
        """Return what violates a query among the nodes of ``start``, whose value nodes are in the set ``values``."""
        try:
            return self._tested(shape, query, start, values) if query.asks else self._solved(shape, query, start)
        except (Untranslatable, duckdb.InvalidInputException):  # undecided, or a pattern that RE2 does not take
            pass
        self._tables.elsewhere.append(name_of(query.node if isinstance(query.node, NamedNode) else shape.node))
        focus = [term(node) for (node,) in self._own.tables.db.execute(f"SELECT n FROM {start}").fetchall()]
        return [_row(result) for result in ask(self._tables.quads(), self._shapes, shape, query, focus)]

    def _solved(self, shape: Shape, query: Query, start: str) -> list[Row]:
        """Return the solutions of a query as rows."""
        sql, names = self._translator(shape, query, start, "this").query(query.text)
        rows = []
        for solution in self._in_duckdb().tables.db.execute(sql).fetchall():
            found = {name: value for name, value in zip(names, solution, strict=True) if value is not None}
            own = "" if shape.path is not None else found["this"]
            words = tuple({**{name: nt(value) for name, value in query.terms}, **found}.items())
            rows.append(Row(found["this"], found.get("value", own), found.get("path", ""), words=words))
        return rows

    def _tested(self, shape: Shape, query: Query, start: str, values: str) -> list[Row]:
        """Return the value nodes for which a query that asks has no solution."""
        sql, names = self._translator(shape, query, values, "value").query(query.text)
        columns = ", ".join(f"c{number}" for number in range(len(names)))
        conform = f"SELECT c0 FROM ({sql}) a({columns})"
        if self._own is not self._data:
            found = {(node,) for (node,) in self._in_duckdb().tables.db.execute(conform).fetchall()}
            conform = f"SELECT n FROM {self._own.held('n', found)}"
        walk = f"SELECT f, v FROM ({self._own.walk(start, shape.path)})"
        terms = tuple((name, nt(value)) for name, value in query.terms)
        return [
            Row(focus, value, "", words=(*terms, ("this", focus), ("value", value)))
            for focus, value in self._own.tables.db.execute(f"{walk} WHERE v NOT IN ({conform})").fetchall()
        ]

    def _translator(self, shape: Shape, query: Query, start: str, focal: str) -> Translator:
        """Return the translator of a query for the nodes of ``start``, a set."""
        from confgraph.validation.solutions import Translator  # late: rdflib takes long to import

        data = self._in_duckdb()
        if self._own is not data:
            start = data.held("n", self._own.tables.db.execute(f"SELECT n FROM {start}").fetchall())
        before = {**dict(query.terms), "currentShape": shape.node}
        return Translator(data, self._shapes_for(query), DuckDB(), start, before, focal)

    def _in_duckdb(self) -> Walks:
        if self._data is None:
            assert isinstance(self._tables, Near)
            self._data = Walks(self._tables.in_duckdb(), "near")
        return self._data

    def _shapes_for(self, query: Query) -> Walks:
        """Return the walks of $shapesGraph, which few queries ask."""
        data = self._in_duckdb()
        if "shapesGraph" not in query.text:
            return data
        if self._shape_walks is None:
            self._shape_walks = Walks(FewTriples(self._tables.duckdb, self._shapes.quads), "shape")
        return self._shape_walks


def _row(result: Result) -> Row:
    """Return the row of a result of pySHACL."""
    path = str(result.path) if isinstance(result.path, NamedNode) else ""
    value = nt(result.value) if result.value is not None else ""
    return Row(nt(result.focus), value, path, words=(("message", str(Literal(result.message))),))
