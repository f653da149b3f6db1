"""Read a YAML file of records: every scalar is a text, nothing is constructed, nothing grows.

The events of the parser are read one by one, so neither aliases nor tags nor nesting can do harm; PyYAML's own
composing follows aliases and its tags make objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from confgraph.problems import LimitReached
from confgraph.reading.decoding import MAX_NESTING, unreadable
from confgraph.reading.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yaml import Event

MAX_YAML_BYTES: Final = 32 * 1024 * 1024
"""The largest YAML file that is read, in bytes; the parser needs about a hundred times as much for its events."""
_NOTHING: Final = ("", "~", "null", "Null", "NULL")
_STR: Final = "tag:yaml.org,2002:str"


def yaml_records(name: str, text: str) -> list[Record]:
    """Return the records of a YAML file that holds a list of mappings; an empty file holds none.

    Raises UnreadableInput with the place for what is no YAML, a key twice, an alias or a tag, and LimitReached.
    """
    import yaml  # late: a query reads no YAML

    if len(text) > MAX_YAML_BYTES:
        raise LimitReached(f"{name}: a YAML file may have {MAX_YAML_BYTES:,} bytes: split it")
    if strange := yaml.reader.Reader.NON_PRINTABLE.search(text):
        what = f"the character U+{ord(strange[0]):04X} may not stand in YAML"
        raise unreadable(name, what, "remove it", text.count("\n", 0, strange.start()) + 1)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        documents = _built(name, yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        what = f"this is not YAML, {error.problem or error.context}"
        raise unreadable(name, what, "mend the YAML at this place", *place) from None
    return _listed(name, documents)


def _listed(name: str, documents: list[tuple[Any, int]]) -> list[Record]:
    """Return the records of the list that is the file's one document."""
    if len(documents) > 1:
        raise unreadable(name, "the file holds more than one YAML document", "keep one list", documents[1][1])
    value, line = documents[0] if documents else ([], 1)
    if value is None:
        return []
    if not isinstance(value, list):
        raise unreadable(name, "the file holds no list", 'begin each record with "- "', line)
    for one in value:
        if not isinstance(one, _Mapping):
            raise unreadable(name, "an entry of the list has no names for its values", "write it as name: value", line)
    return [Record(dict(one), one.line, one.lines, number) for number, one in enumerate(value, 1)]


class _Mapping(dict[str, Any]):
    """A mapping that knows its line and those of its keys."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.key: str | None = None


def _built(name: str, events: Iterable[Event]) -> list[tuple[Any, int]]:
    """Return every document with its line; each scalar is its text or None."""
    import yaml

    documents: list[tuple[Any, int]] = []
    open_: list[Any] = []
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise unreadable(name, "an alias repeats what stands elsewhere", "write it out", line)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.ScalarEvent)):
            if event.tag is not None and event.tag not in ("!", _STR):
                raise unreadable(name, f"the tag {event.tag!r} asks for more than text", "remove the tag", line)
            value = _begun(event, line)
            _placed(name, value, line, open_, documents)
            if not isinstance(event, yaml.ScalarEvent):
                open_.append(value)
                if len(open_) > MAX_NESTING:
                    raise LimitReached(f"{name}:{line}: the lists are nested deeper than {MAX_NESTING}: flatten them")
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            open_.pop()
    return documents


def _begun(event: Event, line: int) -> Any:
    import yaml

    if isinstance(event, yaml.ScalarEvent):
        plain = event.style is None or event.style == ""
        return None if plain and event.value in _NOTHING else str(event.value)
    return _Mapping(line) if isinstance(event, yaml.MappingStartEvent) else []


def _placed(name: str, value: Any, line: int, open_: list[Any], documents: list[tuple[Any, int]]) -> None:
    """Put a value where it belongs: into the innermost open list or mapping."""
    if not open_:
        documents.append((value, line))
        return
    owner = open_[-1]
    if isinstance(owner, list):
        owner.append(value)
    elif owner.key is not None:
        owner[owner.key] = value
        owner.key = None
    else:
        if not isinstance(value, str):
            raise unreadable(name, "the name of a value is no text", "write it as name: value", line)
        if value in owner:
            raise unreadable(name, f"the key {value!r} stands twice", "keep one of the two", line)
        owner.key, owner.lines[value] = value, line
        owner[value] = None
