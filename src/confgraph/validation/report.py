"""The outcome of a validation: every problem, in order of file and line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from confgraph.problems import Problem, Severity

Term = NamedNode | BlankNode | Literal

_SEVERITIES: Final = list(Severity)
_TIDY: Final = "run confgraph tidy"


@dataclass(frozen=True)
class Result:
    """One validation result (SHACL, section 3.6.2) with its terms as they stand in the data."""

    focus: Term
    path: Term | None
    value: Term | None
    message: str
    severity: str
    shape: str  # "" for a shape without an address, whose name would differ from run to run
    component: str
    steps: str = ""
    """The path in Turtle, where it is no single property."""
    grade: str = ""
    """The severity, an IRI, where it is none of SHACL's; it counts as an error."""


@dataclass(frozen=True)
class Report:
    """The problems of a validation and how much was looked at."""

    problems: tuple[Problem, ...]
    files: int
    triples: int
    unreadable: bool = False
    limited: bool = False
    affected: int | None = None
    """How many nodes a change can affect, where only these were validated."""
    elsewhere: tuple[str, ...] = ()
    """The queries that have no SQL, and were asked of pySHACL."""

    @property
    def conforms(self) -> bool:
        """Tell whether no error was found; warnings do not count."""
        return not self.errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors."""
        return tuple(problem for problem in self.problems if problem.severity == Severity.ERROR)

    @property
    def exit_code(self) -> int:
        """0 where all is well, 1 where data has errors, 3 where a file could not be read, 4 where it hit a limit."""
        return 4 if self.limited else 3 if self.unreadable else 1 if self.errors else 0

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    def _repr_html_(self) -> str:
        """Show the problems as a table in Jupyter."""
        if not self.problems:
            return f"<p>No problem in {self.triples:,} triples of {self.files} files.</p>"
        rows = "".join(
            f"<tr><td>{html.escape(str(problem.place))}</td><td>{problem.severity.value}</td>"
            f"<td>{html.escape(problem.message)}</td></tr>\n"
            for problem in self.problems
        )
        return f"<table>\n<tr><th>place</th><th>severity</th><th>problem</th></tr>\n{rows}</table>"


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems, errors first, by file, line and column; what one value gives several rules to say, once.

    What ``confgraph tidy`` mends in one record is one problem, where the first of it stands.
    """
    told: dict[object, Problem] = {}
    for problem in sorted(problems, key=_usefulness):
        told.setdefault((problem.place, problem.severity, problem.focus, problem.path, problem.message), problem)
    order = told.values()
    groups: dict[object, list[Problem]] = {}
    for number, problem in enumerate(order):
        record = (problem.place.file, problem.focus, problem.severity)
        groups.setdefault(record if problem.mend == _TIDY and problem.focus else number, []).append(problem)
    return tuple(group[0] if len(group) == 1 else _folded(group) for group in groups.values())


def _usefulness(problem: Problem) -> tuple[object, ...]:
    place, terms = problem.place, (problem.focus, problem.path, problem.value, problem.rule, problem.component)
    return _SEVERITIES.index(problem.severity), place.file, place.line or 0, place.column or 0, problem.message, terms


def _folded(group: list[Problem]) -> Problem:
    """Return one problem for several that ``confgraph tidy`` mends; each names its property, or has it as its path."""
    named = [re.search(r"\b(cg|org):\w+", problem.what) for problem in group]
    names = {found[0] if found else problem.path for found, problem in zip(named, group, strict=True)}
    what = f"its derived triples are missing or old ({', '.join(sorted(filter(None, names)))})"
    return group[0]._replace(what=what, path="", value="")
