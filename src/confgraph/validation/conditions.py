"""Conditions on one value, or on a pair of values: exact in Python, and in SQL for what is surely simple.

The SQL of a condition is true, false, or NULL where only Python can tell: escapes, unusual forms of numbers and dates.
Few values are undecided, and each is decided once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Protocol

from confgraph.namespaces import expand
from confgraph.reading.lexical import wrong_form
from confgraph.validation.comparing import XSD, Value, value, values_below
from confgraph.validation.components import NODE_KINDS
from confgraph.validation.dialect import Dialect, text
from confgraph.validation.ntriples import Parts, parts
from confgraph.validation.report import Term

_INTEGER: Final = "[+-]?[0-9]{1,18}"
_YEAR: Final = "[1-9][0-9]{3}"
_DAY: Final = f"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_CLOCK: Final = "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_NUMBER: Final = r"[+-]?[0-9]+(?:\.[0-9]*)?"
_SURE: Final = {
    "boolean": "true|false",
    "date": _DAY,
    "dateTime": f"{_DAY}{_CLOCK}Z?",
    "decimal": _NUMBER,
    "double": f"{_NUMBER}(?:[eE][+-]?[0-9]+)?",
    "float": f"{_NUMBER}(?:[eE][+-]?[0-9]+)?",
    "gYear": _YEAR,
    "gYearMonth": f"{_YEAR}-(?:0[1-9]|1[0-2])",
    "integer": _INTEGER,
    "nonNegativeInteger": "[0-9]{1,18}",
    "positiveInteger": "[1-9][0-9]{0,17}",
    "long": _INTEGER,
    "int": "[+-]?[0-9]{1,9}",
}
"""What is well-formed for sure; of other texts, the pattern does not say."""
# 15 digits before the point and 9 behind it fit DECIMAL(27, 9) and are exact there.
_DECIMAL: Final = r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?"


class Condition(Protocol):
    """What a value must be."""

    def sql(self, column: str, dialect: Dialect) -> str:
        """Return an expression that is true, false or NULL (undecided) for a column of terms."""


@dataclass(frozen=True)
class OfKind:
    """sh:nodeKind: ``kinds`` are letters of "ibl"."""

    kinds: str

    @classmethod
    def of(cls, kind: Term) -> OfKind:
        """Return the condition for a value of sh:nodeKind."""
        return cls(NODE_KINDS[kind.value.rpartition("#")[2]])

    def sql(self, column: str, dialect: Dialect) -> str:  # noqa: ARG002
        """Look at the first character."""
        signs = ", ".join(text({"i": "<", "b": "_", "l": '"'}[one]) for one in self.kinds)
        return f"substr({column}, 1, 1) IN ({signs})"


@dataclass(frozen=True)
class OfDatatype:
    """sh:datatype: the datatype of a literal that is well-formed (SHACL, section 4.1.2)."""

    datatype: str

    def holds(self, term: Parts) -> bool:
        """Tell whether the datatype is this one, and the text is one of its forms."""
        return term.kind == "l" and term.datatype == self.datatype and wrong_form(term.text, self.datatype) is None

    def sql(self, column: str, dialect: Dialect) -> str:
        """Look at the end of the term, and at its form where that is simple."""
        if self.datatype == expand("xsd:string"):
            return f"substr({column}, -1) = '\"'"
        if self.datatype == expand("rdf:langString"):
            return f"(substr({column}, 1, 1) = '\"' AND substr({column}, -1) NOT IN ('\"', '>'))"
        end = f'"^^<{self.datatype}>'
        typed = dialect.ends_with(column, end)
        name = self.datatype.removeprefix(XSD)
        if name == self.datatype:
            return typed
        sure = _SURE.get(name)
        if sure is None:
            return f"CASE WHEN NOT {typed} THEN false END"
        simple = dialect.matches(column, f'^"(?:{sure})"\\^\\^<{re.escape(self.datatype)}>$')
        return f"CASE WHEN NOT {typed} THEN false WHEN {simple} THEN true END"


@dataclass(frozen=True)
class OfLength:
    """sh:minLength and sh:maxLength: a bound on the characters of an IRI or a literal; a blank node has none."""

    least: int
    most: int | None = None

    def sql(self, column: str, dialect: Dialect) -> str:
        """Count the characters of IRIs and of literals without escapes."""
        size = f"length({dialect.lexical(column)})"
        bounds = [f"{size} >= {self.least}"] if self.least else []
        bounds += [f"{size} <= {self.most}"] if self.most is not None else []
        return f"(substr({column}, 1, 1) <> '_' AND {' AND '.join(bounds) or 'true'})"


@dataclass(frozen=True)
class Matching:
    """sh:pattern: the regular expression, in the dialect of the database, that some part of the text matches."""

    pattern: str
    flags: str

    def sql(self, column: str, dialect: Dialect) -> str:
        """Match the text of IRIs and literals."""
        return (
            f"(substr({column}, 1, 1) <> '_' AND {dialect.matches(dialect.lexical(column), self.pattern, self.flags)})"
        )


@dataclass(frozen=True)
class InLanguages:
    """sh:languageIn: language ranges, compared as RFC 4647, section 3.3.1 (basic filtering) does."""

    ranges: tuple[str, ...]

    def sql(self, column: str, dialect: Dialect) -> str:
        """Compare the tag at the end of the term, which is in small letters."""
        tagged = f"substr({column}, 1, 1) = '\"' AND substr({column}, -1) NOT IN ('\"', '>')"
        tag = f"lower({dialect.extract(column, _TAG)})"
        lowered = [one.lower() for one in self.ranges]
        if "*" in lowered:
            return f"({tagged})"
        fits = " OR ".join(f"{tag} = {text(one)} OR {dialect.starts_with(tag, one + '-')}" for one in lowered)
        return f"({tagged} AND ({fits or 'false'}))"


@dataclass(frozen=True)
class OneOf:
    """sh:in: the terms themselves."""

    terms: tuple[str, ...]

    def sql(self, column: str, dialect: Dialect) -> str:  # noqa: ARG002
        """Compare texts."""
        return f"{column} IN ({', '.join(map(text, self.terms))})" if self.terms else "false"


@dataclass(frozen=True)
class Bounded:
    """sh:minInclusive and its kin: ``sign`` is ">", ">=", "<" or "<=" between the value and ``bound``."""

    sign: str
    bound: str

    def holds(self, term: Parts) -> bool:
        """Compare as the operators of SPARQL do; what does not compare does not hold."""
        own, bound = value(term), value(parts(self.bound))
        first, second = (own, bound) if self.sign.startswith("<") else (bound, own)
        return values_below(first, second, self.sign.endswith("="))

    def sql(self, column: str, dialect: Dialect) -> str:
        """Compare numbers and dates of simple forms."""
        bound = value(parts(self.bound))
        cases = [f"WHEN substr({column}, 1, 1) <> '\"' THEN false"]
        if bound is None:
            return "false"
        if bound.family in ("number", "double") and _is_finite(bound):
            cases += self._numbers(column, bound, dialect)
        if re.fullmatch(f'"(?:{_DAY}|{_DAY}{_CLOCK}Z)"\\^\\^<[^<>]*>', self.bound):
            name = parts(self.bound).datatype.removeprefix(XSD)
            form = {"date": _DAY, "dateTime": f"{_DAY}{_CLOCK}Z"}.get(name)
            if form:
                same = dialect.matches(column, f'^"{form}"\\^\\^<{re.escape(XSD + name)}>$')
                cases.append(f"WHEN {same} THEN {column} {self.sign} {text(self.bound)}")
        return f"CASE {' '.join(cases)} END"

    def _numbers(self, column: str, bound: Value, dialect: Dialect) -> list[str]:
        lexical = dialect.lexical(column)
        kinds = "integer|decimal|long|int|nonNegativeInteger" if bound.family == "number" else ""
        cases = []
        if kinds and re.fullmatch(_DECIMAL, parts(self.bound).text):
            form = f'^"{_DECIMAL}"\\^\\^<{re.escape(XSD)}(?:integer|decimal)>$'
            number = f"CAST({lexical} AS DECIMAL(27, 9)) {self.sign} CAST({text(str(bound.value))} AS DECIMAL(27, 9))"
            cases.append(f"WHEN {dialect.matches(column, form)} THEN {number}")
        form = f'^"{_SURE["double"]}"\\^\\^<{re.escape(XSD)}double>$'
        double = f"CAST({lexical} AS DOUBLE) {self.sign} CAST({text(repr(float(bound.value)))} AS DOUBLE)"
        return [*cases, f"WHEN {dialect.matches(column, form)} THEN {double}"]


@dataclass(frozen=True)
class Below:
    """sh:lessThan and sh:lessThanOrEquals, of a pair of values."""

    or_equal: bool

    def holds(self, first: Parts, second: Parts) -> bool:
        """Compare as the operators of SPARQL do."""
        return values_below(value(first), value(second), self.or_equal)

    def sql(self, first: str, second: str, dialect: Dialect) -> str:
        """Compare dates of the same simple form, and whole numbers."""
        sign = "<=" if self.or_equal else "<"
        cases = [f"WHEN substr({first}, 1, 1) <> '\"' OR substr({second}, 1, 1) <> '\"' THEN false"]
        for name, form in (("date", _DAY), ("dateTime", f"{_DAY}{_CLOCK}Z")):
            pattern = f'^"{form}"\\^\\^<{re.escape(XSD + name)}>$'
            both = f"{dialect.matches(first, pattern)} AND {dialect.matches(second, pattern)}"
            cases.append(f"WHEN {both} THEN {first} {sign} {second}")
        pattern = f'^"{_DECIMAL}"\\^\\^<{re.escape(XSD)}(?:integer|decimal)>$'
        both = f"{dialect.matches(first, pattern)} AND {dialect.matches(second, pattern)}"
        a, b = (f"CAST({dialect.lexical(one)} AS DECIMAL(27, 9))" for one in (first, second))
        return f"CASE {' '.join(cases)} WHEN {both} THEN {a} {sign} {b} END"


_TAG: Final = "@([A-Za-z0-9-]+)$"


def _is_finite(bound: Value) -> bool:
    return bound.family == "number" or (abs(float(bound.value)) != float("inf") and bound.value == bound.value)
