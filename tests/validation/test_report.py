"""Tests of confgraph.validation.report: the outcome of a validation."""

from __future__ import annotations

import pytest

from confgraph.problems import Place, Problem, Severity
from confgraph.validation.report import Report, in_order

ERROR = Problem(Place("b.ttl", 2, 1), "e", "m")
WARNING = Problem(Place("a.ttl", 10), "w", severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("problems", "unreadable", "conforms", "code"),
    [((), False, True, 0), ((WARNING,), False, True, 0), ((ERROR,), False, False, 1), ((ERROR,), True, False, 3)],
    ids=["nothing", "warning", "error", "unreadable"],
)
def test_the_exit_code_tells_the_worst(
    problems: tuple[Problem, ...], unreadable: bool, conforms: bool, code: int
) -> None:
    """0 where all is well or only warned of, 1 for errors, 3 where a file could not be read."""
    report = Report(problems, files=1, triples=2, unreadable=unreadable)
    assert (report.conforms, report.exit_code) == (conforms, code)


def test_problems_come_errors_first_by_file_and_line_and_once() -> None:
    """Errors come before warnings, then problems stand as people read files: line 9 before line 10, and none twice."""
    ninth = Problem(Place("a.ttl", 9), "w")
    nowhere = Problem(Place("a.ttl"), "w")
    assert in_order([ERROR, WARNING, ninth, ERROR, nowhere]) == (nowhere, ninth, ERROR, WARNING)


def test_a_report_counts_and_lists() -> None:
    """A report is as long as its problems are many, and its errors are those that are errors."""
    report = Report((WARNING, ERROR), 1, 2)
    assert (len(report), list(report), report.errors) == (2, [WARNING, ERROR], (ERROR,))


def test_html_escapes_what_files_say() -> None:
    """A file name or a message cannot bring markup into a notebook."""
    report = Report((Problem(Place("<b>.ttl", 1), "<script>x</script>"),), 1, 2)
    assert "<script" not in report._repr_html_()
    assert "&lt;b&gt;.ttl:1" in report._repr_html_()


def test_html_says_when_all_is_well() -> None:
    """A report without problems says how much was looked at."""
    assert Report((), 3, 1234)._repr_html_() == "<p>No problem in 1,234 triples of 3 files.</p>"


def test_what_tidy_mends_in_a_record_is_one_problem() -> None:
    """Several old derived triples of one record are one line, where the first stands, with the properties' names."""

    def old(line: int, what: str, focus: str = "edition:x", path: str = "") -> Problem:
        return Problem(Place("a.ttl", line), what, "run confgraph tidy", focus=focus, path=path, value="1")

    other = Problem(Place("a.ttl", 3), "w", "swap them?", focus="edition:x")
    alone = old(9, "cg:latestEnd is not 2031-09-19, as the end says", "edition:y", "cg:latestEnd")
    found = in_order(
        [
            alone,
            old(2, "cg:takesPlaceIn lacks place:europe"),
            other,
            old(4, "the earliest start, which is derived, is not one date to the day", path="cg:earliestStart"),
            old(4, "cg:takesPlaceIn lacks place:poland"),
        ]
    )
    what = "its derived triples are missing or old (cg:earliestStart, cg:takesPlaceIn)"
    assert [problem.what for problem in found] == [what, "w", alone.what]
    assert found[0] == Problem(Place("a.ttl", 2), what, "run confgraph tidy", focus="edition:x")
    assert found[2] == alone
