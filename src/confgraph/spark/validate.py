"""Validate files of any number and size on Apache Spark, with the plan and the words of the single process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from confgraph.reading import Document, read
from confgraph.reading.blanknodes import labelled
from confgraph.reading.terms import findings
from confgraph.spark.lines import Faulty, File
from confgraph.spark.messages import unpacked
from confgraph.spark.parts import parts_for, run
from confgraph.spark.reporting import Numbers, at_places, begins_of, excerpts, of_faults, of_strange
from confgraph.spark.routes import Routes, routes, whole
from confgraph.spark.session import session
from confgraph.spark.sources import LINES, Sources, listed, size_of, sources
from confgraph.spark.workers import (
    MESSAGES,
    SUBJECT,
    Counted,
    Found,
    Judged,
    Known,
    Strange,
    Task,
    find,
    find_links,
    find_names,
    find_subjects,
)
from confgraph.validation.compiled import usable
from confgraph.validation.files import read_shapes
from confgraph.validation.ntriples import nt
from confgraph.validation.reads import ANY, Read, Unbounded, reads
from confgraph.validation.report import Report, Result, in_order
from confgraph.validation.shape import Shape
from confgraph.validation.shapes import Shapes
from confgraph.validation.tables import Tables
from confgraph.validation.validate import statements_of, told_in

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

MOST_NAMES: Final = 2_000_000
"""Of so many names, at most, the nearest to a misspelt one is looked for."""


def validate(
    paths: Iterable[str | Path],
    shapes: Path,
    around: Sequence[Path] = (),
    only_own: bool = False,
    master: str | None = None,
    partitions: int | None = None,
) -> Report:
    """Return the report of validating files and folders of N-Triples, N-Quads or Parquet on Spark.

    It is the report of ``validate_files``, but that a line which cannot be read is a problem of its own and takes
    nothing else away. ``around`` are small files that they may refer to; with ``only_own``, only the subjects of the
    data and of the claims in it are validated. ``master`` is Spark's address, by default this process. Raises
    UsageError, FileTrouble, and LimitReached where Spark gives up.
    """
    documents, files = read_shapes(shapes), listed(paths)
    with told_in(documents):
        checked = usable(statements_of(documents), Tables())
    others = [read(path) for path in around]
    with session(master, size=size_of(files)) as spark:
        found = sources(spark, files)
        return _Validation(spark, found, len(files), others, checked, only_own).report(partitions)


@dataclass
class _Validation:
    """One validation: the files, what is around, and what the workers told."""

    spark: SparkSession
    sources: Sources
    first_around: int
    around: list[Document]
    shapes: Shapes
    only_own: bool
    kept: list[list[Quad]] = field(default_factory=list)
    """What is around, without what it says of subjects of the files."""
    told: dict[type, list[Any]] = field(default_factory=dict)

    def report(self, partitions: int | None) -> Report:
        """Run everything and return the report."""
        self.first_around = max(self.first_around, 1 + max(file.number for file in self.sources.files.values()))
        self._judge(parts_for(self.spark, self.sources.size, partitions))
        counts = {key: value for one in self._all(Counted) for key, value in one.blocks.items()}
        results = [result for one in self._all(Judged) for result in one.results]
        quads = dict.fromkeys(quad for quads in self._all(list) for quad in quads)
        found = list(findings(quads))
        problems = list(self._placed(results, found, Numbers(counts)))
        numbers, files = Numbers(counts), self._by_number
        faults = list(of_faults(self._all(Faulty), files, numbers))
        strange = of_strange(self._all(Strange), files, numbers)
        return Report(
            in_order([*faults, *strange, *problems]),
            len(self.sources.files),
            sum(triples for (file, _), (_, triples) in counts.items() if file < self.first_around),
            unreadable=bool(faults),
            elsewhere=tuple(sorted({name for one in self._all(Judged) for name in one.elsewhere})),
        )

    @property
    def _by_number(self) -> dict[int, File]:
        return {file.number: file for file in self.sources.files.values()}

    def _all(self, kind: type) -> list[Any]:
        return self.told.get(kind, [])

    def _hear(self, messages: Iterable[Any]) -> None:
        for message in messages:
            self.told.setdefault(type(message), []).append(message)

    def _judge(self, parts: int) -> None:
        """Judge the shapes that look a known way from their nodes in parts, the others in one."""
        near, far = list[Shape](), list[Shape]()
        found = {Read(None, ANY), Read(None, SUBJECT[1:-1], backward=True)} if self.only_own else set[Read]()
        for shape in self.shapes.roots:
            try:
                found |= reads(shape, self.shapes.by_node)
                near.append(shape)
            except Unbounded:
                far.append(shape)
        lines, files = self._with_around()
        for roots, way in ((near, routes(found, parts)), (far, whole())):
            if roots or way.parts == parts:
                self._run(lines, files, roots, way, again=roots is far)

    def _run(
        self, lines: DataFrame, files: Mapping[int, File], roots: Sequence[Shape], way: Routes, again: bool
    ) -> None:
        task = Task(
            files, self.first_around, way, list(self.shapes.quads), [shape.node for shape in roots], self.only_own
        )
        nodes = [nt(one.term) for shape in roots for one in shape.targets if one.kind == "node"]
        told = run(self.spark, lines, task, [] if self.only_own else list(dict.fromkeys(nodes)))
        self._hear(message for message in told if not again or isinstance(message, Judged))

    def _with_around(self) -> tuple[DataFrame, dict[int, File]]:
        """Return the lines of the files and of what is around, without what this says of subjects of the files."""
        files = dict(self.sources.files)
        if not self.around:
            return self.sources.lines, files
        subjects = _subjects(self.around)
        replaced = self._ask(find_subjects, known=[one for one in subjects if one.startswith("<")])
        lines = []
        for number, document in enumerate(self.around, self.first_around):
            files[number] = File(number, document.name)
            self.kept.append([quad for quad in labelled(document) if str(quad.subject) not in replaced])
            kept = (quad.triple for quad in self.kept[-1])
            text = (serialize(kept, format=RdfFormat.N_TRIPLES) or b"").decode()
            lines += [(line, number, 0) for line in text.splitlines()]
        return self.sources.lines.union(self.spark.createDataFrame(lines, LINES)), files

    def _ask(self, worker: Any, **words: Any) -> set[str]:
        """Return the texts that workers find in the files."""
        task = Task(self.sources.files, self.first_around, whole())
        frame = self.sources.lines.mapInArrow(partial(worker, task=task, **words), MESSAGES)
        return {row.message for row in frame.distinct().limit(MOST_NAMES + 1).collect()}

    def _placed(self, results: list[Result], found: list[Any], numbers: Numbers) -> Iterable[Any]:
        """Return results and findings at their places: the lines about them are looked for in all files."""
        about = {str(one.focus) for one in results} | {str(one.quad.subject) for one in found}
        if not about:
            return ()
        named = {nt(one) for result in results for one in (result.value, result.path) if isinstance(one, NamedNode)}
        here = _subjects(self.kept)
        self._hear(map(unpacked, self._ask(find, about=sorted(about), known=sorted(named - here))))
        known = {one.node for one in self._all(Known)} | (named & here)
        there = excerpts(self._all(Found), self._by_number, numbers)
        described = _subjects(labelled(one.document, f"d{n}-") for n, one in there.items())
        if missing := sorted(about - described):
            self._hear(map(unpacked, self._ask(find_links, about=missing)))
            there = excerpts(self._all(Found), self._by_number, numbers)
        if begins := begins_of(one[1:-1] for one in sorted(named - known)):
            names = self._ask(find_names, begins=begins)
            known |= names if len(names) <= MOST_NAMES else set()
        empty: list[Quad] = []
        own = [there[n].document if n in there else empty for n in range(self.first_around)]
        return at_places(results, found, there, [*own, *self.kept], sorted(known))


def _subjects(documents: Iterable[Iterable[Quad]]) -> set[str]:
    return {str(quad.subject) for document in documents for quad in document}
