"""Parsed triples on disk, found by the content of the files they are of: a second run parses only what changed.

A file in the cache is Parquet with the rows ``(file, p, s, o)``, labels of blank nodes as the file has them. A large
file has one of its own; small ones share one, because to open hundreds of files takes longer than to parse them. The
name of a file ends with the digest of its bytes: what was cut off or changed is noticed, and made anew.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import RdfFormat, serialize

from confgraph.index import default_root
from confgraph.namespaces import VERSION
from confgraph.reading import read
from confgraph.validation.facts import TERMS_OF_LINES, Facts, as_lines, quoted, renamed
from confgraph.validation.lines import load

if TYPE_CHECKING:
    import duckdb

_FORMAT: Final = f"confgraph tables 1, {VERSION}, pyoxigraph {pyoxigraph.__version__}"
_PART: Final = ".part-"
_OLD: Final = 3600  # seconds after which nobody writes a part any more
MOST_BYTES: Final = 4 << 30
LARGE: Final = 4 << 20  # from so many bytes on a file is stored alone
LEAST_BY_LINES: Final = 1 << 20  # below it, SQL needs longer to begin than the parser to end


def default_folder() -> str:
    """Return the folder for parsed tables in the user's cache folder."""
    return str(Path(default_root()).parent / "tables")


def key_of(path: str) -> str:
    """Return the key of a file: the digest of its content, of its format, and of what reads it.

    Raises what reading raises where there is no such file.
    """
    suffix = Path(path).suffix.lower()
    try:
        return _digest(path, hashlib.sha256(f"{_FORMAT} {suffix} ".encode()))
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


def fill(facts: Facts, files: Sequence[tuple[str, str]], cache: Cache) -> None:
    """Add the triples of files; the labels of the blank nodes of each begin with what stands before its path.

    Raises what reading raises for a file that is not in the cache.
    """
    large = [(blank, path) for blank, path in files if _size(path) >= LARGE]
    for blank, path in large:
        _fill_large(facts, blank, path, cache)
    if small := [file for file in files if file not in large]:
        _fill_small(facts, small, cache)


def load_files(facts: Facts, files: Sequence[tuple[str, str]]) -> None:
    """Add the triples of files that are parsed now; labels and errors as for ``fill``."""
    small = []
    for blank, path in files:
        if _size(path) < LEAST_BY_LINES:
            small.append((blank, path))
        elif path.endswith(".nt"):
            load(facts, path, blank)
        else:
            _load_as_lines(facts, path, blank)
    facts.add((blank, read(path)) for blank, path in small)


def _load_as_lines(facts: Facts, path: str, blank: str) -> None:
    """Add the triples of a large file by way of N-Triples on disk, which SQL reads on all cores."""
    document = read(path)
    with TemporaryDirectory(prefix="confgraph-") as folder:
        lines = str(Path(folder) / "lines.nt")
        serialize((quad.triple for quad in document), lines, format=RdfFormat.N_TRIPLES)
        load(facts, lines, blank)


def _fill_large(facts: Facts, blank: str, path: str, cache: Cache) -> None:
    import duckdb

    key = key_of(path)
    if found := cache.find(key):
        with suppress(duckdb.Error):
            return _from(facts, f"read_parquet({quoted(found)})", [(key, blank)])
    ((before,),) = facts.db.execute("SELECT coalesce(max(rowid), -1) FROM facts").fetchall()
    load_files(facts, [(blank, path)])
    if key_of(path) == key:
        s, o = (
            f"CASE WHEN starts_with({c}, '_:') THEN '_:' || substr({c}, {len(blank) + 1}) ELSE {c} END" for c in "so"
        )
        rows = (
            f"SELECT '{key}' AS file, predicates.p AS p, {s} AS s, {o} AS o FROM facts JOIN predicates ON id = facts.p"
        )
        cache.store(key, facts.db, f"{rows} WHERE facts.rowid > {before}")
    return None


def _fill_small(facts: Facts, files: Sequence[tuple[str, str]], cache: Cache) -> None:
    """Add small files: those whose content is known from the common file in the cache, the others parsed."""
    import duckdb

    name, keys = bundle_name(path for _, path in files), [key_of(path) for _, path in files]
    db, found = facts.db, cache.find(name)
    db.execute("CREATE TEMP TABLE kept (file VARCHAR, p VARCHAR, s VARCHAR, o VARCHAR)")
    if found:
        with suppress(duckdb.Error):
            db.execute(f"INSERT INTO kept FROM read_parquet({quoted(found)}) WHERE file IN (SELECT unnest($1))", [keys])
    known = {key for (key,) in db.execute("SELECT DISTINCT file FROM kept").fetchall()}
    missing = {key: path for key, (_, path) in zip(keys, files, strict=True) if key not in known}
    for _, texts in as_lines((key, read(path)) for key, path in missing.items()):
        db.execute(f"INSERT INTO kept {TERMS_OF_LINES}", texts)
    _from(facts, "kept", [(key, blank) for key, (blank, _) in zip(keys, files, strict=True)])
    if all(key_of(path) == key for key, path in missing.items()):
        # A row for each file tells that it is known, also where it has no triples.
        db.execute("INSERT INTO kept (file) SELECT unnest($1)", [list(missing)])
        if missing or not found:
            cache.store(name, db, "FROM kept")
    db.execute("DROP TABLE kept")


def _from(facts: Facts, rows: str, blanks: Sequence[tuple[str, str]]) -> None:
    """Add the rows ``(file, p, s, o)`` of some files, whose blank nodes get labels that begin as given."""
    facts.number_those_of(rows)
    facts.db.execute(
        f"INSERT INTO facts SELECT id, {renamed('s', 'blank')}, {renamed('o', 'blank')} FROM {rows} AS x "
        "JOIN (SELECT unnest($1) AS file, unnest($2) AS blank) USING (file) JOIN predicates ON x.p = predicates.p",
        [list(column) for column in zip(*blanks, strict=True)],
    )


def bundle_name(paths: Iterable[str]) -> str:
    """Return the name under which the small files of a run are stored together: the same for the same paths."""
    text = "\n".join(sorted(os.path.realpath(path) for path in paths))
    return "b" + hashlib.sha256(os.fsencode(text)).hexdigest()[:32]


def _size(path: str) -> int:
    """Return the size of a file; 0 where there is none, which reading tells."""
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0


def _digest(path: str, digest: hashlib._Hash) -> str:
    with Path(path).open("rb") as file:
        while some := file.read(1 << 20):
            digest.update(some)
    return digest.hexdigest()[:32]
