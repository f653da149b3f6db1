"""How problems and errors are told."""

from __future__ import annotations

import pytest

from confgraph import problems
from confgraph.problems import ConfgraphError, Place, Problem, Severity, UnreadableInput, did_you_mean, printable

EXIT_CODES = {"UsageError": 2, "UnreadableInput": 3, "LimitReached": 4, "FileTrouble": 5, "RemoteFailure": 6}


@pytest.mark.parametrize(("name", "code"), EXIT_CODES.items())
def test_each_error_has_the_exit_code_of_its_kind(name: str, code: int) -> None:
    """The exit codes are those that the manual promises."""
    error = getattr(problems, name)("what")
    assert isinstance(error, ConfgraphError)
    assert error.exit_code == code


def test_no_error_is_without_an_exit_code() -> None:
    """Every error of the family is in the table of exit codes."""
    assert {error.__name__ for error in ConfgraphError.__subclasses__()} == set(EXIT_CODES)


@pytest.mark.parametrize(
    ("place", "shown"),
    [(Place("a.ttl"), "a.ttl"), (Place("a.ttl", 3), "a.ttl:3"), (Place("a.ttl", 3, 14), "a.ttl:3:14")],
)
def test_a_place_is_shown_as_editors_jump_to_it(place: Place, shown: str) -> None:
    """File, line and column stand with colons between them, as far as they are known."""
    assert str(place) == shown


def test_a_problem_says_where_what_and_how() -> None:
    """A problem is shown as place, what is wrong, and the mend where there is one."""
    assert str(Problem(Place("a.ttl", 3), "no dot", "add it")) == "a.ttl:3: no dot: add it"
    assert str(Problem(Place("a.ttl"), "no dot")) == "a.ttl: no dot"
    assert Problem(Place("a.ttl"), "no dot").severity is Severity.ERROR


def test_an_error_shows_all_its_problems() -> None:
    """Every problem stands on a line of its own below the sentence."""
    error = UnreadableInput("two are wrong", [Problem(Place("a"), "x"), Problem(Place("b"), "y", "z")])
    assert str(error) == "two are wrong\na: x\nb: y: z"
    assert len(error.problems) == 2


@pytest.mark.parametrize(
    ("word", "hint"),
    [("sucession", "did you mean succession?"), ("succession", "did you mean succession?"), ("zzz", ""), ("", "")],
)
def test_a_misspelt_word_gets_the_nearest_one(word: str, hint: str) -> None:
    """The nearest known word is offered, and none where none is near."""
    assert did_you_mean(word, ["succession", "successor-of", "gaps"]) == hint


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b]0;title\x07", r"\u001b[31mred\u001b]0;title\u0007"),
        ("abc\rxyz\x08", r"abc\u000dxyz\u0008"),
        ("\u202egnp.exe\u2066", r"\u202egnp.exe\u2066"),
        ("a\u200bb\ufeff\x9b1m\x00", r"a\u200bb\ufeff\u009b1m\u0000"),
        ("\U000e0041", r"\U000e0041"),
        ("\u2028\ue000", r"\u2028\ue000"),
        ("line\n\ttab", "line\n\ttab"),
        ("Kraków 日本\u3000語 שלום 🐍 1\u00a0000", "Kraków 日本\u3000語 שלום 🐍 1\u00a0000"),
    ],
    ids=["escape", "carriage return", "direction", "zero width", "astral", "separators", "line ends", "letters"],
)
def test_what_a_terminal_would_obey_is_shown_as_a_code(text: str, shown: str) -> None:
    """Control, direction and invisible characters are written as their code points, letters and spaces stay."""
    assert printable(text) == shown
