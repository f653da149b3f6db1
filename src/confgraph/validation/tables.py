"""Triples as tables of DuckDB, one for each predicate, with the terms as they were written.

A term is its canonical N-Triples text, as pyoxigraph writes it: ``<iri>``, ``_:b``, ``"lex"``, ``"lex"@tag``,
``"lex"^^<datatype>``. All graphs of all sources are one graph; a blank node is of one source only.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import Quad

from confgraph.problems import LimitReached, UnreadableInput
from confgraph.reading import Document
from confgraph.reading.blanknodes import labelled
from confgraph.validation.cache import Cache
from confgraph.validation.facts import Facts, Rows, as_quads, hold
from confgraph.validation.loading import Loader

if TYPE_CHECKING:
    import duckdb

Source = str | os.PathLike[str] | Document | Iterable[Quad]
"""A file by its path, a document, or statements."""

_NOTHING: Final = "nothing"


class Tables:
    """One table ``(s, o)`` of distinct rows for each predicate, and ``triples``, a view ``(s, p, o)`` of all.

    A source is a file on the disk (N-Triples of any size, or what ``confgraph.reading`` reads), a document or the
    statements of one. Blank nodes of two sources never meet. What ``around``, sources as well, says of a subject of
    the others is left out. ``memory`` bounds what DuckDB takes before it writes to the disk, as in "3GB". ``cache`` is
    a folder for parsed files, such as ``cache.default_folder()``; ``base`` is what relative addresses in files are
    resolved against. Raises what ``reading.read`` raises, unless it is told to ``keep_going``: then ``broken`` has it.
    """

    triples: Final = "triples"
    judged: Final = "judged"
    """The view ``(p, s, o)`` of the rows of facts that are not of ``around``."""

    def __init__(
        self,
        sources: Sequence[Source] = (),
        memory: str = "",
        cache: str | None = None,
        around: Sequence[Source] = (),
        base: str | None = None,
        keep_going: bool = False,
    ) -> None:
        self.elsewhere: list[str] = []
        """The queries that another engine was asked, as a run tells them."""
        self._facts = Facts(memory)
        self.db = self._facts.db
        self._views: dict[str, str] = {}
        self._several = len(sources) + len(around) > 1
        self._first_around = len(sources)
        self.db.execute(
            f"CREATE VIEW {_NOTHING} AS SELECT s, o FROM facts WHERE false;"
            f"CREATE VIEW {self.triples} AS SELECT s, predicates.p AS p, o FROM facts JOIN predicates ON facts.p = id"
        )
        self._loader = Loader(self._facts, Cache(cache) if cache else None, base, keep_going)
        self._load(sources, 0)
        self.size = self._facts.size()
        self._facts.keep_each_triple_once()
        own = f"rowid <= {self._facts.last_row()}"
        self.db.execute(f"CREATE VIEW {self.judged} AS FROM facts WHERE {own}")
        if around:
            self._load_around(around)
            self._facts.keep_each_triple_once()
        own = f"({own} OR rowid > {self._facts.last_row()})"  # what a change adds
        self.db.execute(f"CREATE OR REPLACE VIEW {self.judged} AS FROM facts WHERE {own}")

    def _load(self, sources: Sequence[Source], first: int) -> None:
        labels = [f"_:d{first + n}-" if self._several else "_:" for n in range(len(sources))]
        named = list(zip(labels, sources, strict=True))
        self._loader.load([(b, os.fspath(s)) for b, s in named if isinstance(s, (str, os.PathLike))])
        self._facts.add(
            (b, labelled(s) if isinstance(s, Document) else s)
            for b, s in named
            if not isinstance(s, (str, os.PathLike))
        )

    def _load_around(self, around: Sequence[Source]) -> None:
        last = self._facts.last_row()
        self._load(around, self._first_around)
        self.db.execute(f"DELETE FROM facts WHERE rowid > {last} AND s IN (SELECT s FROM {self.judged})")

    @property
    def documents(self) -> Mapping[str, Document]:
        """The small files that were parsed and did not come from the cache, by their paths."""
        return self._loader.documents

    @property
    def broken(self) -> Mapping[str, UnreadableInput | LimitReached]:
        """The errors of the files that could not be read, by their paths."""
        return self._loader.broken

    @property
    def predicates(self) -> Mapping[str, str]:
        """The name of the table of each predicate that a triple has, by its IRI."""
        return {predicate: self.name(predicate) for predicate in self._facts.numbers}

    def name(self, predicate: str) -> str:
        """Return the name of the table of a predicate, given as an IRI; it is empty where no triple has it."""
        if predicate not in self._facts.numbers:
            return _NOTHING
        if predicate not in self._views:
            number = self._facts.numbers[predicate]
            self._views[predicate] = view = f"p{number}"
            self.db.execute(f"CREATE VIEW {view} AS SELECT s, o FROM facts WHERE p = {number}")
        return self._views[predicate]

    @property
    def duckdb(self) -> duckdb.DuckDBPyConnection:
        """The database, which is DuckDB."""
        return self.db

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each predicate, an IRI, in the table facts."""
        return self._facts.numbers

    def quads(self) -> Iterator[Quad]:
        """Yield all triples, with the blank nodes named as in the tables."""
        return as_quads(self.db.execute(f"SELECT s, p, o FROM {self.triples}").fetchall())

    def number(self, predicate: str) -> int:
        """Return the number of a predicate, an IRI, which gets one if it has none."""
        self._facts.number([predicate])
        return self.numbers[predicate]

    def rows_of(self, predicate: str) -> Rows:
        """Return the rows of facts of a predicate, given as an IRI."""
        number = self.numbers.get(predicate, -1)
        return set(self.db.execute("SELECT p, s, o FROM facts WHERE p = $1", [number]).fetchall())

    def some_values(self, number: int, most: int = 3) -> list[str]:
        """Return the first objects, in order, of the predicate with a number."""
        sql = "SELECT DISTINCT o FROM facts WHERE p = $1 ORDER BY o LIMIT $2"
        return [value for (value,) in self.db.execute(sql, [number, most]).fetchall()]

    def with_nodes(self, column: str, nodes: Iterable[str]) -> Rows:
        """Return the rows of facts that have one of some nodes in a column, s or o."""
        sql = f"SELECT p, s, o FROM facts WHERE {column} IN (SELECT unnest($1))"
        return set(self.db.execute(sql, [list(nodes)]).fetchall())

    def take(self, relation: str) -> None:
        """Add the rows ``(p, s, o)`` of a relation in the database, texts of terms, each once."""
        self._facts.number_those_of(relation)
        self.db.execute(
            f"INSERT INTO facts SELECT DISTINCT id, s, o FROM {relation} AS x JOIN predicates ON x.p = predicates.p"
        )

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take triples out and add others; from the first change on, triples are found by their nodes at once."""
        self._facts.index()
        new = set(added)
        self._facts.remove({*removed, *new})
        self._facts.put(new)

    def hold(self, name: str, columns: Sequence[str], rows: Collection[Sequence[str]]) -> None:
        """Make a temporary table of texts."""
        hold(self.db, name, columns, rows)

    def label(self, source: int) -> str:
        """Return what the labels of the blank nodes of a source begin with."""
        return f"d{source}-" if self._several else ""

    def origin(self, term: str) -> tuple[int | None, str]:
        """Return the number of the source that a blank node is of, and its text there; None for other terms."""
        if not term.startswith("_:"):
            return None, term
        if not self._several:
            return 0, term
        number, _, label = term[len("_:d") :].partition("-")
        return int(number), f"_:{label}"
