"""Tests of confgraph.sources.tech_conferences: records as confs.tech has them."""

from __future__ import annotations

import json
from pathlib import Path

from confgraph.sources.tech_conferences import files, read

RECORDS = [
    {
        "name": "PyCon Narnia 2026", "url": "https://e.example/", "startDate": "2026-03-14", "endDate": "2026-03-15",
        "city": "Cleveland, OH", "country": "U.S.A.", "online": False, "cfpEndDate": "2026-01-15",
    },
    {"name": "PyDay", "url": "https://f.example/", "startDate": "2026-04-28", "endDate": "2026-04-28", "online": True},
    {"name": "PyMix", "startDate": "2026-05-01", "city": "Graz", "country": "Austria", "online": True},
]  # fmt: skip


def test_a_record_is_a_row(tmp_path: Path) -> None:
    """Name, dates, place and deadline are taken; online with a city is both ways."""
    path = tmp_path / "python.json"
    path.write_text(json.dumps(RECORDS, indent=2), encoding="utf-8")
    rows, problems = read(path)
    assert problems == []
    first, second, third = rows
    assert (first.name, first.year, first.start, first.end) == ("PyCon Narnia", 2026, "2026-03-14", "2026-03-15")
    assert (first.city, first.country, first.deadline, first.online) == ("Cleveland", "U.S.A.", "2026-01-15", False)
    assert (second.online, second.hybrid, third.online, third.hybrid) == (True, False, False, True)
    assert [one.place.line for one in rows] == [2, 12, 19]


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    """A record without a name and one without a start are problems."""
    path = tmp_path / "python.json"
    path.write_text('[{"startDate": "2026-03-14"},\n {"name": "X"}]', encoding="utf-8")
    found = [(problem.place.line, problem.message) for problem in read(path).problems]
    assert found == [(1, "row 1: name is missing: add it"), (2, "row 2: startDate is missing: add it")]


def test_the_files_of_a_checkout(tmp_path: Path) -> None:
    """The lists about Python are read, those about other things are not."""
    (tmp_path / "2026").mkdir()
    for name in ("python.json", "ruby.json"):
        (tmp_path / "2026" / name).touch()
    assert [path.name for path in files(tmp_path)] == ["python.json"]
