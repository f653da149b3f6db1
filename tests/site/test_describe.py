"""Bounded descriptions."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat

from confgraph.namespaces import ID, expand
from confgraph.site.describe import JsonLd, data_files, description
from confgraph.site.facts import Facts

IPC_11 = f"{ID}edition/ipc-11"
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}


def test_both_directions_are_described(facts: Facts) -> None:
    """A series is described with its editions, an edition with what sources say of it."""
    series = description(facts, f"{ID}series/ipc")
    assert any(triple.subject == NamedNode(IPC_11) for triple in series)
    claims = {triple.subject for triple in description(facts, IPC_11) if triple.object == NamedNode(expand("cg:Claim"))}
    assert len(claims) > 3


def test_every_linked_thing_has_a_label(facts: Facts) -> None:
    """Whoever loads one file can show names for everything in it."""
    for iri in facts.entities[::50]:
        triples = description(facts, iri)
        labelled = {t.subject.value for t in triples if t.predicate.value == expand("rdfs:label")}  # type: ignore[union-attr]
        linked = {t.object.value for t in triples if isinstance(t.object, NamedNode)}
        assert linked <= labelled | {iri}, iri


def test_all_formats_say_the_same(facts: Facts) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML hold the same triples, and none needs a second file."""
    triples = description(facts, IPC_11)
    for suffix, data in data_files(triples, JsonLd(facts.catalog.context)):
        read = {(q.subject, q.predicate, q.object) for q in pyoxigraph.parse(data, format=FORMATS[suffix])}
        assert read == {(t.subject, t.predicate, t.object) for t in triples}, suffix


def test_jsonld_carries_what_it_uses(facts: Facts) -> None:
    """The context of a document holds no term that the document does not use."""
    document = json.loads(JsonLd(facts.catalog.context).document(description(facts, f"{ID}place/charleroi")))
    assert len(document["@context"]) < len(facts.catalog.context) / 2


def test_what_xml_cannot_say_is_left_out(facts: Facts) -> None:
    """A text with a control character has no RDF/XML, and all the other formats."""
    triples = [
        pyoxigraph.Triple(NamedNode(IPC_11), NamedNode(expand("rdfs:label")), pyoxigraph.Literal("a\x01b")),
    ]
    assert [suffix for suffix, _ in data_files(triples, JsonLd({}))] == [".ttl", ".nt", ".jsonld"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_files_stand_beside_the_page(site: Path, suffix: str) -> None:
    """The address of a page with another suffix is its data."""
    quads = list(pyoxigraph.parse(path=str(site / f"edition/ipc-11{suffix}"), format=FORMATS[suffix]))
    assert any(quad.subject == NamedNode(IPC_11) for quad in quads)
