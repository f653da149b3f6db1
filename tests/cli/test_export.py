"""Tests of confgraph.cli.export: the data in the formats that others read."""

from __future__ import annotations

from pathlib import Path

import pytest

import confgraph
from confgraph.publishing import EXPORT_FORMATS
from running import Run


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_stdout_and_a_file_get_the_bytes_of_the_library(run: Run, tiny: Path, tmp_path: Path, name: str) -> None:
    """The command writes what the library returns, to stdout or whole to a file."""
    expected = confgraph.open(tiny).export(name)
    done = run("export", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.encode() == expected
    assert run("export", name, "-o", tmp_path / "out") == (0, "", "")
    assert (tmp_path / "out").read_bytes() == expected
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_that_cannot_be_replaced_stays(run: Run, tmp_path: Path) -> None:
    """Where the target is a folder the code is 5, the message names it, and nothing is left behind."""
    folder = tmp_path / "folder"
    folder.mkdir()
    done = run("export", "csv", "-o", folder)
    assert done.code == 5
    assert "folder" in done.err
    assert list(tmp_path.iterdir()) == [folder]


def test_the_help_names_every_format(run: Run) -> None:
    """The help explains each format that there is."""
    text = run("export", "--help").out
    assert all(name in text for name in EXPORT_FORMATS)
