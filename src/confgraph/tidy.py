"""Settle what people need not: the order of records and properties, prefixes, spaces, and derived triples.

Nothing that a person wrote is lost: terms keep their spelling; a comment behind a property with one value stays there,
others stand above the record that they stood in. Only the lines of ``confgraph new`` that nobody filled in go.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Quad, RdfFormat, Triple

from confgraph.derive import COMPUTED, derive
from confgraph.problems import Place, Problem, UsageError
from confgraph.reading import Document
from confgraph.reading.comments import Comment, comments
from confgraph.reading.positions import positions
from confgraph.writing import turtle
from confgraph.writing.turtle import Property

MEND: Final = "run confgraph tidy"


class _Kept(NamedTuple):
    """The comments of a file: those of its head, those of each record by its IRI, and one behind a property."""

    head: list[str]
    above: dict[str, list[str]]
    behind: dict[Property, str]


@dataclass(frozen=True)
class Tidied:
    """A file before and after: ``problem`` is None where nothing had to change."""

    path: Path
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)

    @property
    def problem(self) -> Problem | None:
        """Return where the file first differs from its tidy form, or None."""
        if self.before == self.after:
            return None
        old, new = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        return Problem(Place(str(self.path), same + 1), "the file is not tidy from this line on", MEND)


def tidy(documents: Iterable[Document], around: Iterable[Document], ontology: Iterable[Document]) -> list[Tidied]:
    """Return the tidy form of Turtle documents.

    ``around`` is the rest of the catalog, from which places around places and both directions are derived.
    Raises UsageError for a document with blank nodes or in another format, of which nobody wants a rewrite.
    """
    chosen = list(documents)
    for document in chosen:
        _refuse(document)
    everything = [quad for document in [*chosen, *around] for quad in document]
    terms = [quad for document in ontology for quad in document]
    derived: dict[object, list[Triple]] = defaultdict(list)
    for triple in derive(everything, terms):
        derived[triple.subject].append(triple)
    return [_tidied(document, derived) for document in chosen]


def _refuse(document: Document) -> None:
    if document.format != RdfFormat.TURTLE:
        raise UsageError(f"{document.name}: only Turtle is tidied: convert it with confgraph export turtle")
    if any(isinstance(term, BlankNode) for quad in document for term in (quad.subject, quad.object)):
        raise UsageError(f"{document.name}: a record without an address cannot be ordered: give each blank node an IRI")


def _tidied(document: Document, derived: dict[object, list[Triple]]) -> Tidied:
    stated: list[Quad | Triple] = [quad for quad in document if quad.predicate not in COMPUTED]
    implied = [triple for subject in {quad.subject for quad in stated} for triple in derived[subject]]
    text = turtle([*stated, *implied], *_kept_comments(document, [*stated, *implied]))
    return Tidied(Path(document.name), document.data, text.encode())


def _kept_comments(document: Document, statements: Iterable[Quad | Triple]) -> _Kept:
    """Return the comments with their places, for a file that will hold the statements."""
    kept = _Kept([], defaultdict(list), {})
    written = list(comments(document.data.decode("utf-8")))
    if not written:
        return kept
    triples = {Triple(one.subject, one.predicate, one.object) for one in statements}
    values = Counter(_property(one) for one in triples)
    places = [(found.last_line or 0, _property(found.quad)) for found in positions(document)]
    subjects = {subject for subject, _ in values}
    spans, before = _spans(places), dict(places)
    top = _lines_of_head(document.data)
    for comment in written:
        ended = None if comment.alone else before.get(comment.line)
        if ended and values[ended] == 1 and ended not in kept.behind:
            kept.behind[ended] = comment.text
        elif not _left_over(comment, spans):
            owner = None if comment.alone and comment.line <= top else _owner(comment, spans)
            (kept.above[owner] if owner and owner in subjects else kept.head).append(comment.text)
    return kept


def _property(statement: Quad | Triple) -> Property:
    return getattr(statement.subject, "value", ""), statement.predicate.value


def _left_over(comment: Comment, spans: list[tuple[int, int, str]]) -> bool:
    """Tell whether a comment is a line of a new record that nobody filled in: "#? cg:endDate …" inside a record."""
    return comment.alone and comment.text.startswith("?") and any(a < comment.line < b for a, b, _ in spans)


def _lines_of_head(data: bytes) -> int:
    """Return how many lines on top belong to the file: those above the first prefix or, without one, the first gap."""
    lines = data.splitlines()
    bare = [number for number, line in enumerate(lines) if not line.lstrip().startswith(b"#")]
    first = next((number for number in bare if lines[number].strip()), len(lines))
    if first == len(lines) or re.match(rb"\s*@?(prefix|base)\b", lines[first], re.IGNORECASE):
        return first
    return 0 if lines[bare[0]].strip() else bare[0]


def _spans(places: Iterable[tuple[int, Property]]) -> list[tuple[int, int, str]]:
    """Return the first and last line of each record, in the order of the file; one that stands in two places is two."""
    spans: list[tuple[int, int, str]] = []
    for line, (subject, _) in places:
        if spans and spans[-1][2] == subject:
            spans[-1] = (spans[-1][0], line, subject)
        else:
            spans.append((line, line, subject))
    return spans


def _owner(comment: Comment, spans: list[tuple[int, int, str]]) -> str | None:
    """Return the record that a comment stands in, or else the next one below it."""
    for first, last, subject in spans:
        if comment.line <= (last - 1 if comment.alone else last) or comment.line <= first:
            return subject
    return None
