"""Decide whether bytes may be parsed at all: size, compression, encoding, declarations that a parser would obey."""

from __future__ import annotations

from typing import Final

from confgraph.problems import LimitReached, Place, Problem, UnreadableInput

MAX_BYTES: Final = 256 * 1024 * 1024
"""The largest file that is read, in bytes; a million editions as Turtle stay below it."""

_BOM: Final = b"\xef\xbb\xbf"
_COMPRESSED: Final = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"PK\x03\x04": "zip"}
_DOCTYPE: Final = b"<!doctype"


def decoded(name: str, data: bytes) -> bytes:
    """Return the bytes without a byte order mark.

    Raises LimitReached above ``MAX_BYTES`` and UnreadableInput for compressed data and for what is not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise LimitReached(f"{name}: the file has {len(data):,} bytes, more than {MAX_BYTES:,}: split it")
    for magic, kind in _COMPRESSED.items():
        if data.startswith(magic):
            raise unreadable(name, f"the file is compressed with {kind}", "uncompress it first")
    data = data.removeprefix(_BOM)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _line_and_column(data, error.start)
        raise unreadable(
            name, f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8", line, column
        ) from None
    return data


def refuse_broken_xml(name: str, data: bytes) -> None:
    """Raise UnreadableInput for XML that is not well-formed, and for a DOCTYPE, whose entities can grow without bound.

    The RDF/XML parser tells no lines; expat does (XML 1.0, section 2.1).
    """
    from xml.parsers import expat  # late, as json below: a query reads neither, and starts in a blink

    if (found := data.lower().find(_DOCTYPE)) >= 0:
        line, column = _line_and_column(data, found)
        raise unreadable(
            name, "a DOCTYPE may define entities without bound", "write namespaces out instead", line, column
        )
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        what = f"this is not well-formed XML, {expat.ErrorString(error.code)}"
        raise unreadable(name, what, "mend the XML at this place", error.lineno, error.offset + 1) from None


def refuse_ambiguous_json(name: str, data: bytes) -> None:
    """Raise UnreadableInput for JSON with a key twice in one object, of which a parser would keep only one."""
    import json

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        seen: dict[str, object] = {}
        for key, value in pairs:
            if key in seen:
                raise _Twice(key)
            seen[key] = value
        return seen

    try:
        json.loads(data, object_pairs_hook=once)
    except _Twice as twice:
        needle = json.dumps(twice.key, ensure_ascii=False).encode()
        line, column = _line_and_column(data, data.rfind(needle))
        raise unreadable(name, f"the key {twice.key!r} stands twice", "keep one of the two", line, column) from None
    except RecursionError:
        raise LimitReached(f"{name}: the objects are nested too deeply: flatten them") from None
    except json.JSONDecodeError as error:
        mend = "mend the JSON at this place"
        raise unreadable(name, f"this is not JSON, {error.msg.lower()}", mend, error.lineno, error.colno) from None


def unreadable(name: str, what: str, mend: str, line: int | None = None, column: int | None = None) -> UnreadableInput:
    """Return the error for input that cannot be read, with its one problem."""
    problem = Problem(Place(name, line, column), what, mend)
    return UnreadableInput(f"{name} cannot be read", [problem])


class _Twice(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _line_and_column(data: bytes, offset: int) -> tuple[int, int]:
    return data.count(b"\n", 0, offset) + 1, offset - data.rfind(b"\n", 0, offset)
