"""Tests of confgraph.cli.stats: how much there is."""

from __future__ import annotations

import csv

from running import Run


def test_counts_are_listed(run: Run) -> None:
    """Each count stands in a row with its words."""
    rows = dict(csv.reader(run("stats").out.splitlines()))
    assert (rows["series"], rows["editions"], rows["first year"]) == ("1", "2", "2002")


def test_a_table_can_be_asked_for(run: Run) -> None:
    """With -f table a pipe gets the table, without colours."""
    out = run("stats", "-f", "table").out
    assert "\x1b" not in out
    assert any(line.split() == ["editions", "2"] for line in out.splitlines())


def test_the_table_of_the_data_page_can_be_printed(run: Run) -> None:
    """--markdown prints the table of data/README.md, and is no other format of the plain list."""
    assert run("stats", "--markdown").out.splitlines()[2] == "| series | 1 | |"
    wrong = run("stats", "--markdown", "-f", "csv")
    assert wrong.code == 2
    assert "leave out --format" in wrong.err
