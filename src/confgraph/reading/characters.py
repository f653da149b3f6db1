"""Find characters that make a text look like another one, written as they are or as escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from confgraph.problems import Place, Problem, Severity
from confgraph.reading.hosts import addresses, disguise

# Bidirectional controls (Unicode TR 36, 3.1), zero-width and blank
# characters, tags, and the control characters that no text needs.
SUSPICIOUS: Final = (
    "\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
)
_FOUND: Final = re.compile(f"[{SUSPICIOUS}]")
_ESCAPED: Final = re.compile(r"\\\\|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,9}));")
_JOINERS: Final = "\u200c\u200d"
_JOINED: Final = re.compile("[\u0600-\u1dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")


def suspicious_characters(name: str, data: bytes) -> Iterator[Problem]:
    """Yield a warning for each character that is invisible or turns the direction of a text, and each host in disguise.

    The joiners of Persian, of Indian scripts and of emoji are fine behind what they join.
    """
    text = data.decode("utf-8")
    found = [*_raw(text), *_escapes(text)]
    found += [(at, what, "write the host that is meant") for at, host in addresses(text) if (what := disguise(host))]
    line, seen = 1, 0
    for at, what, mend in sorted(found):
        line += text.count("\n", seen, at)
        seen = at
        yield Problem(Place(name, line, at - text.rfind("\n", 0, at)), what, mend, Severity.WARNING)


def _raw(text: str) -> Iterator[tuple[int, str, str]]:
    for found in _FOUND.finditer(text):
        if found[0] in _JOINERS and found.start() and _JOINED.match(text[found.start() - 1]):
            continue
        yield found.start(), f"the invisible character U+{ord(found[0]):04X} changes how the line reads", "remove it"


def _escapes(text: str) -> Iterator[tuple[int, str, str]]:
    if "\\u" not in text and "\\U" not in text and "&#" not in text:
        return
    for found in _ESCAPED.finditer(text):
        hexadecimal = found[1] or found[2] or found[3]
        code = int(hexadecimal, 16) if hexadecimal else int(found[4] or 0)
        if (found[0] != "\\\\") and code < 0x110000 and _FOUND.match(chr(code)) and chr(code) not in _JOINERS:
            yield found.start(), f"{found[0]} stands for a character that nobody can see", "remove it"
