"""Tests of confgraph.reading.json: records with their lines."""

from __future__ import annotations

import pytest

from confgraph.problems import LimitReached, UnreadableInput
from confgraph.reading.json import json_members, json_records

TEXT = '[\n {"a": "x",\n  "b": 1.50, "c": {"d": [true, null]}},\n\n {"a": "]},{"}\n]'


def test_records_have_their_lines() -> None:
    """Each record and value has its line, and numbers stay as they were written."""
    first, second = json_records("x", TEXT)
    assert first.values == {"a": "x", "b": "1.50", "c": {"d": [True, None]}}
    assert (first.line, first.line_of("b"), second.line, second.number) == (2, 3, 5, 2)
    assert second.values == {"a": "]},{"}


def test_an_object_is_one_record() -> None:
    """A file with one object is one record."""
    [record] = json_records("x", '\n{"a": "x"}')
    assert (record.values, record.line) == ({"a": "x"}, 2)


def test_members_have_their_lines() -> None:
    """The members of an object are records with their keys."""
    text = '{\n "one": {"title": "two"},\n "two": {\n  "title": "t"}\n}'
    (one, first), (two, second) = json_members("x", text)
    assert (one, first.line, two, second.line, second.line_of("title")) == ("one", 2, "two", 3, 4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x:1: the file is empty"),
        ("[1,]", "this is not JSON"),
        ('[{"a": 1, "a": 2}]', "x:1:11: the key 'a' stands twice"),
        ('[{"a":\n NaN}]', "x:2:2: JSON has no number NaN"),
        ('[{"a": 1},\n 2]', "x:2: entry 2 has no names for its values"),
        ('"a"', "x:1: the file holds neither a list nor an object"),
    ],
)
def test_what_may_not_be_is_refused_with_its_line(text: str, message: str) -> None:
    """Broken JSON, a key twice, NaN and other shapes are told with their place."""
    with pytest.raises(UnreadableInput) as caught:
        json_records("x", text)
    assert message in str(caught.value)


def test_members_must_be_objects() -> None:
    """A member without names, and a file that is no object, are refused."""
    for text in ('{"a": 1}', "[]"):
        with pytest.raises(UnreadableInput):
            json_members("x", text)


def test_deep_files_are_stopped() -> None:
    """Deep nesting hits a limit before the stack does."""
    for depth in (300, 100_000):
        with pytest.raises(LimitReached):
            json_records("x", "[" * depth + "]" * depth)
