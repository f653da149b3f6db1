"""Tests of confgraph.sources.python_organizers: the CSV tables of years."""

from __future__ import annotations

from pathlib import Path

import pytest

from confgraph.problems import UnreadableInput
from confgraph.sources.python_organizers import COLUMNS, files, read

HEADER = ",".join(COLUMNS)


def test_a_line_is_a_row(tmp_path: Path) -> None:
    """The year is that of the name, or else of the file; the place is taken apart; the country has three letters."""
    path = tmp_path / "2025.csv"
    line = 'PyNarnia,2025-08-18,2025-08-22,"Graz, Styria, Austria",AUT,Hall,2025-04-28,2025-04-29,https://e.example/,,'
    path.write_text(f"{HEADER}\n{line}\nPyTaiwan,2025-09-05,2025-09-07,Taiwan,TWN,,,,,,\n", encoding="utf-8")
    rows, problems = read(path)
    assert problems == []
    first, second = rows
    assert (first.name, first.year, first.start, first.end) == ("PyNarnia", 2025, "2025-08-18", "2025-08-22")
    assert (first.city, first.country, first.venue, first.deadline) == ("Graz", "AUT", "Hall", "2025-04-29")
    assert (second.city, second.country, second.place.line, second.number) == ("", "TWN", 3, 2)


def test_an_end_before_the_start_is_a_fault(tmp_path: Path) -> None:
    """A slip in the year, as one was found in that table, is told and the row left out."""
    path = tmp_path / "2025.csv"
    path.write_text(f"{HEADER}\nPyNarnia,2025-08-18,2024-08-22,,,,,,,,\n", encoding="utf-8")
    [row] = read(path).rows
    assert row.fault.startswith("the end 2024-08-22 is before the start 2025-08-18")


def test_a_header_must_fit(tmp_path: Path) -> None:
    """Another table is refused with every wrong column."""
    path = tmp_path / "2025.csv"
    path.write_text("Subject,Begin\nX,2025-01-01\n", encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        read(path)
    assert [problem.what for problem in caught.value.problems] == [
        "there is no column 'Begin'",
        "the column 'Start Date' is missing",
    ]


def test_the_files_of_a_checkout(tmp_path: Path) -> None:
    """The tables of years are read, drafts are not."""
    for name in ("2024.csv", "2025.csv", "drafts.csv"):
        (tmp_path / name).touch()
    assert [path.name for path in files(tmp_path)] == ["2024.csv", "2025.csv"]
