"""The sources that are judged, as far as problems are about them: of a file is read again only what they need."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat

from confgraph.problems import Problem
from confgraph.reading import Document, parse, read
from confgraph.reading.characters import suspicious_characters
from confgraph.reading.documents import shown
from confgraph.sandbox import unsealed
from confgraph.validation.candidates import suspicious
from confgraph.validation.loading import LARGE, size_of
from confgraph.validation.tables import Source, Tables

_MANY: Final = 100  # so many terms are not looked for in each text


class Judged:
    """The sources of tables, by their numbers, without those that could not be read.

    ``terms`` (N-Triples) are those that problems are about: of a large file of lines only the lines with them are read.
    """

    def __init__(
        self, sources: Sequence[Source], tables: Tables, terms: Iterable[str] = (), base: str | None = None
    ) -> None:
        self._tables = tables
        self._terms = set(terms)
        self._base = base
        self._documents: dict[int, Document] = {}
        self._paths: dict[int, str] = {}
        self._names: dict[int, str] = {}
        for number, source in enumerate(sources):
            if isinstance(source, Document):
                self._documents[number] = source
            elif isinstance(source, (str, os.PathLike)):
                path = self._names[number] = os.fspath(source)
                if path in tables.documents:
                    self._documents[number] = tables.documents[path]
                elif path not in tables.broken:
                    self._paths[number] = path

    def characters(self, only: Container[str] | None = None) -> Iterator[Problem]:
        """Yield the suspicious characters of all files, or ``only`` of some paths.

        Of a large file of lines they are those that its statements have.
        """
        for number in self._numbers():
            if only is None or self._names.get(number) in only:
                document = self._document(number)
                yield from suspicious_characters(document.name, document.data)

    def about(self) -> Iterator[tuple[str, Document]]:
        """Yield the documents in which the terms may stand, with what their labels of blank nodes begin with."""
        origins = {self._tables.origin(one)[0] for one in self._terms if one.startswith("_:")}
        tails = {re.split(r"[/#:]", one[1:-1])[-1].encode() for one in self._terms if one.startswith("<")}
        anywhere = len(tails) > _MANY or b"" in tails
        documents = [(number, self._document(number)) for number in self._numbers()] if self._terms else []
        found = [
            (number, document)
            for number, document in documents
            if anywhere or number in origins or any(tail in document.data for tail in tails)
        ]
        for number, document in found or documents:  # a name may be written with escapes
            yield self._tables.label(number), document

    def texts(self) -> dict[str, bytes]:
        """Return the bytes of the documents that were looked at, by name; of large files what was taken from them."""
        return {one.name: one.data for one in self._documents.values()}

    def _numbers(self) -> list[int]:
        return sorted([*self._documents, *self._paths])

    @cached_property
    def _suspicious(self) -> set[str]:
        return suspicious(self._tables)

    def _document(self, number: int) -> Document:
        if number not in self._documents:
            path = self._paths[number]
            large = path.endswith(".nt") and size_of(path) >= LARGE
            with unsealed():
                self._documents[number] = self._thinned(number, path) if large else read(path, self._base)
        return self._documents[number]

    def _thinned(self, number: int, path: str) -> Document:
        """Return a file of N-Triples with the lines about one of the terms; others are empty.

        Lines are about their subject; where nobody says anything of a term, about their object too.
        """
        origins = map(self._tables.origin, self._terms | self._suspicious)
        wanted = {text.encode() for source, text in origins if source in (None, number)}
        with Path(path).open("rb") as file:
            lines = [line if line.partition(b" ")[0] in wanted else b"\n" for line in file]
        missing = wanted - {line.partition(b" ")[0] for line in lines if line != b"\n"}
        if missing:
            with Path(path).open("rb") as file:
                lines = [
                    line if line != b"\n" or not _points_to(whole, missing) else whole
                    for line, whole in zip(lines, file, strict=True)
                ]
        return parse(b"".join(lines), RdfFormat.N_TRIPLES, shown(path))


def _points_to(line: bytes, terms: set[bytes]) -> bool:
    value = line.partition(b" ")[2].partition(b" ")[2].rstrip()
    return value.endswith(b".") and value[:-1].rstrip() in terms
