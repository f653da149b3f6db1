"""Files come into tables the same way or the other: the same rows, only what changed is parsed, damage is noticed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from confgraph.problems import FileTrouble, UnreadableInput
from confgraph.reading import read
from confgraph.validation import loading as loading_module
from confgraph.validation.lines import load
from confgraph.validation.tables import Tables

EX = "http://example.org/"
LARGE_OR_SMALL = pytest.mark.parametrize("large", [1, 1 << 30], ids=["alone", "together"])


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Return files of several formats: with the same blank label, with equal content, with nothing in them."""
    texts = {
        "a.ttl": f"<{EX}a> <{EX}p> _:x , 'line\\n end'@en-GB .",
        "b.nt": f'<{EX}b> <{EX}q> _:x .\n_:x <{EX}p> "\\u00e9 ."^^<{EX}d> .\n',
        "c.ttl": f"<{EX}a> <{EX}p> _:x , 'line\\n end'@en-GB .",
        "empty.ttl": "# nothing\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return [tmp_path / name for name in texts]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are parsed from now on."""
    names: list[str] = []

    def told(original: Callable[..., object], at: int) -> Callable[..., object]:
        def call(*arguments: str) -> object:
            names.append(Path(arguments[at]).name)
            return original(*arguments)

        return call

    monkeypatch.setattr(loading_module, "read", told(read, 0))
    monkeypatch.setattr(loading_module, "load", told(load, 1))
    return names


def rows(sources: list[Path], cache: Path | None = None) -> list[tuple[str, ...]]:
    """Return all triples, sorted."""
    tables = Tables(sources, cache=str(cache) if cache else None)
    return sorted(tables.db.execute("SELECT s, p, o FROM triples").fetchall())


@LARGE_OR_SMALL
def test_only_what_changed_is_parsed(
    large: int, files: list[Path], parsed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are those of the files at every run; a file that is known by its content is not parsed again."""
    monkeypatch.setattr(loading_module, "LARGE", large)
    expected = rows(files)
    parsed.clear()
    assert rows(files, tmp_path / "cache") == expected
    assert set(parsed) <= {path.name for path in files}
    assert "a.ttl" in parsed or "c.ttl" in parsed
    parsed.clear()
    assert rows(files, tmp_path / "cache") == expected
    assert parsed == []
    files[1].write_text(f"<{EX}b> <{EX}q> _:x .")
    changed = rows(files)
    parsed.clear()
    assert rows(files, tmp_path / "cache") == changed != expected
    assert parsed == ["b.nt"]
    parsed.clear()
    assert rows(files[:1], tmp_path / "cache") == rows(files[:1])


def test_files_of_one_folder_share_what_is_known(files: list[Path], parsed: list[str], tmp_path: Path) -> None:
    """What one run has parsed another knows, though it reads other files of the folder; what is old goes in time."""
    cache = tmp_path / "cache"
    rows(files[:2], cache)
    parsed.clear()
    rows(files[1:], cache)
    assert "b.nt" not in parsed
    parsed.clear()
    rows(files[:2], cache)
    assert parsed == []
    for number in range(9):
        files[1].write_text(f'<{EX}b> <{EX}q> "{number}" .\n' * 20)
        rows(files, cache)
    (bundle,) = cache.iterdir()
    kept = Tables().db.execute(f"SELECT count(DISTINCT file) FROM '{bundle}'").fetchall()
    assert kept[0][0] < 9


@LARGE_OR_SMALL
@pytest.mark.parametrize("damage", ["cut", "bit", "empty", "other"])
def test_damage_is_noticed(
    damage: str, large: int, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that was cut off, changed in one bit, or is something else is made anew; the answer stays right."""
    monkeypatch.setattr(loading_module, "LARGE", large)
    expected, cache = rows(files), tmp_path / "cache"
    assert rows(files, cache) == expected
    for path in cache.iterdir():
        whole = bytearray(path.read_bytes())
        whole[len(whole) // 2] ^= 1
        path.write_bytes(bytes({"cut": whole[:-9], "bit": whole, "empty": b"", "other": b"PAR1 no PAR1"}[damage]))
    before = {path.name: path.read_bytes() for path in cache.iterdir()}
    assert rows(files, cache) == expected
    assert all(path.read_bytes() != before.get(path.name) for path in cache.iterdir())
    assert rows(files, cache) == expected


@pytest.mark.parametrize("least", [1, 1 << 30])
def test_large_files_go_by_way_of_lines(least: int, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a file is handed over term by term or as N-Triples on disk, the rows are the same."""
    expected = rows(files)
    monkeypatch.setattr(loading_module, "LEAST_BY_LINES", least)
    assert rows(files) == expected


@LARGE_OR_SMALL
def test_errors_are_those_of_reading(
    large: int, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken file and one that is not there are named, and nothing is stored for them."""
    monkeypatch.setattr(loading_module, "LARGE", large)
    files[0].write_text("<a> <b> .")
    with pytest.raises(UnreadableInput, match=r"a\.ttl"):
        rows(files, tmp_path / "cache")
    with pytest.raises(FileTrouble, match=r"none\.ttl: no such file"):
        rows([tmp_path / "none.ttl"], tmp_path / "cache")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_no_error(files: list[Path], tmp_path: Path) -> None:
    """Who may not write the cache gets the same answer."""
    (tmp_path / "cache").mkdir(mode=0o500)
    assert rows(files, tmp_path / "cache") == rows(files)


def test_a_file_in_the_place_of_the_folder_is_no_error(files: list[Path], tmp_path: Path) -> None:
    """Where there can be no folder, the answer is the same."""
    (tmp_path / "cache").write_text("")
    assert rows(files, tmp_path / "cache") == rows(files)


@LARGE_OR_SMALL
@pytest.mark.parametrize("cached", [False, True], ids=["parsed", "cached"])
def test_the_others_are_loaded_where_one_is_broken(
    large: int, cached: bool, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who wants to keep going gets the rows of the rest, nothing of the broken file, and its error; later too."""
    monkeypatch.setattr(loading_module, "LARGE", large)
    monkeypatch.setattr(loading_module, "LEAST_BY_LINES", large)
    broken, cache = tmp_path / "broken.nt", str(tmp_path / "cache") if cached else None
    broken.write_text(f"<{EX}s> <{EX}p> <{EX}o> .\n" * 3 + "<a> .\n")
    for _ in range(2):
        tables = Tables([broken, *files], cache=cache, keep_going=True)
        assert {Path(path).name: error.problems[0].place.line for path, error in tables.broken.items()} == {
            "broken.nt": 4
        }
        assert tables.size == 6
        assert f"<{EX}s>" not in {s for (s,) in tables.db.execute("SELECT s FROM triples").fetchall()}
