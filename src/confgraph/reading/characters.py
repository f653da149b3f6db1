"""Find characters that make a text look like another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from confgraph.problems import Place, Problem, Severity

# Bidirectional controls (Unicode TR 36, 3.1), zero-width
# characters, and the control characters that no text needs.
_SUSPICIOUS: Final = re.compile(
    "[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)


def suspicious_characters(name: str, data: bytes) -> Iterator[Problem]:
    """Yield a warning for each character that is invisible or turns the direction of a text."""
    text = data.decode("utf-8")
    line, seen = 1, 0
    for found in _SUSPICIOUS.finditer(text):
        line += text.count("\n", seen, found.start())
        seen = found.start()
        column = seen - text.rfind("\n", 0, seen)
        what = f"the invisible character U+{ord(found[0]):04X} changes how the line reads"
        yield Problem(Place(name, line, column), what, "remove it", Severity.WARNING)
