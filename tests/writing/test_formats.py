"""Every RDF format: the same graph for every reader, the same bytes on every run."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from confgraph.namespaces import expand
from confgraph.problems import UsageError
from confgraph.reading import read
from confgraph.writing import RDF_FORMATS, serialize
from tricky import NOT_FOR_XML, PREDICATE, SUBJECT, TERMS, canonical, graphs, read_by_rdflib, triples_of

READERS = {
    "turtle": (RdfFormat.TURTLE, "turtle"),
    "ntriples": (RdfFormat.N_TRIPLES, "nt"),
    "trig": (RdfFormat.TRIG, "trig"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (RdfFormat.RDF_XML, "xml"),
}
NOT_XML = [name for name in RDF_FORMATS if name != "rdfxml"]


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib keep literals as they are written."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def test_every_format_has_its_readers_here() -> None:
    """A format that is added is tested."""
    assert set(READERS) == set(RDF_FORMATS)


@pytest.mark.parametrize("name", RDF_FORMATS)
@pytest.mark.parametrize("term", [pytest.param(t, id=n) for n, t in TERMS.items()])
def test_every_term_survives_every_format(term: NamedNode | Literal, name: str) -> None:
    """A term that is written in a format is the very same term when it is read."""
    triple = Triple(SUBJECT, PREDICATE, term)
    assert triples_of(serialize([triple], name), READERS[name][0]) == {str(triple)}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", RDF_FORMATS)
def test_rdflib_reads_every_term_from_every_format(name: str, as_written: None) -> None:
    """Rdflib finds in each format the terms that were written, as they were spelled."""
    triples = [Triple(SUBJECT, PREDICATE, term) for term in TERMS.values()]
    assert read_by_rdflib(serialize(triples, name), READERS[name][1]) == set(map(str, triples))


@pytest.mark.parametrize("name", NOT_XML)
@pytest.mark.parametrize("term", [pytest.param(t, id=n) for n, t in NOT_FOR_XML.items()])
def test_control_characters_survive_where_the_format_has_them(term: Literal, name: str) -> None:
    """All formats but XML have an escape for every character."""
    triple = Triple(SUBJECT, PREDICATE, term)
    assert triples_of(serialize([triple], name), READERS[name][0]) == {str(triple)}


@pytest.mark.parametrize("term", [pytest.param(t, id=n) for n, t in NOT_FOR_XML.items()])
def test_characters_that_xml_cannot_hold_are_refused(term: Literal) -> None:
    """RDF/XML is never written as a broken file: a character that XML 1.0 lacks is named (section 2.2)."""
    with pytest.raises(UsageError, match=rf"U\+{ord(term.value[1]):04X}.*export another format"):
        serialize([Triple(SUBJECT, PREDICATE, term)], "rdfxml")


@pytest.mark.parametrize("end", ["p/", "p#", "1", "-", "a(1)", "p%20"])
def test_names_that_xml_cannot_have_are_refused(end: str) -> None:
    """A property or class whose address ends in no XML name cannot be an element, and is named (RDF/XML, 5.2)."""
    odd = NamedNode(f"http://example.org/{end}")
    for triple in (Triple(SUBJECT, odd, Literal("x")), Triple(SUBJECT, NamedNode(expand("rdf:type")), odd)):
        with pytest.raises(UsageError, match="no XML name"):
            serialize([triple], "rdfxml")


@pytest.mark.parametrize("name", RDF_FORMATS)
@given(statements=graphs)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_random_graphs_survive_every_format(name: str, statements: list[Triple]) -> None:
    """Whatever the graph, with blank nodes, each format holds the same graph."""
    assert triples_of(serialize(statements, name), READERS[name][0]) == canonical(statements)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", RDF_FORMATS)
@given(statements=graphs)
@settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_rdflib_reads_random_graphs(name: str, statements: list[Triple], as_written: None) -> None:
    """Rdflib reads the same graph from every format, however numbers are spelled."""
    assert read_by_rdflib(serialize(statements, name), READERS[name][1]) == canonical(statements)


def test_trig_keeps_the_graph_of_every_statement() -> None:
    """In TriG each statement is in its graph: named by an address, by a blank node, or the default one."""
    quads = [Quad(SUBJECT, PREDICATE, Literal("0"))]
    for graph in (NamedNode("http://example.org/g(1)"), BlankNode("g")):
        quads.append(Quad(SUBJECT, PREDICATE, Literal(str(graph)), graph))
    found = {quad.object.value: quad.graph_name for quad in parse(serialize(quads, "trig"), format=RdfFormat.TRIG)}
    assert str(found["<http://example.org/g(1)>"]) == "<http://example.org/g(1)>"
    assert str(found["0"]) == "DEFAULT"
    assert isinstance(found["_:g"], BlankNode)


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_an_empty_graph_is_a_valid_file(name: str) -> None:
    """No statements give a file that readers take."""
    assert triples_of(serialize([], name), READERS[name][0]) == set()


def test_xml_declares_only_the_prefixes_that_it_uses() -> None:
    """The namespaces on top of RDF/XML are those of its terms, and the file is well-formed."""
    data = serialize([Triple(SUBJECT, NamedNode(expand("foaf:page")), SUBJECT)], "rdfxml")
    assert ElementTree.fromstring(data)[0][0].tag == "{http://xmlns.com/foaf/0.1/}page"
    assert b"xmlns:foaf=" in data
    assert b"xmlns:skos=" not in data


@pytest.mark.parametrize("name", RDF_FORMATS)
@given(statements=graphs)
@settings(max_examples=40, derandomize=True, deadline=None)
def test_the_order_of_the_input_does_not_matter(name: str, statements: list[Triple]) -> None:
    """The same graph gives the same bytes, however its statements come and its blank nodes are called."""
    other = [_renamed(triple) for triple in statements]
    random.Random(3).shuffle(other)
    assert serialize(other, name) == serialize(statements, name)


SCRIPT = """
import hashlib, sys
from pathlib import Path
from confgraph.reading import read, parse
from confgraph.writing import RDF_FORMATS, serialize
from pyoxigraph import RdfFormat
odd = b'<a:s> <a:p> [ <a:p> "x" ; <a:q> [ <a:p> "y" ] ], "x"@en, 1, 01 .'
quads = [q for path in sorted(Path(sys.argv[1]).rglob("*.ttl")) for q in read(path)]
quads += parse(odd, RdfFormat.TURTLE, "odd")
for name in RDF_FORMATS:
    print(name, hashlib.sha256(serialize(set(quads), name)).hexdigest())
"""


def test_every_process_writes_the_same_bytes(tiny: Path) -> None:
    """Neither Python's hash seed nor anything else of a process is in the bytes."""

    def run(seed: str) -> bytes:
        command = [sys.executable, "-c", SCRIPT, str(tiny / "data")]
        return subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout

    first = run("1")
    assert first.count(b"\n") == len(RDF_FORMATS)
    assert first == run("2")


def test_a_catalog_file_survives_every_format(tiny: Path) -> None:
    """A file that people wrote is the same graph in every format."""
    document = read(tiny / "data" / "series" / "tiny.ttl")
    for name, (reader, _) in READERS.items():
        assert triples_of(serialize(document, name), reader) == canonical(document)


def _renamed(triple: Triple) -> Triple:
    def other(term: object) -> object:
        return BlankNode(f"z{'cab'.index(term.value)}") if isinstance(term, BlankNode) else term

    return Triple(other(triple.subject), triple.predicate, other(triple.object))  # type: ignore[arg-type]
