"""What files were at a revision of their git repository: the only place that runs git, which reads objects only."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from confgraph.problems import UsageError

_SECONDS: Final = 60.0
# Nothing is fetched, no lock is taken, nobody is asked for a password.
_QUIET: Final = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_FILES: Final = (b"100644", b"100755")


def former(paths: Iterable[str | os.PathLike[str]], revision: str) -> dict[str, bytes | None]:
    """Return what files were at a revision, only of those that differ now; None where there was none.

    ``paths`` are files and folders; below a folder the files that are gone are found too. Keys are paths as given,
    or below one as given. Raises UsageError where there is no such revision, no repository or no git.
    """
    given = [Path(path) for path in paths]
    if not given:
        return {}
    root = _root(given[0])
    was = _tree(root, revision)
    found: dict[str, bytes | None] = {}
    wanted: dict[str, str] = {}
    for path in given:
        inside = os.path.relpath(path.resolve(), root)
        for name in {inside, *(one for one in was if one.startswith(f"{inside}/")), *_below(path, inside)}:
            here = os.fspath(path if name == inside else path / os.path.relpath(name, inside))
            now, before = _content(Path(here)), was.get(name)
            if now is None and before is None:
                continue
            if before is None:
                found[here] = None
            elif now is None or _name_of(now, len(before)) != before:
                wanted[here] = before
    return {**found, **_contents(root, wanted)}


class Revision(NamedTuple):
    """A commit: when it was made, in seconds since 1970, and what each changed file was before and after; None if not.

    Files go by their paths below the folder that was asked about.
    """

    when: int
    files: dict[str, tuple[bytes | None, bytes | None]]


def revisions(folder: Path, suffix: str, most: int = 40) -> Iterator[Revision]:
    """Yield the latest commits that changed files of a folder, the newest first; none where there is no history.

    A merge is seen as one step of its first parent. What came before a shallow clone begins is not known, so the commit
    that it begins with is left out.
    """
    try:
        root = _root(folder)
        inside = os.path.relpath(folder.resolve(), root)
        line = _git(root, "rev-list", "--first-parent", f"--max-count={most}", "--timestamp", "HEAD", "--", inside)
        firsts = set(_git(root, "rev-list", "--max-parents=0", "HEAD").decode().split())
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except UsageError:
        return
    for when, commit in (one.split() for one in line.decode().splitlines()):
        if commit in firsts and shallow:
            return
        since = ("--root", commit) if commit in firsts else (f"{commit}^1", commit)
        words = ("diff-tree", "-r", "-z", "--no-commit-id", "--no-renames", *since, "--", inside)
        yield Revision(int(when), _changed(root, inside, _git(root, *words).split(b"\0"), suffix))


def _changed(root: Path, inside: str, listed: list[bytes], suffix: str) -> dict[str, tuple[bytes | None, bytes | None]]:
    """Return the contents of what git lists as changed: a line of modes and names of contents, then the path."""
    names: dict[str, list[str]] = {}
    for line, path in zip(listed[::2], listed[1::2], strict=False):
        if path.endswith(suffix.encode()):
            names[os.path.relpath(os.fsdecode(path), inside)] = line.decode().split(" ")[2:4]
    wanted = {name: name for pair in names.values() for name in pair if name.strip("0")}
    known = _contents(root, wanted)
    return {path: (known.get(before), known.get(after)) for path, (before, after) in names.items()}


def _below(path: Path, inside: str) -> list[str]:
    return [f"{inside}/{one.relative_to(path).as_posix()}" for one in path.rglob("*") if one.is_file()]


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _name_of(content: bytes, length: int) -> str:
    """Return the name that git gives to a content, of so many digits: SHA-1 or SHA-256."""
    digest = hashlib.sha1(usedforsecurity=False) if length == 40 else hashlib.sha256()
    digest.update(b"blob %d\0" % len(content))
    digest.update(content)
    return digest.hexdigest()


def _root(path: Path) -> Path:
    """Return the folder of the repository that holds a file."""
    folder = path if path.is_dir() else path.parent
    while not folder.is_dir():
        folder = folder.parent
    why = f"{folder} is in no git repository that can be read: validate everything"
    return Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel", why=why).rstrip(b"\n"))).resolve()


def _tree(root: Path, revision: str) -> dict[str, str]:
    """Return the files of a revision by their paths: the names of their contents."""
    why = f"there is no revision {revision!r}: name a commit, a branch or a tag"
    if revision.startswith("-"):
        raise UsageError(why)
    _git(root, "rev-parse", "--quiet", "--verify", f"{revision}^{{commit}}", why=why)
    found = {}
    for line in _git(root, "ls-tree", "-r", "-z", "--full-tree", revision).split(b"\0"):
        kind, _, name = line.partition(b"\t")
        if kind.split(b" ")[0] in _FILES:
            found[os.fsdecode(name)] = kind.rpartition(b" ")[2].decode()
    return found


def _contents(root: Path, wanted: dict[str, str]) -> dict[str, bytes]:
    names = list(dict.fromkeys(wanted.values()))
    rest = _git(root, "cat-file", "--batch", told="".join(f"{name}\n" for name in names).encode()) if names else b""
    contents: dict[str, bytes] = {}
    for name in names:
        head, _, rest = rest.partition(b"\n")
        size = int(head.rpartition(b" ")[2])
        contents[name], rest = rest[:size], rest[size + 1 :]
    return {path: contents[name] for path, name in wanted.items()}


def _git(folder: Path, *arguments: str, told: bytes = b"", why: str = "") -> bytes:
    command: Sequence[str] = ("git", "-C", os.fspath(folder), "-c", "core.fsmonitor=false", *arguments)
    try:
        done = subprocess.run(  # noqa: S603 (no shell; what is named by others stands behind the command)
            command, input=told, capture_output=True, check=False, timeout=_SECONDS, env={**os.environ, **_QUIET}
        )
    except FileNotFoundError:
        raise UsageError("there is no git here: install it, or validate everything") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git did not answer within {_SECONDS:g} s: validate everything") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ").partition("\n")[0]
        raise UsageError(why or f"git could not answer: {said}")
    return done.stdout
