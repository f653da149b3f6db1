"""Get whole answers from stores that cut them without a word: count what was to come, and fetch the rest in parts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Final

from confgraph.problems import RemoteFailure
from confgraph.remote.answers import Bindings, Table
from confgraph.remote.response import Response
from confgraph.sparql import tokens

Ask = Callable[[str], tuple[Table, Response]]

MAX_ROWS: Final = "x-sparql-maxrows"
"""The header with which Virtuoso says that it ends an answer at so many rows."""
_ROUND: Final = 1000
_WHOLE: Final = 0x10000
_FULL: Final = 0.8
"""How full a part is meant to be: chance makes some of them larger."""
_FORMS: Final = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")


def whole_table(ask: Ask, text: str, url: str, most: int) -> Table:
    """Return every row of a SELECT; raise RemoteFailure where the store gives only some and no way to the others.

    ``most`` is where the store is known to cut, 0 where nothing is known: then a round number of rows is looked into.
    The rest is fetched in parts that no row can miss, by ranges of MD5 over the first column or all. All are counted.
    """
    found, response = ask(text)
    have = len(found.bindings)
    suspect = have > 0 and have % _ROUND == 0 if not most else have >= most
    if not suspect and MAX_ROWS not in response.headers:
        return found
    prologue, body, modifiers = parts(text)
    if "FROM" in modifiers:
        if most or MAX_ROWS in response.headers:
            raise _cut(url, have, "more", "ask without FROM, by --graph")
        return found
    total = _count(ask, prologue, body, url)
    if total <= have:
        return found
    if modifiers:
        words = " and ".join(sorted(modifiers))
        raise _cut(url, have, f"{total:,}", f"ask for at most {have:,} rows with LIMIT, or leave out {words}")
    for columns in dict.fromkeys((found.columns[:1], found.columns)):
        bindings = _in_parts(ask, (prologue, body, found.columns), columns, have, math.ceil(total / (have * _FULL)))
        if bindings is not None:
            break
    else:
        raise _cut(url, have, f"{total:,}", "ask with DISTINCT, or for less at once")
    if len(bindings) != total:
        raise _cut(url, len(bindings), f"{total:,}", "ask again when nobody writes to it, or for less at once")
    return Table(found.columns, bindings)


def _in_parts(
    ask: Ask, query: tuple[str, str, tuple[str, ...]], columns: tuple[str, ...], most: int, number: int
) -> Bindings | None:
    """Return the rows of all parts, told apart by the MD5 of some columns; None where one of them is cut as well."""
    prologue, body, selected = query
    keys = ", ' ', ".join(f"COALESCE(STR(?{name}), '')" for name in columns)
    key = f"MD5(CONCAT({keys}))" if len(columns) > 1 else f"MD5({keys})"
    listed = " ".join(f"?{name}" for name in selected)
    bounds = [f"{(_WHOLE * part) // number:04x}" for part in range(number + 1)]
    bindings: Bindings = []
    for low, high in itertools.pairwise(bounds):
        within = f"{key} >= '{low}'" + (f" && {key} < '{high}'" if high != bounds[-1] else "")
        part, _ = ask(f"{prologue}SELECT {listed} WHERE {{ {{ {body}\n}} FILTER({within}) }}")
        if len(part.bindings) >= most:
            return None
        bindings += part.bindings
    return bindings


def probe(text: str) -> str:
    """Return the SELECT that has as many rows as the pattern of a CONSTRUCT: a store cuts these, not the triples."""
    depth = 0
    begin, template = -1, -1
    for token in tokens(text):
        if begin < 0 and (token["word"] or "").upper() == "CONSTRUCT":
            begin = token.start()
        elif begin >= 0 and token["comment"] is None:
            depth += {"{": 1, "}": -1}.get(token["bracket"] or "", 0)
            if template < 0 and depth == 0:
                # what follows CONSTRUCT is the template, or in the short form WHERE
                template = token.end() if token["bracket"] == "}" else token.start()
            if template >= 0:
                break
    return f"{text[:begin]}SELECT (1 AS ?one) {text[template:]}"


def parts(text: str) -> tuple[str, str, frozenset[str]]:
    """Return the prologue of a query, the rest, and which of FROM, ORDER BY, LIMIT and OFFSET it has outermost."""
    begin, depth = 0, 0
    modifiers = set()
    for token in tokens(text):
        word = (token["word"] or "").upper()
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(token["bracket"] or "", 0)
        if not begin and word in _FORMS:
            begin = token.start() or 0
        if depth == 0 and word in ("FROM", "ORDER", "LIMIT", "OFFSET"):
            modifiers.add("ORDER BY" if word == "ORDER" else word)
    return text[:begin], text[begin:], frozenset(modifiers)


def _count(ask: Ask, prologue: str, body: str, url: str) -> int:
    counted, _ = ask(f"{prologue}SELECT (COUNT(*) AS ?n) WHERE {{ {{ {body}\n}} }}")
    try:
        return int(counted.bindings[0]["n"]["value"])
    except (IndexError, KeyError, ValueError):
        raise RemoteFailure(f"{url}: it does not count its rows, and may have cut them: ask for less") from None


def _cut(url: str, have: int, total: str, mend: str) -> RemoteFailure:
    return RemoteFailure(f"{url}: it gives only {have:,} of {total} rows: {mend}")
