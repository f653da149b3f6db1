"""Comments are found outside strings and addresses, and only there."""

from __future__ import annotations

import pytest

from confgraph.reading.comments import Comment, comments


@pytest.mark.parametrize(
    "text",
    [
        '"# a"',
        "'# a'",
        '"""a\n# b"""',
        "'''a\n# b'''",
        r'"a \" # b"',
        r"'a \' # b'",
        '"""a " # b"" # c"""',
        "<http://example.org/#a>",
        r"ex:a\#b",
        '""" \\""" # a """',
        '""',
    ],
)
def test_signs_in_strings_and_addresses_begin_no_comment(text: str) -> None:
    """A "#" inside a term is part of it (RDF 1.1 Turtle, section 6.2)."""
    assert list(comments(f"ex:a ex:b {text} .\n")) == []
    assert list(comments(f"ex:a ex:b {text} . # c")) == [Comment(1 + text.count("\n"), "c", False)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# a", Comment(1, "a", True)),
        ("#a", Comment(1, "a", True)),
        ("#", Comment(1, "", True)),
        ("#   a  ", Comment(1, "  a", True)),
        ("## a", Comment(1, "# a", True)),
        ("\n \t# a 'b \"c <d\n", Comment(2, "a 'b \"c <d", True)),
        ("ex:a# b", Comment(1, "b", False)),
        ("1 # a # b", Comment(1, "a # b", False)),
        ("ex:a\r\n# b\r\n", Comment(2, "b", True)),
        ("ex:a\r# b\rex:c", Comment(2, "b", True)),
        (r"ex:O\'Reilly ex:b 'c' . # d 'e'", Comment(1, "d 'e'", False)),
        ("ex:a ex:b '' . # c", Comment(1, "c", False)),
        ("1 < 2 # a", Comment(1, "a", False)),
    ],
)
def test_a_comment_has_its_line_and_its_text(text: str, found: Comment) -> None:
    """A comment runs to the end of its line; its indentation is kept, one space behind the sign is not."""
    assert list(comments(text)) == [found]


def test_comments_come_in_their_order() -> None:
    """Each comment has the line that an editor shows, behind texts of several lines too."""
    text = '# 1\nex:a ex:b """\n\n# no\n""" ; # 5\n# 6\n\n#8'
    assert [(one.line, one.text) for one in comments(text)] == [(1, "1"), (5, "5"), (6, "6"), (8, "8")]


def test_a_hundred_thousand_comments_are_found_at_once() -> None:
    """The lines are counted once, not from the top for each comment."""
    assert sum(1 for _ in comments("ex:a ex:b 1 . # c\n" * 100_000)) == 100_000  # else this takes minutes
