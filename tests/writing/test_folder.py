"""Folders are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from confgraph.problems import UsageError
from confgraph.writing import LISTING, Replaced, replace_folder


def files(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != LISTING
    }


def test_a_folder_is_made(tmp_path: Path) -> None:
    """What is given is what the folder holds."""
    done = replace_folder(tmp_path / "out", [("a/b.txt", b"1"), ("c.txt", b"2")])
    assert done == Replaced(2, 0, 0)
    assert files(tmp_path / "out") == {"a/b.txt": b"1", "c.txt": b"2"}


def test_what_is_gone_is_removed(tmp_path: Path) -> None:
    """A second call keeps what is the same, writes what is new, and removes what we wrote before."""
    out = tmp_path / "out"
    replace_folder(out, [("a", b"1"), ("b", b"2"), ("c", b"3")])
    number = (out / "a").stat().st_ino
    assert replace_folder(out, [("a", b"1"), ("b", b"new")]) == Replaced(1, 1, 1)
    assert files(out) == {"a": b"1", "b": b"new"}
    assert (out / "a").stat().st_ino == number


def test_files_of_others_stay(tmp_path: Path) -> None:
    """A CNAME or a .git in a folder that we made is carried over."""
    out = tmp_path / "out"
    replace_folder(out, [("a", b"1")])
    (out / ".git").mkdir()
    (out / ".git" / "HEAD").write_bytes(b"ref")
    (out / "CNAME").write_bytes(b"example.org")
    replace_folder(out, [("a", b"2")])
    assert files(out) == {"a": b"2", ".git/HEAD": b"ref", "CNAME": b"example.org"}


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    """A folder with files that we did not make is not touched."""
    (tmp_path / "precious").write_bytes(b"1")
    with pytest.raises(UsageError, match="did not make"):
        replace_folder(tmp_path, [("a", b"1")])
    assert files(tmp_path) == {"precious": b"1"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file in the place of the folder is not replaced."""
    (tmp_path / "out").write_bytes(b"1")
    with pytest.raises(UsageError, match="no folder"):
        replace_folder(tmp_path / "out", [("a", b"1")])


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_the_old_folder(tmp_path: Path, error: type[BaseException]) -> None:
    """Where the new files end in an error, the old ones stay and nothing lies beside them."""
    out = tmp_path / "out"
    replace_folder(out, [("a", b"1")])

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "a", b"2"
        raise error

    with pytest.raises(error):
        replace_folder(out, failing())
    assert files(out) == {"a": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_path_is_made_once(tmp_path: Path) -> None:
    """Two files of one name are a mistake of the caller, and nothing is written."""
    with pytest.raises(ValueError, match="twice"):
        replace_folder(tmp_path / "out", [("a", b"1"), ("a", b"2")])
    assert not (tmp_path / "out").exists()
