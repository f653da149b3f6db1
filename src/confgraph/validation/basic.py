"""Basic graph patterns of SPARQL (SPARQL 1.1, sections 5.1 and 9) as SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import rdflib

from confgraph.validation.algebra import path_of, triples_of
from confgraph.validation.dialect import text
from confgraph.validation.paths import Alternative, Inverse, Path, Predicate, Repeated
from confgraph.validation.queries import Untranslatable
from confgraph.validation.scope import TERM, Scope, Sql, term_of
from confgraph.validation.walks import Walks


class Column(NamedTuple):
    """What is known of the values of a variable."""

    kind: str = TERM
    no_literal: bool = False
    optional: bool = False


class Solutions(NamedTuple):
    """The solutions of a pattern: SQL, and the variables that it has as columns."""

    code: str
    columns: dict[str, Column]


class _Rows:
    """What a basic graph pattern joins: tables, conditions, and each variable (its column, sure to be no literal)."""

    def __init__(self, before: Mapping[str, Sql], term: Callable[[Sql], str]) -> None:
        self.tables: list[str] = []
        self.where: list[str] = []
        self.slots: dict[str, tuple[str, bool]] = {}
        self._before = before
        self._term = term

    def put(self, node: Any, code: str, no_literal: bool) -> None:
        """Add what a subject, predicate or object asks of its column."""
        if not isinstance(node, (rdflib.Variable, rdflib.BNode)):
            self.where.append(f"{code} = {text(term_of(node))}")
            return
        name = str(node) if isinstance(node, rdflib.Variable) else f"_:{node}"
        if name in self._before:
            self.where.append(f"{code} = {self._term(self._before[name])}")
        elif name in self.slots:
            first, known = self.slots[name]
            self.where.append(f"{code} = {first}")
            self.slots[name] = first, known or no_literal
        else:
            self.slots[name] = code, no_literal


class BasicPatterns:
    """Translates basic graph patterns; ``focal`` is the variable that is a node of ``start``, a set.

    ``before`` are the other variables that are bound before.
    """

    def __init__(self, walks: Walks, start: str, focal: str, before: Mapping[str, Sql]) -> None:
        self._walks = walks
        self._start = start
        self._focal = focal
        self._before = before
        self._names: dict[str, str] = {}
        self._aliases = 0

    def term(self, sql: Sql) -> str:
        """Return an expression as a term of the tables."""
        raise NotImplementedError

    def _bgp(self, node: Any, above: Scope | None) -> Solutions:
        rows = _Rows(self._before, self.term)
        for subject, predicate, value in triples_of(node.triples, self.fresh):
            alias = self._alias()
            if isinstance(predicate, rdflib.Variable):
                rows.tables.append(f"{self._walks.tables.triples} {alias}")
                rows.put(predicate, f"{alias}.p", True)
            else:
                rows.tables.append(f"{self._edges(predicate, subject, node.triples)} {alias}")
            rows.put(subject, f"{alias}.s", True)
            rows.put(value, f"{alias}.o", False)
        if not rows.tables:
            return Solutions("SELECT 1 AS nothing", {})
        if self._focal in rows.slots:
            rows.where.append(f"{rows.slots[self._focal][0]} IN (SELECT n FROM {self._start})")
        shared = [name for name in rows.slots if above is not None and above.seeded(name)]
        if shared and above is not None:
            alias = self._alias()
            rows.tables.append(f"(SELECT DISTINCT {', '.join(map(self._name, shared))} FROM {above.seed}) {alias}")
            rows.where += [f"{rows.slots[name][0]} = {alias}.{self._name(name)}" for name in shared]
        kept = {name: slot for name, slot in rows.slots.items() if not name.startswith("_:")}
        chosen = ", ".join(f"{code} AS {self._name(name)}" for name, (code, _) in kept.items()) or "1 AS nothing"
        where = f" WHERE {' AND '.join(rows.where)}" if rows.where else ""
        sql = f"SELECT {chosen} FROM {', '.join(rows.tables)}{where}"
        return Solutions(sql, {name: Column(no_literal=sure) for name, (_, sure) in kept.items()})

    def _edges(self, predicate: Any, subject: Any, triples: Iterable[Any]) -> str:
        """Return the relation ``(s, o)`` of a predicate or path; of a repeated one, from where it can begin."""
        path = path_of(predicate)
        if isinstance(path, Predicate):
            return self._walks.tables.name(path.iri)
        if not isinstance(path, Repeated):
            return f"({self._rows(path)})"
        begin = self._begin(subject, triples)
        return f"(SELECT f AS s, v AS o FROM ({self._walks.walk(begin, path)}))"

    def _rows(self, path: Path) -> str:
        """Return the rows ``(s, o)`` of paths of one step; those of alternatives may be repeated (section 9.3)."""
        if isinstance(path, Predicate):
            return f"SELECT s, o FROM {self._walks.tables.name(path.iri)}"
        if isinstance(path, Inverse) and isinstance(path.path, Predicate):
            return f"SELECT o AS s, s AS o FROM {self._walks.tables.name(path.path.iri)}"
        if isinstance(path, Alternative):
            return " UNION ALL ".join(map(self._rows, path.paths))
        raise Untranslatable("a path in a path")

    def _begin(self, subject: Any, triples: Iterable[Any]) -> str:
        """Return the name of a set with every node that a repeated path may begin at."""
        if isinstance(subject, rdflib.Variable) and str(subject) == self._focal:
            return self._start
        if not isinstance(subject, (rdflib.Variable, rdflib.BNode)):
            return self._walks.temporary(("one", subject), f"SELECT {text(term_of(subject))} AS n")
        for s, p, o in triples_of(triples, self.fresh):
            if isinstance(p, rdflib.URIRef) and subject in (s, o):
                column, table = "s" if subject == s else "o", self._walks.tables.name(str(p))
                return self._walks.temporary(("ends", p, column), f"SELECT DISTINCT {column} AS n FROM {table}")
        return self._walks.nodes()

    def _name(self, variable: str) -> str:
        """Return the name of a column: SQL does not tell capitals apart, SPARQL does."""
        return self._names.setdefault(variable, f"c{len(self._names)}")

    def _alias(self) -> str:
        self._aliases += 1
        return f"q{self._aliases}"

    def fresh(self) -> rdflib.BNode:
        """Return a variable for a node on the way of a path."""
        return rdflib.BNode(f"way-{self._alias()}")
