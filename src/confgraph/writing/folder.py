"""Write a folder whole or not at all: what is new is made beside it, and takes its place in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from confgraph.problems import FileTrouble, UsageError

LISTING: Final = ".confgraph-files"
"""The file that lists what we wrote into a folder: everything else in it belongs to somebody else."""


class Replaced(NamedTuple):
    """How many files of a folder were written, kept as they were, and removed."""

    written: int
    kept: int
    removed: int


def replace_folder(folder: Path, contents: Iterable[tuple[str, bytes]]) -> Replaced:
    """Make ``folder`` hold ``contents``, pairs of a path with / and bytes, once all of them are known and written.

    Files that did not change stay the very same files. Files of others in a folder that we made are carried over.
    Raises UsageError for a folder that holds something and was not made here, FileTrouble where it cannot be written;
    then, as after any other error, the folder is what it was.
    """
    target = Path(os.path.realpath(folder))
    old = _ours(target)
    beside = target.with_name(f".{target.name[:200]}.{os.urandom(6).hex()}.part")
    try:
        beside.mkdir(parents=True)
        done = _fill(beside, target, old, contents)
        _swap(beside, target)
    except OSError as error:
        named = error.filename2 or error.filename or str(folder)
        raise FileTrouble(f"{named}: {(error.strerror or str(error)).lower()}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return done


def _ours(target: Path) -> set[str]:
    """Return the paths that an earlier call wrote; raise UsageError for a folder that is somebody else's."""
    if not target.exists():
        return set()
    if not target.is_dir():
        raise UsageError(f"{target} is no folder: name another one")
    listing = target / LISTING
    if listing.is_file():
        return set(listing.read_text(encoding="utf-8").splitlines())
    if any(target.iterdir()):
        raise UsageError(f"{target} holds files that confgraph did not make: name a new or an empty folder")
    return set()


def _fill(beside: Path, target: Path, old: set[str], contents: Iterable[tuple[str, bytes]]) -> Replaced:
    written, kept, ours = 0, 0, set[str]()
    made = {beside}
    for name, data in contents:
        if name in ours:
            raise ValueError(f"{name} is made twice")
        ours.add(name)
        path = beside / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        if name in old and _is(target / name, data) and _link(target / name, path):
            kept += 1
        else:
            path.write_bytes(data)
            written += 1
    for name in _others(target, old | ours | {LISTING}):
        (beside / name).parent.mkdir(parents=True, exist_ok=True)
        if not _link(target / name, beside / name):
            shutil.copy2(target / name, beside / name, follow_symlinks=False)
    (beside / LISTING).write_text("".join(f"{name}\n" for name in sorted(ours)), encoding="utf-8", newline="\n")
    return Replaced(written, kept, len(old - ours))


def _is(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _link(old: Path, new: Path) -> bool:
    """Give a file a second name; False where the file system has no such thing."""
    try:
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return False
    return True


def _others(target: Path, ours: set[str]) -> Iterator[str]:
    """Yield the files in the folder that we did not write, such as CNAME or what lies in .git."""
    for folder, _, names in os.walk(target):
        for name in names:
            path = (Path(folder) / name).relative_to(target).as_posix()
            if path not in ours:
                yield path


def _swap(beside: Path, target: Path) -> None:
    """Put the new folder into the place of the old one, which comes back if that fails."""
    if not target.exists():
        beside.rename(target)
        return
    beside.chmod(target.stat().st_mode & 0o777)
    away = beside.with_suffix(".old")
    target.rename(away)
    try:
        beside.rename(target)
    except BaseException:
        away.rename(target)
        raise
    with suppress(OSError):
        shutil.rmtree(away)
