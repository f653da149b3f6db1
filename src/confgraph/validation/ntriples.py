"""Terms as the tables hold them, in N-Triples, and back (RDF 1.1 N-Triples, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from confgraph.namespaces import expand
from confgraph.validation.report import Term

_LITERAL: Final = re.compile(r'"(.*)"(?:@([A-Za-z0-9-]+)|\^\^<(.*)>)?', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_STRING: Final = expand("xsd:string")
_LANG_STRING: Final = expand("rdf:langString")


class Parts(NamedTuple):
    """What a term is made of: ``kind`` is "i" (IRI), "b" (blank node) or "l" (literal); text, datatype, language."""

    kind: str
    text: str
    datatype: str = ""
    language: str = ""


def parts(text: str) -> Parts:
    """Return the parts of a term written in N-Triples."""
    if text.startswith("<"):
        return Parts("i", text[1:-1])
    if text.startswith("_:"):
        return Parts("b", text[2:])
    found = _LITERAL.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no term of N-Triples")
    lexical, language, datatype = found.groups()
    if "\\" in lexical:
        lexical = _ESCAPE.sub(_unescaped, lexical)
    return Parts("l", lexical, datatype or (_LANG_STRING if language else _STRING), language or "")


def term(text: str) -> Term:
    """Return the term that a text in N-Triples stands for."""
    kind, value, datatype, language = parts(text)
    if kind == "i":
        return NamedNode(value)
    if kind == "b":
        return BlankNode(value)
    if language:
        return Literal(value, language=language)
    return Literal(value) if datatype == _STRING else Literal(value, datatype=NamedNode(datatype))


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])


def nt(term: Term) -> str:
    """Return a term as the tables hold it; tags of languages are in small letters."""
    if isinstance(term, Literal) and term.language:
        return str(Literal(term.value, language=term.language.lower()))
    return str(term)


def rows(quads: Iterable[Quad]) -> Iterator[tuple[str, str, str]]:
    """Yield subject, predicate and object as the tables hold them; SHACL knows no triples in triples."""
    for quad in quads:
        if not isinstance(quad.subject, Triple) and not isinstance(quad.object, Triple):
            yield nt(quad.subject), nt(quad.predicate), nt(quad.object)
