"""Find the place of every triple of a document: where its value stands, and where its property does.

The parser tells no places, so the text is walked a second time; only documents with problems are. Places are exact for
Turtle, TriG, N-Triples, N-Quads and CSV. In JSON-LD and RDF/XML, where one triple may be written in many ways, the
place is that of the value with the nearest property and subject.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat

from confgraph.problems import Place
from confgraph.reading.documents import CSV, Document

_LINE_END: Final = r"\r\n|\n|\r"


class Found(NamedTuple):
    """A triple, where its value, its property and its subject begin, and the line where its value ends."""

    quad: Quad
    place: Place
    property: Place
    subject: Place
    last_line: int | None


class Written(NamedTuple):
    """What a walk through JSON or XML found: texts of subject, property and value ("" for what has no address)."""

    subject: str
    predicate: str
    object: str
    place: Place
    property: Place


def positions(document: Document) -> Iterator[Found]:
    """Yield every triple of the document with its place, in the order of the document."""
    if document.format == CSV:
        yield from _of_table(document)
    elif document.format == RdfFormat.JSON_LD:
        from confgraph.reading.jsonplaces import written

        yield from _matched(document, written(document.name, document.data))
    elif document.format == RdfFormat.RDF_XML:
        from confgraph.reading.xmlplaces import written as written_xml

        yield from _matched(document, written_xml(document.name, document.data))
    else:
        yield from _of_turtle(document)


class Lines:
    """The lines of a text, to turn offsets into places: at every line end that an editor knows."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._starts = [0, *(found.end() for found in re.finditer(_LINE_END, text))]

    def place(self, offset: int, pointer: str = "") -> Place:
        """Return the place of an offset."""
        line = bisect_right(self._starts, offset)
        return Place(self.name, line, offset - self._starts[line - 1] + 1, pointer)


def _of_turtle(document: Document) -> Iterator[Found]:
    from confgraph.reading.turtletext import end_of, spots

    text = document.data.decode("utf-8")
    lines = Lines(document.name, text)
    for quad, spot in zip(document, spots(text), strict=True):
        places = (lines.place(spot.object), lines.place(spot.predicate), lines.place(spot.subject))
        long = text.startswith(('"""', "'''"), spot.object)
        yield Found(quad, *places, lines.place(end_of(text, spot.object)).line if long else places[0].line)


def _of_table(document: Document) -> Iterator[Found]:
    from confgraph.reading.columns import events

    for quad, line, column in events(document.name, document.data):
        place = Place(document.name, line, column)
        yield Found(quad, place, place, place, line)


def _matched(document: Document, walk: Iterable[Written]) -> Iterator[Found]:
    """Yield each triple with the place of what was written most like it, else of the value that its subject is."""
    exact: dict[tuple[str, str], list[Written]] = {}
    by_value: dict[str, list[Written]] = {}
    by_predicate: dict[str, list[Written]] = {}
    for one in walk:
        exact.setdefault((_tail(one.predicate), one.object), []).append(one)
        by_predicate.setdefault(_tail(one.predicate), []).append(one)
        if one.object:
            by_value.setdefault(one.object, []).append(one)
            exact.setdefault((_tail(one.predicate), _tail(one.object)), []).append(one)
            by_value.setdefault(_tail(one.object), []).append(one)
    nowhere = Place(document.name)
    of_values: dict[object, tuple[Place, Place]] = {}
    for quad in document:
        predicate, value = _tail(quad.predicate.value), _written_value(quad)
        known = exact.get((predicate, value)) or by_value.get(value) or by_predicate.get(predicate) or []
        subject = _tail(getattr(quad.subject, "value", ""))
        best = next((one for one in known if _tail(one.subject) == subject), known[0] if known else None)
        of_subject = of_values.get(quad.subject, (nowhere, nowhere))
        place, at_property = (best.place, best.property) if best else of_subject
        of_values.setdefault(quad.object, (place, at_property))
        yield Found(quad, place, at_property, at_property, place.line)


def _written_value(quad: Quad) -> str:
    if isinstance(quad.object, BlankNode):
        return ""
    return _tail(quad.object.value) if isinstance(quad.object, NamedNode) else str(getattr(quad.object, "value", ""))


def _tail(name: str) -> str:
    """Return what an IRI, a prefixed name and a term have in common: what stands behind the last "/", "#" or ":"."""
    return re.split(r"[/#:]", name)[-1] or name
