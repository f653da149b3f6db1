"""``confgraph index`` makes, shows and removes the index of a large catalog."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from confgraph import catalog
from confgraph.catalog import LEAST_BYTES
from running import TINY, Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no index on Windows")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Let the tiny catalog count as large, and return the option for a folder of its own."""
    monkeypatch.setattr(catalog, "LEAST_BYTES", 1)
    return ["--index", str(tmp_path / "index")]


def test_an_index_is_made_asked_and_removed(run: Run, large: list[str]) -> None:
    """What the index answers is what memory answers; --where prints its folder, --clear empties it."""
    expected = run("query", "editions")
    where = Path(run(*large, "index", "--where").out.strip())
    assert not where.exists()
    made = run(*large, "index")
    assert (made.code, made.out) == (0, "")
    assert str(where) in made.err
    assert run(*large, "query", "editions") == expected
    assert run(*large, "show", "tiny").out == run("show", "tiny").out
    assert run(*large, "query", "editions", "--series", "tiny").out == run("query", "editions", "--series", "tiny").out
    inode = next(path.stat().st_ino for path in where.iterdir() if path.is_dir())
    assert run(*large, "index", "--rebuild").code == 0
    assert next(path.stat().st_ino for path in where.iterdir() if path.is_dir()) != inode
    assert run(*large, "index", "--clear").code == 0
    assert [path.name for path in where.iterdir()] == ["lock"]


def test_a_small_catalog_needs_none(run: Run, tmp_path: Path) -> None:
    """A small catalog is told to need no index, and none is made."""
    done = run("--index", tmp_path / "index", "index")
    assert (done.code, done.err[:9]) == (0, "no index:")
    assert f"{LEAST_BYTES / 1e6:g} MB" in done.err
    assert not (tmp_path / "index").exists()


def test_a_folder_that_cannot_be_written_is_told(run: Run, large: list[str]) -> None:
    """``index`` ends with 5 where it cannot write; a query answers all the same, and says why under -v."""
    Path(large[1]).write_text("")
    done = run(*large, "index")
    assert (done.code, done.err[:25]) == (5, "confgraph: no index: " + done.err[21:25])
    asked = run(*large, "-v", "query", "editions")
    assert asked.code == 0
    assert "read into memory" in asked.err
    assert run(*large, "query", "editions").err == ""


def test_a_broken_index_is_told_with_the_mend(run: Run, large: list[str]) -> None:
    """An index that the disk has spoilt ends with 5 and the command that mends it."""
    assert run(*large, "index").code == 0
    where = Path(run(*large, "index", "--where").out.strip())
    for path in where.rglob("MANIFEST-*"):
        path.write_bytes(b"spoilt")
    done = run(*large, "query", "editions")
    assert (done.code, "confgraph index --rebuild" in done.err) == (5, True)
    assert run(*large, "index", "--rebuild").code == 0
    assert run(*large, "query", "editions").code == 0


def test_two_wishes_at_once_are_refused(run: Run) -> None:
    """Only one of the three can be meant."""
    assert run("index", "--clear", "--where").code == 2
    assert TINY.is_dir()
