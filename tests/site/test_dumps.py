"""Dumps and their description."""

from __future__ import annotations

import csv
import gzip
import io
from hashlib import sha256
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat

from confgraph.namespaces import expand
from confgraph.site.dumps import CLASSES, table
from confgraph.site.facts import Facts


def triples(data: bytes, rdf_format: RdfFormat) -> set[tuple[object, ...]]:
    """Return the triples of a file, blank nodes under one name."""
    quads = pyoxigraph.parse(data, format=rdf_format)
    return {(q.subject, q.predicate, q.object) for q in quads if "_:" not in f"{q.subject}{q.object}"}


def test_all_formats_of_the_whole_are_the_same(site: Path, facts: Facts) -> None:
    """Turtle, packed N-Triples, JSON-LD and TriG hold every triple of the catalog; TriG has the data alone."""
    turtle = triples((site / "data/confgraph.ttl").read_bytes(), RdfFormat.TURTLE)
    packed = triples(gzip.decompress((site / "data/confgraph.nt.gz").read_bytes()), RdfFormat.N_TRIPLES)
    jsonld = triples((site / "data/confgraph.jsonld").read_bytes(), RdfFormat.JSON_LD)
    trig = triples((site / "data/confgraph.trig").read_bytes(), RdfFormat.TRIG)
    assert turtle == packed == jsonld
    assert trig == {
        (t.subject, t.predicate, t.object) for iri in facts.entities for t in facts.triples(iri) if iri in data(facts)
    }


def data(facts: Facts) -> set[str]:
    """Return the addresses of what the data describes."""
    return set(facts.entities)


def test_trig_has_a_graph_for_each_source(site: Path) -> None:
    """What a source says stands in the graph of its name."""
    quads = pyoxigraph.parse(path=str(site / "data/confgraph.trig"), format=RdfFormat.TRIG)
    graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
    assert "https://w3id.org/confgraph/id/source/psf-wiki-international-python-conference" in graphs


@pytest.mark.parametrize("kind", CLASSES)
def test_each_class_is_there_alone(site: Path, kind: str) -> None:
    """A class has its own files, and a row in the table for each of its things."""
    assert len(triples((site / f"data/{kind}.ttl").read_bytes(), RdfFormat.TURTLE)) > 10
    rows = list(csv.DictReader(io.StringIO((site / f"data/{kind}.csv").read_text(encoding="utf-8"))))
    assert all(row["id"].startswith(f"https://w3id.org/confgraph/id/{kind}/") for row in rows)
    assert rows


def test_what_is_said_of_a_dump_is_true(site: Path) -> None:
    """DCAT gives the bytes and the SHA-256 that the files have, SHA256SUMS the same, VoID the right counts."""
    store = pyoxigraph.Store()
    store.load(path=str(site / "data/index.ttl"), format=RdfFormat.TURTLE)
    query = """PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX spdx: <http://spdx.org/rdf/terms#>
      SELECT ?file ?size ?digest { ?x dcat:downloadURL ?file ; dcat:byteSize ?size ;
        spdx:checksum/spdx:checksumValue ?digest }"""
    found = list(store.query(query))  # type: ignore[arg-type]
    sums = (site / "data/SHA256SUMS").read_text(encoding="utf-8")
    assert len(found) == 4 + 4 * len(CLASSES)
    for file, size, digest in found:
        data = (site / file.value.removeprefix("https://example.org/conferences/")).read_bytes()
        assert len(data) == int(size.value)
        assert sha256(data).hexdigest() == digest.value
        assert digest.value in sums


def test_void_counts(site: Path, facts: Facts) -> None:
    """The partition of editions holds as many entities as there are."""
    store = pyoxigraph.Store()
    store.load(path=str(site / "data/index.ttl"), format=RdfFormat.TURTLE)
    query = f"""PREFIX void: <http://rdfs.org/ns/void#>
      SELECT ?n {{ ?x void:class <{expand("cg:Edition")}> ; void:entities ?n }}"""
    (row,) = store.query(query)  # type: ignore[misc]
    assert int(row[0].value) == len(facts.of_class("cg:Edition"))


def test_no_cell_is_a_formula(facts: Facts) -> None:
    """A table is safe to open in a spreadsheet."""
    facts.out["https://x.example/a"]["rdfs:label"] = [pyoxigraph.Literal("=1+1")]
    facts._labels.pop("https://x.example/a", None)
    try:
        assert b"'=1+1" in table(facts, ["https://x.example/a"])
    finally:
        del facts.out["https://x.example/a"]
