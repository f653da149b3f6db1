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
_COMPRESSED: Final = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x04\x22\x4d\x18": "lz4",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!\x1a\x07": "RAR",
    b"\x1f\x9d": "compress",
}
_OTHER_BOMS: Final = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
COMPRESSED_SUFFIXES: Final = (".gz", ".bz2", ".xz", ".zip", ".zst", ".lz4", ".7z", ".rar", ".z", ".br", ".tgz", ".tar")
"""The suffixes of compressed files and archives, none of which is opened: what is in them has no bound."""
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
        problem = Problem(Place(name), f"the file has more than {MAX_BYTES:,} bytes", "split it")
        raise LimitReached(f"{name} cannot be read", [problem])
    for magic, kind in _COMPRESSED.items():
        if data.startswith(magic):
            raise unreadable(name, f"the file is compressed with {kind}", "uncompress it first")
    data = data.removeprefix(_BOM)
    for mark, encoding in _OTHER_BOMS.items():
        if data.startswith(mark):
            raise unreadable(name, f"the file is {encoding}, not UTF-8", "save the file as UTF-8", 1, 1)
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
            raise too_deep(name, "elements", parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def leave(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declare(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise unreadable(name, f"the file says that its encoding is {encoding}", "save the file as UTF-8", 1, 1)

    parser.XmlDeclHandler = declare
    parser.StartDoctypeDeclHandler, parser.StartElementHandler, parser.EndElementHandler = refuse, enter, leave
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        what = f"this is not well-formed XML, {expat.ErrorString(error.code)}"
        raise unreadable(name, what, "mend the XML at this place", error.lineno, error.offset + 1) from None


def unreadable(name: str, what: str, mend: str, line: int | None = None, column: int | None = None) -> UnreadableInput:
    """Return the error for input that cannot be read, with its one problem."""
    problem = Problem(Place(name, line, column), what, mend)
    return UnreadableInput(f"{name} cannot be read", [problem])


def too_deep(name: str, what: str, line: int, column: int) -> LimitReached:
    """Return the error for input that is nested beyond ``MAX_NESTING``, with its one problem."""
    told = f"the {what} are nested deeper than {MAX_NESTING}"
    return LimitReached(f"{name} cannot be read", [Problem(Place(name, line, column), told, "flatten them")])


def line_and_column(data: bytes, offset: int) -> tuple[int, int]:
    """Return the line and the column, in characters, of a byte; both count from 1."""
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode("utf-8", "replace")) + 1
