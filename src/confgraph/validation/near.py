"""The triples near some nodes: all that the results for these can rest on, in a table of their own."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import inf
from typing import Final, Generic, TypeVar

from pyoxigraph import Quad

from confgraph.namespaces import expand
from confgraph.validation.dialect import text
from confgraph.validation.facts import Rows, as_quads
from confgraph.validation.ntriples import parts
from confgraph.validation.reads import ANY, Read, edges, lengths
from confgraph.validation.tables import Tables
from confgraph.validation.walks import FewTriples, Relations

_SUBCLASS: Final = expand("rdfs:subClassOf")
_MOST: Final = 200_000
"""So many triples are no longer few: to move them takes as long as to look through all."""


class Near:
    """The triples near some nodes as relations, as ``Tables`` has those of all.

    They are in SQLite: it begins a statement in a fiftieth of the time that DuckDB needs, and ends it in as long.
    """

    triples: Final = "triples"

    def __init__(self, tables: Tables, rows: Rows) -> None:
        names = {number: f"<{predicate}>" for predicate, number in tables.numbers.items()}
        self.duckdb = tables.db
        self.elsewhere = tables.elsewhere
        self.rows = rows
        self._triples = [(s, names[p], o) for p, s, o in rows]
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute("CREATE TABLE triples (s TEXT, p TEXT, o TEXT)")
        self.db.executemany("INSERT INTO triples VALUES (?, ?, ?)", self._triples)
        self.db.execute("CREATE INDEX by_s ON triples (p, s)")
        self.db.execute("CREATE INDEX by_o ON triples (p, o)")
        self._add_functions()

    def name(self, predicate: str) -> str:
        """Return the relation of a predicate, given as an IRI."""
        return f"(SELECT s, o FROM triples WHERE p = {text(f'<{predicate}>')})"

    def hold(self, name: str, columns: Sequence[str], rows: Collection[Sequence[str]]) -> None:
        """Make a temporary table of texts."""
        self.db.execute(f"CREATE TEMP TABLE {name} ({', '.join(f'{column} TEXT' for column in columns)})")
        self.db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)

    def quads(self) -> Iterator[Quad]:
        """Yield all triples, with the blank nodes named as in the tables."""
        return as_quads(self._triples)

    def in_duckdb(self) -> Relations:
        """Return the same triples in DuckDB, which runs queries."""
        return FewTriples(self.duckdb, self.quads(), "near_triples")

    def _add_functions(self) -> None:
        """Add what SQLite lacks: regular expressions are DuckDB's own, and a text may hold any character."""

        @lru_cache(maxsize=1024)
        def matches(value: str, pattern: str) -> bool:
            ((found,),) = self.duckdb.execute("SELECT regexp_matches($1, $2)", [value, pattern]).fetchall()
            return bool(found)

        def extract(value: str, pattern: str) -> str:
            found = re.search(pattern, value)
            return found[1] if found else ""

        self.db.create_function("regexp_matches", 2, matches, deterministic=True)
        self.db.create_function("extract", 2, extract, deterministic=True)
        self.db.create_function("nt_lexical", 1, lambda term: parts(term).text, deterministic=True)
        self.db.create_function("length", 1, len, deterministic=True)


Name = TypeVar("Name")


class Steps(Generic[Name]):
    """What is looked for so many steps from the focus nodes: triples that are read, some of which lead further.

    ``names`` are what the properties, IRIs, are called in the answers.
    """

    def __init__(self, reads: Iterable[Read], names: Mapping[str, Name]) -> None:
        self._reads = [(read, *lengths(read.path)) for read in reads]
        self._leading = [(one, *lengths(one.path)) for read in reads for one in edges(read.path, None)]
        self._names = names
        bounds = [bound for _, least, most in (*self._reads, *self._leading) for bound in (least, most)]
        self.last = 1 + int(max((bound for bound in bounds if bound != inf), default=0))
        """From so many steps on nothing changes any more: only paths of any length lead there."""

    def read(self, level: int, backward: bool) -> set[Name | None] | None:
        """Return the names of the properties that are read after some steps, None for all of them."""
        wanted = _at(level, backward, (*self._reads, *self._leading))
        return None if ANY in wanted else {self._names.get(one) for one in wanted}

    def lead(self, level: int, backward: bool) -> set[Name | None]:
        """Return the names of the properties that lead further."""
        return {self._names.get(one) for one in _at(level, backward, self._leading)}


def _at(level: int, backward: bool, reads: Iterable[tuple[Read, int, float]]) -> set[str]:
    return {one.predicate for one, least, most in reads if one.backward is backward and least <= level <= most}


def near(tables: Tables, nodes: Iterable[str], reads: Iterable[Read]) -> Near | None:
    """Return the triples that what ``reads`` names can reach from nodes (N-Triples), None where they are too many."""
    reads = list(reads)
    steps, rows = Steps([read for read in reads if not read.anywhere], tables.numbers), Rows()
    frontier, seen = set(nodes), set[tuple[str, int]]()
    level = 0
    while frontier := {node for node in frontier if (node, level) not in seen}:
        seen.update((node, level) for node in frontier)
        further = set[str]()
        for column, backward in (("s", False), ("o", True)):
            wanted, leading = steps.read(level, backward), steps.lead(level, backward)
            if wanted is None or wanted:
                found = tables.with_nodes(column, frontier)
                found = found if wanted is None else {row for row in found if row[0] in wanted}
                further |= {o if column == "s" else s for p, s, o in found if p in leading}
                rows |= found
        if len(rows) > _MOST:
            return None
        level, frontier = min(level + 1, steps.last), further
    for predicate in {_SUBCLASS, *(read.predicate for read in reads if read.anywhere)}:
        rows |= tables.rows_of(predicate)
    return Near(tables, rows) if len(rows) <= _MOST else None
