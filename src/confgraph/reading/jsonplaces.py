"""Find what each value of a JSON-LD file may say, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from confgraph.reading.jsontext import Value, values
from confgraph.reading.positions import Lines, Written

_IDS: Final = ("@id", "id")
_NO_PROPERTY: Final = ("@value", "@id", "id", "@list", "@set", "@graph", "@included", "@reverse")


def written(name: str, data: bytes) -> Iterator[Written]:
    """Yield every value of a JSON-LD text with its property, the node that it is of, and its place."""
    text = data.decode("utf-8")
    lines = Lines(name, text)
    listed = [value for value in values(text) if "@context" not in value.pointer]
    nodes = {value.pointer[:-1]: _text(value) for value in listed if value.pointer and value.pointer[-1] in _IDS}
    for value in listed:
        path = value.pointer
        steps = [number for number, step in enumerate(path) if not step.isdigit() and step not in _NO_PROPERTY]
        if not steps:
            continue
        predicate, node = path[steps[-1]], path[: steps[-1]]
        pointer = "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path)
        place, key = lines.place(value.at, pointer), lines.place(value.key_at, pointer)
        if path[-1] in _IDS:
            yield Written(nodes.get(node, ""), predicate, _text(value), place, key)
        elif not (path[-1].startswith("@") and path[-1] not in ("@value", "@type")):
            predicate = "type" if predicate == "@type" else predicate
            yield Written(nodes.get(node, ""), predicate, _text(value), place, key)


def _text(value: Value) -> str:
    """Return the text of a value; "" for an object or a list."""
    if value.token in ("{", "["):
        return ""
    return str(json.loads(value.token)) if value.token[0] == '"' else value.token
