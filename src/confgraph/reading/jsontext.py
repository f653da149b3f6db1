"""Look at the text of a JSON file: refuse what two readers would read differently, and tell where each value stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from confgraph.namespaces import ONTOLOGY
from confgraph.problems import UnreadableInput
from confgraph.reading.decoding import MAX_NESTING, too_deep, unreadable

OWN_CONTEXT: Final = ONTOLOGY.removesuffix("ns") + "context.jsonld"
"""The address of the one JSON-LD context that is bundled; it is never fetched."""

_BRACKET: Final = r'"(?:[^"\\]|\\.)*"|(?P<open>[{\[])|(?P<close>[}\]])'
_TOKEN: Final = r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+'
_SURROGATE: Final = (
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_NO_NUMBERS: Final = ("NaN", "Infinity", "-Infinity")


class Value(NamedTuple):
    """A value of a JSON text: its pointer, the raw token ("{" and "[" for what has parts), and the offsets."""

    pointer: tuple[str, ...]
    token: str
    at: int
    key_at: int
    """Where the key stands, or the value itself in an array."""


def values(text: str) -> Iterator[Value]:
    """Yield every value of a well-formed JSON text in its order, keys and array indexes in the pointer (RFC 6901)."""
    path: list[str] = []
    kinds: list[str] = []
    key, key_at, pending = "", -1, False
    for found in re.finditer(_TOKEN, text):
        token = found[0]
        if token == ",":
            if kinds[-1] == "[":
                path[-1] = str(int(path[-1]) + 1)
            else:
                pending = False
        elif token in ("}", "]"):
            kinds.pop()
            path.pop()
        elif token == ":":
            pending = True
        elif kinds and kinds[-1] == "{" and not pending:
            key, key_at = _string(token), found.start()
            path[-1] = key
        else:
            inside_object = bool(kinds) and kinds[-1] == "{"
            yield Value(tuple(path), token, found.start(), key_at if inside_object else found.start())
            pending = False
            if token in ("{", "["):
                kinds.append(token)
                path.append("0")


def refuse_ambiguous_json(name: str, data: bytes) -> None:
    """Raise UnreadableInput for what is not JSON, and for a key twice in one object, of which a parser keeps only one.

    Raises LimitReached for objects nested too deeply; a key is the same however it is escaped.
    """
    import json

    text = data.decode("utf-8")
    _refuse_depth(name, text)
    constants: list[str] = []
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=constants.append)
    except json.JSONDecodeError as error:
        # Python 3.13 points at a comma too many, as no other version does: what stands behind it is the mistake.
        offset = error.pos + 1 if error.doc[error.pos : error.pos + 1] == "," else error.pos
        if not error.msg.startswith("Invalid control"):
            offset += len(error.doc[offset:]) - len(error.doc[offset:].lstrip())
        what = f"this is not JSON, {error.msg.lower()}"
        raise unreadable(name, what, "mend the JSON at this place", *place_in(text, offset)) from None
    if constants:
        _refuse_number(name, text)
    if found := re.search(_SURROGATE, text):
        what = f"{found[0]} is half of a character"
        raise unreadable(name, what, "write the whole character", *place_in(text, found.start()))
    _refuse_twice(name, text)


def _refuse_depth(name: str, text: str) -> None:
    depth = 0
    for token in re.finditer(_BRACKET, text):
        depth += bool(token["open"]) - bool(token["close"])
        if depth > MAX_NESTING:
            raise too_deep(name, "objects", *place_in(text, token.start()))


def _refuse_number(name: str, text: str) -> None:
    for found in re.finditer(_TOKEN, text):
        if found[0] in _NO_NUMBERS:
            mend = f'write {{"@value": "{found[0].replace("inity", "").upper()}", "@type": "xsd:double"}}'
            mend = mend.replace('"NAN"', '"NaN"')
            raise unreadable(name, f"JSON has no number {found[0]}", mend, *place_in(text, found.start()))


def _refuse_twice(name: str, text: str) -> None:
    seen: list[set[str]] = []
    expects_key = False
    for found in re.finditer(_TOKEN, text):
        token = found[0]
        if token in ("{", "["):
            seen.append(set())
            expects_key = token == "{"
        elif token in ("}", "]"):
            seen.pop()
        elif token == ",":
            expects_key = True
        elif token == ":":
            expects_key = False
        elif token[0] == '"' and expects_key and re.match(r"\s*:", text[found.end() : found.end() + 80]):
            key = _string(token)
            if key in seen[-1]:
                place = place_in(text, found.start())
                raise unreadable(name, f"the key {key!r} stands twice", "keep one of the two", *place)
            seen[-1].add(key)


def with_bundled_context(data: bytes) -> bytes:
    """Return the JSON with our own context in the place of its address, wherever it is named."""
    if OWN_CONTEXT.encode() not in data:
        return data
    text, parts, done = data.decode("utf-8"), [], 0
    own = _bundled()
    for value in values(text):
        if _is_context(value) and _string(value.token) == OWN_CONTEXT:
            parts += [text[done : value.at], own]
            done = value.at + len(value.token)
    return "".join([*parts, text[done:]]).encode()


def remote_context(name: str, data: bytes) -> UnreadableInput:
    """Return the error for the first context of a document that is named and not bundled."""
    text = data.decode("utf-8")
    mend = "put the context into the file: none is ever fetched"
    for value in values(text):
        if _is_context(value) and (address := _string(value.token)) != OWN_CONTEXT:
            return unreadable(name, f"a context on the web is named, {address}", mend, *place_in(text, value.key_at))
    return unreadable(name, "a context on the web is named", mend)


def _is_context(value: Value) -> bool:
    """Tell whether a value is the address of a context: of @context, in its list, or of @import."""
    last = value.pointer[-1:] if not (value.pointer and value.pointer[-1].isdigit()) else value.pointer[-2:-1]
    return value.token[0] == '"' and last in (("@context",), ("@import",))


def _bundled() -> str:
    import json

    package = Path(__file__).resolve().parents[1]
    inside = package / "catalog"
    folder = inside if inside.is_dir() else package.parents[1]
    return json.dumps(json.loads((folder / "ontology" / "context.jsonld").read_text("utf-8"))["@context"])


def _string(token: str) -> str:
    import json

    return str(json.loads(token)) if token[:1] == '"' else token


def place_in(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset in a text; both count from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
