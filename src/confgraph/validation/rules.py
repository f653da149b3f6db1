"""Shapes in words: what each rule is called, what it is about, what it asks for, and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import expand, shorten
from confgraph.problems import UsageError, did_you_mean
from confgraph.validation.paths import Alternative, Inverse, Path, Predicate, Sequence
from confgraph.validation.report import Term
from confgraph.validation.shape import Constraint, Shape
from confgraph.validation.shapes import Shapes

SHAPES: Final = "https://w3id.org/confgraph/shapes#"
_SEVERITIES: Final = {"Violation": "error", "Warning": "warning", "Info": "note"}
_TARGETS: Final = {
    "node": "{}",
    "class": "each {}",
    "subjectsOf": "whatever has {}",
    "objectsOf": "whatever {} points to",
}
_KINDS: Final = {
    "IRI": "an address",
    "BlankNode": "a node without an address",
    "Literal": "a literal",
    "BlankNodeOrIRI": "no literal",
    "BlankNodeOrLiteral": "no address",
    "IRIOrLiteral": "an address or a literal",
}
_ASKS: Final = {
    "Class": "described as {0}",
    "Closed": "no other properties than {*}",
    "Datatype": "a literal of type {0}",
    "Disjoint": "none of the values of {0}",
    "Equals": "the same values as {0}",
    "HasValue": "{0} among the values",
    "In": "one of {*}",
    "LanguageIn": "in one of the languages {*}",
    "LessThan": "less than each {0}",
    "LessThanOrEquals": "no more than each {0}",
    "MaxCount": "at most {0}",
    "MaxExclusive": "less than {0}",
    "MaxInclusive": "{0} or less",
    "MaxLength": "at most {0} characters",
    "MinCount": "at least {0}",
    "MinExclusive": "more than {0}",
    "MinInclusive": "{0} or more",
    "MinLength": "at least {0} characters",
    "Pattern": "text like {0}",
    "UniqueLang": "one value a language",
}
_OF_SHAPES: Final = {
    "And": ("", " and "),
    "Node": ("", ""),
    "Not": ("not: ", ""),
    "Or": ("", " or "),
    "Property": ("", ""),
    "QualifiedMaxCount": ("at most {0} that have ", ""),
    "QualifiedMinCount": ("at least {0} that have ", ""),
    "Xone": ("exactly one of: ", " or "),
}


class Rule(NamedTuple):
    """A rule in words, and where it stands: in ``owner``, a shape with targets, as ``constraint`` of it.

    ``iri`` is "" for a rule without an address; ``path`` is the property that it is about, where that is one.
    """

    iri: str
    name: str
    why: str
    about: str
    asks: str
    message: str
    severity: str
    path: str
    query: str
    owner: Shape
    constraint: Constraint | None


def rules(shapes: Shapes) -> Iterator[Rule]:
    """Yield the rules of all shapes with targets: of each property shape and query one, and one of the rest."""
    for shape in shapes.roots:
        rest = [one for one in shape.constraints if one.name != "Property" and one.query is None]
        if rest or not shape.constraints:
            yield _rule(shapes, shape, shape, None)
        for one in shape.constraints:
            if one.name == "Property":
                yield _rule(shapes, shape, shapes.by_node[one.shapes[0]], one)
            elif one.query is not None:
                yield _of_query(shapes, shape, one)


def rules_of(shapes: Shapes, name: str) -> list[Rule]:
    """Return the rules with a name, or of the shape with it: short, with a prefix or in full. Raises UsageError."""
    iris = {name, f"{SHAPES}{name}"}
    with suppress(KeyError):
        iris.add(expand(name))
    everything = list(rules(shapes))
    found = [rule for rule in everything if rule.iri in iris or _iri(rule.owner.node) in iris]
    if not found:
        known = {shorten(one) for rule in everything for one in (rule.iri, _iri(rule.owner.node)) if one}
        hint = did_you_mean(name if ":" in name else f"shape:{name}", known) or "list all in docs/shapes.md"
        raise UsageError(f"there is no shape {name!r}: {hint}")
    return found


def short(term: Term) -> str:
    """Return a term as a person writes it."""
    if isinstance(term, NamedNode):
        return shorten(term.value)
    return term.value if isinstance(term, Literal) else "[]"


def path_in_words(path: Path | None) -> str:
    """Return a path as SPARQL writes it, with prefixes."""
    if path is None:
        return ""
    if isinstance(path, Predicate):
        return shorten(path.iri)
    if isinstance(path, Inverse):
        return f"^{path_in_words(path.path)}"
    if isinstance(path, (Sequence, Alternative)):
        return ("/" if isinstance(path, Sequence) else "|").join(map(path_in_words, path.paths))
    sign = {(0, True): "*", (1, True): "+", (0, False): "?"}[path.least, path.many]
    return (
        f"({path_in_words(path.path)}){sign}"
        if not isinstance(path.path, Predicate)
        else path_in_words(path.path) + sign
    )


def _rule(shapes: Shapes, owner: Shape, shape: Shape, constraint: Constraint | None) -> Rule:
    return Rule(
        iri=_iri(shape.node),
        name=said(shapes, shape.node, "sh:name") or said(shapes, shape.node, "rdfs:label"),
        why=said(shapes, shape.node, "rdfs:comment") or said(shapes, owner.node, "rdfs:comment"),
        about=_about(owner),
        asks="; ".join(_asks(shapes, shape, outer=constraint is None)),
        message=shape.messages[0].value if shape.messages else "",
        severity=_SEVERITIES.get(shape.severity.rpartition("#")[2], shorten(shape.severity)),
        path=shape.path.iri if isinstance(shape.path, Predicate) else "",
        query="",
        owner=owner,
        constraint=constraint,
    )


def _of_query(shapes: Shapes, owner: Shape, constraint: Constraint) -> Rule:
    assert constraint.query is not None
    node = constraint.query.node
    text = "".join(one.value for name in ("select", "ask") for one in shapes.graph.objects(node, expand(f"sh:{name}")))
    return Rule(
        iri=_iri(node),
        name=said(shapes, node, "sh:name") or said(shapes, owner.node, "rdfs:label"),
        why=said(shapes, node, "rdfs:comment") or said(shapes, owner.node, "rdfs:comment"),
        about=_about(owner),
        asks="a query that finds nothing",
        message=constraint.query.messages[0].value if constraint.query.messages else "",
        severity=_SEVERITIES.get(owner.severity.rpartition("#")[2], shorten(owner.severity)),
        path="",
        query=text,
        owner=owner,
        constraint=constraint,
    )


def _asks(shapes: Shapes, shape: Shape, outer: bool = False) -> Iterator[str]:
    """Yield what the constraints of a shape ask for, its path before them."""
    words = [
        _words(shapes, one) for one in shape.constraints if not outer or (one.name != "Property" and one.query is None)
    ]
    path = path_in_words(shape.path)
    if words and path:
        yield f"{path}: {', '.join(words)}"
    else:
        yield from words


def _words(shapes: Shapes, constraint: Constraint) -> str:
    terms = [short(one) for one in constraint.terms]
    if constraint.query is not None:
        return "a query that finds nothing"
    if constraint.name == "NodeKind":
        return _KINDS[terms[0].rpartition(":")[2]]
    if constraint.name in _OF_SHAPES:
        begin, between = _OF_SHAPES[constraint.name]
        inner = [", ".join(_asks(shapes, shapes.by_node[one])) or "anything" for one in constraint.shapes]
        inner = [f"({one})" for one in inner] if len(inner) > 1 else inner
        return begin.replace("{0}", terms[0] if terms else "") + between.join(inner)
    asks = _ASKS.get(constraint.name, shorten(constraint.component))
    return asks.replace("{0}", terms[0] if terms else "").replace("{*}", ", ".join(terms))


def _about(owner: Shape) -> str:
    words = [_TARGETS[one.kind].format(short(one.term)) for one in owner.targets]
    return ", ".join(words)


def said(shapes: Shapes, node: Term, name: str) -> str:
    """Return what a text property says of a shape, "" where it has none."""
    return next((one.value for one in shapes.graph.objects(node, expand(name)) if isinstance(one, Literal)), "")


def _iri(node: Term) -> str:
    return node.value if isinstance(node, NamedNode) else ""
