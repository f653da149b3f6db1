"""Expressions of SPARQL (SPARQL 1.1, section 17) as SQL.

An expression has a kind: a term as the tables hold it, or a bare text, number or truth value. NULL is an error or an
unbound variable, and SQL's logic of three values is SPARQL's. What cannot be translated raises Untranslatable; values
that SQL cannot compare stop the query with UNDECIDED. In both cases another engine answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import rdflib

from confgraph.validation.comparing import XSD
from confgraph.validation.conditions import Below
from confgraph.validation.dialect import Dialect
from confgraph.validation.functions import TYPED_WHOLE, Functions
from confgraph.validation.queries import Untranslatable
from confgraph.validation.scope import NUMBER, TERM, TEXT, TRUTH, Scope, Sql, constant

_SAFE_DATE: Final = f'^"[1-9][0-9]{{3}}(?:-[0-9]{{2}}(?:-[0-9]{{2}})?)?"\\^\\^<{XSD}(?:date|gYear|gYearMonth)>$'


class Expressions(Functions):
    """Translates expressions as rdflib parses them; ``exists`` translates the patterns in them."""

    def __init__(self, dialect: Dialect, exists: Callable[[Any, Scope], str], before: Mapping[str, Sql]) -> None:
        super().__init__(dialect)
        self._before = before
        self._exists = exists

    def truth(self, node: Any, scope: Scope) -> str:
        """Return the effective boolean value of an expression (section 17.2.2)."""
        sql = self.sql(node, scope)
        if sql.kind == TRUTH:
            return sql.code
        if sql.kind == TEXT:
            return f"(length({sql.code}) > 0)"
        if sql.kind == NUMBER:
            return f"({sql.code} <> 0)"
        raise Untranslatable("the effective boolean value of a term")

    def sql(self, node: Any, scope: Scope) -> Sql:
        """Return an expression in SQL."""
        if isinstance(node, rdflib.Variable):
            return scope.find(str(node)) or self._before.get(str(node)) or Sql(TERM, "CAST(NULL AS VARCHAR)")
        if isinstance(node, (rdflib.URIRef, rdflib.Literal)):
            return constant(node)
        name = getattr(node, "name", "")
        make = getattr(self, f"_{name.lower().replace('.', '_')}", None)
        if make is None:
            raise Untranslatable(name or str(node))
        found = make(node, scope)
        assert isinstance(found, Sql)
        return found

    def _conditionalandexpression(self, node: Any, scope: Scope) -> Sql:
        parts = [self.truth(one, scope) for one in (node.expr, *(node.other or ()))]
        return Sql(TRUTH, f"({' AND '.join(parts)})")

    def _conditionalorexpression(self, node: Any, scope: Scope) -> Sql:
        parts = [self.truth(one, scope) for one in (node.expr, *(node.other or ()))]
        return Sql(TRUTH, f"({' OR '.join(parts)})")

    def _unarynot(self, node: Any, scope: Scope) -> Sql:
        return Sql(TRUTH, f"(NOT {self.truth(node.expr, scope)})")

    def _relationalexpression(self, node: Any, scope: Scope) -> Sql:
        left, sign = self.sql(node.expr, scope), node.op
        if sign is None:
            return left
        if sign in ("IN", "NOT IN"):
            listed = (
                node.other if isinstance(node.other, list) else [] if node.other == rdflib.RDF.nil else [node.other]
            )
            found = " OR ".join(self._equal(left, self.sql(one, scope)) for one in listed) or "false"
            return Sql(TRUTH, f"({found})" if sign == "IN" else f"(NOT ({found}))")
        right = self.sql(node.other, scope)
        if sign == "=":
            return Sql(TRUTH, self._equal(left, right))
        if sign == "!=":
            return Sql(TRUTH, f"(NOT {self._equal(left, right)})")
        return Sql(TRUTH, self._ordered(left, right, str(sign)))

    def _equal(self, left: Sql, right: Sql) -> str:
        """Compare as RDFterm-equal and the operators do (section 17.4.1.7)."""
        if left.kind == right.kind and left.kind != TERM:
            return f"({left.code} = {right.code})"
        if left.kind == TERM and right.kind == TERM:
            if left.no_literal or right.no_literal:
                return f"({left.code} = {right.code})"
            return self._equal_terms(left.code, right.code)
        if right.kind == TERM:
            left, right = right, left
        if left.kind != TERM:
            raise Untranslatable(f"{left.kind} = {right.kind}")
        if left.no_literal:
            return f"(CASE WHEN {left.code} IS NOT NULL AND {right.code} IS NOT NULL THEN false END)"
        if right.kind == TEXT:
            plain, other = f"right({left.code}, 1) = '\"'", f"left({left.code}, 1) <> '\"'"
            same = f"{self._dialect.lexical(left.code)} = {right.code}"
            return (
                f"(CASE WHEN {plain} THEN {same} WHEN {other} THEN false ELSE {self._stop(left.code, right.code)} END)"
            )
        if right.kind == NUMBER:
            whole = self._dialect.matches(left.code, TYPED_WHOLE)
            same = f"CAST({self._dialect.lexical(left.code)} AS HUGEINT) = {right.code}"
            iri = f"left({left.code}, 1) <> '\"'"
            return f"(CASE WHEN {whole} THEN {same} WHEN {iri} THEN false ELSE {self._stop(left.code, right.code)} END)"
        raise Untranslatable("a term compared with a truth value")

    def _equal_terms(self, a: str, b: str) -> str:
        literal = f"left({a}, 1) = '\"' AND left({b}, 1) = '\"'"
        odd = f"{self._dialect.ends_with(a, 'double>')} OR {self._dialect.ends_with(a, 'float>')}"
        untyped = f"(right({a}, 1) <> '>' OR right({b}, 1) <> '>') AND (right({a}, 1) <> '>' AND right({b}, 1) <> '>')"
        whole = f"{self._dialect.matches(a, TYPED_WHOLE)} AND {self._dialect.matches(b, TYPED_WHOLE)}"
        numbers = f"CAST({self._dialect.lexical(a)} AS HUGEINT) = CAST({self._dialect.lexical(b)} AS HUGEINT)"
        dates = f"{self._dialect.matches(a, _SAFE_DATE)} AND {self._dialect.matches(b, _SAFE_DATE)}"
        return (
            f"(CASE WHEN {a} = {b} AND NOT (left({a}, 1) = '\"' AND ({odd})) THEN true WHEN NOT ({literal}) THEN false "
            f"WHEN {untyped} THEN false WHEN {whole} THEN {numbers} "
            f"WHEN ({dates}) AND length({a}) = length({b}) THEN false ELSE {self._stop(a, b)} END)"
        )

    def _ordered(self, left: Sql, right: Sql, sign: str) -> str:
        if left.kind == right.kind and left.kind != TERM:
            return f"({left.code} {sign} {right.code})"
        if TRUTH in (left.kind, right.kind):
            raise Untranslatable("an order of truth values")
        a, b = self.term(left), self.term(right)
        if sign.startswith(">"):
            a, b = b, a
        texts = f"right({a}, 1) = '\"' AND right({b}, 1) = '\"'"
        plain = f"{self._dialect.lexical(a)} {sign.replace('>', '<')} {self._dialect.lexical(b)}"
        other = Below(sign.endswith("=")).sql(a, b, self._dialect)
        decided = f"CASE WHEN ({other}) IS NULL THEN {self._stop(a, b)} ELSE ({other}) END"
        none = f"left({a}, 1) <> '\"' OR left({b}, 1) <> '\"'"
        return f"(CASE WHEN {none} THEN NULL WHEN {texts} THEN {plain} ELSE {decided} END)"

    def _additiveexpression(self, node: Any, scope: Scope) -> Sql:
        return self._arithmetic(node, scope)

    def _multiplicativeexpression(self, node: Any, scope: Scope) -> Sql:
        if "/" in (node.op or ()):
            raise Untranslatable("a division")
        return self._arithmetic(node, scope)

    def _arithmetic(self, node: Any, scope: Scope) -> Sql:
        code = self._whole(self.sql(node.expr, scope))
        for sign, other in zip(node.op or (), node.other or (), strict=True):
            code = f"({code} {sign} {self._whole(self.sql(other, scope))})"
        return Sql(NUMBER, code)

    def _builtin_exists(self, node: Any, scope: Scope) -> Sql:
        return Sql(TRUTH, f"({self._exists(node.graph, scope)})")

    def _builtin_notexists(self, node: Any, scope: Scope) -> Sql:
        return Sql(TRUTH, f"(NOT {self._exists(node.graph, scope)})")
