"""Find what is wrong with the terms of a document, whatever the shapes say, and what in it has no effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from confgraph.namespaces import PREFIXES
from confgraph.problems import Severity
from confgraph.reading.documents import Document
from confgraph.reading.lexical import PATTERNS, RANGES, XSD, wrong_form

_KNOWN: Final = frozenset(XSD + name for name in (*PATTERNS, *RANGES))
_SH: Final = PREFIXES["sh"]
_IMPORTS: Final = PREFIXES["owl"] + "imports"
_RULES: Final = ("http://www.w3.org/2003/11/swrl#", "http://spinrdf.org/spin#", "http://www.w3.org/2000/10/swap/log#")
_RUNS: Final = re.compile(r"(?i)(javascript|vbscript|data|file):")
_INERT: Final = (b"/ns/shacl#", b"imports", b"swrl#", b"spin#", b"swap/log#")


class Finding(NamedTuple):
    """Something about a triple that needs a place."""

    quad: Quad
    what: str
    mend: str
    severity: Severity


def findings(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with the literals and addresses of a document, and the first of what has no effect in it."""
    for quad in document:
        value = quad.object
        if isinstance(value, Literal):
            datatype = value.datatype.value
            if datatype in _KNOWN and (wrong := wrong_form(value.value, datatype)):
                yield Finding(quad, *wrong, Severity.ERROR)
        elif isinstance(value, NamedNode) and (found := _RUNS.match(value.value)):
            what = f"the address begins with {found[1].lower()}:, which is no place on the web"
            yield Finding(quad, what, "write the https:// address", Severity.WARNING)
    if any(sign in document.data for sign in _INERT):
        yield from _without_effect(document)


def _without_effect(document: Document) -> Iterator[Finding]:
    told: set[str] = set()
    for quad in document:
        kind = quad.predicate.value
        name = quad.object.value if isinstance(quad.object, NamedNode) else ""
        if kind == _IMPORTS:
            what, mend = "owl:imports has no effect: nothing is fetched", "name the file too, if it belongs to the data"
        elif kind.startswith(_SH) or name.startswith(_SH):
            what, mend = "shapes and rules have no effect in data", "name a file of shapes with --shapes"
        elif kind.startswith(_RULES) or name.startswith(_RULES):
            what, mend = "rules have no effect in data", "write what follows from them as triples"
        else:
            continue
        if what not in told:
            told.add(what)
            yield Finding(quad, what, mend, Severity.INFO)
