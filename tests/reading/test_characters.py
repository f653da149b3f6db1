"""Characters that make a text look like another one are found."""

from __future__ import annotations

import pytest

from confgraph.problems import Severity
from confgraph.reading.characters import suspicious_characters

INVISIBLE = "\u061c\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\x00\x07\x1b\x7f\x85"


@pytest.mark.parametrize("character", INVISIBLE, ids=lambda c: f"U+{ord(c):04X}")
def test_invisible_characters_are_named_with_their_place(character: str) -> None:
    """Each control of direction (UAX 9) and each invisible character is a warning with line and column."""
    (problem,) = suspicious_characters("file", f"é\r\né a{character}b\n".encode())
    assert str(problem.place) == "file:2:4"
    assert f"U+{ord(character):04X}" in problem.what
    assert (problem.mend, problem.severity) == ("remove it", Severity.WARNING)


def test_ordinary_texts_of_the_world_are_not_suspicious() -> None:
    """Letters of any script, spaces and line ends are fine."""
    text = "Kraków\tשלום مرحبا 日本 e\u0301 \u00a0 🐍\r\n"
    assert list(suspicious_characters("file", text.encode())) == []


def test_every_one_is_found() -> None:
    """Several characters on several lines are told in their order."""
    found = suspicious_characters("file", "a\u200b\n\n\u200b\u200bb".encode())
    assert [str(problem.place) for problem in found] == ["file:1:2", "file:3:1", "file:3:2"]
