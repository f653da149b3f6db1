"""The SHACL test suite of the W3C: what its manifests say, as cases that any engine can be held to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from confgraph.namespaces import expand
from confgraph.validation.report import Result

SUITE: Final = Path(__file__).parents[2] / "shared" / "w3c" / "shacl" / "tests"
BASE: Final = "http://w3c.example.org/tests/"
WORDS: Final = {expand("sh:Violation"): "error", expand("sh:Warning"): "warning", expand("sh:Info"): "info"}
_MF: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_SHT: Final = "http://www.w3.org/ns/shacl-test#"
_DASH: Final = "http://datashapes.org/dash"  # what two tests import; none of them uses a term of it
Row = tuple[str, str, str, str, str, str]


class Statements:
    """Statements by subject and predicate."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = list(quads)
        self._objects: dict[tuple[str, str], list[object]] = {}
        for quad in self.quads:
            self._objects.setdefault((str(quad.subject), quad.predicate.value), []).append(quad.object)

    def all(self, node: object, predicate: str) -> list[object]:
        """Return the objects of a node and a predicate."""
        return self._objects.get((str(node), predicate), [])

    def one(self, node: object, predicate: str) -> object:
        """Return the only object of a node and a predicate, or None."""
        (found,) = self.all(node, predicate) or [None]
        return found

    def items(self, node: object) -> Iterator[object]:
        """Yield the members of a list."""
        while self.all(node, expand("rdf:first")):
            yield self.one(node, expand("rdf:first"))
            node = self.one(node, expand("rdf:rest"))

    def path(self, node: object) -> str:
        """Return a property path as a text that is the same for the same path, whatever its blank nodes are called."""
        if not isinstance(node, BlankNode):
            return str(node or "")
        if members := list(self.items(node)):
            return f"({' '.join(map(self.path, members))})"
        parts = (quad for quad in self.quads if quad.subject == node)
        return f"[{' '.join(sorted(f'{quad.predicate} {self.path(quad.object)}' for quad in parts))}]"


@dataclass(frozen=True)
class Case:
    """One test of the suite, known by the path of its file below the suite."""

    name: str

    @property
    def file(self) -> Path:
        """The file with the manifest of the test."""
        return SUITE / f"{self.name}.ttl"

    @cached_property
    def manifest(self) -> Statements:
        """The statements of the manifest's file, which are data and shapes of most tests too."""
        return read(self.file)

    @property
    def node(self) -> object:
        """The entry of the manifest."""
        (entry,) = (q.object for q in self.manifest.quads if q.predicate.value == f"{_MF}entries")
        (node,) = self.manifest.items(entry)
        return node

    def graph(self, name: str) -> Statements:
        """Return the "dataGraph" or "shapesGraph" of the test."""
        address = self.manifest.one(self.manifest.one(self.node, f"{_MF}action"), f"{_SHT}{name}")
        path = SUITE / str(address).strip("<>").removeprefix(BASE)
        return self.manifest if path == self.file else read(path)

    @property
    def expected(self) -> Counter[Row] | None:
        """The results that the manifest expects; None where validation must fail."""
        report = self.manifest.one(self.node, f"{_MF}result")
        if report == NamedNode(f"{_SHT}Failure"):
            return None
        rows: Counter[Row] = Counter()
        for node in self.manifest.all(report, expand("sh:result")):
            severity, shape = (self.manifest.one(node, expand(f"sh:{n}")) for n in ("resultSeverity", "sourceShape"))
            focus, value, path = (
                self.manifest.one(node, expand(f"sh:{n}")) for n in ("focusNode", "value", "resultPath")
            )
            rows[
                self._text(focus),
                self.manifest.path(path),
                self._text(value),
                str(self.manifest.one(node, expand("sh:sourceConstraintComponent"))),
                WORDS.get(str(severity).strip("<>"), str(severity).strip("<>")),
                "" if isinstance(shape, BlankNode) else str(shape),
            ] += 1
        return rows

    def found(self, results: Iterable[Result]) -> Counter[Row]:
        """Return the results of an engine in the same form."""
        shapes = self.graph("shapesGraph")
        return Counter(
            (
                self._text(result.focus),
                shapes.path(result.path),
                self._text(result.value),
                f"<{result.component}>",
                result.grade or result.severity,
                f"<{result.shape}>" if result.shape else "",
            )
            for result in results
        )

    def _text(self, term: object) -> str:
        """Return a term as text; a blank node of another file than the report's has no name in common with it."""
        apart = isinstance(term, BlankNode) and self.graph("dataGraph") is not self.manifest
        return "_:" if apart else "" if term is None else str(term)


@cache
def read(path: Path) -> Statements:
    """Read a file of the suite, once: another reading gives other names to its blank nodes."""
    base = BASE + path.relative_to(SUITE).as_posix()
    return Statements(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=base))


def cases(part: str) -> list[str]:
    """Return the names of the tests of a part of the suite, in the order of its manifests; none where it is missing."""
    return list(_cases(SUITE / part / "manifest.ttl")) if SUITE.is_dir() else []


def _cases(manifest: Path) -> Iterator[str]:
    statements = read(manifest)
    for quad in statements.quads:
        if quad.predicate.value == f"{_MF}include":
            yield from _cases(SUITE / str(quad.object).strip("<>").removeprefix(BASE))
        elif quad.predicate.value == f"{_MF}entries":
            yield manifest.relative_to(SUITE).with_suffix("").as_posix()
