"""The catalog's own files as graphs, each parsed once, with nothing of the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, Graph, Namespace, URIRef
from rdflib.term import Node

ROOT: Final = Path(__file__).parents[2]
ONTOLOGY: Final = URIRef("https://w3id.org/confgraph/ns")
CG: Final = Namespace("https://w3id.org/confgraph/ns#")
SCHEMA: Final = Namespace("https://schema.org/")
KINDS: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
"""What a class or a property may be declared as, and only as one of them."""


@cache
def ontology() -> Graph:
    """Return the ontology alone."""
    return Graph().parse(ROOT / "ontology" / "confgraph.ttl")


@cache
def mappings() -> Graph:
    """Return the mappings to other vocabularies alone."""
    return Graph().parse(ROOT / "ontology" / "mappings.ttl")


@cache
def data() -> Graph:
    """Return everything below ``data/``."""
    graph = Graph()
    for path in sorted((ROOT / "data").rglob("*.ttl")):
        graph.parse(path)
    return graph


def own(nodes: set[Node]) -> list[URIRef]:
    """Return those of the nodes that are terms of ours, in alphabetical order."""
    return sorted(node for node in nodes if isinstance(node, URIRef) and str(node).startswith(str(CG)))


def terms() -> list[URIRef]:
    """Return every term that the ontology defines: classes, properties, concepts and schemes."""
    return own(set(ontology().subjects()))


def of_kind(*kinds: URIRef) -> list[URIRef]:
    """Return our own terms that are declared as one of the kinds."""
    return own({node for kind in kinds for node in ontology().subjects(RDF.type, kind)})
