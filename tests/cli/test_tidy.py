"""Tests of confgraph.cli.tidy: canonical files."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Run


@pytest.fixture
def tidied(run: Run, tiny_copy: Path) -> Run:
    """Return the command line on a copy of the tiny catalog that is tidy."""
    there = run.on(tiny_copy)
    assert there("tidy").code == 0
    return there


def test_check_writes_nothing_and_ends_with_one(tidied: Run, tiny_copy: Path) -> None:
    """--check names the first line that is not tidy and the mend, and leaves the file as it is."""
    path = tiny_copy / "data" / "places.ttl"
    before = path.read_text(encoding="utf-8").replace("  cg:countryCode", "    cg:countryCode")
    path.write_text(before, encoding="utf-8")
    line = 1 + before.splitlines().index('    cg:countryCode "LL" ;')
    done = tidied("tidy", "--check")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"{path}:{line}: the file is not tidy from this line on: run confgraph tidy\n"
    assert path.read_text(encoding="utf-8") == before


def test_tidy_mends_and_says_what(tidied: Run, tiny_copy: Path) -> None:
    """What was not tidy is tidy after one run, each file that changed is named, and a second run changes nothing."""
    path = tiny_copy / "data" / "places.ttl"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("  cg:countryCode", "    cg:countryCode"), encoding="utf-8")
    assert tidied("tidy") == (0, "", f"tidied {path}\n")
    assert path.read_text(encoding="utf-8") == before
    assert tidied("tidy", "--check") == (0, "", "")


def test_only_the_files_that_are_named_are_tidied(tidied: Run, tiny_copy: Path) -> None:
    """Files that are not named stay as they are."""
    paths = [tiny_copy / "data" / name for name in ("places.ttl", "claims.ttl")]
    for path in paths:
        path.write_text(path.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    tidied("tidy", paths[0])
    assert [path.read_text(encoding="utf-8").endswith("\n\n\n") for path in paths] == [False, True]


def test_no_file_is_written_if_one_cannot_be_read(tidied: Run, tiny_copy: Path) -> None:
    """All files are written, or none."""
    places, broken = tiny_copy / "data" / "places.ttl", tiny_copy / "data" / "zzz.ttl"
    untidy = places.read_text(encoding="utf-8") + "\n\n"
    places.write_text(untidy, encoding="utf-8")
    broken.write_text("oops", encoding="utf-8")
    done = tidied("tidy")
    assert done.code == 3
    assert f"{broken}:1" in done.err
    assert places.read_text(encoding="utf-8") == untidy
