"""The whole catalog to take away: dumps, whole and by class, and their description with DCAT, VoID and SPARQL's own."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from confgraph.namespaces import ID, ONTOLOGY, expand, kind_of
from confgraph.publishing.table import inert
from confgraph.site.describe import JsonLd
from confgraph.site.facts import LABEL, TYPE, Facts, Term, full
from confgraph.site.render import Settings
from confgraph.writing import ordered, predicate_order, serialize

CLASSES: Final = {
    "series": "Series",
    "edition": "Editions and other events",
    "organization": "Organisations",
    "person": "People",
    "place": "Places",
    "source": "Sources",
    "claim": "Claims",
}
WHOLE: Final = "confgraph"
_MEDIA: Final = {
    ".ttl": "text/turtle",
    ".nt.gz": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".trig": "application/trig",
    ".csv": "text/csv",
}
_W3ID: Final = "https://w3id.org/confgraph/"
_LICENSE: Final = NamedNode("https://creativecommons.org/licenses/by/4.0/")


class Dump(NamedTuple):
    """A file to take away: what it holds, how many triples or rows, its size in bytes and its SHA-256."""

    path: str
    title: str
    media: str
    amount: int
    size: int
    digest: str


def dumps(facts: Facts) -> Iterator[tuple[str, str, int, bytes]]:
    """Yield path, title, count of triples or rows, and bytes of every dump."""
    jsonld = JsonLd(facts.catalog.context)
    quads = [quad for _, document in facts.data for quad in document]
    ontology = [quad for document in facts.ontology for quad in document]
    whole = _distinct([*ontology, *quads])
    yield from _formats(f"data/{WHOLE}", "Everything, the ontology too", whole, jsonld)
    yield f"data/{WHOLE}.trig", "Everything, a named graph for each source", *_by_source(facts, quads)
    by_kind: dict[str, list[Quad]] = {}
    for quad in quads:
        kind = kind_of(quad.subject.value) if isinstance(quad.subject, NamedNode) else None
        by_kind.setdefault({"membership": "edition", "succession": "series"}.get(kind or "", kind or ""), []).append(
            quad
        )
    for kind, title in CLASSES.items():
        yield from _formats(f"data/{kind}", title, _distinct(by_kind.get(kind, [])), jsonld)
        rows = [iri for iri in facts.entities if kind_of(iri) == kind]
        yield f"data/{kind}.csv", f"{title}, as a table", len(rows), table(facts, rows)


def described(facts: Facts, found: Iterable[Dump], settings: Settings) -> list[Triple]:
    """Return the description of the dumps and of the whole: DCAT, VoID and the SPARQL that a browser can ask."""
    web = settings.base_url or _W3ID
    dataset = NamedNode(f"{_W3ID}dataset")
    says = [
        _says(dataset, "rdf:type", "dcat:Dataset"),
        _says(dataset, "rdf:type", "void:Dataset"),
        _text(dataset, "dcterms:title", settings.title),
        _text(dataset, "rdfs:label", settings.title),
        Triple(dataset, _name("dcterms:license"), _LICENSE),
        Triple(dataset, _name("void:uriSpace"), Literal(ID)),
        Triple(dataset, _name("void:vocabulary"), NamedNode(ONTOLOGY)),
        Triple(dataset, _name("dcat:landingPage"), NamedNode(f"{web}index.html")),
        _number(dataset, "void:entities", len(facts.entities)),
    ]
    for dump in found:
        says += _distribution(dataset, dump, web)
    return [*says, *_partitions(facts, dataset), *_linksets(facts, dataset), *_service(dataset, web)]


def table(facts: Facts, iris: Iterable[str]) -> bytes:
    """Return things as CSV, a column for each property; no cell of it is a formula for a spreadsheet."""
    rows = list(iris)
    names = sorted({name for iri in rows for name in facts.out[iri]} - {LABEL}, key=_order)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["id", "label", *map(inert, names)])
    for iri in rows:
        cells = [" | ".join(_plain(value) for value in facts.values(iri, name)) for name in names]
        writer.writerow([iri, *map(inert, [facts.label(iri).value, *cells])])
    return text.getvalue().encode("utf-8", "replace")


def measured(path: str, title: str, count: int, data: bytes) -> Dump:
    """Return what is to be known of a dump before one takes it."""
    media = next(media for suffix, media in _MEDIA.items() if path.endswith(suffix))
    return Dump(path, title, media, count, len(data), sha256(data).hexdigest())


def _formats(path: str, title: str, quads: list[Quad], jsonld: JsonLd) -> Iterator[tuple[str, str, int, bytes]]:
    count = len(quads)
    statements = ordered(quads)
    yield f"{path}.ttl", title, count, serialize(statements, "turtle")
    yield f"{path}.nt.gz", title, count, gzip.compress(serialize(statements, "ntriples"), 9, mtime=0)
    yield f"{path}.jsonld", title, count, jsonld.document(statements)


def _by_source(facts: Facts, quads: list[Quad]) -> tuple[int, bytes]:
    """Return the records as TriG, each in the graph of every source that it cites."""
    placed = []
    for quad in _distinct(quads):
        sources = facts.links(quad.subject.value, "cg:source") if isinstance(quad.subject, NamedNode) else []
        placed += [Quad(quad.subject, quad.predicate, quad.object, NamedNode(one)) for one in sources]
        placed += [] if sources else [quad]
    return len(placed), serialize(placed, "trig")


def _distinct(quads: list[Quad]) -> list[Quad]:
    return list(dict.fromkeys(Quad(quad.subject, quad.predicate, quad.object) for quad in quads))


def _distribution(dataset: NamedNode, dump: Dump, web: str) -> Iterator[Triple]:
    here = NamedNode(f"{web}{dump.path}")
    checksum = NamedNode(f"{web}data/index.html#sha256-{dump.digest}")
    yield Triple(dataset, _name("dcat:distribution"), here)
    if dump.path.startswith(f"data/{WHOLE}."):
        yield Triple(dataset, _name("void:dataDump"), here)
    yield _says(here, "rdf:type", "dcat:Distribution")
    yield _text(here, "dcterms:title", dump.title)
    yield Triple(here, _name("dcat:downloadURL"), here)
    media = f"https://www.iana.org/assignments/media-types/{dump.media}"
    yield Triple(here, _name("dcat:mediaType"), NamedNode(media))
    if dump.path.endswith(".gz"):
        packed = "https://www.iana.org/assignments/media-types/application/gzip"
        yield Triple(here, _name("dcat:compressFormat"), NamedNode(packed))
    yield _number(here, "dcat:byteSize", dump.size, "xsd:nonNegativeInteger")
    yield _number(here, "void:triples" if not dump.path.endswith(".csv") else "void:entities", dump.amount)
    yield Triple(here, _name("dcterms:license"), _LICENSE)
    yield Triple(here, _name("spdx:checksum"), checksum)
    yield _says(checksum, "rdf:type", "spdx:Checksum")
    yield _says(checksum, "spdx:algorithm", "spdx:checksumAlgorithm_sha256")
    yield Triple(checksum, _name("spdx:checksumValue"), Literal(dump.digest, datatype=_name("xsd:hexBinary")))


def _partitions(facts: Facts, dataset: NamedNode) -> Iterator[Triple]:
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for iri in facts.entities:
        classes.update(facts.links(iri, TYPE))
        properties.update({full(name): len(values) for name, values in facts.out[iri].items()})
    yield _number(dataset, "void:triples", sum(properties.values()))
    yield _number(dataset, "void:classes", len(classes))
    yield _number(dataset, "void:properties", len(properties))
    parts = (("void:classPartition", "void:class", "void:entities", classes),)
    more = (("void:propertyPartition", "void:property", "void:triples", properties),)
    for part, kind, unit, counts in (*parts, *more):
        for iri, count in sorted(counts.items()):
            here = NamedNode(f"{dataset.value}#{part.partition(':')[2]}-{sha256(iri.encode()).hexdigest()[:12]}")
            yield Triple(dataset, _name(part), here)
            yield Triple(here, _name(kind), NamedNode(iri))
            yield _number(here, unit, count)


def _linksets(facts: Facts, dataset: NamedNode) -> Iterator[Triple]:
    """Yield a linkset for each other dataset and property: how many of our things are linked to it."""
    targets = {"http://www.wikidata.org/": "wikidata", "https://sws.geonames.org/": "geonames"}
    counts: Counter[tuple[str, str, str]] = Counter()
    for iri in facts.entities:
        for name in ("owl:sameAs", "skos:exactMatch", "skos:closeMatch"):
            for other in facts.links(iri, name):
                counts.update((begin, word, name) for begin, word in targets.items() if other.startswith(begin))
    for (begin, word, name), count in sorted(counts.items()):
        here = NamedNode(f"{dataset.value}#links-{word}-{name.partition(':')[2]}")
        yield _says(here, "rdf:type", "void:Linkset")
        yield Triple(dataset, _name("void:subset"), here)
        yield Triple(here, _name("void:subjectsTarget"), dataset)
        yield Triple(here, _name("void:objectsTarget"), NamedNode(begin))
        yield Triple(here, _name("void:linkPredicate"), _name(name))
        yield _number(here, "void:triples", count)


def _service(dataset: NamedNode, web: str) -> Iterator[Triple]:
    """Yield what SPARQL the page understands; it runs in the browser, so there is no endpoint to name."""
    service = NamedNode(f"{web}sparql.html#service")
    yield _says(service, "rdf:type", "sd:Service")
    yield _text(service, "rdfs:comment", "SPARQL in the page: the engine is loaded into the browser, with the dump.")
    yield _says(service, "sd:supportedLanguage", "sd:SPARQL11Query")
    for form in ("SPARQL_Results_JSON", "SPARQL_Results_CSV", "Turtle"):
        yield Triple(service, _name("sd:resultFormat"), NamedNode(f"http://www.w3.org/ns/formats/{form}"))
    yield Triple(service, _name("sd:defaultDataset"), dataset)
    yield _says(dataset, "rdf:type", "sd:Dataset")


def _name(short: str) -> NamedNode:
    return NamedNode(expand(short))


def _says(subject: NamedNode, predicate: str, value: str) -> Triple:
    return Triple(subject, _name(predicate), _name(value))


def _text(subject: NamedNode, predicate: str, text: str) -> Triple:
    return Triple(subject, _name(predicate), Literal(text, language="en"))


def _number(subject: NamedNode, predicate: str, number: int, datatype: str = "xsd:integer") -> Triple:
    return Triple(subject, _name(predicate), Literal(str(number), datatype=_name(datatype)))


def _plain(term: Term) -> str:
    return term.value if isinstance(term, (NamedNode, Literal, BlankNode)) else str(term)


def _order(name: str) -> tuple[int, str]:
    return predicate_order(full(name))
