"""The data of a catalog with what an import would add to it; nothing is ever taken away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from confgraph.namespaces import expand, shorten
from confgraph.reading import Document, parse
from confgraph.tidy import tidy
from confgraph.writing import turtle

Term = Any
"""A term of pyoxigraph that is a subject or object: an address or a literal."""


@cache
def named(name: str) -> NamedNode:
    """Return the address of a prefixed name."""
    return NamedNode(expand(name))


def english(text: str) -> Literal:
    """Return an English text."""
    return Literal(text, language="en")


def typed(text: str, datatype: str) -> Literal:
    """Return a literal with a datatype of XML Schema."""
    return Literal(text, datatype=named(f"xsd:{datatype}"))


def dated(text: str) -> Literal:
    """Return a date as precise as it is: a day, a month or a year."""
    return typed(text, {4: "gYear", 7: "gYearMonth"}.get(len(text), "date"))


class Draft:
    """What is said of every subject, the file that it stands in, and the triples that were added."""

    def __init__(self, folder: Path, documents: Iterable[Document]) -> None:
        self.folder = folder / "data"
        self.documents = {Path(document.name).resolve(): document for document in documents}
        self.added: dict[Path, list[Triple]] = defaultdict(list)
        self._said: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._file: dict[Term, Path] = {}
        for path, document in self.documents.items():
            for quad in document:
                self._said[quad.subject][quad.predicate].append(quad.object)
                if quad.predicate == named("rdf:type"):
                    self._file.setdefault(quad.subject, path)

    def __contains__(self, subject: NamedNode) -> bool:
        return subject in self._said

    def of_type(self, *names: str) -> list[NamedNode]:
        """Return every subject of one of the classes, in the order of the files."""
        wanted = {named(name) for name in names}
        kind = named("rdf:type")
        return [subject for subject, said in self._said.items() if wanted.intersection(said.get(kind, ()))]

    def values(self, subject: NamedNode, name: str) -> list[Term]:
        """Return the values of a property, given as a prefixed name."""
        said = self._said.get(subject)
        return said.get(named(name), []) if said else []

    def value(self, subject: NamedNode, name: str) -> Term | None:
        """Return the first value of a property, or None."""
        return next(iter(self.values(subject, name)), None)

    def label(self, subject: NamedNode) -> str:
        """Return the English label of a subject, or its prefixed name."""
        labels = [one for one in self.values(subject, "rdfs:label") if isinstance(one, Literal)]
        labels.sort(key=lambda label: label.language != "en")
        return labels[0].value if labels else shorten(subject.value)

    def names(self, subject: NamedNode) -> list[str]:
        """Return every name of a subject."""
        found = [*self.values(subject, "rdfs:label"), *self.values(subject, "skos:altLabel")]
        return [one.value for one in found if isinstance(one, Literal)]

    def file(self, subject: NamedNode, otherwise: str) -> Path:
        """Return the file in which a subject is described, or else a path below ``data/``."""
        return self._file.get(subject) or (self.folder / otherwise).resolve()

    def add(self, subject: NamedNode, name: str, *values: Term, otherwise: str = "") -> None:
        """Add triples to the file of their subject; what is said already is not said twice."""
        path = self.file(subject, otherwise)
        if name == "rdf:type":
            self._file.setdefault(subject, path)
        for value in values:
            if value not in self._said[subject][named(name)]:
                self._said[subject][named(name)].append(value)
                self.added[path].append(Triple(subject, named(name), value))

    def contents(self, ontology: Iterable[Document]) -> dict[Path, bytes]:
        """Return the files that change, tidy, by their paths."""
        changed = [self._changed(path, triples) for path, triples in sorted(self.added.items())]
        names = {Path(document.name) for document in changed}
        around = [document for path, document in self.documents.items() if path not in names]
        return {one.path: one.after for one in tidy(changed, around, ontology)}

    def _changed(self, path: Path, triples: list[Triple]) -> Document:
        before = self.documents[path].data if path in self.documents else b""
        return parse(before + b"\n" + turtle(triples).encode(), RdfFormat.TURTLE, str(path))
