"""Tests of confgraph.reading.records: where values stand."""

from __future__ import annotations

from confgraph.reading.records import Record


def test_a_value_has_its_line() -> None:
    """A value stands on its own line where that is known, else where its record begins."""
    record = Record({"a": "1", "b": "2"}, 7, {"a": 8}, 1)
    assert (record.line_of("a"), record.line_of("b")) == (8, 7)
