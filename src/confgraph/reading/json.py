"""Read a JSON file of records, with the line of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from confgraph.reading.decoding import unreadable
from confgraph.reading.jsontext import refuse_ambiguous_json
from confgraph.reading.records import Record

_BETWEEN: Final = re.compile(r"[\s,]*")
_KEY: Final = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:')


def json_records(name: str, text: str) -> list[Record]:
    """Return the records of a JSON file: the entries of its list, or its one object.

    Raises UnreadableInput with the place for what is no JSON, a key twice or NaN, and LimitReached.
    """
    value = json_value(name, text)
    if isinstance(value, dict):
        return [_record(text, 0, len(text), value, 1)]
    if not isinstance(value, list):
        raise unreadable(name, "the file holds neither a list nor an object", "write [ {…}, {…} ]", 1)
    records = []
    for number, (one, start, end) in enumerate(_entries(text), 1):
        if not isinstance(one, dict):
            line = line_of(text, start)
            raise unreadable(name, f"entry {number} has no names for its values", 'write it as {"name": …}', line)
        records.append(_record(text, start, end, one, number))
    return records


def json_members(name: str, text: str) -> list[tuple[str, Record]]:
    """Return the members of a JSON object whose values are objects, each as a record with its key."""
    value = json_value(name, text)
    if not isinstance(value, dict):
        raise unreadable(name, "the file holds no object", 'write { "slug": {…} }', 1)
    found, position = [], 0
    for number, (key, one) in enumerate(value.items(), 1):
        at = next((m for m in _KEY.finditer(text, position) if json.loads(f'"{m[1]}"') == key), None)
        start = at.start() if at else position
        position = at.end() if at else position
        if not isinstance(one, dict):
            raise unreadable(name, f"{key!r} has no names for its values", "write {…}", line_of(text, start))
        end = _DECODER.raw_decode(text, _BETWEEN.match(text, position).end())[1]  # type: ignore[union-attr]
        found.append((key, _record(text, start, end, one, number)))
        position = end
    return found


def json_value(name: str, text: str) -> Any:
    """Return the value of a JSON text, its numbers as texts; raises as ``json_records`` does."""
    if not text.strip():
        raise unreadable(name, "the file is empty", "write [ {…}, {…} ]", 1)
    refuse_ambiguous_json(name, text.encode())
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise unreadable(name, f"this is not JSON, {error}", "mend the JSON") from None


def line_of(text: str, offset: int) -> int:
    """Return the line of a character, from 1."""
    return text.count("\n", 0, offset) + 1


_DECODER: Final = json.JSONDecoder(parse_float=str, parse_int=str)


def _entries(text: str) -> Iterator[tuple[Any, int, int]]:
    """Yield the entries of a list, which was found to be well-formed, with where they begin and end."""
    position = text.index("[") + 1
    while True:
        position = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]
        if text[position] == "]":
            return
        value, end = _DECODER.raw_decode(text, position)
        yield value, position, end
        position = end


def _record(text: str, start: int, end: int, values: dict[str, Any], number: int) -> Record:
    first = line_of(text, start + len(text[start:end]) - len(text[start:end].lstrip()))
    lines: dict[str, int] = {}
    line, seen = first, start
    for key in _KEY.finditer(text, start, end):
        line, seen = line + text.count("\n", seen, key.start()), key.start()
        lines.setdefault(json.loads(f'"{key[1]}"', strict=False), line)
    return Record(values, first, lines, number)
