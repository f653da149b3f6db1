"""What files were is read from git, and nothing is written there."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from confgraph.problems import UsageError
from confgraph.reading.versions import former, revisions


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder."""
    names = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, env={**os.environ, **names})


@pytest.fixture(params=["sha1", "sha256"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A repository with a commit of four files, of which one is changed, one is gone and one is new."""
    git(tmp_path, "init", "-q", f"--object-format={request.param}")
    data = tmp_path / "data" / "inner"
    data.mkdir(parents=True)
    for name in ("same", "changed", "gone", "ünïcode name"):
        (data / f"{name}.ttl").write_bytes(f"# {name}\r\n".encode())
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "one")
    (data / "changed.ttl").write_text("# other")
    (data / "gone.ttl").unlink()
    (data / "new.ttl").write_text("# new")
    return tmp_path


def test_what_differs_is_found(repository: Path) -> None:
    """A changed file has its former bytes, one that is gone too, a new one none; others are left out."""
    data = repository / "data"
    assert former([data], "HEAD") == {
        str(data / "inner" / "changed.ttl"): b"# changed\r\n",
        str(data / "inner" / "gone.ttl"): b"# gone\r\n",
        str(data / "inner" / "new.ttl"): None,
    }
    assert former([data / "inner" / "same.ttl"], "HEAD") == {}
    assert former([], "HEAD") == {}


def test_a_wrong_revision_is_named(repository: Path) -> None:
    """What is no revision is told, also where it looks like an option."""
    for wrong in ("nowhere", "--output=x", ""):
        with pytest.raises(UsageError, match="there is no revision"):
            former([repository / "data"], wrong)


def test_without_a_repository_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository and no git are different errors."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="is in no git repository"):
        former([tmp_path], "HEAD")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="there is no git here"):
        former([tmp_path], "HEAD")


def test_each_commit_tells_what_it_changed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest commit comes first; a file has its bytes before and after, None where it was not."""
    (repository / "data" / "notes.txt").write_text("no Turtle")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "two")
    (repository / "elsewhere.ttl").write_text("# not below the folder")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "three")
    newest, oldest = revisions(repository / "data", ".ttl")
    assert newest.files == {
        "inner/changed.ttl": (b"# changed\r\n", b"# other"),
        "inner/gone.ttl": (b"# gone\r\n", None),
        "inner/new.ttl": (None, b"# new"),
    }
    assert oldest.files["inner/ünïcode name.ttl"] == (None, "# ünïcode name\r\n".encode())
    assert newest.when >= oldest.when > 1_600_000_000
    monkeypatch.setenv("PATH", "")
    assert list(revisions(repository / "data", ".ttl")) == []
