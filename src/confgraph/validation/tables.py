"""Triples as tables of DuckDB, one for each predicate, with the terms as they were written.

A term is its canonical N-Triples text, as pyoxigraph writes it: ``<iri>``, ``_:b``, ``"lex"``, ``"lex"@tag``,
``"lex"^^<datatype>``. All graphs of all sources are one graph; a blank node is of one source only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from confgraph.reading import Document

if TYPE_CHECKING:
    import duckdb

_NOTHING: Final = "nothing"
_BLANK: Final = "_:d{}-"


class Tables:
    """One table ``(s, o)`` of distinct rows for each predicate, and ``triples``, a view ``(s, p, o)`` of all."""

    triples: Final = "triples"

    def __init__(self, sources: Sequence[Document] = ()) -> None:
        import duckdb  # late: who validates nothing needs no database

        self.db: duckdb.DuckDBPyConnection = duckdb.connect()
        self.predicates: dict[str, str] = {}
        self._several = len(sources) > 1
        self.db.execute(f"CREATE VIEW {_NOTHING} AS SELECT '' AS s, '' AS o WHERE false")
        self._fill(sources)

    def name(self, predicate: str) -> str:
        """Return the name of the table of a predicate, given as an IRI; it is empty where no triple has it."""
        return self.predicates.get(predicate, _NOTHING)

    def origin(self, term: str) -> tuple[int | None, str]:
        """Return the number of the source that a blank node is of, and its text there; None for other terms."""
        if not term.startswith("_:"):
            return None, term
        if not self._several:
            return 0, term
        number, _, label = term[len("_:d") :].partition("-")
        return int(number), f"_:{label}"

    def _fill(self, sources: Iterable[Document]) -> None:
        columns: dict[str, tuple[list[str], list[str]]] = {}
        for number, document in enumerate(sources):
            here = _BLANK.format(number) if self._several else "_:"
            for quad in document:
                subjects, objects = columns.setdefault(quad.predicate.value, ([], []))
                subjects.append(_text(str(quad.subject), here))
                objects.append(_text(str(quad.object), here))
        for number, (predicate, (subjects, objects)) in enumerate(columns.items()):
            self.predicates[predicate] = table = f"p{number}"
            # One string is handed over faster than a list; no term holds a line end, which N-Triples escapes.
            self.db.execute(
                f"CREATE TABLE {table} AS SELECT DISTINCT unnest(split($1, chr(10))) AS s, "
                "unnest(split($2, chr(10))) AS o",
                ["\n".join(subjects), "\n".join(objects)],
            )
        parts = [f"SELECT s, '<{_quoted(p)}>' AS p, o FROM {table}" for p, table in self.predicates.items()]
        union = " UNION ALL ".join(parts) or f"SELECT s, '' AS p, o FROM {_NOTHING}"
        self.db.execute(f"CREATE VIEW {self.triples} AS {union}")


def _text(term: str, here: str) -> str:
    return here + term[2:] if term.startswith("_:") else term


def _quoted(text: str) -> str:
    return text.replace("'", "''")
