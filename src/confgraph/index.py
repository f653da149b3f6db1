"""The index on disk of a large catalog: made once for the same bytes of its files, and opened at once ever after.

Each catalog has a home in the cache folder, which holds the index, named after the content of the files; ``current``,
which tells what the files looked like when they were last read; and ``lock``, which who builds holds. A lock of the
system ends with its process, so a build that was killed leaves nothing but a folder that the next one removes.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import RdfFormat

if TYPE_CHECKING:
    import hashlib

    from pyoxigraph import Quad

_VERSION: Final = f"confgraph index 1, pyoxigraph {pyoxigraph.__version__}"
_RACY: Final = 2_000_000_000  # a file that changed so many ns before it was looked at may change again unseen
_BUILDING: Final = ".building-"
_HOLD: Final = "IDENTITY"  # the file in an index of RocksDB that who uses it holds a lock on


class NoIndex(Exception):
    """Why there can be no index; the catalog is read into memory then."""

    def __init__(self, why: str | OSError | SyntaxError) -> None:
        if isinstance(why, OSError) and why.strerror:
            why = f"{why.filename}: {why.strerror.lower()}" if why.filename else why.strerror.lower()
        super().__init__(str(why))


def default_root() -> str:
    """Return the folder for indexes in the user's cache folder, as the platform has it."""
    if sys.platform == "darwin":
        cache = os.path.expanduser("~/Library/Caches")
    else:
        cache = os.environ.get("XDG_CACHE_HOME", "")
        cache = cache if os.path.isabs(cache) else os.path.expanduser("~/.cache")
    return os.path.join(cache, "confgraph", "index")


def home(catalog: str, root: str | None = None) -> str:
    """Return the folder that holds the index of a catalog, below ``root`` or the user's cache folder."""
    from zlib import crc32

    path = os.path.realpath(catalog)
    return os.path.join(root or default_root(), f"{os.path.basename(path)}-{crc32(os.fsencode(path)):08x}")


def find(at: str, files: Sequence[str]) -> str | None:
    """Return the index of exactly these files below a home, kept from removal while this process lives, or None.

    Files that look as they did when they were last read (size, times of change, number of the file) are not read again.
    """
    begun = time.time_ns()
    try:
        looks, newest = _looks(files)
    except OSError:
        return None
    known, seen, key = _current(at)
    if looks != known or newest > seen - _RACY:
        key = _key(files)
        if os.path.isdir(os.path.join(at, key)) and _looks(files)[0] == looks:
            with suppress(OSError):
                _write_current(at, looks, begun, key)
    return os.path.join(at, key) if key and _held(at, key) else None


def build(at: str, files: Sequence[str], wait: bool = True) -> str:
    """Return the index of these files, built where there is none yet; a killed build leaves the old one or none.

    Raises NoIndex where another process builds and ``wait`` is false, where the folder cannot be written, or where a
    file cannot be read as Turtle.
    """
    if os.name == "nt":
        raise NoIndex("Windows has no locks that end with their process")
    try:
        os.makedirs(at, mode=0o700, exist_ok=True)
        with _lock(at, wait):
            _remove_orphans(at)
            found = find(at, files)
            if found:
                return found
            begun = time.time_ns()
            looks = _looks(files)[0]
            key = _built(at, files)
            _write_current(at, looks if _looks(files)[0] == looks else "", begun, key)
            held = _held(at, key)
            _remove(at, lambda name: name != key)
        return held or os.path.join(at, key)
    except (OSError, SyntaxError) as error:
        raise NoIndex(error) from None


def clear(at: str) -> None:
    """Remove the indexes of a home; those that others use stay. Raises NoIndex where they cannot be removed."""
    if not os.path.isdir(at):
        return
    try:
        with _lock(at, wait=True):
            with suppress(FileNotFoundError):
                os.remove(os.path.join(at, "current"))
            _remove_orphans(at)
            _remove(at, lambda _: True)
    except OSError as error:
        raise NoIndex(error) from None


def _built(at: str, files: Sequence[str]) -> str:
    """Build an index in a folder of its own, and give it its name when it is whole; return the name."""
    digest = _digest()
    folder = os.path.join(at, f"{_BUILDING}{os.getpid()}")
    try:
        index = pyoxigraph.Store(folder)
        index.bulk_extend(_quads(files, digest))
        index.optimize()
        index.flush()
        del index
        key = digest.hexdigest()
        os.rename(folder, os.path.join(at, key))
        return key
    finally:
        _remove_orphans(at)


def _quads(files: Iterable[str], digest: hashlib.blake2b) -> Iterator[Quad]:
    """Yield the statements of files, and put the bytes of each, which are those that are parsed, into the digest."""
    for name in files:
        with open(name, "rb") as file:
            data = file.read()
        _update(digest, data)
        yield from pyoxigraph.parse(data, format=RdfFormat.TURTLE, rename_blank_nodes=True)


def _key(files: Iterable[str]) -> str:
    digest = _digest()
    for name in files:
        with open(name, "rb") as file:
            _update(digest, file.read())
    return digest.hexdigest()


def _digest() -> hashlib.blake2b:
    import hashlib  # late: where the files look as they did, nothing is hashed

    return hashlib.blake2b(_VERSION.encode(), digest_size=16)


def _update(digest: hashlib.blake2b, data: bytes) -> None:
    digest.update(f"{len(data)} ".encode())
    digest.update(data)


def _looks(files: Iterable[str]) -> tuple[str, int]:
    """Return what files look like from outside, and when the last of them changed in ns."""
    lines, newest = [_VERSION], 0
    for name in files:
        seen = os.stat(name)
        newest = max(newest, seen.st_mtime_ns, seen.st_ctime_ns)
        lines.append(f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino} {name!a}")
    return "\n".join(lines), newest


def _current(at: str) -> tuple[str, int, str]:
    """Return what the files looked like, when that was, and the name of their index."""
    try:
        with open(os.path.join(at, "current"), encoding="ascii") as file:
            seen, key, looks = file.read().split("\n", 2)
        return looks, int(seen), key
    except (OSError, ValueError):
        return "", 0, ""


def _write_current(at: str, looks: str, seen: int, key: str) -> None:
    part = os.path.join(at, f"current.{os.getpid()}")
    with open(part, "w", encoding="ascii") as file:
        file.write(f"{seen}\n{key}\n{looks}")
    os.replace(part, os.path.join(at, "current"))


_HELD: Final[dict[str, int]] = {}
"""The files that keep indexes from being removed while this process lives: the system lets go of them at its end."""


def _held(at: str, key: str) -> str | None:
    """Keep others from removing an index; return its folder, or None where it is not there any more."""
    import fcntl

    folder = os.path.join(at, key)
    if folder not in _HELD:
        try:
            _HELD[folder] = os.open(os.path.join(folder, _HOLD), os.O_RDONLY | os.O_CLOEXEC)
            fcntl.flock(_HELD[folder], fcntl.LOCK_SH)
        except OSError:
            return None
    return folder if os.path.isdir(folder) else None


def _remove(at: str, unwanted: Callable[[str], bool]) -> None:
    """Remove the indexes whose name is unwanted and orphans, but not those that another process uses."""
    import fcntl

    for name in filter(unwanted, os.listdir(at)):
        folder = os.path.join(at, name)
        if not os.path.exists(os.path.join(folder, _HOLD)):
            continue
        if folder in _HELD:
            os.close(_HELD.pop(folder))
        with open(os.path.join(folder, _HOLD), "rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            os.rename(folder, os.path.join(at, f"{_BUILDING}{name}"))
    _remove_orphans(at)


def _remove_orphans(at: str) -> None:
    """Remove what builds left that were killed."""
    from shutil import rmtree  # late: who only asks removes nothing

    for name in os.listdir(at):
        if name.startswith(_BUILDING):
            rmtree(os.path.join(at, name), ignore_errors=True)
        elif name.startswith("current."):
            os.remove(os.path.join(at, name))


@contextmanager
def _lock(at: str, wait: bool) -> Iterator[None]:
    """Be the only one that builds or removes; raises NoIndex where another does and one does not wait for it."""
    import fcntl

    file = os.open(os.path.join(at, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise NoIndex("another process builds it now") from None
    finally:
        os.close(file)
