"""The triples of a catalog as pages ask for them: by subject, by object, with a label for everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from confgraph.catalog import Catalog
from confgraph.namespaces import ONTOLOGY, expand, kind_of, shorten
from confgraph.problems import LimitReached
from confgraph.reading import Document, read
from confgraph.reading.blanknodes import labelled
from confgraph.site.addresses import Addresses
from confgraph.writing import canonical

Term = NamedNode | BlankNode | Literal | Triple

TYPE: Final = "rdf:type"
LABEL: Final = "rdfs:label"
_NAMES: Final = (LABEL, "skos:prefLabel", "dcterms:title", "foaf:name", "schema:name")
_WEB: Final = {"http://www.wikidata.org/entity/": "Wikidata {}", "https://sws.geonames.org/": "GeoNames {}"}

Values = dict[str, list[Term]]
"""The values of each property, which goes by its short name ("cg:startDate")."""

_WORDS: Final = {
    "rdf:type": "type",
    "rdfs:comment": "comment",
    "rdfs:domain": "domain",
    "rdfs:range": "range",
    "rdfs:subClassOf": "kind of",
    "rdfs:subPropertyOf": "special case of",
    "rdfs:isDefinedBy": "defined by",
    "rdfs:label": "label",
    "rdfs:Literal": "literal",
    "owl:sameAs": "same as",
    "owl:inverseOf": "inverse of",
    "owl:disjointWith": "disjoint with",
    "owl:versionIRI": "address of this version",
    "owl:versionInfo": "version",
    "owl:Class": "class",
    "owl:ObjectProperty": "property that links",
    "owl:DatatypeProperty": "property with a value",
    "owl:AnnotationProperty": "annotation",
    "owl:NamedIndividual": "individual",
    "owl:SymmetricProperty": "symmetric",
    "owl:AsymmetricProperty": "asymmetric",
    "owl:IrreflexiveProperty": "irreflexive",
    "owl:TransitiveProperty": "transitive",
    "owl:FunctionalProperty": "functional",
    "owl:Ontology": "ontology",
    "skos:Concept": "concept",
    "skos:ConceptScheme": "concept scheme",
    "skos:inScheme": "in scheme",
    "skos:topConceptOf": "top concept of",
    "skos:hasTopConcept": "has top concept",
}
"""Words for the terms of the standards, which do not come with a catalog."""

_short = lru_cache(maxsize=None)(shorten)


@cache
def full(name: str) -> str:
    """Return the IRI of a property that goes by its short name, or by its IRI where it has none."""
    try:
        return expand(name)
    except KeyError:
        return name


class Facts:
    """Everything that a catalog says, terms as they were written."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.ontology = [quads for _, quads in _apart((("", one) for one in catalog.documents("ontology")), "o")]
        self.data = [*_apart(_named(catalog), "d")]
        self.out: dict[str, Values] = defaultdict(lambda: defaultdict(list))
        self.into: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.blank: dict[BlankNode, list[Triple]] = defaultdict(list)
        for document in [*self.ontology, *(document for _, document in self.data)]:
            self._add(document)

    def _add(self, quads: Iterable[Quad]) -> None:
        for quad in quads:
            if isinstance(quad.subject, BlankNode):
                self.blank[quad.subject].append(Triple(quad.subject, quad.predicate, quad.object))
            if not isinstance(quad.subject, NamedNode):
                continue
            predicate = _short(quad.predicate.value)
            values = self.out[quad.subject.value][predicate]
            if quad.object in values:
                continue
            values.append(quad.object)
            if isinstance(quad.object, NamedNode) and predicate != TYPE:
                self.into[quad.object.value][predicate].append(quad.subject.value)

    @cached_property
    def entities(self) -> list[str]:
        """What the data describes, in order of address: every subject with a type."""
        subjects = {quad.subject.value for _, doc in self.data for quad in doc if isinstance(quad.subject, NamedNode)}
        return sorted(iri for iri in subjects if TYPE in self.out[iri])

    @cached_property
    def terms(self) -> list[str]:
        """What the ontology describes, in order of address."""
        subjects = {
            quad.subject.value
            for document in self.ontology
            for quad in document
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ONTOLOGY)
        }
        return sorted(subjects.difference(self.entities))

    @cached_property
    def addresses(self) -> Addresses:
        """Where everything that is described has its page."""
        return Addresses([*self.entities, *self.terms])

    def of_class(self, *names: str) -> list[str]:
        """Return the entities that have one of these classes, in order of address."""
        wanted = {NamedNode(expand(name)) for name in names}
        return [iri for iri in self.entities if not wanted.isdisjoint(self.out[iri][TYPE])]

    def values(self, iri: str, predicate: str) -> list[Term]:
        """Return the values of a property, in the order in which they stand in the file."""
        found = self.out.get(iri)
        return found.get(predicate, []) if found else []

    def links(self, iri: str, predicate: str) -> list[str]:
        """Return the addresses among the values of a property, in order."""
        return sorted(value.value for value in self.values(iri, predicate) if isinstance(value, NamedNode))

    def text(self, iri: str, predicate: str) -> str:
        """Return the first value as text, or "" where there is none."""
        return next((value.value for value in self.values(iri, predicate) if not isinstance(value, Triple)), "")

    def from_(self, iri: str, predicate: str) -> list[str]:
        """Return, in order, what points to ``iri`` by a property."""
        found = self.into.get(iri)
        return sorted(found.get(predicate, [])) if found else []

    def is_a(self, iri: str, *names: str) -> bool:
        """Tell whether an entity has one of these classes itself."""
        kinds = self.values(iri, TYPE)
        return any(NamedNode(full(name)) in kinds for name in names)

    def label(self, iri: str) -> Literal:
        """Return the name of a thing: English, else without a language, else any, else words for its address."""
        if iri not in self._labels:
            self._labels[iri] = Literal(shorten(iri))  # of a claim about itself
            self._labels[iri] = self._named_label(iri)
        return self._labels[iri]

    @cached_property
    def _labels(self) -> dict[str, Literal]:
        return {}

    def _named_label(self, iri: str) -> Literal:
        for name in _NAMES:
            labels = [value for value in self.values(iri, name) if isinstance(value, Literal) and value.value.strip()]
            if labels:
                return min(labels, key=_preference)
        return Literal(self._made(iri), language="en") if iri in self.out else Literal(_web_name(iri))

    def _made(self, iri: str) -> str:
        """Return words for an entity that has no name of its own: a claim, a membership, a succession."""
        kind = kind_of(iri)
        if kind == "claim" and (subject := self.text(iri, "cg:subject")):
            what = self.label(self.text(iri, "cg:property")).value
            said = ", ".join(self.label(one).value for one in self.links(iri, "cg:source"))
            return f"{self.label(subject).value}: {what}" + (f", says {said}" if said else "")
        if kind == "membership" and (series := self.text(iri, "cg:inSeries")):
            edition = next(iter(self.from_(iri, "cg:membership")), "")
            return f"{self.label(edition).value if edition else 'an edition'} in {self.label(series).value}"
        if kind == "succession" and (later := self.text(iri, "cg:successor")):
            how = self.label(self.text(iri, "cg:property")).value
            return f"{self.label(later).value} {how} {self.label(self.text(iri, 'cg:predecessor')).value}"
        return shorten(iri)

    def triples(self, iri: str) -> Iterator[Triple]:
        """Yield what is said of an entity, as triples."""
        subject = NamedNode(iri)
        for predicate, values in self.out.get(iri, {}).items():
            for value in values:
                yield Triple(subject, NamedNode(full(predicate)), value)


def _named(catalog: Catalog) -> Iterator[tuple[str, Iterable[Quad]]]:
    """Yield the data with its names: each file, or what an endpoint has beside the ontology."""
    from confgraph.remote import RemoteStore

    if isinstance(catalog.store, RemoteStore):
        about_terms = (f"<{ONTOLOGY}",)
        yield "endpoint", [one for one in catalog.store.triples() if not str(one.subject).startswith(about_terms)]
        return

    for path in catalog.files("data"):
        yield path.relative_to(catalog.folder / "data").with_suffix("").as_posix(), read(path)


def _apart(documents: Iterable[tuple[str, Iterable[Quad]]], prefix: str) -> Iterator[tuple[str, Iterable[Quad]]]:
    """Yield the documents so that no blank node of one is called as that of another.

    Raises LimitReached for a file whose blank nodes look so alike that no site of it could be the same twice.
    """
    for number, (name, document) in enumerate(documents):
        if not isinstance(document, Document) or not any(isinstance(quad.subject, BlankNode) for quad in document):
            yield name, document
            continue
        try:
            canonical(document)
        except LimitReached as error:
            raise LimitReached(f"{document.name} cannot be published: {error.message}") from None
        yield name, [*labelled(document, f"{prefix}{number}-")]


def _preference(label: Literal) -> tuple[int, str]:
    language = (label.language or "").lower()
    return (0 if language.partition("-")[0] == "en" else 1 if not language else 2, language + label.value)


def _web_name(iri: str) -> str:
    for begin, words in _WEB.items():
        if iri.startswith(begin):
            return words.format(iri.removeprefix(begin).strip("/"))
    short = _short(iri)
    if short in _WORDS:
        return _WORDS[short]
    if short.startswith("xsd:"):
        return short.removeprefix("xsd:")
    return short if short != iri else iri.partition("://")[2].removeprefix("www.").rstrip("/") or iri
