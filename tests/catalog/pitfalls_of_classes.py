"""Pitfalls of OOPS! of rank critical or important in classes and in the ontology as a whole; see pitfalls.py.

P30 and P31 stand without WordNet: they compare names and the hierarchy. P40 asks the vocabularies that rdflib knows
instead of the web. P34 is of rank important in the printed catalogue and minor in the source; we hold to the stricter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

from pitfalls import BUILT_IN, Pitfall, classes, local, plain, twins
from rdflib import DC, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, VANN, Graph, URIRef
from rdflib.term import Node

_LICENSES: Final = (
    DCTERMS.license,
    DCTERMS.rights,
    DC.rights,
    SDO.license,
    URIRef("http://creativecommons.org/ns#license"),
)
_VOCABULARIES: Final[tuple[Any, ...]] = (DCTERMS, FOAF, ORG, PROV, SDO, SKOS, VANN)
_OTHER_TERMS: Final = {
    "http://purl.org/ontology/bibo/status",
    "http://www.w3.org/2003/01/geo/wgs84_pos#SpatialThing",
    "http://www.w3.org/2003/01/geo/wgs84_pos#lat",
    "http://www.w3.org/2003/01/geo/wgs84_pos#long",
}
"""Terms of vocabularies that rdflib does not list."""


def cycle(graph: Graph) -> Iterable[Node]:
    """Find classes that are above themselves."""
    for term in classes(graph):
        above = (graph.transitive_objects(parent, RDFS.subClassOf) for parent in graph.objects(term, RDFS.subClassOf))
        if term in set(chain.from_iterable(above)):
            yield term


def no_disjointness(graph: Graph) -> Iterable[Node]:
    """Find the classes of an ontology without any axiom that holds two of them apart."""
    said = any((None, p, None) in graph for p in (OWL.disjointWith, OWL.disjointUnionOf))
    said = said or (None, RDF.type, OWL.AllDisjointClasses) in graph
    return [] if said or len(classes(graph)) < 2 else classes(graph)


def twin_classes(graph: Graph) -> Iterable[Node]:
    """Find classes of one name that are not said to be equivalent."""
    groups: dict[str, set[URIRef]] = defaultdict(set)
    for term in classes(graph):
        groups[plain(str(graph.value(term, RDFS.label) or local(term)))].add(term)
    return twins(graph, groups.values(), OWL.equivalentClass, OWL.equivalentClass)


def wrong_equivalent(graph: Graph) -> Iterable[Node]:
    """Find classes that are said to be equivalent and also to differ: disjoint, or one below the other."""
    for first, second in graph.subject_objects(OWL.equivalentClass):
        apart = ((a, OWL.disjointWith, b) in graph for a, b in ((first, second), (second, first)))
        below = second in set(graph.transitive_objects(first, RDFS.subClassOf))
        above = first in set(graph.transitive_objects(second, RDFS.subClassOf))
        if any(apart) or below or above:
            yield first


def untyped_class(graph: Graph) -> Iterable[Node]:
    """Find what is used as a class and not declared as one."""
    pairs = (RDFS.subClassOf, OWL.disjointWith, OWL.equivalentClass)
    used = {term for p in pairs for pair in graph.subject_objects(p) for term in pair}
    used |= {term for p in (RDF.type, RDFS.domain, RDFS.range) for term in graph.objects(None, p)}
    return (t for t in used - classes(graph) if isinstance(t, URIRef) and not str(t).startswith(BUILT_IN))


def no_declaration(graph: Graph) -> Iterable[Node]:
    """Find graphs without an owl:Ontology; all that they describe counts as fallen in."""
    return [] if (None, RDF.type, OWL.Ontology) in graph else set(graph.subjects())


def no_address(graph: Graph) -> Iterable[Node]:
    """Find ontologies without an absolute address of their own, whose namespace would be that of the file."""
    for ontology in graph.subjects(RDF.type, OWL.Ontology):
        if not isinstance(ontology, URIRef) or not str(ontology).startswith(("http://", "https://")):
            yield ontology


def hijacked(graph: Graph) -> Iterator[Node]:
    """Find terms in the namespaces of others that the others do not have."""
    home = tuple(str(ontology) for ontology in graph.subjects(RDF.type, OWL.Ontology))
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)
    used = {*graph.predicates(), *(term for kind in kinds for term in graph.subjects(RDF.type, kind))}
    for term in used - {URIRef(term) for term in _OTHER_TERMS}:
        foreign = isinstance(term, URIRef) and not str(term).startswith((*home, *BUILT_IN))
        if foreign and not any(term in vocabulary for vocabulary in _VOCABULARIES):
            yield term


def no_license(graph: Graph) -> Iterable[Node]:
    """Find ontologies that do not say under which licence they may be used."""
    for ontology in graph.subjects(RDF.type, OWL.Ontology):
        if not any((ontology, p, None) in graph for p in _LICENSES):
            yield ontology


PITFALLS: Final = (
    Pitfall("P06", "Including cycles in a class hierarchy", "critical", cycle),
    Pitfall("P10", "Missing disjointness", "important", no_disjointness),
    Pitfall("P30", "Equivalent classes not explicitly declared", "important", twin_classes),
    Pitfall("P31", "Defining wrong equivalent classes", "critical", wrong_equivalent),
    Pitfall("P34", "Untyped class", "important", untyped_class),
    Pitfall("P38", "No OWL ontology declaration", "important", no_declaration),
    Pitfall("P39", "Ambiguous namespace", "critical", no_address),
    Pitfall("P40", "Namespace hijacking", "critical", hijacked),
    Pitfall("P41", "No license declared", "important", no_license),
)
