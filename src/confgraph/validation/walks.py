"""Paths and sets of nodes as SQL over the tables of predicates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from pyoxigraph import Quad

from confgraph.namespaces import expand
from confgraph.validation.dialect import text
from confgraph.validation.facts import hold
from confgraph.validation.ntriples import nt, rows
from confgraph.validation.paths import Alternative, Inverse, Path, Predicate, Repeated, simplified
from confgraph.validation.paths import Sequence as Steps
from confgraph.validation.shape import Target

if TYPE_CHECKING:
    import duckdb

_TYPE: Final = expand("rdf:type")
_SUBCLASS: Final = expand("rdfs:subClassOf")


class Relations(Protocol):
    """Triples in a database: a relation ``(s, o)`` for each predicate and one ``(s, p, o)`` of all."""

    @property
    def triples(self) -> str:
        """The relation of all."""

    @property
    def db(self) -> Database:
        """The database."""

    def name(self, predicate: str) -> str:
        """Return the relation of a predicate, an IRI."""

    def hold(self, name: str, columns: Sequence[str], rows: Collection[Sequence[str]]) -> None:
        """Make a temporary table of texts."""


class Database(Protocol):
    """DuckDB or SQLite, as far as shapes need them."""

    def execute(self, sql: str, /) -> Any:
        """Run a statement; return something with ``fetchone()`` and ``fetchall()``."""


class FewTriples:
    """Few triples beside the data in its database, in a table of their own: those of the shapes, or near some nodes."""

    def __init__(self, db: duckdb.DuckDBPyConnection, quads: Iterable[Quad], triples: str = "shape_triples") -> None:
        self.db = db
        self.triples = triples
        self.hold(triples, "spo", set(rows(quads)))

    def name(self, predicate: str) -> str:
        """Return the rows of a predicate."""
        return f"(SELECT s, o FROM {self.triples} WHERE p = {text(f'<{predicate}>')})"

    def hold(self, name: str, columns: Sequence[str], rows: Collection[Sequence[str]]) -> None:
        """Make a temporary table of texts."""
        hold(self.db, name, columns, rows)


class Walks:
    """The relations that paths and targets stand for, in one database.

    A set of nodes is a relation ``(n)`` without repeated rows; a walk is a relation ``(f, v)`` of focus nodes and their
    value nodes (SHACL, section 2.3.1), without repeated rows as well.
    """

    def __init__(self, tables: Relations, prefix: str = "t") -> None:
        self.tables = tables
        self._prefix = prefix
        self._names: dict[object, str] = {}
        self._subclasses: dict[str, list[str]] | None = None

    def temporary(self, key: object, sql: str) -> str:
        """Return the name of a temporary table with the rows of a query, which is run once for each key."""
        if key not in self._names:
            name = f"{self._prefix}{len(self._names)}"
            self.tables.db.execute(f"CREATE TEMP TABLE {name} AS {sql}")
            self._names[key] = name
        return self._names[key]

    def held(self, columns: Sequence[str], rows: Collection[Sequence[str]]) -> str:
        """Return the name of a temporary table with rows of texts."""
        name = f"{self._prefix}{self._number()}"
        self.tables.hold(name, columns, rows)
        self._names[object()] = name
        return name

    def drop(self) -> None:
        """Drop the temporary tables."""
        for name in filter(None, self._names.values()):
            self.tables.db.execute(f"DROP TABLE IF EXISTS {name}")
        self._names.clear()

    def nodes(self) -> str:
        """Return the name of the set of all subjects and objects."""
        triples = self.tables.triples
        return self.temporary("nodes", f"SELECT s AS n FROM {triples} UNION SELECT o FROM {triples}")

    def instances(self, iri: str) -> str:
        """Return the SQL of the nodes that are SHACL instances of a class (SHACL, section 1.1)."""
        classes = self._below(f"<{iri}>")
        chosen = f"o = {text(classes[0])}" if len(classes) == 1 else f"o IN ({', '.join(map(text, classes))})"
        distinct = "" if len(classes) == 1 else "DISTINCT "
        return f"SELECT {distinct}s AS n FROM {self.tables.name(_TYPE)} WHERE {chosen}"

    def target(self, targets: tuple[Target, ...]) -> str:
        """Return the SQL of the nodes that are in one of several targets."""
        parts = [self._target(one) for one in targets]
        return parts[0] if len(parts) == 1 else " UNION ".join(parts)

    def walk(self, start: str, path: Path | None) -> str:
        """Return the SQL of the value nodes of the nodes of ``start``, the name of a set."""
        if path is None:
            return f"SELECT n AS f, n AS v FROM {start}"
        path = simplified(path)
        if isinstance(path, Predicate):
            return f"SELECT s AS f, o AS v FROM {self.tables.name(path.iri)} JOIN {start} ON s = n"
        if isinstance(path, Inverse) and isinstance(path.path, Predicate):
            return f"SELECT o AS f, s AS v FROM {self.tables.name(path.path.iri)} JOIN {start} ON o = n"
        return f"SELECT DISTINCT f, v FROM ({self._step(f'SELECT n AS f, n AS v FROM {start}', path)})"

    def _target(self, target: Target) -> str:
        if target.kind == "node":
            return f"SELECT {text(nt(target.term))} AS n"
        if target.kind == "class":
            return self.instances(target.term.value)
        column = "s" if target.kind == "subjectsOf" else "o"
        return f"SELECT DISTINCT {column} AS n FROM {self.tables.name(target.term.value)}"

    def _below(self, iri: str) -> list[str]:
        """Return a class with its subclasses, as terms; there are few, so they are asked for once."""
        if self._subclasses is None:
            self._subclasses = {}
            rows = self.tables.db.execute(f"SELECT s, o FROM {self.tables.name(_SUBCLASS)} ORDER BY s, o").fetchall()
            for below, above in rows:
                self._subclasses.setdefault(above, []).append(below)
        found, queue = {iri: None}, [iri]
        while queue:
            for one in self._subclasses.get(queue.pop(), ()):
                if one not in found:
                    found[one] = None
                    queue.append(one)
        return list(found)

    def _step(self, pairs: str, path: Path) -> str:
        """Return the SQL of where a path leads from the second column of some pairs; rows may be repeated."""
        if isinstance(path, Steps):
            for one in path.paths:
                pairs = self._step(pairs, one)
            return pairs
        if isinstance(path, Alternative):
            name = f"a{self._number()}"
            choices = " UNION ALL ".join(
                f"SELECT * FROM ({self._step(f'SELECT f, v FROM {name}', one)})" for one in path.paths
            )
            return f"SELECT f, v FROM (WITH {name} AS ({pairs}) {choices})"
        if isinstance(path, Repeated):
            return self._repeated(pairs, path)
        return f"SELECT a.f, e.o AS v FROM ({pairs}) a JOIN {self._edges(path)} e ON e.s = a.v"

    def _repeated(self, pairs: str, path: Repeated) -> str:
        edges, name = self._edges(path.path), f"r{self._number()}"
        step = "SELECT a.f, e.o AS v FROM {} a JOIN {} e ON e.s = a.v"
        first = pairs if path.least == 0 or _is_optional(path.path) else step.format(f"({pairs})", edges)
        if not path.many:
            both = f"SELECT f, v FROM {name} UNION ALL {step.format(name, edges)}"
            return f"SELECT f, v FROM (WITH {name} AS ({pairs}) {both})"
        both = f"SELECT f, v FROM ({first}) UNION {step.format(name, edges)}"
        return f"SELECT f, v FROM (WITH RECURSIVE {name}(f, v) AS ({both}) SELECT f, v FROM {name})"

    def _edges(self, path: Path) -> str:
        """Return the relation ``(s, o)`` of one step: a predicate, either way, or what a path makes of all nodes."""
        if isinstance(path, Predicate):
            return self.tables.name(path.iri)
        if isinstance(path, Inverse) and isinstance(path.path, Predicate):
            return f"(SELECT o AS s, s AS o FROM {self.tables.name(path.path.iri)})"
        step = self._step(f"SELECT n AS f, n AS v FROM {self.nodes()}", path)
        return self.temporary(("edges", path), f"SELECT DISTINCT f AS s, v AS o FROM ({step})")

    def _number(self) -> int:
        self._names[object()] = ""
        return len(self._names)


def _is_optional(path: Path) -> bool:
    """Tell whether a path leads from each node to itself, among others."""
    if isinstance(path, Repeated):
        return path.least == 0 or _is_optional(path.path)
    if isinstance(path, Steps):
        return all(map(_is_optional, path.paths))
    return isinstance(path, Alternative) and any(map(_is_optional, path.paths))
