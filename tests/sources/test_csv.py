"""Tests of confgraph.sources.csv: our own columns come back."""

from __future__ import annotations

from pathlib import Path

import pytest

import confgraph
from confgraph.problems import UnreadableInput
from confgraph.sources.csv import read
from sources.world import propose


def test_a_line_is_a_row(tmp_path: Path) -> None:
    """Some of the columns will do, in any order; dates may be a month or a year."""
    path = tmp_path / "mine.csv"
    path.write_text(
        "year,name,start_date,city,country_code,attendance_mode\n2027,Alpine Conf 2027,2027-05,Graz,AT,Mixed\n"
    )
    [row] = read(path).rows
    assert (row.name, row.year, row.start, row.city, row.country, row.hybrid) == (
        "Alpine Conf", 2027, "2027-05", "Graz", "AT", True,
    )  # fmt: skip


def test_what_is_exported_agrees(small: Path, tmp_path: Path) -> None:
    """The export of a catalog, imported again, contradicts and adds nothing but the page that is named."""
    path = tmp_path / "export.csv"
    path.write_bytes(confgraph.open(small).export("csv"))
    proposal = propose(small, "csv", path, page="https://alpine.example/")
    assert proposal.counts["agrees"] == len(proposal.outcomes) == 2
    assert proposal.contents == {}


def test_what_is_not_taken_is_told(small: Path, tmp_path: Path) -> None:
    """A number, an organiser, an attendance or an event around it is named with the mend, and never lost in silence."""
    path = tmp_path / "mine.csv"
    path.write_text("name,year,ordinal,attendance\nAlpine Conf,2024,7,\nAlpine Conf,2025,,300\n")
    proposal = propose(small, "csv", path, page="https://alpine.example/")
    assert [
        [(one.what, one.said) for one in outcome.findings if one.kind == "notes"] for outcome in proposal.outcomes
    ] == [
        [("ordinal", "7")],
        [("attendance", "300")],
    ]


def test_a_wrong_table_is_refused(tmp_path: Path) -> None:
    """Unknown columns get a hint, and every row of another length is told."""
    path = tmp_path / "mine.csv"
    path.write_text("name,yaer\nA,2027\nB\n")
    with pytest.raises(UnreadableInput) as caught:
        read(path)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}:1: there is no column 'yaer': did you mean year?",
        f"{path}:1: the column 'year' is missing: add it",
        f"{path}:3: row 2 has 1 cells, the header has 2: add or remove commas, or quote a cell that holds one",
    ]
