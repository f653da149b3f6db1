"""Parsed tables on disk: found by content, bounded, tidy."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from confgraph.validation.cache import Cache, clear_tables, default_folder, key_of
from confgraph.validation.tables import Tables


def test_the_format_is_part_of_the_key(tmp_path: Path) -> None:
    """The same bytes in two formats are two things."""
    for name in ("a.ttl", "a.nt"):
        (tmp_path / name).write_text("")
    assert key_of(str(tmp_path / "a.ttl")) != key_of(str(tmp_path / "a.nt"))


def test_the_folder_is_bounded_and_tidy(tmp_path: Path) -> None:
    """What was not used for longest goes, and parts that nobody writes any more; what is new stays."""
    folder, db = tmp_path / "cache", Tables().db
    Cache(folder).store("k0", db, "SELECT 'x' AS file")
    most = sum(path.stat().st_size for path in folder.iterdir()) * 3
    cache = Cache(folder, most)
    for number in range(3):
        cache.store(f"k{number}", db, "SELECT 'x' AS file")
        found = cache.find(f"k{number}")
        assert found
        os.utime(found, (number, number))
    old, new = folder / ".part-1-1", folder / ".part-2-2"
    for part in (old, new):
        part.write_text("")
    os.utime(old, (0, time.time() - 7200))
    cache.store("k3", db, "SELECT 'y' AS file")
    assert cache.find("k3")
    assert cache.find("k0") is None
    assert not old.exists()
    assert new.exists()
    assert sum(path.stat().st_size for path in folder.iterdir()) <= most
    cache.clear()
    assert not folder.exists()


def test_tables_are_beside_the_indexes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The default folder is in the user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Path(default_folder()).name == "tables"
    Cache(default_folder()).store("k", Tables().db, "SELECT 'x' AS file")
    assert Path(default_folder()).is_dir()
    clear_tables()
    assert not Path(default_folder()).exists()
