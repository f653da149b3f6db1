"""Decide whether bytes may be parsed at all: size, compression, encoding, declarations that a parser would obey."""

from __future__ import annotations

import re
from typing import Final

from confgraph.problems import LimitReached, Place, Problem, UnreadableInput

MAX_BYTES: Final = 256 * 1024 * 1024
"""The largest file that is read, in bytes; a million editions as Turtle stay below it."""
MAX_NESTING: Final = 200
"""How deep JSON objects and XML elements may be nested: the parsers behind use the stack for each."""

_BOM: Final = b"\xef\xbb\xbf"
_COMPRESSED: Final = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"PK\x03\x04": "zip"}
_JSON_TOKEN: Final = rb'(?P<string>"(?:[^"\\]|\\.)*")(?P<colon>\s*:)?|(?P<open>[{\[])|[}\]]'
_TRIPLE_TERM: Final = (
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n\r]|\\.)*"'
    rb"|'''(?:[^'\\]|\\.|'(?!''))*'''|'(?:[^'\\\n\r]|\\.)*'"
    rb"|<[^<>\s]*>|\\.|#[^\n\r]*|(?P<found><<)"
)


def decoded(name: str, data: bytes) -> bytes:
    """Return the bytes without a byte order mark.

    Raises LimitReached above ``MAX_BYTES`` and UnreadableInput for compressed data and for what is not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise LimitReached(f"{name}: the file has more than {MAX_BYTES:,} bytes: split it")
    for magic, kind in _COMPRESSED.items():
        if data.startswith(magic):
            raise unreadable(name, f"the file is compressed with {kind}", "uncompress it first")
    data = data.removeprefix(_BOM)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = line_and_column(data, error.start)
        raise unreadable(
            name, f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8", line, column
        ) from None
    return data


def refuse_triple_terms(name: str, data: bytes) -> None:
    """Raise UnreadableInput for a triple inside a triple (RDF 1.2): nested, they end the process of the parser."""
    if b"<<" in data:
        for token in re.finditer(_TRIPLE_TERM, data, re.DOTALL):
            if token["found"]:
                what, mend = "triple terms and text directions are of RDF 1.2", "write it in RDF 1.1"
                raise unreadable(name, what, mend, *line_and_column(data, token.start()))


def refuse_broken_xml(name: str, data: bytes) -> None:
    """Raise UnreadableInput for XML that is not well-formed, and for a DOCTYPE, whose entities can grow without bound.

    The RDF/XML parser tells no lines; expat does (XML 1.0, section 2.1; Namespaces in XML 1.0, section 3).
    """
    from xml.parsers import expat  # late, as json below: a query reads neither, and starts in a blink

    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def refuse(*_: object) -> None:
        what, mend = "a DOCTYPE may define entities without bound", "write namespaces out instead"
        raise unreadable(name, what, mend, *line_and_column(data, data.rfind(b"<!", 0, parser.CurrentByteIndex)))

    def enter(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_NESTING:
            raise _too_deep(f"{name}:{parser.CurrentLineNumber}", "elements")

    def leave(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler, parser.StartElementHandler, parser.EndElementHandler = refuse, enter, leave
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        what = f"this is not well-formed XML, {expat.ErrorString(error.code)}"
        raise unreadable(name, what, "mend the XML at this place", error.lineno, error.offset + 1) from None


def refuse_ambiguous_json(name: str, data: bytes) -> None:
    """Raise UnreadableInput for what is not JSON, and for a key twice in one object, of which a parser keeps only one.

    Raises LimitReached for objects nested too deeply.
    """
    import json

    try:
        json.loads(data, parse_int=str, parse_float=str)
    except RecursionError:
        raise _too_deep(name, "objects") from None
    except json.JSONDecodeError as error:
        # Python 3.13 points at a comma too many, as no other version does: what stands behind it is the mistake.
        offset = error.pos + 1 if error.doc[error.pos : error.pos + 1] == "," else error.pos
        offset += len(error.doc[offset:]) - len(error.doc[offset:].lstrip())
        line, column = line_and_column(error.doc.encode(), len(error.doc[:offset].encode()))
        mend = "mend the JSON at this place"
        raise unreadable(name, f"this is not JSON, {error.msg.lower()}", mend, line, column) from None
    inside: list[set[str]] = [set()]
    for token in re.finditer(_JSON_TOKEN, data):
        if token["colon"]:
            key = json.loads(token["string"])
            if key in inside[-1]:
                place = line_and_column(data, token.start())
                raise unreadable(name, f"the key {key!r} stands twice", "keep one of the two", *place)
            inside[-1].add(key)
        elif token["open"]:
            inside.append(set())
            if len(inside) > MAX_NESTING:
                raise _too_deep(f"{name}:{line_and_column(data, token.start())[0]}", "objects")
        elif not token["string"]:
            inside.pop()


def unreadable(name: str, what: str, mend: str, line: int | None = None, column: int | None = None) -> UnreadableInput:
    """Return the error for input that cannot be read, with its one problem."""
    problem = Problem(Place(name, line, column), what, mend)
    return UnreadableInput(f"{name} cannot be read", [problem])


def _too_deep(where: str, what: str) -> LimitReached:
    return LimitReached(f"{where}: the {what} are nested deeper than {MAX_NESTING}: flatten them")


def line_and_column(data: bytes, offset: int) -> tuple[int, int]:
    """Return the line and the column, in characters, of a byte; both count from 1."""
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode("utf-8", "replace")) + 1
