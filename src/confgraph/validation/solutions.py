"""Patterns of SPARQL (SPARQL 1.1, sections 5 to 9 and 18) as SQL: a row is a solution, NULL an unbound variable.

The focal variable, ``$this`` of a SELECT and ``$value`` of an ASK, is bound before, everywhere: a pattern that needs
it and does not have it is joined with the nodes that it may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pyoxigraph import NamedNode

from confgraph.validation.algebra import algebra_of, has_pattern, variables_of
from confgraph.validation.basic import BasicPatterns, Column, Solutions
from confgraph.validation.dialect import Dialect
from confgraph.validation.expressions import Expressions
from confgraph.validation.queries import Untranslatable
from confgraph.validation.report import Term
from confgraph.validation.scope import TERM, Scope, Sql, bound_before
from confgraph.validation.walks import Walks

SHAPES_GRAPH: Final = NamedNode("urn:confgraph:shapes-graph")
"""What $shapesGraph is bound to; the shapes need no name for anything else."""


class Translator(BasicPatterns):
    """Translates one query for the nodes of ``start``, a set: focus nodes where it selects, value nodes where it asks.

    ``before`` are the terms of other variables that are bound before; ``shapes`` are the walks of $shapesGraph.
    """

    def __init__(
        self, walks: Walks, shapes: Walks, dialect: Dialect, start: str, before: Mapping[str, Term], focal: str = "this"
    ) -> None:
        known = {name: bound_before(term) for name, term in {"shapesGraph": SHAPES_GRAPH, **before}.items()}
        super().__init__(walks, start, focal, known)
        self._shapes = shapes
        self._expressions = Expressions(dialect, self._exists, known)

    def term(self, sql: Sql) -> str:
        """Return an expression as a term of the tables."""
        return self._expressions.term(sql)

    def query(self, query: str) -> tuple[str, list[str]]:
        """Return the SQL of a query, and the names of its columns, all of them terms, the focal variable first.

        Raises Untranslatable.
        """
        algebra = algebra_of(query)
        if algebra.datasetClause is not None:
            raise Untranslatable("FROM")
        if self._focal != "this" and "this" in variables_of(algebra.p):
            raise Untranslatable("$this beside $value")
        found = self._with_focal(self._pattern(algebra.p, None))
        names = [self._focal, *(one for one in found.columns if one != self._focal)]
        terms = ", ".join(self._term(found, one, "q") for one in names)
        return f"SELECT {terms} FROM ({found.code}) q", names

    def _pattern(self, node: Any, above: Scope | None) -> Solutions:
        make = getattr(self, f"_{node.name.lower()}", None)
        if make is None:
            raise Untranslatable(node.name)
        found = make(node, above)
        assert isinstance(found, Solutions)
        return found

    # Solution modifiers

    def _selectquery(self, node: Any, above: Scope | None) -> Solutions:
        return self._pattern(node.p, above)

    def _project(self, node: Any, above: Scope | None) -> Solutions:
        inner = self._pattern(node.p, above)
        wanted = [str(one) for one in node.PV]
        if self._focal in wanted:
            inner = self._with_focal(inner)
        kept = {name: inner.columns[name] for name in wanted if name in inner.columns}
        if not kept:
            return Solutions(f"SELECT 1 AS nothing FROM ({inner.code})", {})
        return Solutions(f"SELECT {', '.join(map(self._name, kept))} FROM ({inner.code})", kept)

    def _distinct(self, node: Any, above: Scope | None) -> Solutions:
        inner = self._terms(self._pattern(node.p, above))
        return Solutions(f"SELECT DISTINCT * FROM ({inner.code})", inner.columns)

    _reduced = _distinct

    def _tomultiset(self, node: Any, above: Scope | None) -> Solutions:
        if node.p is None:
            raise Untranslatable("VALUES")
        return self._pattern(node.p, above)

    # Patterns

    def _filter(self, node: Any, above: Scope | None) -> Solutions:
        inner = self._for_expression(self._pattern(node.p, above), node.expr, above)
        alias, seed = self._alias(), ""
        if above is None and has_pattern(node.expr):
            seed = self._walks.temporary(object(), inner.code)
            inner = Solutions(f"SELECT * FROM {seed}", inner.columns)
        truth = self._expressions.truth(node.expr, Scope(self._sqls(inner, alias), above, seed))
        return Solutions(f"SELECT * FROM ({inner.code}) {alias} WHERE {truth}", inner.columns)

    def _extend(self, node: Any, above: Scope | None) -> Solutions:
        inner = self._for_expression(self._pattern(node.p, above), node.expr, above)
        alias, name = self._alias(), str(node.var)
        made = self._expressions.sql(node.expr, Scope(self._sqls(inner, alias), above))
        columns = {**inner.columns, name: Column(made.kind, made.no_literal, optional=True)}
        return Solutions(f"SELECT {alias}.*, {made.code} AS {self._name(name)} FROM ({inner.code}) {alias}", columns)

    def _join(self, node: Any, above: Scope | None) -> Solutions:
        return self._both("JOIN", node, None, above)

    def _leftjoin(self, node: Any, above: Scope | None) -> Solutions:
        return self._both("LEFT JOIN", node, node.expr, above)

    def _both(self, how: str, node: Any, expression: Any, above: Scope | None) -> Solutions:
        beside = above.unseeded() if above is not None and how == "LEFT JOIN" else above
        left, right = self._pattern(node.p1, above), self._pattern(node.p2, beside)
        if not left.columns and left.code == "SELECT 1 AS nothing" and how == "JOIN":
            return right
        a, b = self._alias(), self._alias()
        shared = [name for name in left.columns if name in right.columns]
        conditions = []
        for name in shared:
            first, second = (self._term(*one) for one in ((left, name, a, True), (right, name, b, True)))
            same = f"{first} = {second}"
            open_ = [one for one, of in ((first, left), (second, right)) if of.columns[name].optional]
            conditions.append(f"({' OR '.join([same, *(f'{one} IS NULL' for one in open_)])})")
        if expression is not None and expression.name != "TrueFilter":
            merged = {**self._sqls(right, b), **self._sqls(left, a)}
            conditions.append(self._expressions.truth(expression, Scope(merged, above)))
        columns: dict[str, Column] = {}
        chosen = []
        for name in dict.fromkeys((*left.columns, *right.columns)):
            one = left.columns.get(name)
            other = right.columns.get(name)
            if one is not None and other is not None:
                first, second = self._term(left, name, a, True), self._term(right, name, b, True)
                open_one = one.optional and (other.optional or how == "LEFT JOIN")
                code = f"coalesce({first}, {second})" if one.optional else first
                columns[name] = Column(TERM, one.no_literal and other.no_literal, open_one)
            elif one is not None:
                code, columns[name] = f"{a}.{self._name(name)}", one
            else:
                assert other is not None
                code = f"{b}.{self._name(name)}"
                columns[name] = other._replace(optional=other.optional or how == "LEFT JOIN")
            chosen.append(f"{code} AS {self._name(name)}")
        on = " AND ".join(conditions) or "true"
        return Solutions(
            f"SELECT {', '.join(chosen) or '1 AS nothing'} FROM ({left.code}) {a} {how} ({right.code}) {b} ON {on}",
            columns,
        )

    def _union(self, node: Any, above: Scope | None) -> Solutions:
        left, right = self._pattern(node.p1, above), self._pattern(node.p2, above)
        names = list(dict.fromkeys((*left.columns, *right.columns)))
        codes = []
        for side in (left, right):
            alias = self._alias()
            null = "CAST(NULL AS VARCHAR) AS {}"
            chosen = [
                self._term(side, one, alias) if one in side.columns else null.format(self._name(one)) for one in names
            ]
            codes.append(f"SELECT {', '.join(chosen) or '1 AS nothing'} FROM ({side.code}) {alias}")
        columns = {}
        for name in names:
            one, other = left.columns.get(name), right.columns.get(name)
            both = one is not None and other is not None
            known = [each for each in (one, other) if each is not None]
            columns[name] = Column(
                TERM, all(each.no_literal for each in known), not both or any(each.optional for each in known)
            )
        return Solutions(" UNION ALL ".join(codes), columns)

    def _graph(self, node: Any, above: Scope | None) -> Solutions:
        if str(node.term) not in ("shapesGraph", SHAPES_GRAPH.value):
            raise Untranslatable("GRAPH")
        data, self._walks = self._walks, self._shapes
        try:
            return self._pattern(node.p, above)
        finally:
            self._walks = data

    # Helpers

    def _exists(self, graph: Any, scope: Scope) -> str:
        """Return a condition: the pattern has a solution that agrees with the variables around it (section 8.1)."""
        inner, alias = self._pattern(graph, scope), self._alias()
        conditions = []
        for name, column in inner.columns.items():
            outer = scope.find(name)
            if outer is None:
                continue
            if column.optional:
                raise Untranslatable("EXISTS with a variable that may be unbound")
            same = f"{self._term(inner, name, alias, True)} = {self._expressions.term(outer)}"
            conditions.append(f"({same} OR {outer.code} IS NULL)" if outer.optional else same)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"EXISTS (SELECT 1 FROM ({inner.code}) {alias}{where})"

    def _for_expression(self, inner: Solutions, expression: Any, above: Scope | None) -> Solutions:
        """Return solutions that have the focal variable where an expression, or a pattern in it, needs it."""
        found = self._focal in inner.columns or (above is not None and above.find(self._focal) is not None)
        return inner if found or self._focal not in variables_of(expression) else self._with_focal(inner)

    def _with_focal(self, inner: Solutions) -> Solutions:
        column = inner.columns.get(self._focal)
        if column is not None and not column.optional:
            return inner
        if column is not None:
            raise Untranslatable(f"${self._focal} may be unbound")
        name, alias = self._name(self._focal), self._alias()
        sql = f"SELECT {alias}.*, n AS {name} FROM ({inner.code}) {alias} CROSS JOIN {self._start}"
        return Solutions(sql, {**inner.columns, self._focal: Column()})

    def _terms(self, inner: Solutions) -> Solutions:
        alias = self._alias()
        chosen = ", ".join(self._term(inner, name, alias) for name in inner.columns) or "1 AS nothing"
        columns = {name: column._replace(kind=TERM) for name, column in inner.columns.items()}
        return Solutions(f"SELECT {chosen} FROM ({inner.code}) {alias}", columns)

    def _term(self, inner: Solutions, name: str, alias: str, bare: bool = False) -> str:
        """Return a column as a term, with its name unless it is wanted ``bare``."""
        code = self._expressions.term(self._sqls(inner, alias)[name])
        return code if bare else f"{code} AS {self._name(name)}"

    def _sqls(self, inner: Solutions, alias: str) -> dict[str, Sql]:
        return {
            name: Sql(column.kind, f"{alias}.{self._name(name)}", column.no_literal, column.optional)
            for name, column in inner.columns.items()
        }
