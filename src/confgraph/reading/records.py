"""A record of a foreign file that is no RDF: named values, with the line on which each stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Record(NamedTuple):
    """One record: its values by name, the line where it begins, the lines of the values, its number in the file.

    A value is a text, True, False, None, a list or a mapping; numbers stay the text that they were.
    """

    values: Mapping[str, Any]
    line: int
    lines: Mapping[str, int]
    number: int

    def line_of(self, key: str) -> int:
        """Return the line of a value, or else of the record."""
        return self.lines.get(key, self.line)
