"""Tests of confgraph.cli.build: the catalog as a static site."""

from __future__ import annotations

from pathlib import Path

from running import Run


def test_a_site_is_built(run: Run, tmp_path: Path) -> None:
    """The command writes a site and says how much of it is new; nothing goes to stdout."""
    done = run("build", tmp_path / "site", "--title", "Tiny")
    assert (done.code, done.out) == (0, "")
    assert "0 unchanged" in done.err
    assert "<title>Tiny</title>" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "0 written" in run("build", tmp_path / "site", "--title", "Tiny").err


def test_a_folder_of_others_is_refused(run: Run, tmp_path: Path) -> None:
    """A folder that holds something else is not touched, and the message says what to do."""
    (tmp_path / "precious").write_bytes(b"1")
    done = run("build", tmp_path)
    assert done.code == 2
    assert "name a new or an empty folder" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_a_wrong_address_is_refused(run: Run, tmp_path: Path) -> None:
    """A base that is no address of the web is named before anything is built."""
    done = run("build", tmp_path / "site", "--base-url", "javascript:alert(1)")
    assert done.code == 2
    assert "--base-url" in done.err


def test_a_broken_file_is_named(run: Run, tiny_copy: Path, tmp_path: Path) -> None:
    """A file that cannot be read ends the build with its line, and nothing is written."""
    (tiny_copy / "data" / "broken.ttl").write_text("x\n", encoding="utf-8")
    done = run.on(tiny_copy)("build", tmp_path / "site")
    assert done.code == 3
    assert "broken.ttl:1" in done.err
    assert not (tmp_path / "site").exists()
