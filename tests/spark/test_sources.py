"""Files and folders are listed in order, and what Spark would pass over or cannot read is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from confgraph.problems import FileTrouble, UsageError
from confgraph.spark.sources import listed, sources


def test_files_and_folders(tmp_path: Path) -> None:
    """A folder is its files of lines, at any depth and in order; each file counts once."""
    for name in ("b.nt", "a.nq", "in/c.nt.gz", "readme.md", "_hidden.nt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    names = [Path(path).name for path in listed([tmp_path / "b.nt", tmp_path])]
    assert names == ["b.nt", "a.nq", "c.nt.gz"]
    assert listed(["hdfs://host/events.nt"]) == ["hdfs://host/events.nt"]


@pytest.mark.parametrize(
    ("name", "words"), [("x.ttl", "convert the file"), ("_x.nt", "rename it"), ("folder", "no file to read")]
)
def test_what_is_refused(name: str, words: str, tmp_path: Path) -> None:
    """A file that Spark cannot read, or would leave out without a word, is named with the mend."""
    if "." in name:
        (tmp_path / name).write_bytes(b"")
    else:
        (tmp_path / name).mkdir()
    with pytest.raises(UsageError, match=words):
        listed([tmp_path / name])


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is named before Spark starts."""
    with pytest.raises(FileTrouble, match="no such file"):
        listed([tmp_path / "x.nt"])


def test_odd_names(spark: Any, tmp_path: Path) -> None:
    """Brackets, spaces, percent signs and letters of any script in names are no patterns, and nothing is lost."""
    names = ["a [1].nt", "b%20c.nt", "é{x,y}*.nq", "京都?.nt"]
    for name in names:
        (tmp_path / name).write_text("<http://a> <http://b> <http://c> .\n", encoding="utf-8")
    found = sources(spark, [str(tmp_path / name) for name in names])
    rows = found.lines.collect()
    assert sorted(Path(found.files[row.file].name).name for row in rows) == sorted(names)
    assert {file.number: file.quads for file in found.files.values()} == {0: False, 1: False, 2: True, 3: False}
