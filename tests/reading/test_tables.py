"""Tests of confgraph.reading.tables: RFC 4180 with lines."""

from __future__ import annotations

import pytest

from confgraph.problems import UnreadableInput
from confgraph.reading.tables import table_records


def test_rows_have_their_lines() -> None:
    """A quoted cell may hold commas and line ends; empty cells are None, spaces around go, empty lines count."""
    first, second = table_records("x", 'a,b\n"x, y\nz", \n\n q ,r\n', ["a", "b"], ["a"])
    assert (first.values, first.line, first.number) == ({"a": "x, y\nz", "b": None}, 2, 1)
    assert (second.values, second.line, second.number) == ({"a": "q", "b": "r"}, 5, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x:1: the table is empty"),
        ("b\n", "x:1: the column 'a' is missing: add it"),
        ("a,a\n", "x:1: the column 'a' stands twice"),
        ("a,aple\n", "x:1: there is no column 'aple': did you mean apple?"),
        ("a\nx,y\nz,w,v\n", "x:3: row 2 has 3 cells, the header has 1"),
        ('a\n"x', "x:2: this is not CSV"),
    ],
)
def test_what_may_not_be_is_refused_with_its_line(text: str, message: str) -> None:
    """Wrong columns and rows of another length are told, all at once."""
    with pytest.raises(UnreadableInput) as caught:
        table_records("x", text, ["a", "b", "apple"], ["a"])
    assert message in str(caught.value)
