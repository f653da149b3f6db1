"""Triples as tables of DuckDB, one for each predicate, with the terms as they were written.

A term is its canonical N-Triples text, as pyoxigraph writes it: ``<iri>``, ``_:b``, ``"lex"``, ``"lex"@tag``,
``"lex"^^<datatype>``. All graphs of all sources are one graph; a blank node is of one source only.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from confgraph.validation.cache import Cache, fill, load_files
from confgraph.validation.facts import Facts
from confgraph.validation.ntriples import term

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from confgraph.validation.report import Term

    Source = str | os.PathLike[str] | Iterable[Quad]

_NOTHING: Final = "nothing"


class Tables:
    """One table ``(s, o)`` of distinct rows for each predicate, and ``triples``, a view ``(s, p, o)`` of all.

    A source is a file on the disk (N-Triples of any size, or what ``confgraph.reading`` reads) or the statements of
    one, such as a document. Blank nodes of two sources never meet.
    ``memory`` bounds what DuckDB takes before it writes to the disk, as in "3GB". ``cache`` is a folder for parsed
    files, such as ``cache.default_folder()``. Raises what ``reading.read`` raises.
    """

    triples: Final = "triples"

    def __init__(self, sources: Sequence[Source] = (), memory: str = "", cache: str | None = None) -> None:
        self._facts = Facts(memory)
        self.db = self._facts.db
        self._views: dict[str, str] = {}
        self._several = len(sources) > 1
        self.db.execute(
            f"CREATE VIEW {_NOTHING} AS SELECT s, o FROM facts WHERE false;"
            f"CREATE VIEW {self.triples} AS SELECT s, predicates.p AS p, o FROM facts JOIN predicates ON facts.p = id"
        )
        labels = [f"_:d{number}-" if self._several else "_:" for number in range(len(sources))]
        files = [(b, os.fspath(s)) for b, s in zip(labels, sources, strict=True) if isinstance(s, (str, os.PathLike))]
        if cache:
            fill(self._facts, files, Cache(cache))
        else:
            load_files(self._facts, files)
        self._facts.add((b, s) for b, s in zip(labels, sources, strict=True) if not isinstance(s, (str, os.PathLike)))
        self._facts.keep_each_triple_once()

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

    def quads(self) -> Iterator[Quad]:
        """Yield all triples, with the blank nodes named as in the tables."""
        from pyoxigraph import BlankNode, NamedNode, Quad

        terms: dict[str, Term] = {}
        for row in self.db.execute(f"SELECT s, p, o FROM {self.triples}").fetchall():
            subject, predicate, value = (terms.setdefault(one, term(one)) for one in row)
            assert isinstance(subject, (NamedNode, BlankNode))
            assert isinstance(predicate, NamedNode)
            yield Quad(subject, predicate, value)

    def origin(self, term: str) -> tuple[int | None, str]:
        """Return the number of the source that a blank node is of, and its text there; None for other terms."""
        if not term.startswith("_:"):
            return None, term
        if not self._several:
            return 0, term
        number, _, label = term[len("_:d") :].partition("-")
        return int(number), f"_:{label}"
