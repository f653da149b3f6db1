"""Tests of confgraph.cli.import_: the command import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from running import Run

RECORD = "- conference: Tiny Conference\n  year: 2002\n  link: https://tiny.example/2002\n  cfp: TBA\n  place: Online\n"
DATES = "  start: 2002-05-13\n  end: {}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of python-deadlines that contradicts the tiny catalog in the end and the place."""
    path = tmp_path / "conferences.yml"
    path.write_text(RECORD + DATES.format("2002-05-16"), encoding="utf-8")
    return path


def test_import_shows_a_diff_and_writes_nothing(run: Run, tiny_copy: Path, file: Path) -> None:
    """Without --write the data is as before, the diff is on stdout and the counts are on stderr."""
    before = {path: path.read_bytes() for path in tiny_copy.rglob("*.ttl")}
    done = run.on(tiny_copy)("import", "python-deadlines", file)
    assert done.code == 0
    assert f"~ edition:tiny-2  Tiny Conference 2002  ({file}:1, row 1)\n" in done.out
    assert "    ~ cg:endDate 2002-05-16, the catalog has 2002-05-15: the end is one day late" in done.out
    assert "1 row: 0 new, 0 adds, 1 contradicts, 0 agrees, 0 left out; " in done.err
    assert "write with --write" in done.err
    assert {path: path.read_bytes() for path in tiny_copy.rglob("*.ttl")} == before


def test_import_writes_once(run: Run, tiny_copy: Path, file: Path) -> None:
    """With --write the claims are in the data, which is tidy; the second run has nothing to write."""
    there = run.on(tiny_copy)
    assert there("tidy").code == 0
    done = there("import", "python-deadlines", file, "--write")
    assert (done.code, "; wrote " in done.err) == (0, True)
    assert "cg:conflictsWith" in (tiny_copy / "data/claims/tiny.ttl").read_text(encoding="utf-8")
    assert there("tidy", "--check").code == 0
    assert "nothing to write" in there("import", "python-deadlines", file).err


def test_import_in_json(run: Run, file: Path) -> None:
    """Programs get one object."""
    found = json.loads(run("import", "python-deadlines", file, "--format", "json").out)
    assert found["outcomes"][0]["outcome"] == "contradicts"
    assert json.loads(run("import", "python-deadlines", file, "-f", "json", "--only", "new").out)["outcomes"] == []


def test_import_of_wrong_rows(run: Run, tiny_copy: Path, file: Path) -> None:
    """A wrong row is told with file, line and row and stops everything; with --skip it alone is left out."""
    file.write_text(RECORD + DATES.format("2002-05-36"), encoding="utf-8")
    there = run.on(tiny_copy)
    done = there("import", "python-deadlines", file, "--write")
    assert (done.code, done.out) == (3, "")
    assert f"  {file}:7: row 1: end '2002-05-36' is no date: write it as 2026-05-13\n" in done.err
    assert not (tiny_copy / "data" / "claims").exists()
    assert "1 left out" in there("import", "python-deadlines", file, "--skip").err


def test_import_asks_where_a_file_is_from(run: Run, tmp_path: Path) -> None:
    """A file that anybody could have written needs its address before it is written."""
    path = tmp_path / "mine.csv"
    path.write_text("name,year\nTiny Conference,2002\n", encoding="utf-8")
    done = run("import", "csv", path, "--write")
    assert (done.code, "name its address with --page" in done.err) == (2, True)
    assert run("import", "csv", path).code == 0


def test_import_as_of_a_day(run: Run, tiny_copy: Path, file: Path) -> None:
    """A claim names the version of its source by the day."""
    assert run.on(tiny_copy)("import", "python-deadlines", file, "--as-of", "2026-11-20", "--write").code == 0
    claims = (tiny_copy / "data/claims/tiny.ttl").read_text(encoding="utf-8")
    assert "cg:source source:python-deadlines-2026-11-20" in claims
