"""Pitfalls of OOPS! (OntOlogy Pitfall Scanner) of rank critical or important in properties, and what all checks share.

Numbers, names and ranks follow the catalogue of OOPS! (Poveda-Villalón, Gómez-Pérez, Suárez-Figueroa, 2014) as its
source has it (oeg-upm/OOPS@11572ea). pitfalls_of_classes.py has the rest. Left out, since only people can judge them:
P01, P09, P14 to P18 and P23; P37 (not on the web) needs the published ontology. A check returns the terms that fell in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.term import Node

BUILT_IN: Final = tuple(str(namespace) for namespace in (OWL, RDF, RDFS, "http://www.w3.org/2001/XMLSchema#"))
"""The namespaces of the language itself; their terms need no declaration."""
_ENDS: Final = (RDFS.domain, RDFS.range)
_KINDS: Final = (OWL.ObjectProperty, OWL.DatatypeProperty)


class Pitfall(NamedTuple):
    """One pitfall of the catalogue and the function that finds it."""

    number: str
    name: str
    rank: str
    find: Callable[[Graph], Iterable[Node]]


def properties(graph: Graph) -> set[tuple[URIRef, Node]]:
    """Return the object and datatype properties, each with its kind."""
    return {(p, kind) for kind in _KINDS for p in graph.subjects(RDF.type, kind) if isinstance(p, URIRef)}


def classes(graph: Graph) -> set[URIRef]:
    """Return the named classes."""
    return {c for kind in (OWL.Class, RDFS.Class) for c in graph.subjects(RDF.type, kind) if isinstance(c, URIRef)}


def plain(name: str) -> str:
    """Return a name without case, spaces and punctuation."""
    return re.sub(r"\W|_", "", name).lower()


def local(term: URIRef) -> str:
    """Return what stands behind the namespace."""
    return re.split("[#/]", term)[-1]


def twins(graph: Graph, groups: Iterable[set[URIRef]], equivalent: URIRef, below: URIRef) -> Iterator[Node]:
    """Yield the terms of one name that are neither said to be equivalent nor one below the other."""
    for group in groups:
        for first in group:
            for second in group - {first}:
                links = [(a, p, b) for p in (equivalent, below) for a, b in ((first, second), (second, first))]
                if not any(link in graph for link in links):
                    yield first


def mentioned(graph: Graph, node: Node) -> set[Node]:
    """Return the node and, where it is blank, all that its description mentions."""
    found: set[Node] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += graph.objects(current) if isinstance(current, BNode) else ()
    return found


def named_is(graph: Graph) -> Iterable[Node]:
    """Find relationships that are named "is" or "is a"."""
    return (p for p, _ in properties(graph) if plain(local(p)) in ("is", "isa"))


def wrong_inverse(graph: Graph) -> Iterable[Node]:
    """Find inverses of which the domain of one is not the range of the other."""
    for first, second in graph.subject_objects(OWL.inverseOf):
        if not (_agree(graph, first, second, _ENDS) and _agree(graph, second, first, _ENDS)):
            yield first


def _agree(graph: Graph, first: Node, second: Node, ends: tuple[URIRef, URIRef]) -> bool:
    """Say whether one end of a property is that end of another; an end that is not given agrees with any."""
    here, there = set(graph.objects(first, ends[0])), set(graph.objects(second, ends[1]))
    return not here or not there or here == there


def no_ends(graph: Graph) -> Iterable[Node]:
    """Find properties without a domain or a range."""
    return (p for p, _ in properties(graph) for end in _ENDS if (p, end, None) not in graph)


def twin_properties(graph: Graph) -> Iterable[Node]:
    """Find properties of one kind and one name that are not said to be equivalent."""
    groups: dict[object, set[URIRef]] = defaultdict(set)
    for term, kind in properties(graph):
        groups[plain(local(term)), kind].add(term)
    return twins(graph, groups.values(), OWL.equivalentProperty, RDFS.subPropertyOf)


def many_ends(graph: Graph) -> Iterable[Node]:
    """Find properties with more than one domain or range, which mean their intersection."""
    return (p for p, _ in properties(graph) for end in _ENDS if len(set(graph.objects(p, end))) > 1)


def recursive(graph: Graph) -> Iterable[Node]:
    """Find terms that occur in their own definition."""
    defining = (RDFS.subClassOf, OWL.equivalentClass, RDFS.subPropertyOf, *_ENDS)
    for term in classes(graph) | {p for p, _ in properties(graph)}:
        if any(term in mentioned(graph, node) for p in defining for node in graph.objects(term, p)):
            yield term


def own_inverse(graph: Graph) -> Iterable[Node]:
    """Find relationships that are their own inverse."""
    return (first for first, second in graph.subject_objects(OWL.inverseOf) if first == second)


def symmetric_inverse(graph: Graph) -> Iterable[Node]:
    """Find symmetric relationships that have an inverse as well."""
    inverses = {term for pair in graph.subject_objects(OWL.inverseOf) for term in pair}
    return inverses & set(graph.subjects(RDF.type, OWL.SymmetricProperty))


def wrong_equivalent(graph: Graph) -> Iterable[Node]:
    """Find properties that are said to be equivalent and have other domains or ranges."""
    for first, second in graph.subject_objects(OWL.equivalentProperty):
        if not all(_agree(graph, first, second, (end, end)) for end in _ENDS):
            yield first


def wrong_symmetric(graph: Graph) -> Iterable[Node]:
    """Find symmetric relationships whose domain is not their range."""
    return (p for p in graph.subjects(RDF.type, OWL.SymmetricProperty) if not _agree(graph, p, p, _ENDS))


def wrong_transitive(graph: Graph) -> Iterable[Node]:
    """Find transitive relationships whose domain is not their range."""
    return (p for p in graph.subjects(RDF.type, OWL.TransitiveProperty) if not _agree(graph, p, p, _ENDS))


def untyped_property(graph: Graph) -> Iterable[Node]:
    """Find what is used as a property and not declared as one."""
    pairs = (RDFS.subPropertyOf, OWL.inverseOf, OWL.equivalentProperty, OWL.propertyDisjointWith)
    used = {term for p in pairs for pair in graph.subject_objects(p) for term in pair}
    used |= {*graph.predicates(), *(term for end in _ENDS for term in graph.subjects(end))}
    declared = {p for kind in (*_KINDS, OWL.AnnotationProperty, RDF.Property) for p in graph.subjects(RDF.type, kind)}
    return (term for term in used - declared if not str(term).startswith(BUILT_IN))


PITFALLS: Final = (
    Pitfall("P03", 'Creating the relationship "is" instead of subclass, type or sameAs', "critical", named_is),
    Pitfall("P05", "Defining wrong inverse relationships", "critical", wrong_inverse),
    Pitfall("P11", "Missing domain or range in properties", "important", no_ends),
    Pitfall("P12", "Equivalent properties not explicitly declared", "important", twin_properties),
    Pitfall("P19", "Defining multiple domains or ranges in properties", "critical", many_ends),
    Pitfall("P24", "Using recursive definitions", "important", recursive),
    Pitfall("P25", "Defining a relationship as inverse to itself", "important", own_inverse),
    Pitfall("P26", "Defining inverse relationships for a symmetric one", "important", symmetric_inverse),
    Pitfall("P27", "Defining wrong equivalent properties", "critical", wrong_equivalent),
    Pitfall("P28", "Defining wrong symmetric relationships", "critical", wrong_symmetric),
    Pitfall("P29", "Defining wrong transitive relationships", "critical", wrong_transitive),
    Pitfall("P35", "Untyped property", "important", untyped_property),
)
