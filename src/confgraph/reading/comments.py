"""Find the comments of a Turtle file, which a parser throws away and a tidy rewrite must keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# What may hold a "#" that begins no comment: long strings, short strings, addresses, escaped local names.
_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\s]*>"
    r"|\\#"
    r"|(?P<comment>#[^\n]*)",
    re.DOTALL,
)


class Comment(NamedTuple):
    """A comment without its "#": the line (from 1), the text, and whether it has the line to itself."""

    line: int
    text: str
    alone: bool


def comments(text: str) -> Iterator[Comment]:
    """Yield the comments of a Turtle text in their order (RDF 1.1 Turtle, section 6.2)."""
    for found in _TOKEN.finditer(text):
        if (comment := found["comment"]) is not None:
            start = text.rfind("\n", 0, found.start()) + 1
            alone = not text[start : found.start()].strip()
            yield Comment(text.count("\n", 0, found.start()) + 1, comment[1:].strip(), alone)
