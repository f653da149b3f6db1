"""Load files into tables: small ones by the parser, large ones by SQL, those that are known from the cache."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pyoxigraph import Quad, RdfFormat, serialize

from confgraph.problems import LimitReached, UnreadableInput
from confgraph.reading import Document, read
from confgraph.reading.blanknodes import labelled
from confgraph.validation.cache import Cache, bundle_name, key_of
from confgraph.validation.facts import TERMS_OF_LINES, Facts, as_lines, quoted, renamed
from confgraph.validation.lines import load

LARGE: Final = 4 << 20
"""From so many bytes on a file is stored alone, and not kept in memory beside the tables."""
LEAST_BY_LINES: Final = 1 << 20
"""Below so many bytes SQL needs longer to begin than the parser to end."""
Named = Sequence[tuple[str, str]]
"""Files: what the labels of their blank nodes begin with, and their paths."""


class Loader:
    """Loads files into facts; ``documents`` are the small ones that were parsed, ``broken`` the errors of others.

    Without ``keep_going`` the first error is raised. Relative addresses are resolved against ``base``.
    """

    def __init__(
        self, facts: Facts, cache: Cache | None = None, base: str | None = None, keep_going: bool = False
    ) -> None:
        self.documents: dict[str, Document] = {}
        self.broken: dict[str, UnreadableInput | LimitReached] = {}
        self._facts = facts
        self._cache = cache
        self._base = base
        self._keep_going = keep_going

    def load(self, files: Named) -> None:
        """Add the triples of files. Raises what reading raises."""
        large = [(blank, path) for blank, path in files if size_of(path) >= LARGE]
        small = [file for file in files if file not in large]
        if self._cache is None:
            return self._parse(files)
        for blank, path in large:
            self._load_large(blank, path, self._cache)
        return self._load_small(small, self._cache) if small else None

    def _parse(self, files: Named) -> None:
        """Add the triples of files that are parsed now."""
        small = []
        for blank, path in files:
            if size_of(path) < LEAST_BY_LINES:
                small.append((blank, path))
            else:
                self._parse_by_lines(blank, path)
        self._facts.add(self._read(small))

    def _read(self, files: Named) -> Iterator[tuple[str, Iterator[Quad]]]:
        for name, path in files:
            document = self._document(path)
            if document is not None:
                self.documents[path] = document
                yield name, labelled(document)

    def _document(self, path: str) -> Document | None:
        try:
            return read(path, self._base)
        except (UnreadableInput, LimitReached) as error:
            self._fail(path, error)
            return None

    def _fail(self, path: str, error: UnreadableInput | LimitReached) -> None:
        if not self._keep_going:
            raise error
        self.broken[path] = error

    def _parse_by_lines(self, blank: str, path: str) -> None:
        """Add the triples of a large file, of other formats by way of N-Triples on disk: SQL reads on all cores."""
        before = self._facts.last_row()
        try:
            if path.endswith(".nt"):
                return load(self._facts, path, blank)
            document = read(path, self._base)
        except (UnreadableInput, LimitReached) as error:
            self._facts.forget_after(before)
            return self._fail(path, error)
        with TemporaryDirectory(prefix="confgraph-") as folder:
            lines = str(Path(folder) / "lines.nt")
            serialize((quad.triple for quad in labelled(document)), lines, format=RdfFormat.N_TRIPLES)
            return load(self._facts, lines, blank)

    def _load_large(self, blank: str, path: str, cache: Cache) -> None:
        import duckdb  # late, as below: who validates nothing needs no database

        key = key_of(path, self._base)
        if found := cache.find(key):
            with suppress(duckdb.Error):
                return self._take(f"read_parquet({quoted(found)})", [(key, blank)])
        before = self._facts.last_row()
        self._parse([(blank, path)])
        if path not in self.broken and key_of(path, self._base) == key:
            s, o = (
                f"CASE WHEN starts_with({c}, '_:') THEN '_:' || substr({c}, {len(blank) + 1}) ELSE {c} END"
                for c in "so"
            )
            rows = f"SELECT '{key}' AS file, predicates.p AS p, {s} AS s, {o} AS o FROM facts"
            cache.store(key, self._facts.db, f"{rows} JOIN predicates ON id = facts.p WHERE facts.rowid > {before}")
        return None

    def _load_small(self, files: Named, cache: Cache) -> None:
        """Add small files: those whose content is known from the common file in the cache, the others parsed."""
        import duckdb

        name, keys = bundle_name(path for _, path in files), [key_of(path, self._base) for _, path in files]
        db, found = self._facts.db, cache.find(name)
        db.execute("CREATE TEMP TABLE kept (file VARCHAR, p VARCHAR, s VARCHAR, o VARCHAR)")
        if found:
            with suppress(duckdb.Error):
                db.execute(f"INSERT INTO kept FROM read_parquet({quoted(found)})")
        known = {key for (key,) in db.execute("SELECT DISTINCT file FROM kept").fetchall()}
        missing = {key: path for key, (_, path) in zip(keys, files, strict=True) if key not in known}
        for _, texts in as_lines(self._read(list(missing.items()))):
            db.execute(f"INSERT INTO kept {TERMS_OF_LINES}", texts)
        self._take("kept", [(key, blank) for key, (blank, _) in zip(keys, files, strict=True)])
        whole = {key: path for key, path in missing.items() if path not in self.broken}
        if (whole or not found) and all(key_of(path, self._base) == key for key, path in whole.items()):
            # A row for each file tells that it is known, also where it has no triples.
            db.execute("INSERT INTO kept (file) SELECT unnest($1)", [list(whole)])
            cache.store(name, db, self._worth_keeping(keys))
        db.execute("DROP TABLE kept")

    def _worth_keeping(self, keys: list[str]) -> str:
        """Return the rows to store: all that are known, or where most of them are of old contents those of this run."""
        self._facts.db.execute("CREATE OR REPLACE TEMP TABLE used AS SELECT unnest($1) AS file", [keys])
        sql = "SELECT count(*) > 1 + 2 * count(*) FILTER (file IN (FROM used)) FROM kept"
        ((many,),) = self._facts.db.execute(sql).fetchall()
        return "FROM kept WHERE file IN (FROM used)" if many else "FROM kept"

    def _take(self, rows: str, blanks: Named) -> None:
        """Add the rows ``(file, p, s, o)`` of some files, whose blank nodes get labels that begin as given."""
        self._facts.number_those_of(rows)
        self._facts.db.execute(
            f"INSERT INTO facts SELECT id, {renamed('s', 'blank')}, {renamed('o', 'blank')} FROM {rows} AS x "
            "JOIN (SELECT unnest($1) AS file, unnest($2) AS blank) USING (file) JOIN predicates ON x.p = predicates.p",
            [list(column) for column in zip(*blanks, strict=True)],
        )


def size_of(path: str) -> int:
    """Return the size of a file; 0 where there is none, which reading tells."""
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0
