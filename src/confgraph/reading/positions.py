"""Find the line of every triple of a document.

The parser tells no positions. Fed one line at each read(), it hands a triple over while the line that completes it
is the last that it was given: measured right for 148,152 of 148,152 triples (design/measures.md). It costs about two
parses, so only documents with problems are read this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO, Final, NamedTuple, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat
from pyoxigraph import parse as parse_rdf

from confgraph.problems import Place
from confgraph.reading.documents import Document

_BY_LINE: Final = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)


class Found(NamedTuple):
    """A triple and where its object stands."""

    quad: Quad
    place: Place


class _LineByLine:
    """A binary file that gives one line for each read(), whatever size is asked for."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.splitlines(keepends=True)  # at \n, \r\n and \r, as the parser's errors count them
        self.given = 0

    def read(self, _size: int = -1) -> bytes:
        if self.given >= len(self.lines):
            return b""
        self.given += 1
        return self.lines[self.given - 1]


def positions(document: Document, base: str | None = None) -> Iterator[Found]:
    """Yield every triple of the document with its place: exact lines for Turtle, TriG, N-Triples and N-Quads.

    For RDF/XML and JSON-LD the place is the file, without a line.
    """
    if document.format not in _BY_LINE:
        for quad in document:
            yield Found(quad, Place(document.name))
        return
    lines = _LineByLine(document.data)
    for quad in parse_rdf(cast("IO[bytes]", lines), format=document.format, base_iri=base):
        text = lines.lines[lines.given - 1].decode("utf-8")
        yield Found(quad, Place(document.name, lines.given, _column(text, quad, document.prefixes)))


def _column(text: str, quad: Quad, prefixes: Mapping[str, str]) -> int:
    """Return the column (from 1) where the predicate or else the object begins in the line, or the first text."""
    for term in (quad.predicate, quad.object):
        for spelling in _spellings(term, prefixes):
            if found := re.search(rf"(?<![\w:-]){re.escape(spelling)}(?![\w-])", text):
                return found.start() + 1
    return len(text) - len(text.lstrip()) + 1


def _spellings(term: object, prefixes: Mapping[str, str]) -> Iterator[str]:
    if isinstance(term, NamedNode):
        for prefix, namespace in prefixes.items():
            if term.value.startswith(namespace):
                yield f"{prefix}:{term.value[len(namespace) :]}"
        yield f"<{term.value}>"
    elif isinstance(term, Literal):
        yield f'"{term.value}"'
        yield term.value
    elif isinstance(term, BlankNode):
        yield str(term)
