"""Tests of confgraph.cli.queries: the list of canned queries."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from running import Run


def test_each_query_has_its_question_and_parameters(run: Run) -> None:
    """The list says for each query what it answers, and which options must or may be given."""
    assert list(csv.reader(run("queries").out.splitlines())) == [
        ["name", "question", "parameters"],
        ["describe", "What is said of one entity?", "--id"],
        ["editions", "Which editions are there?", "[--series] [--from]"],
    ]


def test_a_tag_narrows_the_list(run: Run) -> None:
    """With a tag only its queries are listed; an unknown one lists none."""
    assert len(json.loads(run("queries", "--tag", "test", "-f", "json").out)) == 2
    assert json.loads(run("queries", "--tag", "none", "-f", "json").out) == []


def test_a_bar_does_not_break_the_markdown_table(run: Run, tiny_copy: Path) -> None:
    """A question with a bar stays within its cell."""
    (tiny_copy / "queries" / "bar.rq").write_text("#+ summary: a | b?\nASK {}", encoding="utf-8")
    lines = run.on(tiny_copy)("queries", "-f", "markdown").out.splitlines()
    assert lines[:3] == ["| name | question | parameters |", "| --- | --- | --- |", "| bar | a \\| b? |  |"]


def test_a_wrong_header_is_told_with_its_line(run: Run, tiny_copy: Path) -> None:
    """A query file that cannot be read ends the list with 3, the file and the line."""
    path = tiny_copy / "queries" / "wrong.rq"
    path.write_text("#+ summary: a?\n#+ odd\nASK {}", encoding="utf-8")
    done = run.on(tiny_copy)("queries")
    assert done.code == 3
    assert f"{path}:2: odd header line" in done.err
