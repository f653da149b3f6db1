"""The queries of SHACL-SPARQL (SHACL, sections 5 and 6): read, complete with prefixes and path, and refuse some.

What they may not do is in SHACL, appendix A: a variable that is bound before must stay visible everywhere. FROM is
refused as well: the data is one graph, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import expand
from confgraph.sparql import Token, tokens
from confgraph.validation.graph import ShapesGraph
from confgraph.validation.paths import Path, as_sparql
from confgraph.validation.report import Term

_NEVER: Final = {
    "MINUS": "use FILTER NOT EXISTS",
    "VALUES": "use FILTER (?x IN (…))",
    "SERVICE": "leave it out, nothing is fetched",
    "FROM": "leave it out, the data is one graph",
}
_ALWAYS_BOUND: Final = ("this", "shapesGraph", "currentShape")
_TRUE: Final = Literal("true", datatype=NamedNode(expand("xsd:boolean")))
_VALIDATORS: Final = {True: "propertyValidator", False: "nodeValidator"}

Fault = Callable[[Term, str, str, str], None]
"""How a fault is told: node, property, what, mend."""


class Untranslatable(Exception):
    """An expression or pattern that has no translation to SQL."""


@dataclass(frozen=True)
class Query:
    """One query with which nodes are checked.

    ``text`` has its prefixes and its path; ``terms`` are bound before it runs, beside ``this`` (and ``value``, where
    it asks). ``node`` is the constraint or validator, ``properties`` are those of the shape that call it.
    """

    node: Term
    text: str
    asks: bool
    messages: tuple[Literal, ...]
    properties: tuple[str, ...]
    terms: tuple[tuple[str, Term], ...] = ()
    path: Path | None = None


@dataclass(frozen=True)
class Component:
    """A constraint component of the shapes graph itself: the names of its parameters by property."""

    iri: str
    graph: ShapesGraph = field(repr=False)
    parameters: Mapping[str, str]
    required: Sequence[str]

    def bound(self, path: Path | None, values: Mapping[str, Term], fault: Fault) -> Query | None:
        """Return the query for a shape with a path, or without, and the values of the parameters by property."""
        own = NamedNode(self.iri)
        for name in (_VALIDATORS[path is not None], "validator"):
            for node in self.graph.objects(own, expand(f"sh:{name}")):
                names = (*_ALWAYS_BOUND, "value", *self.parameters.values())
                terms = tuple((self.parameters[name], term) for name, term in values.items())
                asks = bool(self.graph.objects(node, expand("sh:ask")))
                return _query(self.graph, node, path, fault, names, tuple(values), terms, own, asks)
        fault(own, "validator", "the component has no validator for this kind of shape", "add sh:validator")
        return None


def read_query(graph: ShapesGraph, node: Term, path: Path | None, fault: Fault) -> Query | None:
    """Return the query of a SPARQL-based constraint, None where it may not be used (which ``fault`` is told)."""
    return _query(graph, node, path, fault, _ALWAYS_BOUND, (expand("sh:sparql"),))


def read_components(graph: ShapesGraph, fault: Fault) -> list[Component]:
    """Return the constraint components that a shapes graph defines, without those of SHACL itself."""
    found = []
    for node in graph.instances(expand("sh:ConstraintComponent")):
        if not isinstance(node, NamedNode) or node.value.startswith(expand("sh:")):
            continue
        names: dict[str, str] = {}
        required: list[str] = []
        for parameter in graph.objects(node, expand("sh:parameter")):
            paths = graph.objects(parameter, expand("sh:path"))
            if len(paths) != 1 or not isinstance(paths[0], NamedNode):
                fault(node, "parameter", "a parameter has no property", "give it a sh:path with one IRI")
                continue
            iri = paths[0].value
            names[iri] = max(
                iri.rpartition("#")[2], iri.rpartition("/")[2], key=lambda one: iri.endswith(one) and -len(one)
            )
            if _TRUE not in graph.objects(parameter, expand("sh:optional")):
                required.append(iri)
        found.append(Component(node.value, graph, names, required))
    return found


def _query(
    graph: ShapesGraph,
    node: Term,
    path: Path | None,
    fault: Fault,
    bound: Sequence[str],
    properties: tuple[str, ...],
    terms: tuple[tuple[str, Term], ...] = (),
    component: Term | None = None,
    asks: bool = False,
) -> Query | None:
    name = "ask" if asks else "select"
    texts = graph.objects(node, expand(f"sh:{name}"))
    if len(texts) != 1 or not isinstance(texts[0], Literal):
        fault(node, name, f"there are {len(texts)} queries", f"write one sh:{name}")
        return None
    text = _prefixes(graph, node) + _with_path(texts[0].value, path)
    wrong = refused(text, bound)
    if wrong is not None:
        fault(node, name, *wrong)
        return None
    messages = graph.objects(node, expand("sh:message")) or (
        graph.objects(component, expand("sh:message")) if component is not None else []
    )
    return Query(node, text, asks, tuple(one for one in messages if isinstance(one, Literal)), properties, terms, path)


def _prefixes(graph: ShapesGraph, node: Term) -> str:
    """Return the PREFIX lines of sh:prefixes, owl:imports followed within the graph (SHACL, section 5.2.1)."""
    queue = graph.objects(node, expand("sh:prefixes"))
    seen: dict[Term, None] = {}
    lines: dict[str, None] = {}
    while queue:
        one = queue.pop(0)
        if one in seen:
            continue
        seen[one] = None
        queue += graph.objects(one, expand("owl:imports"))
        for declared in graph.objects(one, expand("sh:declare")):
            for prefix in graph.objects(declared, expand("sh:prefix")):
                for namespace in graph.objects(declared, expand("sh:namespace")):
                    lines[f"PREFIX {prefix.value}: {NamedNode(namespace.value)}\n"] = None
    return "".join(lines)


def _with_path(text: str, path: Path | None) -> str:
    """Replace $PATH, where it is a token, by the path of the shape."""
    if path is None:
        return text
    return "".join(f" {as_sparql(path)} " if one == "$PATH" else one for one in _pieces(text))


def _pieces(text: str) -> list[str]:
    pieces, end = [], 0
    for token in tokens(text):
        pieces += [text[end : token.start()], token[0]]
        end = token.end()
    return [*pieces, text[end:]]


def refused(text: str, bound: Sequence[str]) -> tuple[str, str] | None:
    """Return why a query may not be used, and the mend; None where it may. ``bound`` are the variables bound before."""
    listed = [token for token in tokens(text) if token["comment"] is None]
    for number, token in enumerate(listed):
        word = (token["word"] or "").upper()
        if word in _NEVER:
            return f"a query of SHACL may not use {word}", _NEVER[word]
        following = listed[number + 1] if number + 1 < len(listed) else None
        if word == "AS" and following is not None and following["variable"] in bound:
            return f"the query binds {following[0]}, which is bound before", "use another name"
        if word == "SELECT" and any(one[0] == "{" for one in listed[:number]):
            lacking = _not_returned(listed[number + 1 :], bound)
            if lacking:
                return f"an inner SELECT does not return ${lacking}", f"add ${lacking} to it"
    return None


def _not_returned(listed: Sequence[Token], bound: Sequence[str]) -> str:
    """Return the variable bound before that a sub-SELECT uses or the query needs, but does not return; "" for none."""
    head: list[str] = []
    body = iter(listed)
    for token in body:
        if token[0] == "{":
            break
        head.append(token["variable"] or token[0])
    everything = _visible(body) if "*" in head else set(head)
    return "" if "this" in everything or "this" not in bound else "this"


def _visible(body: Iterable[Token]) -> set[str]:
    """Return the variables of a group outside its filters: those that SELECT * returns."""
    depth, found, skip = 1, set[str](), 0
    in_filter = False
    for token in body:
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0:
            break
        if (token["word"] or "").upper() == "FILTER":
            in_filter = True
        if in_filter:
            skip += {"(": 1, ")": -1}.get(token[0], 0)
            in_filter = skip > 0 or token[0] != ")"
        elif token["variable"]:
            found.add(token["variable"])
    return found
