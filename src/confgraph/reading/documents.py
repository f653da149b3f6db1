"""Read one file of RDF into its triples: terms with the lexical forms that the file has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse as parse_rdf

from confgraph.problems import FileTrouble, Place, Problem, UnreadableInput, UsageError, did_you_mean
from confgraph.reading.decoding import decoded, refuse_ambiguous_json, refuse_broken_xml

SUFFIXES: Final[Mapping[str, RdfFormat]] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
}

_WHERE: Final = r"^Parser error at line \d+ (between columns \d+ and \d+|column \d+): "
_MENDS: Final = {
    "A dot is expected": "end the statement before this line with a dot",
    "has not been declared": "declare it with @prefix, or correct its spelling",
    "No scheme found": "write the whole address, or declare @base",
    "Invalid IRI": "escape or remove the character: an address has no spaces and no <>\"{}|^`\\",
    "No LoadDocumentCallback": "put the context into the file: none is ever fetched",
}


class Document:
    """A file that was read: its name, format, clean bytes, triples as written, and prefixes."""

    def __init__(
        self, name: str, file_format: RdfFormat, data: bytes, quads: tuple[Quad, ...], prefixes: Mapping[str, str]
    ) -> None:
        self.name = name
        self.format = file_format
        self.data = data
        self.quads = quads
        self.prefixes = prefixes

    def __iter__(self) -> Iterator[Quad]:
        return iter(self.quads)

    def __len__(self) -> int:
        return len(self.quads)

    def __repr__(self) -> str:
        return f"<Document {self.name} {len(self)}>"


def read(path: Path | str, base: str | None = None) -> Document:
    """Read the file at ``path`` into a document.

    Relative addresses are resolved against ``base``; without one they are an error, never a file:// address.
    Raises FileTrouble, LimitReached, UnreadableInput, and UsageError for an unknown suffix.
    """
    path = Path(path)
    file_format = format_of(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileTrouble(f"{path}: {(error.strerror or str(error)).lower()}") from None
    return parse(data, file_format, _shown(path), base)


def _shown(path: Path) -> str:
    """Return how a file is called in messages: from the current folder where it lies below, else as it was given."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else str(path)


def read_text(path: Path | str) -> str:
    """Return the text of a file that is no RDF, such as a query; raise FileTrouble or UnreadableInput."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileTrouble(f"{path}: {(error.strerror or str(error)).lower()}") from None
    return decoded(str(path), data).decode("utf-8")


def format_of(path: Path) -> RdfFormat:
    """Return the RDF format that the suffix of ``path`` names; raise UsageError for others."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    known = ", ".join(SUFFIXES)
    hint = did_you_mean(suffix, SUFFIXES) or f"name it by what it is: {known}"
    raise UsageError(f"{path}: no RDF format has the suffix {suffix or '(none)'}: {hint}")


def parse(data: bytes, file_format: RdfFormat, name: str, base: str | None = None) -> Document:
    """Parse bytes that were called ``name`` into a document; errors as for ``read``."""
    data = decoded(name, data)
    if file_format == RdfFormat.RDF_XML:
        refuse_broken_xml(name, data)
    if file_format == RdfFormat.JSON_LD:
        refuse_ambiguous_json(name, data)
    parser = parse_rdf(data, format=file_format, base_iri=base)
    try:
        quads = tuple(parser)
    except (SyntaxError, ValueError) as error:
        raise UnreadableInput(f"{name} cannot be read", [_problem(name, error)]) from None
    return Document(name, file_format, data, quads, dict(parser.prefixes))


def _problem(name: str, error: SyntaxError | ValueError) -> Problem:
    """Turn the parser's error into a problem with a mend."""
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    text = re.sub(_WHERE, "", str(getattr(error, "msg", None) or error)).strip()
    mend = next((mend for sign, mend in _MENDS.items() if sign in text), "correct the syntax at this place")
    what = "a context on the web is named" if text.endswith("load remote contexts") else _lowered(text)
    return Problem(Place(name, line, column), what, mend)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
