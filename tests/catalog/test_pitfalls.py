"""The ontology is free of the pitfalls that OOPS! ranks critical or important, and each check can find its pitfall."""

from __future__ import annotations

from typing import Final

import pitfalls
import pitfalls_of_classes
import pytest
from graphs import ontology
from pitfalls import Pitfall
from rdflib import Graph, URIRef

ALL: Final = sorted((*pitfalls.PITFALLS, *pitfalls_of_classes.PITFALLS))
PREFIXES: Final = """
@prefix : <https://example.org/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
HEADER: Final = "<https://example.org/ns> a owl:Ontology ; dcterms:license <https://example.org/license> ."
GOOD: Final = (
    HEADER
    + """
dcterms:license a owl:AnnotationProperty .
:Event a owl:Class ; owl:disjointWith :Place . :Place a owl:Class . :City a owl:Class ; rdfs:subClassOf :Place .
:at a owl:ObjectProperty ; rdfs:domain :Event ; rdfs:range :Place ; owl:inverseOf :placeOf .
:placeOf a owl:ObjectProperty ; rdfs:domain :Place ; rdfs:range :Event .
:beside a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:domain :Event ; rdfs:range :Event .
:within a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:domain :Place ; rdfs:range :Place .
"""
)
BAD: Final = {
    "P03": ":isA a owl:ObjectProperty ; rdfs:domain :Event ; rdfs:range :Place .",
    "P05": ":hosts a owl:ObjectProperty ; rdfs:domain :City ; rdfs:range :Event ; owl:inverseOf :at .",
    "P06": ":Place rdfs:subClassOf :City .",
    "P10": "",
    "P11": ":near a owl:ObjectProperty ; rdfs:domain :Event .",
    "P12": "<https://example.net/at> a owl:ObjectProperty ; rdfs:domain :Event ; rdfs:range :Place .",
    "P19": ":at rdfs:domain :Place .",
    "P24": ":Event rdfs:subClassOf [ owl:unionOf ( :Event :Place ) ] .",
    "P25": ":beside owl:inverseOf :beside .",
    "P26": ":besides a owl:ObjectProperty ; rdfs:domain :Event ; rdfs:range :Event ; owl:inverseOf :beside .",
    "P27": ":at owl:equivalentProperty :placeOf .",
    "P28": ":at a owl:SymmetricProperty .",
    "P29": ":at a owl:TransitiveProperty .",
    "P30": ':Town a owl:Class ; rdfs:label "city"@en .',
    "P31": ":Event owl:equivalentClass :Place .",
    "P34": ":Workshop rdfs:subClassOf :Event .",
    "P35": ":held rdfs:subPropertyOf :at .",
    "P38": "",
    "P39": "[] a owl:Ontology ; dcterms:license <https://example.org/license> .",
    "P40": "foaf:Conference a owl:Class .",
    "P41": "<https://example.org/other> a owl:Ontology .",
}
FALLEN: Final = {
    "P03": {"isA"}, "P05": {"hosts"}, "P06": {"Place", "City"}, "P10": {"Event", "Place", "City"}, "P11": {"near"},
    "P12": {"at"}, "P19": {"at"}, "P24": {"Event"}, "P25": {"beside"}, "P26": {"beside"}, "P27": {"at"}, "P28": {"at"},
    "P29": {"at"}, "P30": {"Town", "City"}, "P31": {"Event"}, "P34": {"Workshop"}, "P35": {"held"},
    "P40": {"Conference"}, "P41": {"other"},
}  # fmt: skip


def test_the_catalogue_is_covered() -> None:
    """Every pitfall that has a check has a bad example, and no number is there twice."""
    numbers = [pitfall.number for pitfall in ALL]
    assert numbers == sorted(BAD)
    assert {pitfall.rank for pitfall in ALL} == {"critical", "important"}


@pytest.mark.parametrize("pitfall", ALL, ids=lambda pitfall: pitfall.number)
def test_our_ontology_is_free_of_it(pitfall: Pitfall) -> None:
    """No term of ours, and none that we reuse, falls into a pitfall of rank critical or important."""
    assert list(pitfall.find(ontology())) == [], pitfall.name


@pytest.mark.parametrize("pitfall", ALL, ids=lambda pitfall: pitfall.number)
def test_a_good_example_is_free_of_it(pitfall: Pitfall) -> None:
    """A small ontology that does all well is not accused."""
    assert list(pitfall.find(Graph().parse(data=PREFIXES + GOOD))) == [], pitfall.name


@pytest.mark.parametrize("pitfall", ALL, ids=lambda pitfall: pitfall.number)
def test_the_check_finds_its_pitfall(pitfall: Pitfall) -> None:
    """The good example with one mistake is accused, of that mistake and for the terms that have it."""
    found = set(pitfall.find(_with_mistake(pitfall.number)))
    assert found, pitfall.name
    if pitfall.number in FALLEN:
        assert {pitfalls.local(term) for term in found if isinstance(term, URIRef)} == FALLEN[pitfall.number]


def _with_mistake(number: str) -> Graph:
    """Return the good example with the mistake of that number, or without the line that avoids it."""
    text = GOOD + BAD[number]
    if number == "P10":
        text = text.replace("; owl:disjointWith :Place", "")
    if number == "P38":
        text = text.replace(HEADER, "")
    return Graph().parse(data=PREFIXES + text)
