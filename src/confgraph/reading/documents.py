"""Read one file of RDF into its triples: terms with the lexical forms that the file has."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Final
from typing import Literal as Literal_

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import parse as parse_rdf

from confgraph.problems import FileTrouble, LimitReached, Place, Problem, UnreadableInput, UsageError, did_you_mean
from confgraph.reading.decoding import (
    COMPRESSED_SUFFIXES,
    MAX_BYTES,
    decoded,
    line_and_column,
    refuse_broken_xml,
    refuse_triple_terms,
    unreadable,
)

MAX_LITERAL: Final = 1024 * 1024
"""The longest literal that is read, in characters; a text of a whole page has a hundredth of it."""
CSV: Final = "CSV"
"""The format of tables of events, which RDF does not know."""
Format = RdfFormat | Literal_["CSV"]

SUFFIXES: Final[Mapping[str, Format]] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".csv": CSV,
}
_OF_TURTLE: Final = (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.TRIG)

_WHERE: Final = r"^Parser error (at|between) line \d+ [^:]*: "
_MENDS: Final = {
    "A dot is expected": "end the statement before this line with a dot",
    "has not been declared": "declare it with @prefix, or correct its spelling",
    "No scheme found": "write the whole address, or declare @base",
    "Invalid IRI": 'escape or remove the character: an address has no spaces and no <>"{}|^`\\',
}
_NO_BASE: Final = "no-base:/"
_CHUNK: Final = 1 << 16
"""How much of a file is read at first: most are smaller, and room for more takes longer to get than to fill."""
_RDF_12: Final = rb"<<|\{\||@[A-Za-z0-9-]+--|@direction|parseType=.Triple|itsdir|dir=|(?<=\s)~"
_REMOTE_CONTEXT: Final = "No LoadDocumentCallback"


class Document:
    """A file that was read: its name, format, clean bytes, triples as written, and prefixes."""

    def __init__(
        self, name: str, file_format: Format, data: bytes, quads: tuple[Quad, ...], prefixes: Mapping[str, str]
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


def read(path: str | os.PathLike[str], base: str | None = None) -> Document:
    """Read the file at ``path`` into a document.

    Relative addresses are resolved against ``base``; without one they are an error, never a file:// address.
    Raises FileTrouble, LimitReached, UnreadableInput, and UsageError for an unknown suffix.
    """
    file_format = format_of(path)
    return parse(_bytes(path), file_format, shown(os.fspath(path)), base)


def shown(name: str) -> str:
    """Return how a file is called in messages: from the current folder where it lies below, else as it was given."""
    return name.removeprefix(f"{os.getcwd().rstrip(os.sep)}{os.sep}") if os.path.isabs(name) else name


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a file that is no RDF, such as a query; raise FileTrouble or UnreadableInput."""
    return decoded(os.fspath(path), _bytes(path)).decode("utf-8")


def _bytes(path: str | os.PathLike[str]) -> bytes:
    """Return the bytes of a file, no more of them than show that it is too large."""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))  # open() takes as long as to parse 2 kB
        try:
            data = os.read(file, _CHUNK)
            rest = os.read(file, 1)  # a pipe may give less than was asked for: only nothing is the end
            if not rest:
                return data
            with open(file, "rb", closefd=False) as buffered:
                return data + rest + buffered.read(max(0, MAX_BYTES - len(data)))
        finally:
            os.close(file)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        raise FileTrouble(f"{path}: {(getattr(error, 'strerror', None) or str(error)).lower()}") from None


def format_of(path: str | os.PathLike[str]) -> Format:
    """Return the format that the suffix of ``path`` names.

    Raises UsageError for others, UnreadableInput for those of compressed files.
    """
    suffix = os.path.splitext(path)[1].lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix in COMPRESSED_SUFFIXES:
        raise unreadable(shown(os.fspath(path)), "the file is compressed", "uncompress it first")
    known = ", ".join(SUFFIXES)
    hint = did_you_mean(suffix, SUFFIXES) or f"name it by what it is: {known}"
    raise UsageError(f"{path}: no RDF format has the suffix {suffix or '(none)'}: {hint}")


def parse(data: bytes, file_format: Format, name: str, base: str | None = None) -> Document:
    """Parse bytes that were called ``name`` into a document; errors as for ``read``."""
    data = decoded(name, data)
    if isinstance(file_format, str):
        from confgraph.reading.columns import events

        return Document(name, file_format, data, tuple(placed.quad for placed in events(name, data)), {})
    if base is not None:
        _refuse_base(base)
    text = data
    if file_format == RdfFormat.RDF_XML:
        refuse_broken_xml(name, data)
    elif file_format == RdfFormat.JSON_LD:
        from confgraph.reading import jsontext

        jsontext.refuse_ambiguous_json(name, data)
        text, base = jsontext.with_bundled_context(data), base or _NO_BASE
    else:
        refuse_triple_terms(name, data)
    parser = parse_rdf(text, format=file_format, base_iri=base)
    try:
        quads = tuple(parser)
    except (SyntaxError, ValueError) as error:
        raise _error(name, data, error) from None
    if base == _NO_BASE:
        _refuse_relative(name, data, quads)
    if _may_be_rdf_12(file_format, data) and any(map(_is_rdf_12, quads)):
        what, mend = "triple terms and text directions are of RDF 1.2", "write it in RDF 1.1"
        raise unreadable(name, what, mend, *_place_of(_RDF_12, data))
    if len(data) > MAX_LITERAL:
        _refuse_long(name, file_format, data, quads)
    return Document(name, file_format, data, quads, dict(parser.prefixes))


def _refuse_base(base: str) -> None:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", base):
        raise UsageError(f"{base} is no base: write a whole address, such as https://pycon.example/")


def _refuse_long(name: str, file_format: RdfFormat, data: bytes, quads: tuple[Quad, ...]) -> None:
    """Raise LimitReached for a literal above ``MAX_LITERAL``; in a format of lines none is longer than its line."""
    by_line = file_format in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
    if by_line and max(map(len, data.split(b"\n"))) <= MAX_LITERAL:
        return
    for quad in quads:
        if isinstance(quad.object, Literal) and len(quad.object.value) > MAX_LITERAL:
            what = f"the value of <{quad.predicate.value}> has more than {MAX_LITERAL:,} characters"
            line, column = _place_of(re.escape(quad.object.value[:200].encode()), data)
            problem = Problem(Place(name, line, column), what, "shorten it, or link to it")
            raise LimitReached(f"{name} cannot be read", [problem])


def _refuse_relative(name: str, data: bytes, quads: tuple[Quad, ...]) -> None:
    """Raise UnreadableInput for an address in JSON-LD that is not whole: without a base, a parser drops its triples."""
    for quad in quads:
        kind = quad.object.datatype if isinstance(quad.object, Literal) else quad.object
        for term in (quad.subject, quad.predicate, kind, quad.graph_name):
            if isinstance(term, NamedNode) and term.value.startswith(_NO_BASE):
                address = term.value.removeprefix(_NO_BASE)
                what, mend = f"the address {address!r} is not whole", _MENDS["No scheme found"]
                raise unreadable(name, what, mend, *_place_of(re.escape(f'"{address}"').encode(), data))


def _may_be_rdf_12(file_format: Format, data: bytes) -> bool:
    """Tell whether it is worth while to look at each statement, which takes as long as to parse them.

    Without ``{|``, ``~`` and ``--`` Turtle and its kin cannot say what is of RDF 1.2; ``<<`` is refused before.
    """
    return file_format not in _OF_TURTLE or b"~" in data or b"--" in data or (b"|" in data and b"{|" in data)


def _is_rdf_12(quad: Quad) -> bool:
    """Tell whether a statement holds what SHACL 1.0 and rdflib have no word for."""
    return isinstance(quad.object, Triple) or (isinstance(quad.object, Literal) and quad.object.direction is not None)


def _place_of(pattern: bytes, data: bytes) -> tuple[int | None, int | None]:
    """Return the line and column where a pattern is first found, for errors whose place the parser does not tell."""
    found = re.search(pattern, data)
    return line_and_column(data, found.start()) if found else (None, None)


def _error(name: str, data: bytes, error: SyntaxError | ValueError) -> UnreadableInput:
    """Turn the parser's error into ours, with a mend."""
    if _REMOTE_CONTEXT in str(error):
        from confgraph.reading.jsontext import remote_context

        return remote_context(name, data)
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    text = re.sub(_WHERE, "", str(getattr(error, "msg", None) or error)).strip()
    text = re.sub(r" \(line \d+\)$", "", text)
    if line is None:
        address = re.search(r"IRI '([^']*)'", text)
        line, column = _place_of(re.escape(f'"{address[1]}"').encode(), data) if address else (None, None)
    mend = next((mend for sign, mend in _MENDS.items() if sign in text), "correct the syntax at this place")
    return unreadable(name, _lowered(text), mend, line, column)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
