"""Parsed triples on disk, found by the content of the files they are of: a second run parses only what changed.

A file in the cache is Parquet with the rows ``(file, p, s, o)``, labels of blank nodes as the file has them. A large
file has one of its own; small ones share one, because to open hundreds of files takes longer than to parse them. The
name of a file ends with the digest of its bytes: what was cut off or changed is noticed, and made anew.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph

from confgraph.index import default_root
from confgraph.namespaces import VERSION
from confgraph.problems import FileTrouble
from confgraph.reading import read
from confgraph.validation.facts import quoted

if TYPE_CHECKING:
    import duckdb

_FORMAT: Final = f"confgraph tables 2, {VERSION}, pyoxigraph {pyoxigraph.__version__}"
_PART: Final = ".part-"
_OLD: Final = 3600  # seconds after which nobody writes a part any more
MOST_BYTES: Final = 4 << 30


def default_folder() -> str:
    """Return the folder for parsed tables in the user's cache folder."""
    return str(Path(default_root()).parent / "tables")


def clear_tables() -> None:
    """Remove what is kept in the default folder. Raises FileTrouble where it cannot be removed."""
    try:
        Cache(default_folder()).clear()
    except OSError as error:
        raise FileTrouble(f"{default_folder()}: {(error.strerror or str(error)).lower()}") from None


def key_of(path: str, base: str | None = None) -> str:
    """Return the key of a file: the digest of its content, of its format and base, and of what reads it.

    Raises what reading raises where there is no such file.
    """
    suffix = Path(path).suffix.lower()
    try:
        return _digest(path, hashlib.sha256(f"{_FORMAT} {suffix} {base or ''} ".encode()))
    except (OSError, ValueError):
        read(path)  # says what is wrong
        raise


class Cache:
    """A folder of parsed triples, bounded in size; what cannot be read or written there is parsed as without it."""

    def __init__(self, folder: str | os.PathLike[str], most_bytes: int = MOST_BYTES) -> None:
        self._folder = Path(folder)
        self._most_bytes = most_bytes

    def find(self, name: str) -> str | None:
        """Return the whole Parquet file that was stored under a name, or None; a damaged one is removed."""
        with suppress(OSError):
            for path in self._folder.glob(f"{name}-*.parquet"):
                if path.stem == f"{name}-{_digest(str(path), hashlib.sha256())}":
                    os.utime(path)  # the least recently used go first
                    return str(path)
                path.unlink()
        return None

    def store(self, name: str, db: duckdb.DuckDBPyConnection, rows: str) -> None:
        """Store what the query ``rows`` yields under a name, whole or not at all, in the place of what was there."""
        import duckdb

        part = self._folder / f"{_PART}{os.getpid()}-{time.time_ns()}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            db.execute(f"COPY ({rows}) TO {quoted(str(part))} (FORMAT parquet, COMPRESSION zstd)")
            before = list(self._folder.glob(f"{name}-*.parquet"))
            target = self._folder / f"{name}-{_digest(str(part), hashlib.sha256())}.parquet"
            part.replace(target)
            for path in before:
                if path != target:
                    path.unlink(missing_ok=True)
            self._tidy(target)
        except (OSError, duckdb.IOException):  # a full disk, no permission: the answer does not depend on the cache
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove everything that is stored. Raises OSError where it cannot be removed."""
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                path.unlink(missing_ok=True)
            self._folder.rmdir()

    def _tidy(self, newest: Path) -> None:
        """Remove parts of processes that were killed, and what was not used for longest beyond the bound."""
        left, now = self._most_bytes, time.time()
        found = [(path.stat().st_mtime, path.stat().st_size, path) for path in self._folder.iterdir()]
        for used, size, path in sorted(found, reverse=True):
            is_part = path.name.startswith(_PART)
            left -= 0 if is_part else size
            if (is_part and used < now - _OLD) or (not is_part and left < 0 and path != newest):
                path.unlink(missing_ok=True)


def bundle_name(paths: Iterable[str]) -> str:
    """Return the name under which small files are stored together: the same for files below the same folder."""
    folders = {str(Path(os.path.realpath(path)).parent) for path in paths}
    try:
        common = os.path.commonpath(folders)
    except ValueError:  # on two drives of Windows
        common = min(folders)
    return "b" + hashlib.sha256(os.fsencode(common)).hexdigest()[:32]


def _digest(path: str, digest: hashlib._Hash) -> str:
    with Path(path).open("rb") as file:
        while some := file.read(1 << 20):
            digest.update(some)
    return digest.hexdigest()[:32]
