"""Read the text of a query as tokens before it runs: put terms in the place of variables, and screen it.

Screening finds the services that a query would ask, and nesting beyond reason. The parser below takes more than the
standard allows (``SERVICE:x``, ``a<b`` where a tokenizer sees an address), and what it takes counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from confgraph.problems import LimitReached, Place, Problem, UsageError

MAX_DEPTH: Final = 200
"""How deep brackets may be nested: the parser below uses the stack for each, and a stack that ends ends the process."""
MAX_STEPS: Final = 1000
"""How many clauses and operators may be joined: the optimizer below uses the stack for each; it ends near 2,500."""
MAX_CHARACTERS: Final = 1_000_000
"""The longest query that is read, in characters."""

# The terminals of SPARQL 1.1, section 19.8. A word in a string, address, comment or name is no keyword.
_TOKEN: Final = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|(?P<comment>#[^\n\r]*)"
    r"|<(?P<iri>(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>"
    r"|[?$](?P<variable>[\w\u00b7\u0300-\u036f\u203f\u2040]+)"
    r"|@[A-Za-z][A-Za-z0-9-]*"
    r"|_:[\w.-]*"
    r"|(?P<prefix>(?:[^\W\d_][\w.-]{0,99})?):(?:\\.|%[0-9A-Fa-f]{2}|[\w:-]|\.+(?=[\w:%\\-]))*"
    r"|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
    r"|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<bracket><<\(|[(){}\[\]])"
    r"|(?P<step>\|\|?|&&|[*/+-]|!(?!=)|\^(?!\^))"
    r"|\^\^|[<>!]=|<<|>>|\\.|\S"
)
_CLAUSES: Final = frozenset("UNION MINUS OPTIONAL BIND FILTER AS GRAPH VALUES SERVICE".split())
# Without "scheme://", the parser may see "a < b" in it, and then a string or comment that is none, or a bracket.
_TWO_WAYS: Final = r"(?is)(?![a-z][a-z0-9+.-]*://).*('|#|\).*service)"

Term = NamedNode | Literal
Token = re.Match[str]


class TooLong(LimitReached):
    """A query that is longer or deeper than any is read."""


class LeavesCatalog(UsageError):
    """A query that asks other services or graphs than it may."""


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, comments among them."""
    return re.finditer(_TOKEN, text, re.DOTALL)


def substitute(text: str, bindings: Mapping[str, Term]) -> str:
    """Return the query with the terms of ``bindings`` in the place of their variables, which are named without "?".

    The terms are written as N-Triples writes them, and only tokens that are variables are replaced, so that no value
    can end a string or begin a keyword. (pyoxigraph's own substitutions work for projected variables only.)
    """
    if not bindings:
        return text

    def term(token: Token) -> str:
        name = token["variable"]
        return f" {bindings[name]} " if name in bindings else token[0]

    return re.sub(_TOKEN, term, text, flags=re.DOTALL)


def variables(text: str) -> Iterator[str]:
    """Yield every variable of a query with its "?" or "$", in order; what looks like one in a string is none."""
    return (token[0] for token in tokens(text) if token["variable"])


def place_in(text: str, offset: int, name: str) -> Place:
    """Return the place of a character in a query."""
    return Place(name, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def wrong_token(text: str, bindings: Mapping[str, Term], goes_on: Callable[[str], bool]) -> Token | None:
    """Return the first token that no query can have at its place, or None where the whole text can go on.

    ``goes_on`` says whether a text is the beginning of a query. It is asked for a few beginnings of the text.
    """
    listed = [token for token in tokens(text) if token["comment"] is None]
    right, wrong = 0, len(listed) + 1
    while wrong - right > 1:
        middle = (right + wrong) // 2
        if goes_on(substitute(text[: listed[middle - 1].end()], bindings)):
            right = middle
        else:
            wrong = middle
    return listed[wrong - 1] if wrong <= len(listed) else None


def _no_graph(_address: str) -> bool:
    return False


def screen(text: str, services: Iterable[str], name: str, graphs: Callable[[str], bool] = _no_graph) -> None:
    """Refuse a query that asks services outside ``services`` (host names) or other graphs, is too long or too deep.

    ``graphs`` tells whether FROM may name a graph. Raises LeavesCatalog with the place of each FROM and each SERVICE
    that is not allowed, UsageError, and TooLong.
    """
    if len(text) > MAX_CHARACTERS:
        raise TooLong(f"{name}: the query has {len(text):,} characters, more than {MAX_CHARACTERS:,}: shorten it")
    allowed = {host.lower() for host in services}
    problems = []
    for offset, word, address in _foreign(text, name):
        if word == "FROM" and address and graphs(address):
            continue
        if word == "FROM":
            what = f"FROM asks {address or 'another graph'}, but the catalog is one graph, and nothing is fetched"
            problems.append(Problem(place_in(text, offset, name), what, "leave FROM out"))
            continue
        host = _host(address)
        if host is None or host not in allowed:
            mend = f"allow it with --allow-service {host}" if host else "name the service by its http(s) address"
            what = f"SERVICE asks {address or 'an address that is not written out'}, but no query leaves this machine"
            problems.append(Problem(place_in(text, offset, name), what, mend))
    if problems:
        raise LeavesCatalog(f"{name} was not run", problems)


def _foreign(text: str, name: str) -> Iterator[tuple[int, str, str]]:
    """Yield offset and word of each SERVICE and FROM, and the address behind it, "" for a variable or short name."""
    depth, steps, short = 0, 0, None
    asked: tuple[int, str] | None = None
    for token in tokens(text):
        if token["comment"] is not None:
            continue
        word, bracket = (token["word"] or "").upper(), token["bracket"]
        if bracket:
            depth += -1 if bracket in ")}]" else 1
        steps += bool(token["step"]) or word in _CLAUSES
        if depth > MAX_DEPTH or steps > MAX_STEPS:
            limit = f"{MAX_DEPTH} brackets deep" if depth > MAX_DEPTH else f"{MAX_STEPS} clauses and operators long"
            raise TooLong(f"{name}: the query is more than {limit}: split it")
        if token["iri"] and re.match(_TWO_WAYS, token["iri"]):
            problem = Problem(place_in(text, token.start(), name), f"{token[0]} can be read in two ways", _ONE_WAY)
            raise UsageError(f"{name} was not run", [problem])
        if asked is not None and word not in ("SILENT", "NAMED"):
            yield *asked, token["iri"] or ""
            asked = None
        if short is not None and bracket == "{":
            yield short, "SERVICE", ""
        short = token.start() if "SERVICE" in (token["prefix"] or "").upper() else None
        if "SERVICE" in word or word == "FROM":
            asked = token.start(), "FROM" if word == "FROM" else "SERVICE"


_ONE_WAY: Final = "write the whole address, ' as %27, and spaces around <"


def _host(address: str) -> str | None:
    from urllib.parse import urlsplit

    if not address.startswith(("http://", "https://")) or "\\" in address:
        return None
    try:
        return urlsplit(address).hostname
    except ValueError:  # brackets that are no IPv6 address
        return None


def query_form(text: str) -> str:
    """Return what kind of query a text is: "select", "construct", "ask" or "describe"; "" for none of them."""
    words = (token["word"].lower() for token in tokens(text) if token["word"])
    return next((word for word in words if word in ("select", "construct", "ask", "describe")), "")
