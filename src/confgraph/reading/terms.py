"""Find what is wrong with the terms of a document, whatever the shapes say, and what in it has no effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from confgraph.namespaces import PREFIXES
from confgraph.problems import Severity
from confgraph.reading.lexical import PATTERNS, RANGES, XSD, wrong_form

_KNOWN: Final = frozenset(XSD + name for name in (*PATTERNS, *RANGES))
IMPORTS: Final = PREFIXES["owl"] + "imports"
RULES: Final = ("http://www.w3.org/2003/11/swrl#", "http://spinrdf.org/spin#", "http://www.w3.org/2000/10/swap/log#")
_RUNS: Final = re.compile(r"(?i)(javascript|vbscript|data|file):")


class Finding(NamedTuple):
    """Something about a triple that needs a place."""

    quad: Quad
    what: str
    mend: str
    severity: Severity


def findings(quads: Iterable[Quad]) -> Iterator[Finding]:
    """Yield what is wrong with the literals and addresses of statements, and what in them has no effect in data."""
    for quad in quads:
        value = quad.object
        if isinstance(value, Literal):
            datatype = value.datatype.value
            if datatype in _KNOWN and (wrong := wrong_form(value.value, datatype)):
                yield Finding(quad, *wrong, Severity.ERROR)
        elif isinstance(value, NamedNode) and (found := _RUNS.match(value.value)):
            what = f"the address begins with {found[1].lower()}:, which is no place on the web"
            yield Finding(quad, what, "write the https:// address", Severity.WARNING)
        if inert := _without_effect(quad):
            yield Finding(quad, *inert, Severity.INFO)


def _without_effect(quad: Quad) -> tuple[str, str] | None:
    kind = quad.predicate.value
    name = quad.object.value if isinstance(quad.object, NamedNode) else ""
    if kind == IMPORTS:
        return "owl:imports has no effect: nothing is fetched", "name the file too, if it belongs to the data"
    if kind.startswith(PREFIXES["sh"]) or name.startswith(PREFIXES["sh"]):
        return "shapes and rules have no effect in data", "name a file of shapes with --shapes"
    if kind.startswith(RULES) or name.startswith(RULES):
        return "rules have no effect in data", "write what follows from them as triples"
    return None
