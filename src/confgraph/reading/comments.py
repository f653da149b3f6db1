"""Find the comments of a Turtle file, which a parser throws away and a tidy rewrite must keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# What may hold a "#" that begins no comment: long strings, short strings, addresses, escaped local names.
_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\s]*>"
    r"|\\."
    r"|(?P<comment>#[^\n\r]*)",
    re.DOTALL,
)
_LINE_END: Final = re.compile(r"\r\n?|\n")


class Comment(NamedTuple):
    """A comment without its "#": the line (from 1), the text, and whether it has the line to itself."""

    line: int
    text: str
    alone: bool


def comments(text: str) -> Iterator[Comment]:
    """Yield the comments of a Turtle text in their order (RDF 1.1 Turtle, section 6.2)."""
    line, seen = 1, 0
    for found in _TOKEN.finditer(text):
        if (comment := found["comment"]) is not None:
            line += len(_LINE_END.findall(text, seen, found.start()))
            seen = found.start()
            start = text.rfind("\n", 0, seen) + 1
            start = max(start, text.rfind("\r", start, seen) + 1)
            yield Comment(line, comment[1:].removeprefix(" ").rstrip(), alone=not text[start:seen].strip())
