"""One shape as a value, with its targets and constraints (SHACL, section 2), and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import shorten
from confgraph.problems import UsageError
from confgraph.validation.paths import Path
from confgraph.validation.queries import Query
from confgraph.validation.report import Term


class Fault(NamedTuple):
    """What is wrong with a shapes graph: a node, its property (an IRI), what, and the mend."""

    node: Term
    property: str
    what: str
    mend: str


class IllFormedShapes(UsageError):
    """Shapes that cannot be used, with all their faults."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        told = "; ".join(f"{name_of(one.node)} {shorten(one.property)}: {one.what}: {one.mend}" for one in self.faults)
        super().__init__(f"the shapes cannot be used: {told}")


@dataclass(frozen=True)
class Target:
    """Which nodes a shape is for: ``kind`` is node, class, subjectsOf or objectsOf."""

    kind: str
    term: Term


@dataclass(frozen=True)
class Constraint:
    """One constraint of a shape: its component, an IRI, and the values of its parameters."""

    component: str
    terms: tuple[Term, ...] = ()
    shapes: tuple[Term, ...] = ()
    siblings: tuple[Term, ...] = ()
    text: str = ""  # the flags of a pattern
    query: Query | None = None

    @property
    def name(self) -> str:
        """The local name of a component of SHACL, without its ending: "MinCount"."""
        return self.component.rpartition("#")[2].removesuffix("ConstraintComponent")


@dataclass(frozen=True)
class Shape:
    """A node shape, or a property shape where it has a path."""

    node: Term
    path: Path | None
    path_node: Term | None
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    severity: str
    messages: tuple[Literal, ...]
    deactivated: bool


def name_of(term: Term) -> str:
    """Return the short name of a shape."""
    return shorten(term.value) if isinstance(term, NamedNode) else "a shape without an address"
