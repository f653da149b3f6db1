"""The mappings say for our terms, and only for ours, where other vocabularies have a word."""

from __future__ import annotations

from typing import Final

from graphs import CG, SCHEMA, data, mappings, ontology, terms
from rdflib import OWL, RDFS, SKOS, URIRef

MATCHES: Final = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
PEERS: Final = {
    "schema.org": "https://schema.org/",
    "Wikidata": "http://www.wikidata.org/entity/",
    "ORG": "http://www.w3.org/ns/org#",
    "PROV": "http://www.w3.org/ns/prov#",
    "SEO": "https://w3id.org/seo#",
    "AEON": "http://purl.obolibrary.org/obo/AEON_",
    "conference-ontology": "https://w3id.org/scholarlydata/ontology/conference-ontology.owl#",
}
# Wikidata ids that were seen without a file on record.
WEAK: Final = {
    f"http://www.wikidata.org/entity/{name}"
    for name in "P155 P156 P178 P361 P1365 P1366 Q515 Q486972 Q6256 Q3624078 Q82794".split()
}


def test_the_subjects_are_our_terms_and_the_objects_are_not() -> None:
    """A mapping leads from a term that we define to an address elsewhere."""
    assert set(mappings().subjects()) <= set(terms())
    assert set(mappings().predicates()) <= MATCHES
    assert [o for o in mappings().objects() if not isinstance(o, URIRef) or str(o).startswith(str(CG))] == []


def test_a_pair_is_mapped_once() -> None:
    """Two terms do not match in two ways at once, which SKOS forbids for most pairs."""
    pairs = [(s, o) for s, _, o in mappings()]
    assert sorted([pair for pair in pairs if pairs.count(pair) > 1], key=str) == []


def test_an_exact_match_is_one_to_one() -> None:
    """A foreign term is the same as one term of ours at most, since exactMatch is transitive."""
    exact = [o for _, o in mappings().subject_objects(SKOS.exactMatch)]
    assert sorted([o for o in exact if exact.count(o) > 1], key=str) == []


def test_every_peer_is_matched() -> None:
    """Each vocabulary that has our terms is there."""
    objects = {str(o) for o in mappings().objects()}
    assert [name for name, start in PEERS.items() if not any(o.startswith(start) for o in objects)] == []


def test_weak_wikidata_ids_are_close_matches_only() -> None:
    """An id that no file on record names is a candidate, not more."""
    assert {p for _, p, o in mappings() if str(o) in WEAK} <= {SKOS.closeMatch}


def test_series_are_close_to_those_of_schema_org_and_not_the_same() -> None:
    """schema.org puts EventSeries below Event: a reasoner must not learn that ours is."""
    series = SCHEMA.EventSeries
    assert set(mappings().predicates(CG.EventSeries, series)) == {SKOS.closeMatch}
    links = (OWL.equivalentClass, RDFS.subClassOf)
    assert not [g for g in (ontology(), data()) for p in links if (CG.EventSeries, p, series) in g]
