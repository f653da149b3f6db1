"""What rdflib's algebra of a query says: triples, paths and the variables of expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

import rdflib
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern, translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from confgraph.validation.paths import Alternative, Inverse, Path, Predicate, Repeated, Sequence
from confgraph.validation.queries import Untranslatable

_REPEATED: Final = {"*": (0, True), "+": (1, True), "?": (0, False)}


@lru_cache(maxsize=256)
def algebra_of(query: str) -> Any:
    """Return the algebra of a query, each EXISTS translated; nobody may change it. Raises Untranslatable."""
    try:
        algebra = translateQuery(parseQuery(query)).algebra
        _translate_rest(algebra)
    except Exception as error:  # of the many classes of pyparsing and rdflib
        raise Untranslatable(str(error)) from None
    return algebra


def _translate_rest(node: Any) -> None:
    """Translate the patterns that rdflib leaves as they are, such as those in HAVING; it can be done once only."""
    if isinstance(node, dict):
        if _is_exists(node) and _graph(node).name.startswith("GroupGraphPattern"):
            node.graph = translateGroupGraphPattern(_graph(node))  # type: ignore[attr-defined]
        _translate_rest([_graph(node)] if _is_exists(node) else list(node.values()))
    elif isinstance(node, (list, tuple)):
        for one in node:
            _translate_rest(one)


def triples_of(triples: Iterable[Any], fresh: Callable[[], Any]) -> Iterable[tuple[Any, Any, Any]]:
    """Yield the triples of a pattern; a path that is a sequence becomes several (section 9.3)."""
    for subject, predicate, value in triples:
        if isinstance(predicate, SequencePath):
            ends = [subject, *(fresh() for _ in predicate.args[1:]), value]
            steps = list(zip(ends, predicate.args, ends[1:], strict=False))
            yield from triples_of(steps, fresh)
        elif isinstance(predicate, InvPath):
            yield from triples_of([(value, predicate.arg, subject)], fresh)
        else:
            yield subject, predicate, value


def path_of(node: Any) -> Path:
    """Return a path of rdflib as ours."""
    if isinstance(node, rdflib.URIRef):
        return Predicate(str(node))
    if isinstance(node, InvPath):
        return Inverse(path_of(node.arg))
    if isinstance(node, SequencePath):
        return Sequence(tuple(map(path_of, node.args)))
    if isinstance(node, AlternativePath):
        return Alternative(tuple(map(path_of, node.args)))
    if isinstance(node, MulPath):
        return Repeated(path_of(node.path), *_REPEATED[node.mod])
    raise Untranslatable(f"the path {node}")


def variables_of(node: Any) -> set[str]:
    """Return the names of all variables in an expression, and in the patterns in it."""
    if isinstance(node, rdflib.Variable):
        return {str(node)}
    if isinstance(node, dict):
        inner = [_graph(node)] if _is_exists(node) else node.values()
        return set().union(*map(variables_of, inner))
    if isinstance(node, (list, tuple, set)):
        return set().union(*map(variables_of, node))
    return set()


def has_pattern(node: Any) -> bool:
    """Tell whether an expression asks for a pattern, by EXISTS or NOT EXISTS."""
    return any(True for _ in patterns_of(node))


def patterns_of(node: Any) -> Iterator[Any]:
    """Yield the patterns that an expression asks for, by EXISTS or NOT EXISTS, without those within them."""
    if isinstance(node, dict):
        if _is_exists(node):
            yield _graph(node)
        else:
            yield from patterns_of(list(node.values()))
    elif isinstance(node, (list, tuple)):
        for one in node:
            yield from patterns_of(one)


def _is_exists(node: dict[Any, Any]) -> bool:
    return str(getattr(node, "name", "")).endswith("EXISTS")


def _graph(node: Any) -> Any:
    """Return the pattern of an EXISTS: the attribute, which rdflib translates; the item has lost its filters."""
    return node.graph
