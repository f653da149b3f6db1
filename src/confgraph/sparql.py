"""Read the text of a query as tokens before it runs: put terms in the place of variables, and screen it.

Screening finds the services that a query would ask, and nesting beyond reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from confgraph.problems import LimitReached, Place, Problem, UsageError

MAX_DEPTH: Final = 200
"""How deep brackets may be nested: the parser below uses the stack for each, and a stack that ends ends the process."""
MAX_CHARACTERS: Final = 1_000_000
"""The longest query that is read, in characters."""

# Strings, addresses and comments are passed over, so that a word in them is no keyword (SPARQL 1.1, section 19.8).
_TOKEN: Final = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|#[^\n]*"
    r"|<(?P<iri>[^<>\"{}|^`\\\s]*)>"
    r"|(?P<name>[?$:@]?[A-Za-z_][\w.-]*:?)"
    r"|(?P<bracket>[(){}\[\]])"
)

Term = NamedNode | BlankNode | Literal


def substitute(text: str, bindings: Mapping[str, Term]) -> str:
    """Return the query with the terms of ``bindings`` in the place of their variables, which are named without "?".

    The terms are written as N-Triples writes them, and only tokens that are variables are replaced, so that no value
    can end a string or begin a keyword. (pyoxigraph's own substitutions work for projected variables only.)
    """
    if not bindings:
        return text

    def term(token: re.Match[str]) -> str:
        name = token["name"] or ""
        return str(bindings[name[1:]]) if name[:1] in ("?", "$") and name[1:] in bindings else token[0]

    return re.sub(_TOKEN, term, text, flags=re.DOTALL)


def variables(text: str) -> Iterator[str]:
    """Yield every variable of a query with its "?" or "$", in order; what looks like one in a string is none."""
    for token in re.finditer(_TOKEN, text, re.DOTALL):
        if (token["name"] or "").startswith(("?", "$")):
            yield token["name"]


def screen(text: str, services: Iterable[str], name: str) -> None:
    """Refuse a query that asks services outside ``services`` (host names), or that is too long or too deep.

    Raises UsageError with the place of each SERVICE that is not allowed, and LimitReached.
    """
    if len(text) > MAX_CHARACTERS:
        raise LimitReached(f"{name}: the query has {len(text):,} characters, more than {MAX_CHARACTERS:,}: shorten it")
    allowed = {host.lower() for host in services}
    problems = []
    from urllib.parse import urlsplit

    for offset, address in _services(text, name):
        host = urlsplit(address).hostname if address.startswith(("http://", "https://")) else None
        if host is None or host.lower() not in allowed:
            place = Place(name, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
            mend = f"allow it with --allow-service {host}" if host else "name the service by its http(s) address"
            what = f"SERVICE asks {address or 'an address that is not written out'}, and no query may leave this machine"
            problems.append(Problem(place, what, mend))
    if problems:
        raise UsageError(f"{name} was not run", problems)


def _services(text: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield the offset of each SERVICE and the address behind it, "" where that is a variable or a short name."""
    depth, asked = 0, None
    for token in re.finditer(_TOKEN, text, re.DOTALL):
        if bracket := token["bracket"]:
            depth += 1 if bracket in "({[" else -1
            if depth > MAX_DEPTH:
                raise LimitReached(f"{name}: the query is nested deeper than {MAX_DEPTH} brackets: flatten it")
        word = (token["name"] or "").upper()
        if asked is not None and word != "SILENT" and not token[0].startswith("#"):
            yield asked, token["iri"] or ""
            asked = None
        if word == "SERVICE":
            asked = token.start()


def query_form(text: str) -> str:
    """Return what kind of query a text is: "select", "construct", "ask" or "describe"; "" for none of them."""
    words = (token["name"].lower() for token in re.finditer(_TOKEN, text, re.DOTALL) if token["name"])
    return next((word for word in words if word in ("select", "construct", "ask", "describe")), "")
