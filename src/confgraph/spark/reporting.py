"""What the workers told, as a report: each problem at its file and line, with its mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat

from confgraph.namespaces import ID, ONTOLOGY
from confgraph.problems import Place, Problem
from confgraph.reading import Document, parse
from confgraph.reading.characters import suspicious_characters
from confgraph.reading.terms import Finding
from confgraph.spark.lines import Faulty, File, Where
from confgraph.spark.workers import Found, Strange
from confgraph.validation.places import Places, with_source
from confgraph.validation.report import Result
from confgraph.validation.tables import Tables
from confgraph.validation.validate import placed

_KNOWN: Final = NamedNode("urn:confgraph:known")
_BOM: Final = "\ufeff"


class Numbers:
    """The numbers of lines in whole files, from those in the blocks that Spark cut from them."""

    def __init__(self, blocks: Mapping[tuple[int, int], tuple[int, int]]) -> None:
        self._before: dict[tuple[int, int], int] = {}
        before: dict[int, int] = defaultdict(int)
        for file, block in sorted(blocks):
            self._before[file, block] = before[file]
            before[file] += blocks[file, block][0]

    def of(self, where: Where) -> int:
        """Return the number of a line in its file, from 1."""
        return self._before[where.file, where.block] + where.line


class Excerpt(NamedTuple):
    """Some lines of a file as a document, and the numbers that they have in the file."""

    document: Document
    numbers: Sequence[int]


def excerpts(found: Iterable[Found], files: Mapping[int, File], numbers: Numbers) -> dict[int, Excerpt]:
    """Return the lines that were found, by the numbers of their files and in order."""
    lines: dict[int, dict[int, str]] = defaultdict(dict)
    for one in found:
        number = numbers.of(one.where)
        lines[one.where.file][number] = one.text.removeprefix(_BOM) if number == 1 else one.text
    return {file: _excerpt(files[file], lines[file]) for file in sorted(lines)}


def _excerpt(file: File, lines: Mapping[int, str]) -> Excerpt:
    order = sorted(lines)
    data = "\n".join(lines[number].rstrip("\r") for number in order).encode()
    return Excerpt(parse(data, RdfFormat.N_QUADS if file.quads else RdfFormat.N_TRIPLES, file.name), order)


def at_places(
    results: list[Result],
    found: list[Finding],
    there: Mapping[int, Excerpt],
    sources: Sequence[Document | Sequence[Quad]],
    known: Iterable[str],
) -> Iterator[Problem]:
    """Yield results and findings as problems with the lines of their files.

    ``there`` are the lines about their nodes; ``sources`` are these and what is around, by the numbers of the files;
    ``known`` are subjects whose names may have been meant.
    """
    names = [Quad(NamedNode(one[1:-1]), _KNOWN, _KNOWN) for one in known]
    tables = Tables([*sources, names, ()])
    places = Places((f"d{number}-", one.document) for number, one in there.items())
    by_name = {one.document.name: one for one in there.values()}
    texts = {name: one.document.data for name, one in by_name.items()}
    for problem in with_source(placed(results, found, places, tables), texts):
        excerpt, line = by_name.get(problem.place.file), problem.place.line
        if excerpt is not None and line:
            problem = problem._replace(place=problem.place._replace(line=excerpt.numbers[line - 1]))  # noqa: PLW2901
        yield problem


def of_faults(faults: Iterable[Faulty], files: Mapping[int, File], numbers: Numbers) -> Iterator[Problem]:
    """Yield the problems of the lines that cannot be read."""
    for fault in faults:
        line = numbers.of(fault.where)
        for problem in fault.problems:
            place = Place(files[fault.where.file].name, line, problem.place.column)
            yield problem._replace(place=place, source=fault.text.rstrip("\r"))


def of_strange(lines: Iterable[Strange], files: Mapping[int, File], numbers: Numbers) -> Iterator[Problem]:
    """Yield the suspicious characters of lines."""
    for one in lines:
        line = numbers.of(one.where)
        text = (one.text.removeprefix(_BOM) if line == 1 else one.text).rstrip("\r")
        for problem in suspicious_characters(files[one.where.file].name, text.encode()):
            yield problem._replace(place=problem.place._replace(line=line), source=text)


def begins_of(unknown: Iterable[str]) -> list[str]:
    """Return what the names begin with that may have been meant by some that nobody describes."""
    begins: dict[str, None] = {}
    for iri in unknown:
        if iri.startswith((ID, ONTOLOGY)):
            begins |= {f"<{ID}": None, f"<{ONTOLOGY}": None}
        elif (namespace := iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]).count("/") > 2:
            begins[f"<{namespace}"] = None
    return list(begins)
