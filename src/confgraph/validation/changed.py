"""What a change can affect: the focus nodes whose results may no longer be what they were."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from pyoxigraph import Quad

from confgraph.namespaces import expand
from confgraph.problems import ConfgraphError
from confgraph.reading import format_of, parse, read
from confgraph.reading.blanknodes import labelled
from confgraph.validation.ntriples import rows, term
from confgraph.validation.paths import Alternative, Inverse, Path, Predicate, Repeated, inverted
from confgraph.validation.paths import Sequence as Steps
from confgraph.validation.reads import ANY, Read, Unbounded, reads
from confgraph.validation.report import Term
from confgraph.validation.shapes import Shapes
from confgraph.validation.tables import Source, Tables
from confgraph.validation.walks import Walks

_SUBCLASS: Final = expand("rdfs:subClassOf")
Row = tuple[str, str, str]
Former = Mapping[str, bytes | None]
"""What files were, by their paths, only of those that differ now; None where there was none."""


class Change(NamedTuple):
    """The triples that went and those that came, and the paths of the files that differ."""

    removed: set[Quad]
    added: set[Quad]
    files: frozenset[str]


def change_of(tables: Tables, sources: Sequence[Source], former: Former, base: str | None = None) -> Change | None:
    """Return how the sources that ``tables`` hold differ from what they were, None where that cannot be read."""
    numbers = {os.fspath(one): n for n, one in enumerate(sources) if isinstance(one, (str, os.PathLike))}
    change = Change(set(), set(), frozenset(former))
    for gone, (path, data) in enumerate(former.items(), len(sources)):
        blank = tables.label(numbers.get(path, gone))
        try:
            old = set(labelled(parse(data, format_of(path), path, base), blank)) if data is not None else set()
            here = path in numbers and path not in tables.broken
            new = set(labelled(tables.documents.get(path) or read(path, base), blank)) if here else set()
        except ConfgraphError:
            return None
        change.removed.update(old - new)
        change.added.update(new - old)
    return change


def affected(tables: Tables, shapes: Shapes, removed: Iterable[Quad], added: Iterable[Quad]) -> set[Term] | None:
    """Return the focus nodes that a change can affect, None where it can affect all.

    ``tables`` hold the data after it. Whoever validates these nodes before and after the change, and no others, knows
    each result that went and each that came (tests/validation/test_changed.py).
    """
    gone, come = ([(s, p[1:-1], o) for s, p, o in rows(quads)] for quads in (removed, added))
    properties = {predicate for _, predicate, _ in (*gone, *come)}
    if _SUBCLASS in properties:
        return None
    if not gone and not come:
        return set()
    back, found = _Back(tables, gone), set[str]()
    for shape in shapes.roots:
        try:
            of_shape = reads(shape, shapes.by_node)
        except Unbounded:
            of_shape = None
        if of_shape is None or any(read.anywhere and read.predicate in properties for read in of_shape):
            sql = Walks(tables).target(shape.targets)
            found.update(node for (node,) in tables.db.execute(sql).fetchall())
        for path, those in _by_path(of_shape or ()).items():
            found |= back.along(path, _ends(those, (*gone, *come)))
    return {term(node) for node in found}


def _by_path(of: Iterable[Read]) -> dict[Path | None, list[Read]]:
    found: dict[Path | None, list[Read]] = defaultdict(list)
    for one in of:
        if not one.anywhere:
            found[one.path].append(one)
    return found


def _ends(of: Sequence[Read], changed: Iterable[Row]) -> set[str]:
    """Return the nodes of changed triples that the paths of reads must lead to."""
    forward = {one.predicate for one in of if not one.backward}
    backward = {one.predicate for one in of if one.backward}
    ends = set[str]()
    for subject, predicate, value in changed:
        if predicate in forward or ANY in forward:
            ends.add(subject)
        if predicate in backward or ANY in backward:
            ends.add(value)
    return ends


class _Back:
    """Goes back along paths, through triples that are there or were there before the change."""

    def __init__(self, tables: Tables, gone: Iterable[Row]) -> None:
        self._tables = tables
        self._gone = list(gone)

    def along(self, path: Path | None, ends: set[str]) -> set[str]:
        """Return the nodes from which a path leads to some of ``ends``."""
        return self._forth(inverted(path), ends) if path is not None and ends else ends

    def _forth(self, path: Path, nodes: set[str]) -> set[str]:
        if not nodes:
            return nodes
        if isinstance(path, Steps):
            for one in path.paths:
                nodes = self._forth(one, nodes)
            return nodes
        if isinstance(path, Alternative):
            return set().union(*(self._forth(one, nodes) for one in path.paths))
        if isinstance(path, Repeated):
            return self._again(path, nodes)
        if isinstance(path, Inverse):
            assert isinstance(path.path, Predicate)
            return self._step(path.path.iri, nodes, forward=False)
        return self._step(path.iri, nodes, forward=True)

    def _again(self, path: Repeated, nodes: set[str]) -> set[str]:
        found = set(nodes) if path.least == 0 else set[str]()
        frontier = nodes
        while frontier := self._forth(path.path, frontier) - found:
            found |= frontier
            if not path.many:
                break
        return found

    def _step(self, predicate: str, nodes: set[str], forward: bool) -> set[str]:
        number = self._tables.numbers.get(predicate)
        there_now = [(s, o) for p, s, o in self._tables.with_nodes("s" if forward else "o", nodes) if p == number]
        there_before = [(s, o) for s, p, o in self._gone if p == predicate and (s if forward else o) in nodes]
        return {o if forward else s for s, o in (*there_now, *there_before)}
