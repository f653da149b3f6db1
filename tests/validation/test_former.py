"""What the files of a validation were: git tells, and where it cannot, a changed file is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from confgraph.problems import FileTrouble, UsageError
from confgraph.validation import former_files
from reading.test_versions import git


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A repository with data and shapes, both committed."""
    git(tmp_path, "init", "-q")
    for name in ("data/one.ttl", "data/two.ttl", "data/notes.md", "shapes/one.ttl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "one")
    return tmp_path


def of(catalog: Path, since: str | None = None, changed: tuple[str, ...] = ()) -> dict[str, bytes | None] | None:
    """Return what the files were, by their names."""
    data = catalog / "data"
    found = former_files(sorted(data.glob("*.ttl")), [data], catalog / "shapes", since, [data / one for one in changed])
    return None if found is None else {Path(path).name: content for path, content in found.items()}


def test_since_a_revision_all_that_differ_count(catalog: Path) -> None:
    """Files that changed, went or came; what is no data is left aside."""
    (catalog / "data" / "one.ttl").write_text("# other\n")
    (catalog / "data" / "two.ttl").unlink()
    (catalog / "data" / "three.ttl").write_text("# three\n")
    (catalog / "data" / "notes.md").write_text("# other\n")
    assert of(catalog, "HEAD") == {"one.ttl": b"# data/one.ttl\n", "two.ttl": b"# data/two.ttl\n", "three.ttl": None}
    assert of(catalog, changed=("one.ttl",)) == {"one.ttl": b"# data/one.ttl\n"}


def test_where_the_shapes_differ_everything_counts(catalog: Path) -> None:
    """A rule that changed may judge any node."""
    (catalog / "shapes" / "one.ttl").write_text("# other\n")
    assert of(catalog, "HEAD") is None


def test_without_git_a_changed_file_is_new(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that it says counts as added."""
    monkeypatch.setenv("PATH", "")
    assert of(catalog, changed=("one.ttl",)) == {"one.ttl": None}


def test_what_cannot_be_meant_is_told(catalog: Path) -> None:
    """Both at once, a file that is not there, and one of another catalog are errors."""
    (catalog / "other.ttl").write_text("")
    with pytest.raises(UsageError, match="choose one of them"):
        of(catalog, "HEAD", ("one.ttl",))
    with pytest.raises(FileTrouble, match=r"a file that is gone is found with --since"):
        of(catalog, changed=("nowhere.ttl",))
    with pytest.raises(UsageError, match="is no file of the catalog"):
        of(catalog, changed=("../other.ttl",))
