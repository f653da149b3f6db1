"""Every prefix, once: expand short names into IRIs, shorten IRIs into names that people read."""

from __future__ import annotations

import re
from typing import Final

VERSION: Final = "0.1.0"

ONTOLOGY: Final = "https://w3id.org/confgraph/ns"
ID: Final = "https://w3id.org/confgraph/id/"
GRAPH: Final = "https://w3id.org/confgraph/graph/"

KINDS: Final = (
    "series",
    "edition",
    "organization",
    "place",
    "person",
    "source",
    "claim",
    "membership",
    "succession",
)
"""The folders below ``ID``, in the order in which a bare slug is looked up."""

PREFIXES: Final[dict[str, str]] = {
    "cg": ONTOLOGY + "#",
    **{kind: f"{ID}{kind}/" for kind in KINDS},
    "shape": "https://w3id.org/confgraph/shapes#",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "query": "https://w3id.org/confgraph/query/",
    "sh": "http://www.w3.org/ns/shacl#",
    "vann": "http://purl.org/vocab/vann/",
    "bibo": "http://purl.org/ontology/bibo/",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}

# The local names that Turtle allows without an escape, a little narrower than PN_LOCAL
# (RDF 1.1 Turtle, section 6.5) so that every SPARQL and Turtle reader takes them.
_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))


def expand(name: str) -> str:
    """Return the IRI of a prefixed name such as ``cg:startDate``; raise KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """Return the prefixed name of an IRI, or the IRI itself where no prefix fits."""
    for prefix, namespace in _LONGEST_FIRST:
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def kind_of(iri: str) -> str | None:
    """Return the kind ("series", "edition", …) that the address of an entity names, or None for other IRIs."""
    if not iri.startswith(ID):
        return None
    kind, _, slug = iri[len(ID) :].partition("/")
    return kind if kind in KINDS and slug else None
