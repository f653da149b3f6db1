"""The functions of SPARQL (SPARQL 1.1, section 17.4) as SQL."""

from __future__ import annotations

from typing import Any, Final

import rdflib

from confgraph.namespaces import expand
from confgraph.validation.comparing import XSD
from confgraph.validation.dialect import Dialect
from confgraph.validation.patterns import Untranslated, WrongExpression, translate
from confgraph.validation.queries import Untranslatable
from confgraph.validation.scope import NUMBER, TERM, TEXT, TRUTH, Scope, Sql

_STRING: Final = expand("xsd:string")
_INTEGER: Final = expand("xsd:integer")
_WHOLE: Final = "^[+-]?[0-9]{1,18}$"
TYPED_WHOLE: Final = f'^"[+-]?[0-9]{{1,18}}"\\^\\^<{XSD}integer>$'
"""What is a whole number that SQL can hold."""


class Functions:
    """Translates calls of functions; ``sql`` and ``truth`` translate their arguments."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def sql(self, node: Any, scope: Scope) -> Sql:
        """Return an expression in SQL."""
        raise NotImplementedError

    def truth(self, node: Any, scope: Scope) -> str:
        """Return the effective boolean value of an expression (section 17.2.2)."""
        raise NotImplementedError

    def term(self, sql: Sql) -> str:
        """Return an expression as a term of the tables."""
        if sql.kind == TERM:
            return sql.code
        if sql.kind == TEXT:
            return self._dialect.literal(sql.code)
        if sql.kind == NUMBER:
            return f"""('"' || CAST({sql.code} AS VARCHAR) || '"^^<{_INTEGER}>')"""
        return f"""('"' || CAST({sql.code} AS VARCHAR) || '"^^<{expand("xsd:boolean")}>')"""

    def _whole(self, sql: Sql) -> str:
        """Return a number: whole numbers are exact, of others another engine knows more."""
        if sql.kind == NUMBER:
            return sql.code
        if sql.kind != TERM:
            raise Untranslatable("arithmetic with a text")
        whole = self._dialect.matches(sql.code, TYPED_WHOLE)
        number = f"CAST({self._dialect.lexical(sql.code)} AS HUGEINT)"
        stop = f"CASE WHEN {sql.code} IS NOT NULL THEN CAST({self._dialect.undecided()} AS HUGEINT) END"
        return f"(CASE WHEN {whole} THEN {number} ELSE {stop} END)"

    def _stop(self, *codes: str) -> str:
        """Return what stops the query, but only where all values are there."""
        there = " AND ".join(f"{code} IS NOT NULL" for code in codes)
        return f"CASE WHEN {there} THEN CAST({self._dialect.undecided()} AS BOOLEAN) END"

    def _term_of(self, node: Any, scope: Scope) -> str:
        return self.term(self.sql(node, scope))

    def _plain(self, node: Any, scope: Scope) -> str:
        """Return a text without a language; what may have one would pass it on."""
        sql = self.sql(node, scope)
        if sql.kind != TEXT:
            raise Untranslatable("a function of texts of a term that may have a language")
        return sql.code

    def _text(self, sql: Sql) -> str:
        """Return the text of a string, with or without a language; NULL for other terms."""
        if sql.kind == TEXT:
            return sql.code
        if sql.kind != TERM:
            raise Untranslatable(f"a function of texts of a {sql.kind}")
        string = f"left({sql.code}, 1) = '\"' AND right({sql.code}, 1) <> '>'"
        return f"(CASE WHEN {string} THEN {self._dialect.lexical(sql.code)} END)"

    def _builtin_bound(self, node: Any, scope: Scope) -> Sql:
        return Sql(TRUTH, f"({self.sql(node.arg, scope).code} IS NOT NULL)")

    def _builtin_str(self, node: Any, scope: Scope) -> Sql:
        sql = self.sql(node.arg, scope)
        if sql.kind == TEXT:
            return sql
        if sql.kind != TERM:
            return Sql(TEXT, f"CAST({sql.code} AS VARCHAR)")
        return Sql(TEXT, f"(CASE WHEN left({sql.code}, 1) <> '_' THEN {self._dialect.lexical(sql.code)} END)")

    def _builtin_lang(self, node: Any, scope: Scope) -> Sql:
        code = self._term_of(node.arg, scope)
        return Sql(
            TEXT, f"(CASE WHEN left({code}, 1) = '\"' THEN {self._dialect.extract(code, '@([A-Za-z0-9-]+)$')} END)"
        )

    def _builtin_langmatches(self, node: Any, scope: Scope) -> Sql:
        tag, wanted = (f"lower({self._text(self.sql(one, scope))})" for one in (node.arg1, node.arg2))
        longer = f"starts_with({tag}, {wanted} || '-')"
        return Sql(TRUTH, f"(CASE WHEN {wanted} = '*' THEN {tag} <> '' ELSE {tag} = {wanted} OR {longer} END)")

    def _builtin_datatype(self, node: Any, scope: Scope) -> Sql:
        code = self._term_of(node.arg, scope)
        typed = self._dialect.extract(code, r'"\^\^(<[^<>]*>)$')
        cases = f"WHEN left({code}, 1) <> '\"' THEN NULL WHEN right({code}, 1) = '\"' THEN '<{_STRING}>'"
        return Sql(
            TERM,
            f"(CASE {cases} WHEN right({code}, 1) = '>' THEN {typed} ELSE '<{expand('rdf:langString')}>' END)",
            True,
        )

    def _builtin_isiri(self, node: Any, scope: Scope) -> Sql:
        return Sql(TRUTH, f"(left({self._term_of(node.arg, scope)}, 1) = '<')")

    _builtin_isuri = _builtin_isiri

    def _builtin_isblank(self, node: Any, scope: Scope) -> Sql:
        return Sql(TRUTH, f"(left({self._term_of(node.arg, scope)}, 1) = '_')")

    def _builtin_isliteral(self, node: Any, scope: Scope) -> Sql:
        return Sql(TRUTH, f"(left({self._term_of(node.arg, scope)}, 1) = '\"')")

    def _builtin_sameterm(self, node: Any, scope: Scope) -> Sql:
        return Sql(TRUTH, f"({self._term_of(node.arg1, scope)} = {self._term_of(node.arg2, scope)})")

    def _builtin_strlen(self, node: Any, scope: Scope) -> Sql:
        return Sql(NUMBER, f"length({self._text(self.sql(node.arg, scope))})")

    def _builtin_concat(self, node: Any, scope: Scope) -> Sql:
        parts = [self._plain(one, scope) for one in node.arg]
        return Sql(TEXT, f"({' || '.join(parts)})" if parts else "''")

    def _builtin_substr(self, node: Any, scope: Scope) -> Sql:
        source, start = self._plain(node.arg, scope), self._whole(self.sql(node.start, scope))
        if node.length is None:
            return Sql(TEXT, f"substr({source}, CAST(greatest({start}, 1) AS BIGINT))")
        end = f"({start} + {self._whole(self.sql(node.length, scope))})"
        size = f"CAST(greatest({end} - greatest({start}, 1), 0) AS BIGINT)"
        return Sql(TEXT, f"substr({source}, CAST(greatest({start}, 1) AS BIGINT), {size})")

    def _builtin_ucase(self, node: Any, scope: Scope) -> Sql:
        return Sql(TEXT, f"upper({self._plain(node.arg, scope)})")

    def _builtin_lcase(self, node: Any, scope: Scope) -> Sql:
        return Sql(TEXT, f"lower({self._plain(node.arg, scope)})")

    def _builtin_strstarts(self, node: Any, scope: Scope) -> Sql:
        return self._of_two("starts_with", node, scope)

    def _builtin_strends(self, node: Any, scope: Scope) -> Sql:
        return self._of_two("ends_with", node, scope)

    def _builtin_contains(self, node: Any, scope: Scope) -> Sql:
        return self._of_two("contains", node, scope)

    def _of_two(self, name: str, node: Any, scope: Scope) -> Sql:
        first, second = self._text(self.sql(node.arg1, scope)), self._plain(node.arg2, scope)
        return Sql(TRUTH, f"{name}({first}, {second})")

    def _builtin_regex(self, node: Any, scope: Scope) -> Sql:
        flags = node.flags if node.flags is not None else rdflib.Literal("")
        if not isinstance(node.pattern, rdflib.Literal) or not isinstance(flags, rdflib.Literal):
            raise Untranslatable("a regular expression that is not written out")
        try:
            pattern, options = translate(str(node.pattern), str(flags))
        except (Untranslated, WrongExpression) as error:
            raise Untranslatable(str(error)) from None
        return Sql(TRUTH, self._dialect.matches(self._text(self.sql(node.text, scope)), pattern, options))

    def _builtin_if(self, node: Any, scope: Scope) -> Sql:
        condition = self.truth(node.arg1, scope)
        (kind, first), second = self._alike(self.sql(node.arg2, scope), self.sql(node.arg3, scope))
        return Sql(kind, f"(CASE WHEN {condition} THEN {first} WHEN NOT {condition} THEN {second[1]} END)")

    def _builtin_coalesce(self, node: Any, scope: Scope) -> Sql:
        pairs = self._alike(*(self.sql(one, scope) for one in node.arg))
        return Sql(pairs[0][0], f"coalesce({', '.join(code for _, code in pairs)})")

    def _alike(self, *several: Sql) -> list[tuple[str, str]]:
        """Return expressions in one kind: their own, or that of terms."""
        if len({one.kind for one in several}) == 1:
            return [(one.kind, one.code) for one in several]
        return [(TERM, self.term(one)) for one in several]

    def _function(self, node: Any, scope: Scope) -> Sql:
        if str(node.iri) != _INTEGER or len(node.expr) != 1:
            raise Untranslatable(f"the function {node.iri}")
        sql = self.sql(node.expr[0], scope)
        if sql.kind != TEXT:
            raise Untranslatable("a cast of a term")
        odd = self._dialect.matches(sql.code, "^[ 0-9+-]+$")
        stop = f"CASE WHEN {odd} THEN CAST({self._dialect.undecided()} AS HUGEINT) END"
        whole = self._dialect.matches(sql.code, _WHOLE)
        return Sql(NUMBER, f"(CASE WHEN {whole} THEN CAST({sql.code} AS HUGEINT) ELSE {stop} END)")
