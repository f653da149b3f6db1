"""Leave out what cannot find anything: constraints on values that no focus node has; and patterns that nobody takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from confgraph.namespaces import expand
from confgraph.validation.conditions import Matching
from confgraph.validation.dialect import DuckDB
from confgraph.validation.paths import Predicate
from confgraph.validation.plan import condition_of
from confgraph.validation.shape import Constraint, Fault, Shape
from confgraph.validation.walks import Relations

if TYPE_CHECKING:
    import duckdb

_FEW: Final = 200  # to look what many nodes have takes as long as to check them
_OF_VALUES: Final = frozenset(
    """
    And Class Closed Datatype Disjoint In LanguageIn LessThan LessThanOrEquals MaxCount MaxExclusive MaxInclusive
    MaxLength MinExclusive MinInclusive MinLength Node NodeKind Not Or Pattern Property QualifiedMaxCount UniqueLang
    Xone
    """.split()
)  # which a node without values cannot violate (SHACL, section 4)


class Pruning:
    """What sets of few nodes have, asked once for each set."""

    def __init__(self, tables: Relations) -> None:
        self._tables = tables
        self._properties: dict[str, set[str] | None] = {}

    def constraints(self, shape: Shape, start: str) -> list[Constraint]:
        """Return the constraints of a shape that some nodes of a set may violate."""
        if isinstance(shape.path, Predicate) and not self._may_have(shape.path.iri, start):
            return [one for one in shape.constraints if one.query is not None or one.name not in _OF_VALUES]
        return list(shape.constraints)

    def _may_have(self, predicate: str, start: str) -> bool:
        if start not in self._properties:
            db = self._tables.db
            few = len(db.execute(f"SELECT n FROM {start} LIMIT {_FEW + 1}").fetchall()) <= _FEW
            sql = f"SELECT DISTINCT p FROM {self._tables.triples} WHERE s IN (SELECT n FROM {start})"
            rows = db.execute(sql).fetchall() if few else None
            self._properties[start] = None if rows is None else {p for (p,) in rows}
        properties = self._properties[start]
        return properties is None or f"<{predicate}>" in properties


def wrong_patterns(shapes: Iterable[Shape], db: duckdb.DuckDBPyConnection) -> list[Fault]:
    """Return the patterns that the database does not take, such as [z-a]."""
    patterns = [
        (shape, constraint, DuckDB().matches("''", condition.pattern, condition.flags))
        for shape in shapes
        for constraint in shape.constraints
        if isinstance(condition := condition_of(constraint), Matching)
    ]
    if not patterns or _taken(", ".join({sql for _, _, sql in patterns}), db) is None:
        return []
    faults = []
    for shape, constraint, sql in patterns:
        if (why := _taken(sql, db)) is not None:
            what = f"{constraint.terms[0]} is no pattern: {why}"
            faults.append(Fault(shape.node, expand("sh:pattern"), what, "correct the regular expression"))
    return faults


def _taken(sql: str, db: duckdb.DuckDBPyConnection) -> str | None:
    """Return None where the database takes an expression, else what it says."""
    import duckdb

    try:
        db.execute(f"SELECT {sql}")
    except duckdb.InvalidInputException as error:
        return str(error).rpartition("Error: ")[2]
    return None
