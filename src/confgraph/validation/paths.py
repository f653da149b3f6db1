"""Property paths (SHACL, section 2.3.1) as values, read from a shapes graph and written as SPARQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from pyoxigraph import BlankNode, NamedNode

from confgraph.namespaces import expand
from confgraph.validation.report import Term
from confgraph.writing import term_as_turtle


@dataclass(frozen=True)
class Predicate:
    """One step along a property, given by its IRI."""

    iri: str


@dataclass(frozen=True)
class Inverse:
    """The way back."""

    path: Path


@dataclass(frozen=True)
class Sequence:
    """One path after the other; two or more."""

    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Alternative:
    """Any of several paths; two or more."""

    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Repeated:
    """A path again and again: at least ``least`` times (0 or 1), once at most where not ``many``."""

    path: Path
    least: int
    many: bool


Path = Predicate | Inverse | Sequence | Alternative | Repeated

_REPEATED: Final = {"zeroOrMorePath": (0, True), "oneOrMorePath": (1, True), "zeroOrOnePath": (0, False)}
_SIGNS: Final = {(0, True): "*", (1, True): "+", (0, False): "?"}


class Source(Protocol):
    """A graph of which one can ask the objects of a subject and a predicate, and the members of a list."""

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects."""

    def members(self, head: Term) -> list[Term] | None:
        """Return the members of a list, None where it is none."""


class IllFormedPath(ValueError):
    """A node that is no property path."""


def read_path(graph: Source, node: Term, above: tuple[Term, ...] = ()) -> Path:
    """Return the path that a node of a shapes graph stands for. Raises IllFormedPath with the reason."""
    if isinstance(node, NamedNode):
        return Predicate(node.value)
    if not isinstance(node, BlankNode):
        raise IllFormedPath(f"a path is an IRI or a blank node, not {node}")
    if node in above:
        raise IllFormedPath("the path contains itself")
    members = graph.members(node)
    if members is not None:  # whatever else the node says: the W3C's tests path-strange-001 and 002
        return _several(graph, members, (*above, node), Sequence)
    found = [
        name for name in (*_REPEATED, "inversePath", "alternativePath") if graph.objects(node, expand(f"sh:{name}"))
    ]
    if len(found) != 1:
        raise IllFormedPath(
            "a path is an IRI, a list, or one of sh:inversePath, sh:alternativePath, sh:zeroOrMorePath …"
        )
    values = graph.objects(node, expand(f"sh:{found[0]}"))
    if len(values) != 1:
        raise IllFormedPath(f"sh:{found[0]} has {len(values)} values")
    if found[0] == "alternativePath":
        choices = graph.members(values[0])
        if choices is None:
            raise IllFormedPath("sh:alternativePath has no list")
        return _several(graph, choices, (*above, node), Alternative)
    inner = read_path(graph, values[0], (*above, node))
    return Inverse(inner) if found[0] == "inversePath" else Repeated(inner, *_REPEATED[found[0]])


def _several(
    graph: Source, members: list[Term], above: tuple[Term, ...], kind: type[Sequence] | type[Alternative]
) -> Path:
    if len(members) < 2:
        raise IllFormedPath("a list of paths has two members or more")
    return kind(tuple(read_path(graph, member, above) for member in members))


def inverted(path: Path) -> Path:
    """Return the way back as a path in which only predicates are inverted."""
    if isinstance(path, Predicate):
        return Inverse(path)
    if isinstance(path, Inverse):
        return simplified(path.path)
    if isinstance(path, Sequence):
        return Sequence(tuple(inverted(one) for one in reversed(path.paths)))
    if isinstance(path, Alternative):
        return Alternative(tuple(map(inverted, path.paths)))
    return Repeated(inverted(path.path), path.least, path.many)


def simplified(path: Path) -> Path:
    """Return a path that means the same, in which only predicates are inverted."""
    if isinstance(path, Inverse):
        return inverted(path.path) if not isinstance(path.path, Predicate) else path
    if isinstance(path, (Sequence, Alternative)):
        return type(path)(tuple(map(simplified, path.paths)))
    if isinstance(path, Repeated):
        return Repeated(simplified(path.path), path.least, path.many)
    return path


def predicates(path: Path) -> Iterator[str]:
    """Yield the IRIs of all properties in a path."""
    if isinstance(path, Predicate):
        yield path.iri
    elif isinstance(path, (Inverse, Repeated)):
        yield from predicates(path.path)
    else:
        for one in path.paths:
            yield from predicates(one)


def as_turtle(path: Path) -> str:
    """Write a path as the node of a shapes graph that stands for it (SHACL, section 2.3.1)."""
    if isinstance(path, Predicate):
        return term_as_turtle(NamedNode(path.iri))
    if isinstance(path, Inverse):
        return f"[ sh:inversePath {as_turtle(path.path)} ]"
    if isinstance(path, Repeated):
        name = next(name for name, of in _REPEATED.items() if of == (path.least, path.many))
        return f"[ sh:{name} {as_turtle(path.path)} ]"
    listed = f"( {' '.join(map(as_turtle, path.paths))} )"
    return listed if isinstance(path, Sequence) else f"[ sh:alternativePath {listed} ]"


def as_sparql(path: Path) -> str:
    """Write a path in the syntax of SPARQL 1.1, section 9."""
    if isinstance(path, Predicate):
        return f"<{path.iri}>"
    if isinstance(path, Inverse):
        return f"^({as_sparql(path.path)})"
    if isinstance(path, Repeated):
        return f"({as_sparql(path.path)}){_SIGNS[path.least, path.many]}"
    return "(" + ("/" if isinstance(path, Sequence) else "|").join(map(as_sparql, path.paths)) + ")"
