"""The plan of a validation: for each constraint, the relation of what violates it.

A violation is a row ``(f, v, p, ok, w)``: the focus node, the value node, the property where that is not the path,
false or NULL (undecided), and the other value of a pair. All names of relations are those of ``Walks``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from confgraph.validation.conditions import (
    Below,
    Bounded,
    Condition,
    InLanguages,
    Matching,
    OfDatatype,
    OfKind,
    OfLength,
    OneOf,
)
from confgraph.validation.dialect import Dialect, text
from confgraph.validation.ntriples import nt
from confgraph.validation.paths import Predicate
from confgraph.validation.patterns import translate
from confgraph.validation.shape import Constraint, Shape
from confgraph.validation.walks import Walks

_NODE: Final = "n AS f, '' AS v, '' AS p, false AS ok, '' AS w"
_ROW: Final = "f, v, '' AS p, false AS ok, '' AS w"
_SIGNS: Final = {"MinExclusive": ">", "MinInclusive": ">=", "MaxExclusive": "<", "MaxInclusive": "<="}
_TAGGED: Final = "substr(v, 1, 1) = '\"' AND substr(v, -1) NOT IN ('\"', '>')"
_TAG: Final = "@([A-Za-z0-9-]+)$"

DECIDED: Final = (Bounded, OfDatatype)
"""The conditions on one value that Python can decide, where SQL leaves them open."""
UNKNOWN: Final = "CAST(NULL AS BOOLEAN)"

NO_VALUE: Final = frozenset(
    ("MinCount", "MaxCount", "HasValue", "UniqueLang", "QualifiedMinCount", "QualifiedMaxCount")
)
"""The components whose results have no value."""


@dataclass(frozen=True)
class Violations:
    """The SQL of the violations of a constraint, and the condition that decides what it leaves open."""

    sql: str
    condition: Condition | Below | None = None


class Plan:
    """Plans constraints over walks; ``failing`` returns the nodes of a set that do not conform to a shape, a set.

    Of ``few`` values all that Python can decide is left to it: a database needs longer to read the question.
    """

    def __init__(
        self, walks: Walks, dialect: Dialect, failing: Callable[[object, str], str], few: bool = False
    ) -> None:
        self._walks = walks
        self._dialect = dialect
        self._failing = failing
        self._few = few

    def violations(self, shape: Shape, constraint: Constraint, start: str) -> Violations:
        """Return what violates a constraint among the nodes of ``start``, a set."""
        condition = condition_of(constraint)
        if condition is not None:
            return self._of_condition(shape, condition, start)
        make: Callable[[Shape, Constraint, str], str] = getattr(self, f"_{constraint.name.lower()}")
        below = Below(constraint.name.endswith("Equals")) if constraint.name.startswith("LessThan") else None
        return Violations(make(shape, constraint, start), below)

    def _of_condition(self, shape: Shape, condition: Condition, start: str) -> Violations:
        left_open = self._few and isinstance(condition, DECIDED)
        checked = UNKNOWN if left_open else condition.sql("v", self._dialect)
        walk = self._walks.walk(start, shape.path)
        all_of = f"SELECT f, v, ({checked}) AS ok FROM ({walk})"
        sql = f"SELECT f, v, '' AS p, ok, '' AS w FROM ({all_of}) WHERE ok IS NOT TRUE"
        return Violations(sql, condition)

    def _class(self, shape: Shape, constraint: Constraint, start: str) -> str:
        instances = self._walks.instances(constraint.terms[0].value)
        walk = self._walks.walk(start, shape.path)
        return f"SELECT {_ROW} FROM ({walk}) WHERE NOT EXISTS (SELECT 1 FROM ({instances}) i WHERE i.n = v)"

    def _hasvalue(self, shape: Shape, constraint: Constraint, start: str) -> str:
        has = f"SELECT f FROM ({self._walks.walk(start, shape.path)}) WHERE v = {text(nt(constraint.terms[0]))}"
        return f"SELECT {_NODE} FROM {start} WHERE NOT EXISTS (SELECT 1 FROM ({has}) h WHERE h.f = n)"

    def _mincount(self, shape: Shape, constraint: Constraint, start: str) -> str:
        return self._fewer(start, self._walks.walk(start, shape.path), _count(constraint))

    def _maxcount(self, shape: Shape, constraint: Constraint, start: str) -> str:
        return _more(self._walks.walk(start, shape.path), _count(constraint))

    def _fewer(self, start: str, walk: str, least: int) -> str:
        """Return the nodes of a set with fewer value nodes than ``least``."""
        enough = f"SELECT f FROM ({walk})" + (f" GROUP BY f HAVING count(*) >= {least}" if least > 1 else "")
        missing = f"NOT EXISTS (SELECT 1 FROM ({enough}) e WHERE e.f = n)" if least else "false"
        return f"SELECT {_NODE} FROM {start} WHERE {missing}"

    def _uniquelang(self, shape: Shape, constraint: Constraint, start: str) -> str:  # noqa: ARG002
        tag = f"lower({self._dialect.extract('v', _TAG)})"
        tagged = f"SELECT f, {tag} AS l FROM ({self._walks.walk(start, shape.path)}) WHERE {_TAGGED}"
        return f"SELECT f, '' AS v, '' AS p, false AS ok, l AS w FROM ({tagged}) GROUP BY f, l HAVING count(*) > 1"

    def _equals(self, shape: Shape, constraint: Constraint, start: str) -> str:
        own, other = self._pair(shape, constraint, start)
        one, two = (f"SELECT f, v FROM ({a} EXCEPT {b})" for a, b in ((own, other), (other, own)))
        return f"SELECT {_ROW} FROM ({one} UNION ALL {two})"

    def _disjoint(self, shape: Shape, constraint: Constraint, start: str) -> str:
        own, other = self._pair(shape, constraint, start)
        return f"SELECT {_ROW} FROM ({own} INTERSECT {other})"

    def _lessthan(self, shape: Shape, constraint: Constraint, start: str) -> str:
        own, other = self._pair(shape, constraint, start)
        below = Below(constraint.name.endswith("Equals"))
        checked = UNKNOWN if self._few else below.sql("a.v", "b.v", self._dialect)
        pairs = f"SELECT a.f, a.v, b.v AS w, ({checked}) AS ok FROM ({own}) a JOIN ({other}) b ON a.f = b.f"
        return f"SELECT f, v, '' AS p, ok, w FROM ({pairs}) WHERE ok IS NOT TRUE"

    _lessthanorequals = _lessthan

    def _pair(self, shape: Shape, constraint: Constraint, start: str) -> tuple[str, str]:
        other = Predicate(constraint.terms[0].value)
        return self._walks.walk(start, shape.path), self._walks.walk(start, other)

    def _closed(self, shape: Shape, constraint: Constraint, start: str) -> str:
        allowed = ", ".join(text(nt(one)) for one in constraint.terms)
        triples = f"SELECT s, p, o FROM {self._walks.tables.triples}" + (
            f" WHERE p NOT IN ({allowed})" if allowed else ""
        )
        walk = self._walks.walk(start, shape.path)
        return f"SELECT f, o AS v, p, false AS ok, '' AS w FROM ({triples}) JOIN ({walk}) ON s = v"

    def _node(self, shape: Shape, constraint: Constraint, start: str) -> str:
        return self._where(shape, constraint, start, lambda failing: failing[0])

    _property = _node

    def _not(self, shape: Shape, constraint: Constraint, start: str) -> str:
        return self._where(shape, constraint, start, lambda failing: f"NOT {failing[0]}")

    def _and(self, shape: Shape, constraint: Constraint, start: str) -> str:
        return self._where(shape, constraint, start, lambda failing: " OR ".join(failing) or "false")

    def _or(self, shape: Shape, constraint: Constraint, start: str) -> str:
        return self._where(shape, constraint, start, lambda failing: " AND ".join(failing) or "true")

    def _xone(self, shape: Shape, constraint: Constraint, start: str) -> str:
        def not_one(failing: list[str]) -> str:
            return " + ".join(f"CASE WHEN {one} THEN 0 ELSE 1 END" for one in failing or ["true"]) + " <> 1"

        return self._where(shape, constraint, start, not_one)

    def _where(self, shape: Shape, constraint: Constraint, start: str, condition: Callable[[list[str]], str]) -> str:
        """Return the value nodes of which a condition on the shapes that they fail is true."""
        inner = self.values(shape, start)
        failing = [f"v IN (SELECT n FROM {self._failing(one, inner)})" for one in constraint.shapes]
        return f"SELECT {_ROW} FROM ({self._walks.walk(start, shape.path)}) WHERE {condition(failing)}"

    def _qualifiedmincount(self, shape: Shape, constraint: Constraint, start: str) -> str:
        return self._fewer(start, self._qualified(shape, constraint, start), _count(constraint))

    def _qualifiedmaxcount(self, shape: Shape, constraint: Constraint, start: str) -> str:
        return _more(self._qualified(shape, constraint, start), _count(constraint))

    def _qualified(self, shape: Shape, constraint: Constraint, start: str) -> str:
        inner = self.values(shape, start)
        conditions = [f"v NOT IN (SELECT n FROM {self._failing(constraint.shapes[0], inner)})"]
        conditions += [f"v IN (SELECT n FROM {self._failing(one, inner)})" for one in constraint.siblings]
        return f"SELECT f, v FROM ({self._walks.walk(start, shape.path)}) WHERE {' AND '.join(conditions)}"

    def values(self, shape: Shape, start: str) -> str:
        """Return the name of the set of the value nodes of a shape."""
        if shape.path is None:
            return start
        walk = self._walks.walk(start, shape.path)
        return self._walks.temporary(("values", shape.path, start), f"SELECT DISTINCT v AS n FROM ({walk})")


def condition_of(constraint: Constraint) -> Condition | None:
    """Return the condition that a constraint puts on each value node by itself, None where it looks further."""
    name, terms = constraint.name, constraint.terms
    if name == "Datatype":
        return OfDatatype(terms[0].value)
    if name == "NodeKind":
        return OfKind.of(terms[0])
    if name == "MinLength":
        return OfLength(_count(constraint))
    if name == "MaxLength":
        return OfLength(0, _count(constraint))
    if name == "Pattern":
        return Matching(*translate(terms[0].value, constraint.text))
    if name == "LanguageIn":
        return InLanguages(tuple(one.value for one in terms))
    if name == "In":
        return OneOf(tuple(map(nt, terms)))
    if name in _SIGNS:
        return Bounded(_SIGNS[name], nt(terms[0]))
    return None


def _count(constraint: Constraint) -> int:
    return int(constraint.terms[0].value)


def _more(walk: str, most: int) -> str:
    return f"SELECT f, '' AS v, '' AS p, false AS ok, '' AS w FROM ({walk}) GROUP BY f HAVING count(*) > {most}"
