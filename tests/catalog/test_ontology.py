"""The ontology says all that it should of itself and of each term, and the files of the catalog use only its terms."""

from __future__ import annotations

import re
from typing import Final

import pytest
from graphs import CG, KINDS, ONTOLOGY, ROOT, SCHEMA, data, of_kind, ontology, terms
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, BNode, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import FOAF

PROPERTIES: Final = of_kind(OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BUILT_IN: Final = (RDF.type, RDFS.label, OWL.sameAs)
FOLDERS: Final = ("ontology", "shapes", "data", "queries")
# A term of ours in any text: cg:startDate in Turtle, SPARQL and messages, or the whole address.
TERM: Final = re.compile(r"(?:(?<![\w:-])cg:|https://w3id\.org/confgraph/ns#)([A-Za-z]\w*)")


def test_the_header_is_complete() -> None:
    """The ontology names its title, makers, dates, licence, version, prefix, citation, status and sources."""
    wanted = {
        OWL.versionIRI: URIRef(f"{ONTOLOGY}/1.0.0"),
        OWL.versionInfo: Literal("1.0.0"),
        VANN.preferredNamespacePrefix: Literal("cg"),
        VANN.preferredNamespaceUri: Literal(str(CG)),
        DCTERMS.creator: Literal("The confgraph contributors"),
        DCTERMS.created: Literal("2026-11-20"),
        DCTERMS.issued: Literal("2026-11-20"),
    }
    given = (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCTERMS.bibliographicCitation)
    status = URIRef("http://purl.org/ontology/bibo/status")
    assert list(ontology().subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]
    assert {p: ontology().value(ONTOLOGY, p) for p in wanted} == wanted
    assert not [p for p in (*given, status) if not ontology().value(ONTOLOGY, p)]
    assert len(set(ontology().objects(ONTOLOGY, DCTERMS.source))) == 2
    assert (None, OWL.imports, None) not in ontology()


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.fragment)
def test_each_term_is_documented(term: URIRef) -> None:
    """A term has one English label, one definition that is a sentence, an example, and says where it is defined."""
    labels, definitions = list(ontology().objects(term, RDFS.label)), list(ontology().objects(term, SKOS.definition))
    examples = list(ontology().objects(term, SKOS.example))
    assert [len(labels), len(definitions)] == [1, 1]
    assert examples
    assert {text.language for text in (*labels, *definitions, *examples) if isinstance(text, Literal)} == {"en"}
    assert re.fullmatch(r"[A-Z].{15,}\.", str(definitions[0])), "the definition is a sentence"
    assert ontology().value(term, RDFS.isDefinedBy) == ONTOLOGY


def test_no_two_terms_have_the_same_label() -> None:
    """A label tells which term is meant, also beside the terms that are reused."""
    pairs = [(str(label), term) for term, label in ontology().subject_objects(RDFS.label)]
    labels = [label for label, _ in pairs]
    assert [pair for pair in pairs if labels.count(pair[0]) > 1] == []


@pytest.mark.parametrize("term", PROPERTIES, ids=lambda term: term.fragment)
def test_each_property_has_a_domain_and_a_range(term: URIRef) -> None:
    """A property says of what it is said and what its values are, each once."""
    assert [len(set(ontology().objects(term, end))) for end in (RDFS.domain, RDFS.range)] == [1, 1]


@pytest.mark.parametrize("term", of_kind(OWL.ObjectProperty), ids=lambda term: term.fragment)
def test_each_relationship_has_an_inverse(term: URIRef) -> None:
    """A relationship can be walked both ways, unless it is symmetric or leads to a concept or a web page."""
    symmetric = (term, RDF.type, OWL.SymmetricProperty) in ontology()
    leaf = ontology().value(term, RDFS.range) in (SKOS.Concept, FOAF.Document)
    inverses = {*ontology().objects(term, OWL.inverseOf), *ontology().subjects(OWL.inverseOf, term)}
    assert len(inverses) == (0 if symmetric or leaf else 1)


def test_every_declared_term_is_of_one_kind_and_labelled() -> None:
    """A term, ours or reused, is a class or one kind of property and never two, and people can read its name."""
    declared = {term: {k for k in KINDS if (term, RDF.type, k) in ontology()} for term in ontology().subjects()}
    assert [term for term, kinds in declared.items() if len(kinds) > 1] == []
    unnamed = [t for t in declared if isinstance(t, URIRef) and t != ONTOLOGY and not ontology().value(t, RDFS.label)]
    assert unnamed == []


def test_each_concept_is_in_a_scheme() -> None:
    """A concept belongs to one scheme of ours, and every scheme has concepts."""
    concepts, schemes = of_kind(SKOS.Concept), of_kind(SKOS.ConceptScheme)
    assert {len(list(ontology().objects(concept, SKOS.inScheme))) for concept in concepts} == {1}
    assert {ontology().value(concept, SKOS.inScheme) for concept in concepts} == set(schemes)


def test_the_hard_decisions_hold() -> None:
    """What model.md decided with a reason is in the ontology as decided."""
    graph = ontology()
    apart = set(graph.subject_objects(OWL.disjointWith))
    assert (CG.EventSeries, CG.Event) in apart
    assert not {(CG.Edition, CG.Track), (CG.Track, CG.Edition)} & apart
    assert set(graph.objects(CG.EventSeries, RDFS.subClassOf)) == {CG.EventOrSeries}
    assert (None, OWL.equivalentClass, None) not in graph
    traits = {OWL.ObjectProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty}
    assert set(graph.objects(CG.succeeds, RDF.type)) == traits, "not transitive: OWL 2 DL forbids the mix"
    assert (CG.within, RDF.type, OWL.TransitiveProperty) in graph
    chained = graph.value(CG.takesPlaceIn, OWL.propertyChainAxiom)
    assert chained is not None
    assert list(Collection(graph, chained)) == [CG.location, CG.within]
    assert {graph.value(p, RDFS.range) for p in (CG.startDate, CG.endDate)} == {RDFS.Literal}


def test_the_six_kinds_of_succession_lie_below_succeeds() -> None:
    """Each kind of succession is a succession, in both directions."""
    kinds = {CG.continuesNameOf, CG.continuesNumberingOf, CG.replaces, CG.splitFrom, CG.mergedFrom, CG.renamedFrom}
    assert set(ontology().subjects(RDFS.subPropertyOf, CG.succeeds)) == kinds
    inverses = {ontology().value(kind, OWL.inverseOf) for kind in kinds}
    assert set(ontology().subjects(RDFS.subPropertyOf, CG.succeededBy)) == inverses


def test_blank_nodes_are_only_where_owl_must_have_them() -> None:
    """Only the lists of the chain and of the disjoint classes, and the axioms that hold these, are without a name."""
    blank = {node for node in ontology().subjects() if isinstance(node, BNode)}
    lists = set(ontology().subjects(RDF.rest))
    assert blank == lists | set(ontology().subjects(RDF.type, OWL.AllDisjointClasses))


def test_the_data_use_declared_terms_only() -> None:
    """Every class and property in the data is declared in the ontology, so that OWL can read the two as one."""
    predicates = set(data().predicates()) - {*BUILT_IN}
    assert sorted([p for p in predicates if not any((p, RDF.type, k) in ontology() for k in KINDS[1:])], key=str) == []
    classes = set(data().objects(None, RDF.type))
    assert sorted([c for c in classes if (c, RDF.type, OWL.Class) not in ontology()], key=str) == []


def test_the_values_in_the_data_fit_the_kinds_of_their_properties() -> None:
    """The value of a relationship is an address, that of an attribute is a literal, and nothing is blank."""
    links = set(ontology().subjects(RDF.type, OWL.ObjectProperty)) | {OWL.sameAs}
    attributes = set(ontology().subjects(RDF.type, OWL.DatatypeProperty))
    wrong = [
        triple
        for triple in data()
        if (triple[1] in links and not isinstance(triple[2], URIRef))
        or (triple[1] in attributes and not isinstance(triple[2], Literal))
        or any(isinstance(node, BNode) for node in triple)
    ]
    assert wrong == []


def test_every_word_of_ours_exists() -> None:
    """Each cg: term in the ontology, mappings, context, shapes, queries and data is defined."""
    defined = {term.fragment for term in terms()}
    files = (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.is_file())
    unknown = {
        (str(path.relative_to(ROOT)), word)
        for path in files
        for word in TERM.findall(path.read_text(encoding="utf-8"))
        if word not in defined
    }
    assert sorted(unknown) == []


def test_statuses_are_ours_and_those_of_schema_org() -> None:
    """An event has one of the five statuses of schema.org or cg:Held, for which schema.org has no word."""
    statuses = set(ontology().subjects(SKOS.inScheme, CG.StatusScheme))
    theirs = ("Scheduled", "Cancelled", "MovedOnline", "Postponed", "Rescheduled")
    assert statuses == {CG.Held, *(SCHEMA[f"Event{name}"] for name in theirs)}
