"""One table of DuckDB that holds triples: ``facts (p, s, o)``, where ``p`` is the number of a predicate.

A term is its canonical N-Triples text, as pyoxigraph writes it. One table is filled in one pass, and to look for a
number costs less than to write everything a second time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    from pyoxigraph import Quad

_AT_ONCE: Final = 50_000
_SAME: Final = "SELECT hash(p, s, o) FROM facts GROUP BY ALL HAVING count(*) > 1"


class Facts:
    """A database with the table ``facts`` and the table ``predicates (id, p)`` of their numbers."""

    def __init__(self, memory: str = "") -> None:
        self.db = connect(memory)
        self.numbers: dict[str, int] = {}
        self.db.execute(
            "CREATE TABLE facts (p UINTEGER, s VARCHAR, o VARCHAR); CREATE TABLE predicates (id UINTEGER, p VARCHAR)"
        )

    def number(self, predicate: str) -> int:
        """Return the number that stands for a predicate, given as an IRI; a new one if need be."""
        if predicate not in self.numbers:
            self.numbers[predicate] = number = len(self.numbers)
            self.db.execute("INSERT INTO predicates VALUES ($1, $2)", [number, f"<{predicate}>"])
        return self.numbers[predicate]

    def add(self, quads: Iterable[Quad], blank: str = "_:") -> None:
        """Add the triples of quads; labels of blank nodes begin with ``blank``."""
        rows = ((self.number(q.predicate.value), str(q.subject), str(q.object)) for q in quads)
        for some in _batches(rows):
            numbers, subjects, objects = zip(*some, strict=True)
            # One string is handed over faster than a list; no term holds a line end, which N-Triples escapes.
            texts = ["\n".join(map(str, numbers)), *("\n".join(terms) for terms in (subjects, objects))]
            p, s, o = (f"unnest(split(${n}, chr(10)))" for n in (1, 2, 3))
            self.db.execute(
                f"INSERT INTO facts SELECT p::UINTEGER, {renamed('s', blank)}, {renamed('o', blank)} "
                f"FROM (SELECT {p} AS p, {s} AS s, {o} AS o)",
                texts,
            )

    def keep_each_triple_once(self) -> None:
        """Take repeated triples out. Equal triples have equal hashes, so only those are compared."""
        (total, different) = self.db.execute("SELECT count(*), count(DISTINCT hash(p, s, o)) FROM facts").fetchall()[0]
        if total != different:
            self.db.execute(
                f"CREATE TEMP TABLE once AS SELECT DISTINCT * FROM facts WHERE hash(p, s, o) IN ({_SAME});"
                f"DELETE FROM facts WHERE hash(p, s, o) IN ({_SAME});"
                "INSERT INTO facts FROM once; DROP TABLE once"
            )


def connect(memory: str = "") -> duckdb.DuckDBPyConnection:
    """Return a database in memory that installs nothing and spills into the folder of temporary files."""
    import tempfile

    import duckdb  # late: who validates nothing needs no database

    return duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "false",
            "temp_directory": f"{tempfile.gettempdir()}/confgraph-{os.getpid()}",
            **({"memory_limit": memory} if memory else {}),
        }
    )


def renamed(column: str, blank: str) -> str:
    """Return the SQL for a term whose label, if it is a blank node, begins with ``blank`` instead."""
    if blank == "_:":
        return column
    return f"CASE WHEN starts_with({column}, '_:') THEN '{blank}' || substr({column}, 3) ELSE {column} END"


def _batches(rows: Iterator[tuple[int, str, str]]) -> Iterator[list[tuple[int, str, str]]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some
