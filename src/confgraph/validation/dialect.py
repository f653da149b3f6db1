"""What differs between the databases that run the plan: functions, regular expressions, terms and texts."""

from __future__ import annotations

from typing import Final, Protocol

UNDECIDED: Final = "undecided"
"""What a query says when it meets values that only another engine can compare."""

_CONTROLS: Final = {8: "b", 9: "t", 10: "n", 12: "f", 13: "r", 34: '"'}
_ESCAPED: Final = {
    **{code: f"\\u{code:04X}" for code in (*range(32), 127, 0xFFFE, 0xFFFF) if code not in _CONTROLS},
    **{code: f"\\{letter}" for code, letter in _CONTROLS.items()},
}


class Dialect(Protocol):
    """How a database says it; columns are expressions, everything else is plain text."""

    def starts_with(self, column: str, start: str) -> str:
        """Tell whether a text begins with another."""

    def ends_with(self, column: str, end: str) -> str:
        """Tell whether a text ends with another."""

    def matches(self, column: str, pattern: str, flags: str = "") -> str:
        """Tell whether some part of a text matches a regular expression; ``flags`` are of i, s and m."""

    def extract(self, column: str, pattern: str) -> str:
        """Return what the first group of a pattern matches, '' where nothing does."""

    def lexical(self, column: str) -> str:
        """Return the text of an IRI or a literal, without its escapes."""

    def literal(self, column: str) -> str:
        """Return a text as a literal in N-Triples."""

    def undecided(self) -> str:
        """Return an expression that stops the query with UNDECIDED."""


class DuckDB:
    """DuckDB: regular expressions are RE2's."""

    def starts_with(self, column: str, start: str) -> str:
        """Call its function of this name."""
        return f"starts_with({column}, {text(start)})"

    def ends_with(self, column: str, end: str) -> str:
        """Call its function of this name."""
        return f"ends_with({column}, {text(end)})"

    def matches(self, column: str, pattern: str, flags: str = "") -> str:
        """Return regexp_matches(); the flags go into the pattern, as RE2 wants them."""
        return f"regexp_matches({column}, {text(f'(?{flags}){pattern}' if flags else pattern)})"

    def extract(self, column: str, pattern: str) -> str:
        """Return regexp_extract(); the dot matches line ends."""
        return f"regexp_extract({column}, {text(pattern)}, 1, 's')"

    def lexical(self, column: str) -> str:
        """Return a call of a macro of ``setup``."""
        return f"nt_lexical({column})"

    def literal(self, column: str) -> str:
        """Return a call of a macro of ``setup``."""
        return f"nt_literal({column})"

    def undecided(self) -> str:
        """Return error()."""
        return f"error({text(UNDECIDED)})"


class SQLite:
    """SQLite, for few triples: what it lacks are functions that ``near.Near`` gives it. It runs no queries."""

    def starts_with(self, column: str, start: str) -> str:
        """Compare the first characters."""
        return f"substr({column}, 1, {len(start)}) = {text(start)}"

    def ends_with(self, column: str, end: str) -> str:
        """Compare the last characters."""
        return f"substr({column}, -{len(end)}) = {text(end)}"

    def matches(self, column: str, pattern: str, flags: str = "") -> str:
        """Return regexp_matches(), which DuckDB answers."""
        return DuckDB().matches(column, pattern, flags)

    def extract(self, column: str, pattern: str) -> str:
        """Return a call of the function of this name."""
        return f"extract({column}, {text(pattern)})"

    def lexical(self, column: str) -> str:
        """Return a call of the function of this name."""
        return f"nt_lexical({column})"

    def literal(self, column: str) -> str:
        """Refuse: only queries make literals."""
        raise NotImplementedError(column)

    def undecided(self) -> str:
        """Refuse: only queries are undecided."""
        raise NotImplementedError


def _unescaped(column: str) -> str:
    """Return the SQL of a text without the escapes of N-Triples, cut at each escaped backslash first."""
    piece = "p"
    for code, escape in _ESCAPED.items():
        piece = f"replace({piece}, {text(escape)}, chr({code}))"
    return f"array_to_string(list_transform(string_split({column}, '\\\\'), lambda p: {piece}), '\\')"


def _escaped(column: str) -> str:
    escaped = f"replace({column}, '\\', '\\\\')"
    for code, escape in _ESCAPED.items():
        escaped = f"replace({escaped}, chr({code}), {text(escape)})"
    return escaped


_BARE: Final = (
    "CASE WHEN left(t, 1) = '<' OR right(t, 1) = '\"' THEN substr(t, 2, length(t) - 2) "
    "ELSE regexp_extract(t, '^\"(.*)\"', 1, 's') END"
)


def setup() -> str:
    """Return the SQL that makes the macros which ``DuckDB`` calls."""
    slashed = "contains(t, '\\') AND left(t, 1) = '\"'"
    special = r"""regexp_matches(x, '[\x00-\x1F"\\\x7F\x{FFFE}\x{FFFF}]')"""
    lexical = f"CASE WHEN {slashed} THEN {_unescaped(_BARE)} ELSE {_BARE} END"
    literal = f"'\"' || CASE WHEN {special} THEN {_escaped('x')} ELSE x END || '\"'"
    return (
        f"CREATE OR REPLACE TEMP MACRO nt_lexical(t) AS {lexical};"
        f"CREATE OR REPLACE TEMP MACRO nt_literal(x) AS {literal}"
    )


def text(value: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + value.replace("'", "''") + "'"
