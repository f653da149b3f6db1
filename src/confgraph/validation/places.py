"""Find where the terms of a result stand, and show the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from confgraph.problems import Place, Problem
from confgraph.reading import Document
from confgraph.reading.blanknodes import labelled
from confgraph.reading.positions import positions

_READ: Final = 16 * 1024 * 1024
_NOWHERE: Final = Place("the catalog")
_LINE_END: Final = re.compile(r"\r\n|\n|\r")


class Places:
    """Where triples, properties and subjects stand, by their terms."""

    def __init__(self, documents: Iterable[tuple[str, Document]]) -> None:
        """Take documents, each with what the labels of its blank nodes begin with in results."""
        self._places: dict[tuple[object, ...], Place] = {}
        for prefix, document in documents:
            for quad, found in zip(labelled(document, prefix), positions(document), strict=True):
                _, place, at_property, at_subject, _ = found
                subject, predicate, value = (_key(one) for one in (quad.subject, quad.predicate, quad.object))
                self._places.setdefault((subject, predicate, value), place)
                self._places.setdefault((subject, None, value), place)
                self._places.setdefault((subject, predicate), at_property)
                self._places.setdefault((subject,), at_subject)
                self._places.setdefault((None, value), place)

    def of(self, focus: object, path: object, value: object) -> Place:
        """Return the place of a value, else of its property, of its focus node, of a link to it."""
        focus, path, value = _key(focus), _key(path), _key(value)
        candidates = [(focus, path, value), (focus, path), (focus, None, value), (focus,), (None, focus)]
        return next((self._places[key] for key in candidates if key in self._places), _NOWHERE)


def with_source(problems: Iterable[Problem], data: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield the problems with the line of the file that each is about; ``data`` are the texts of files by name."""
    lines: dict[str, list[str]] = {}
    for problem in problems:
        name, number = problem.place.file, problem.place.line
        if not number or problem.source or name not in data:
            yield problem
            continue
        if name not in lines:
            lines[name] = _LINE_END.split(data[name].decode("utf-8", "replace"))
        yield problem._replace(source=excerpt(lines[name], number))


def sourced(path: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of a file that could not be read with the line that each is about."""
    with suppress(OSError), path.open("rb") as file:
        lines = _LINE_END.split(file.read(_READ).decode("utf-8", "replace"))
        return [one._replace(source=excerpt(lines, one.place.line)) if one.place.line else one for one in problems]
    return list(problems)


def excerpt(lines: Sequence[str], number: int) -> str:
    """Return a line by its number, "" where there is none."""
    return lines[number - 1] if number <= len(lines) else ""


def _key(term: object) -> object:
    """Return what two spellings of one term share: the engine writes language tags in lower case."""
    if isinstance(term, Literal) and term.language:
        return (term.value, term.language.lower())
    return term
