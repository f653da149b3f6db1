"""One table of DuckDB that holds triples: ``facts (p, s, o)``, where ``p`` is the number of a predicate.

A term is its canonical N-Triples text, as pyoxigraph writes it. One table is filled in one pass, and to look for a
number costs less than to write everything a second time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, serialize

from confgraph.sandbox import unsealed
from confgraph.validation.dialect import setup
from confgraph.validation.ntriples import rows, term

if TYPE_CHECKING:
    import duckdb

    from confgraph.validation.report import Term

Rows = set[tuple[int, str, str]]
"""Rows of facts: the number of a predicate, subject and object."""

_AT_ONCE: Final = 100_000
_SIZE_AT_ONCE: Final = 1 << 24
_REST: Final = " .\n"
TERMS_OF_LINES: Final = """
SELECT piece, x.p AS p, x.s AS s, x.o AS o FROM (
  SELECT piece, regexp_extract(line, '^([^ ]+) ([^ ]+) (.*)$', ['s', 'p', 'o'], 's') AS x FROM (
    SELECT piece, unnest(split(text, chr(10))) AS line FROM (SELECT unnest($1) AS piece, unnest($2) AS text)))"""
"""The SQL for the terms of what ``as_lines`` yields: subject and predicate have no space in them."""
_SAME: Final = "SELECT hash(p, s, o) FROM facts GROUP BY ALL HAVING count(*) > 1"


class Facts:
    """A database with the table ``facts`` and the table ``predicates (id, p)`` of their numbers."""

    def __init__(self, memory: str = "") -> None:
        self.db = connect(memory)
        self.numbers: dict[str, int] = {}
        self.db.execute(setup())
        self.db.execute(
            "CREATE TABLE facts (p UINTEGER, s VARCHAR, o VARCHAR); CREATE TABLE predicates (id UINTEGER, p VARCHAR)"
        )

    def number(self, predicates: Iterable[str]) -> None:
        """Give each predicate, an IRI, its number, where it has none yet."""
        new = [predicate for predicate in dict.fromkeys(predicates) if predicate not in self.numbers]
        if new:
            numbers = range(len(self.numbers), len(self.numbers) + len(new))
            self.numbers.update(zip(new, numbers, strict=True))
            rows = [list(numbers), [f"<{predicate}>" for predicate in new]]
            self.db.execute("INSERT INTO predicates SELECT unnest($1), unnest($2)", rows)

    def number_those_of(self, relation: str) -> None:
        """Give the predicates in the column ``p`` of a relation, written as terms, their numbers."""
        found = self.db.execute(f"SELECT DISTINCT p FROM {relation} WHERE starts_with(p, '<')").fetchall()
        self.number(predicate[1:-1] for (predicate,) in found)

    def add(self, pieces: Iterable[tuple[str, Iterable[Quad]]]) -> None:
        """Add the triples of pieces; labels of the blank nodes of a piece begin with what stands before it."""
        for predicates, texts in as_lines(pieces):
            self.number(predicates)
            self.db.execute(
                f"INSERT INTO facts SELECT id, {renamed('s', 'piece')}, {renamed('o', 'piece')} "
                f"FROM ({TERMS_OF_LINES}) AS x JOIN predicates ON x.p = predicates.p",
                texts,
            )

    def put(self, quads: Iterable[Quad]) -> None:
        """Add few triples, whose blank nodes are called as they are: in the fifth of the time of ``add``."""
        terms = list(rows(quads))
        self.number(p[1:-1] for _, p, _ in terms)
        if terms:
            columns = [[self.numbers[p[1:-1]] for _, p, _ in terms], [s for s, _, _ in terms], [o for _, _, o in terms]]
            self.db.execute("INSERT INTO facts SELECT unnest($1), unnest($2), unnest($3)", columns)

    def remove(self, quads: Iterable[Quad]) -> None:
        """Take triples out, where they are; with the index, only the rows of their subjects are looked at."""
        gone = {(self.numbers.get(p[1:-1], -1), s, o) for s, p, o in rows(quads)}
        sql = "SELECT rowid, p, s, o FROM facts WHERE s IN (SELECT unnest($1))"
        found = self.db.execute(sql, [list({s for _, s, _ in gone})]).fetchall()
        numbers = [number for number, *row in found if tuple(row) in gone]
        if numbers:
            self.db.execute("DELETE FROM facts WHERE rowid IN (SELECT unnest($1))", [numbers])

    def index(self) -> None:
        """Let the rows of a node be found without looking through all."""
        self.db.execute("CREATE INDEX IF NOT EXISTS by_s ON facts (s); CREATE INDEX IF NOT EXISTS by_o ON facts (o)")

    def size(self) -> int:
        """Return the number of rows."""
        ((number,),) = self.db.execute("SELECT count(*) FROM facts").fetchall()
        return int(number)

    def last_row(self) -> int:
        """Return the number of the last row, -1 where there is none; what is added later has greater ones."""
        ((number,),) = self.db.execute("SELECT coalesce(max(rowid), -1) FROM facts").fetchall()
        return int(number)

    def forget_after(self, row: int) -> None:
        """Take out what was added behind a row."""
        self.db.execute(f"DELETE FROM facts WHERE rowid > {row}")

    def keep_each_triple_once(self) -> None:
        """Take repeated triples out. Equal triples have equal hashes, so only those are compared."""
        (total, different) = self.db.execute("SELECT count(*), count(DISTINCT hash(p, s, o)) FROM facts").fetchall()[0]
        if total != different:
            self.db.execute(
                f"CREATE TEMP TABLE once AS SELECT DISTINCT * FROM facts WHERE hash(p, s, o) IN ({_SAME});"
                f"DELETE FROM facts WHERE hash(p, s, o) IN ({_SAME});"
                "INSERT INTO facts FROM once; DROP TABLE once"
            )


def as_quads(terms_of: Iterable[tuple[str, str, str]]) -> Iterator[Quad]:
    """Yield the triples of rows of terms: subject, predicate, object."""
    terms: dict[str, Term] = {}
    for row in terms_of:
        subject, predicate, value = (terms.setdefault(one, term(one)) for one in row)
        assert isinstance(subject, (NamedNode, BlankNode))
        assert isinstance(predicate, NamedNode)
        yield Quad(subject, predicate, value)


def connect(memory: str = "") -> duckdb.DuckDBPyConnection:
    """Return a database in memory that installs nothing, and spills into a temporary folder where it may write."""
    import duckdb  # late: who validates nothing needs no database

    with unsealed():
        db = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "preserve_insertion_order": "false",
                "temp_directory": _spilling(),
                **({"memory_limit": memory} if memory else {}),
            }
        )
        db.execute("SET enable_progress_bar = false")  # it is drawn on stdout, in the middle of a report
        return db


def hold(db: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Collection[Sequence[str]]) -> None:
    """Make a temporary table of texts."""
    texts = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    chosen = ", ".join(f"CAST(unnest(${n}) AS VARCHAR) AS {column}" for n, column in enumerate(columns, 1))
    db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {chosen}", texts)


def _spilling() -> str:
    """Return a folder that nobody can guess and that the database makes when it needs it, "" in a sandbox."""
    from secrets import token_hex
    from tempfile import gettempdir

    try:
        return f"{gettempdir()}/confgraph-{token_hex(8)}"
    except OSError:
        return ""


def renamed(column: str, blank: str) -> str:
    """Return the SQL for a term whose label, if it is a blank node, begins with the SQL text ``blank`` instead."""
    return f"CASE WHEN starts_with({column}, '_:') THEN {blank} || substr({column}, 3) ELSE {column} END"


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def as_lines(pieces: Iterable[tuple[str, Iterable[Quad]]]) -> Iterator[tuple[set[str], list[list[str]]]]:
    """Yield the predicates of pieces, some at once, with the names of the pieces and their triples as lines.

    N-Triples as a whole is made and handed over faster than single terms are. No term holds a line end, and so each
    line is a triple; the dots at the ends are left out.
    """
    predicates, names, texts, size = set[str](), list[str](), list[str](), 0
    for name, quads in pieces:
        rest = iter(quads)
        while some := list(islice(rest, _AT_ONCE)):
            predicates.update(quad.predicate.value for quad in some)
            text = (serialize((quad.triple for quad in some), format=RdfFormat.N_TRIPLES) or b"").decode()
            names.append(name)
            texts.append(text.removesuffix(_REST).replace(_REST, "\n"))
            size += len(text)
            if size > _SIZE_AT_ONCE:
                yield predicates, [names, texts]
                predicates, names, texts, size = set(), [], [], 0
    if names:
        yield predicates, [names, texts]
