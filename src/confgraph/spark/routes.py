"""Where triples are sent, so that each part of the nodes can be judged apart with all that its results can rest on.

A node is at home in one part, by its hash. To its part go the triples that the shapes read of it; what they read
further away is asked for, step by step, along the properties that lead there (``validation/reads.py`` knows which).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Final, NamedTuple

from confgraph.namespaces import expand
from confgraph.validation.dialect import text
from confgraph.validation.near import Steps
from confgraph.validation.reads import ANY, Read, lengths

_EVERYWHERE: Final = expand("rdfs:subClassOf")
Some = frozenset[str] | None
"""Properties, as terms; None stands for all."""


class Step(NamedTuple):
    """What is read so many steps from home, of the triples with a node as subject and as object, and what leads on."""

    read: Some
    back: Some
    lead: frozenset[str] = frozenset()
    lead_back: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is read."""
        return self.read == frozenset() and self.back == frozenset()


class Routes(NamedTuple):
    """The steps from home, of which the last may be ``endless``, and the properties that every part gets all of."""

    parts: int
    steps: tuple[Step, ...]
    endless: bool
    everywhere: frozenset[str]

    @property
    def home(self) -> Step:
        """What is read of a node at its home."""
        return self.steps[0]

    @property
    def later(self) -> Some:
        """The properties that are read away from home."""
        found = frozenset[str]()
        for step in self.steps[1:]:
            if step.read is None or step.back is None:
                return None
            found |= step.read | step.back
        return found


def routes(reads: Iterable[Read], parts: int) -> Routes:
    """Return where triples are sent for what some shapes read."""
    listed = list(reads)
    names = {one.predicate: f"<{one.predicate}>" for one in listed}
    for one in listed:
        names.update((iri, f"<{iri}>") for iri in _in(one))
    bounded = [one for one in listed if not one.anywhere]
    found = Steps(bounded, names)
    steps = [_step(found, level) for level in range(found.last + 1)]
    endless = any(lengths(one.path)[1] == inf for one in bounded)
    while len(steps) > 1 and steps[-1].is_empty:
        steps.pop()
    everywhere = {f"<{one.predicate}>" for one in listed if one.anywhere}
    return Routes(parts, tuple(steps), endless, frozenset({f"<{_EVERYWHERE}>", *everywhere}))


def whole() -> Routes:
    """Return the routes that bring everything to one part."""
    return Routes(1, (Step(None, frozenset()),), False, frozenset())


def _in(read: Read) -> Iterable[str]:
    from confgraph.validation.paths import predicates

    return () if read.path is None else predicates(read.path)


def _step(found: Steps[str], level: int) -> Step:
    read, back = (found.read(level, backward) for backward in (False, True))
    lead, lead_back = (found.lead(level, backward) for backward in (False, True))
    return Step(_some(read), _some(back), _named(lead), _named(lead_back))


def _some(names: set[str | None] | None) -> Some:
    return None if names is None else _named(names)


def _named(names: set[str | None]) -> frozenset[str]:
    return frozenset(name for name in names if name and name != f"<{ANY}>")


def among(column: str, names: Some) -> str:
    """Return the SQL, of DuckDB and of Spark, that tells whether a property is one of some."""
    if names is None:
        return "true"
    return f"{column} IN ({', '.join(text(name) for name in sorted(names))})" if names else "false"


def part_of(column: str, parts: int) -> str:
    """Return the SQL of DuckDB for the part in which a node is at home."""
    return f"CAST(hash({column}) % {parts} AS INTEGER)"


def at_home(routes: Routes, first_around: int) -> str:
    """Return the SQL for the rows ``(part, own, p, s, o)`` that are sent to where a node is at home."""
    own, home = f"file < {first_around}", routes.home
    return (
        f"SELECT {part_of('s', routes.parts)} AS part, {own} AS own, p, s, o FROM triples "
        f"WHERE {among('p', home.read)} "
        f"UNION ALL SELECT {part_of('o', routes.parts)}, {own}, p, s, o FROM triples WHERE {among('p', home.back)} "
        f"UNION ALL SELECT CAST(range AS INTEGER), {own}, p, s, o FROM triples, range({routes.parts}) "
        f"WHERE {among('p', routes.everywhere)}"
    )


def away(routes: Routes) -> str:
    """Return the SQL for what is read away from home, and for which part asks for which node first.

    Rows are ``(part, p, s, o)``; where a part asks, p is NULL and s the node; of others the part is NULL.
    """
    home = routes.home
    return (
        f"SELECT CAST(NULL AS INTEGER) AS part, p, s, o FROM triples WHERE {among('p', routes.later)} "
        f"UNION ALL SELECT DISTINCT {part_of('s', routes.parts)}, NULL, o, NULL FROM triples "
        f"WHERE {among('p', home.lead)} "
        f"UNION ALL SELECT DISTINCT {part_of('o', routes.parts)}, NULL, s, NULL FROM triples "
        f"WHERE {among('p', home.lead_back)}"
    )
