"""The text of a report shows places, lines and mends, folds what is alike, and sends a terminal no orders."""

from __future__ import annotations

from confgraph.problems import Place, Problem, Severity
from confgraph.validation.report import Report
from confgraph.validation.text import as_text


def told(*problems: Problem, everything: bool = False) -> list[str]:
    """Return the lines of the text of a report."""
    return as_text(Report(problems, 1, 1), everything).splitlines()


def test_a_problem_shows_its_line_and_node() -> None:
    """The caret stands below the column; node, name and rule follow."""
    rule = "https://w3id.org/confgraph/shapes#Edition-end"
    one = Problem(Place("a.ttl", 12, 14), "wrong", "mend", path="cg:endDate", rule=rule, focus="edition:x")
    assert told(one._replace(label="X 2026", source='  cg:endDate "2005" .')) == [
        "a.ttl:12:14  error  cg:endDate  wrong: mend",
        '   12 |   cg:endDate "2005" .',
        "      |              ^",
        "      edition:x (X 2026)  [shape:Edition-end]",
    ]


def test_many_alike_are_folded_and_all_shows_them() -> None:
    """Of 45 problems of one rule three are shown and 42 counted; two kinds are folded apart."""
    alike = [Problem(Place("a.ttl", n, 1), f"wrong {n}", rule="a:rule", path="cg:year") for n in range(1, 46)]
    other = Problem(Place("a.ttl", 99, 1), "other", rule="a:other", path="cg:year")
    lines = [line for line in told(*alike, other) if not line.startswith("      ")]
    assert [line.split()[0] for line in lines] == ["a.ttl:1:1", "a.ttl:2:1", "a.ttl:3:1", "…", "a.ttl:99:1"]
    assert "and 42 more like this" in lines[3]
    assert sum(line.startswith("a.ttl") for line in told(*alike, other, everything=True)) == 46


def test_a_long_line_is_cut_around_the_place() -> None:
    """What stands far before and behind is left out, and the caret still points at the place."""
    source = "x" * 500 + "HERE" + "y" * 500
    _, shown, caret = told(Problem(Place("a.nt", 1, 501), "wrong", source=source))
    assert shown[caret.index("^") :].startswith("HERE")
    assert len(shown) < 120


def test_nothing_in_a_line_reaches_the_terminal_raw() -> None:
    """Controls, direction marks and invisible characters are shown as escapes, wide letters keep the caret right."""
    source = "日\x1b[31m\u202e\u200b\x00HERE"
    lines = told(Problem(Place("a.ttl", 1, 10), "\x1b]0;x\x07\nfake", source=source, label="\u2066", focus="\x9b"))
    assert all(character.isprintable() for line in lines for character in line)
    assert lines[1].endswith("HERE")
    shown = lines[1].index("HERE") + 1  # one wide letter before it
    assert lines[2].index("^") == shown


def test_warnings_and_unreadable_files_have_their_lines_too() -> None:
    """A problem without a rule has its line and no empty words."""
    one = Problem(Place("a.ttl", 1, 1), "w", severity=Severity.WARNING, source="a b")
    assert told(one) == ["a.ttl:1:1  warning  w", "    1 | a b", "      | ^"]
    assert told(Problem(Place("a.ttl"), "w")) == ["a.ttl  error  w"]
