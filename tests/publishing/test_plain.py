"""What strangers wrote stays harmless."""

from __future__ import annotations

import pytest

from confgraph.publishing.plain import is_web, plain


@pytest.mark.parametrize(
    ("iri", "good"),
    [
        ("https://example.org/", True),
        ("HTTP://example.org/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https://a.example/\"onclick='x'", False),
        ("https://a.example/\nx", False),
    ],
)
def test_only_the_web_is_linked(iri: str, good: bool) -> None:
    """A browser is sent to http and https and to nothing else."""
    assert is_web(iri) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("PyCon\tÖsterreich 日本 \U0001f40d\n", "PyCon\tÖsterreich 日本 \U0001f40d\n"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("\x1b[31mred\x00\x7f\x9b\ufffe", "[31mred"),
    ],
)
def test_text_has_no_control_characters(text: str, good: str) -> None:
    """What a terminal, a calendar or XML would obey is gone; the words are what they were."""
    assert plain(text) == good
