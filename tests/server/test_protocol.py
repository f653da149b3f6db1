"""The SPARQL 1.1 Protocol: W3C's own tests, and what they leave open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat

from confgraph.catalog import open_catalog
from confgraph.namespaces import expand
from confgraph.reading import parse
from confgraph.results import Rows
from confgraph.server.app import Service
from confgraph.store import Store
from running import TINY
from serving import Client, running

W3C = Path(__file__).parents[3] / "shared" / "w3c" / "sparql-protocol"
DATA = "http://kasei.us/2009/09/sparql/data/"
RDF = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
TABLES = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
REQUESTS = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX ht: <http://www.w3.org/2011/http#>
PREFIX cnt: <http://www.w3.org/2011/content#>
SELECT ?test ?path ?method ?chars ?encoding ?status ?format ?boolean (GROUP_CONCAT(?h; separator="\\n") AS ?headers) {
  ?test a mf:ProtocolTest ; mf:action/ht:requests/rdf:rest*/rdf:first ?r .
  ?r ht:absolutePath ?path ; ht:methodName ?method ; ht:resp ?resp .
  ?resp mf:expectedStatus ?status .
  OPTIONAL { ?resp mf:expectedFormat ?format }
  OPTIONAL { ?resp mf:expectedBoolean ?boolean }
  OPTIONAL { ?r ht:body ?body . ?body cnt:chars ?chars OPTIONAL { ?body cnt:characterEncoding ?encoding } }
  OPTIONAL { ?r ht:headers/rdf:rest*/rdf:first ?one . ?one ht:fieldName ?n ; ht:fieldValue ?v
             BIND(CONCAT(?n, ": ", ?v) AS ?h) }
  FILTER(STRENDS(STR(?status), "StatusCode2xx") || STRENDS(STR(?status), "StatusCode4xx"))
} GROUP BY ?test ?path ?method ?chars ?encoding ?status ?format ?boolean ORDER BY ?test"""


def requests() -> list[Any]:
    """Return the requests of W3C's tests that change nothing."""
    if not W3C.is_dir():
        return [pytest.param(None, id="shared", marks=pytest.mark.skip(reason=f"there is no {W3C}"))]
    store = Store()
    store.add([parse((W3C / "protocol" / "manifest.ttl").read_bytes(), RdfFormat.TURTLE, "manifest.ttl", "urn:x")])
    rows = store.query(REQUESTS)
    assert isinstance(rows, Rows)
    named = [(row.test.rpartition("#")[2], row) for row in rows]
    return [pytest.param(row, id=name) for name, row in named if not name.startswith("update_")]


@pytest.fixture(scope="module")
def graphs() -> Iterator[Client]:
    """Serve the three named graphs of W3C's tests."""
    catalog = open_catalog(TINY)
    store = Store(lambda: {})
    for number in (1, 2, 3):
        name = NamedNode(f"{DATA}data{number}.rdf")
        quad = Quad(name, NamedNode(expand("rdf:type")), NamedNode("http://xmlns.com/foaf/0.1/Document"), name)
        line = f"{quad} .\n".encode()
        store.add([parse(line, RdfFormat.N_QUADS, f"data{number}.nq")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Service, "_store", staticmethod(lambda _catalog: store))
        with running(catalog) as client:
            yield client


def test_all_that_only_read_are_here() -> None:
    """W3C has 34 tests; 21 read, and 6 more are updates that are refused for what they are."""
    if W3C.is_dir():
        assert len(requests()) == 27


@pytest.mark.parametrize("row", requests())
def test_w3c(graphs: Client, row: Any) -> None:
    """A request of W3C's suite has the status, the format and the answer that it expects."""
    headers = dict(line.split(": ", 1) for line in (row.headers or "").split("\n") if line)
    encoding = {"UTF-8": "utf-8", "UTF-16": "utf-16"}[row.encoding or "UTF-8"]
    body = row.chars.encode(encoding) if row.chars is not None else None
    got = graphs(row.path.lstrip("/"), row.method, body, **{k.replace("-", "_"): v for k, v in headers.items()})
    wanted = re.search(r"StatusCode(\d)xx", row.status)
    assert wanted is not None
    assert str(got.status)[0] == wanted[1], got.text
    if row.format is not None:
        assert got.media in {"boolean": TABLES[:2], "tabular": TABLES, "RDF": RDF}[row.format]
    if row.boolean is not None:
        assert got.json["boolean"] is row.boolean


@pytest.mark.parametrize("media", RDF)
def test_the_service_describes_itself(shipped: Client, media: str) -> None:
    """W3C's three tests: GET returns RDF, which names the endpoint by its address and says what it is."""
    got = shipped("sparql", Accept=media)
    assert (got.status, got.media) == (200, media)
    formats = {"text/turtle": RdfFormat.TURTLE, "application/rdf+xml": RdfFormat.RDF_XML}
    formats |= {"application/n-triples": RdfFormat.N_TRIPLES, "application/ld+json": RdfFormat.JSON_LD}
    said = {(quad.subject, quad.predicate, quad.object) for quad in pyoxigraph.parse(got.body, format=formats[media])}
    service = NamedNode(f"{shipped.base}sparql")

    def name(short: str) -> NamedNode:
        return NamedNode(expand(short))

    assert (service, name("rdf:type"), name("sd:Service")) in said
    assert (service, name("sd:endpoint"), service) in said
    assert (service, name("sd:supportedLanguage"), name("sd:SPARQL11Query")) in said
    assert any(s == service and p == name("sd:defaultDataset") for s, p, _ in said)


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/csv", "text/csv"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "application/sparql-results+xml, */*;q=0.1", TABLES[1]),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/tab-separated-values", TABLES[3]),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "application/json", TABLES[0]),
        ("ASK {}", "application/sparql-results+xml", TABLES[1]),
        ("DESCRIBE <https://w3id.org/confgraph/id/edition/ipc-11>", "application/rdf+xml", RDF[2]),
        ("CONSTRUCT WHERE { ?s cg:editionOf series:ipc }", "application/ld+json", RDF[3]),
        ("CONSTRUCT WHERE { ?s cg:editionOf series:ipc }", "text/plain", RDF[1]),
    ],
)
def test_the_answer_has_the_format_that_is_wanted(shipped: Client, query: str, accept: str, media: str) -> None:
    """Each form of query has its formats, chosen by Accept, and says that it was."""
    got = shipped.sparql(query, accept)
    assert (got.status, got.media) == (200, media), got.text
    assert "Accept" in got.headers["vary"]
    assert "seconds=10" in got.headers["confgraph-limits"]


def test_a_format_can_be_named_in_the_address(shipped: Client) -> None:
    """A link cannot send Accept, and says format= instead."""
    assert shipped.sparql("SELECT (1 AS ?x) {}", format="csv").body == b"x\r\n1\r\n"
    wrong = shipped.sparql("SELECT (1 AS ?x) {}", format="turtle")
    assert wrong.status == 400
    assert "use one of json, xml, csv, tsv" in wrong.text


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * { ?s ?p }", 400, '"line": 1'),
        ("SELECT *\n{ ?s nosuch:p ?o }", 400, "nosuch: is not declared"),
        ("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "no query leaves this machine"),
        ("ASK FROM <http://127.0.0.1:1/> { ?s ?p ?o }", 403, "nothing is fetched"),
        ("INSERT DATA { <a:b> <a:c> 1 }", 400, "only SELECT, ASK, CONSTRUCT and DESCRIBE"),
        ("ASK {" + "{" * 300 + "}" * 300 + "}", 413, "brackets deep"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 503, "more than 100,000 rows"),
    ],
)
def test_what_is_refused_says_why(shipped: Client, query: str, status: int, words: str) -> None:
    """A query that is wrong, leaves the machine, or asks too much has its status, its place and its mend."""
    got = shipped("sparql", "POST", query.encode(), Content_Type="application/sparql-query")
    assert (got.status, got.media) == (status, "application/problem+json")
    assert words in got.text
    assert got.json["status"] == status


@pytest.mark.parametrize(
    ("method", "media", "body", "status", "words"),
    [
        ("POST", "application/sparql-update", b"DROP ALL", 403, "no updates"),
        ("POST", "application/x-www-form-urlencoded", b"update=DROP%20ALL", 403, "no updates"),
        ("POST", "text/turtle", b"ASK {}", 415, "application/sparql-query"),
        ("POST", "application/x-www-form-urlencoded", b"x=1", 400, "there is no query"),
        ("POST", "application/x-www-form-urlencoded", b"query=ASK%FF", 400, "not UTF-8"),
        ("POST", "application/sparql-query", b"ASK { <\xff> ?p ?o }", 400, "byte 8 is wrong"),
        ("POST", "application/sparql-query", b"#" * 2_000_001, 413, "2,000,000 bytes"),
        ("PUT", "application/sparql-query", b"ASK {}", 405, "not allowed"),
        ("DELETE", "application/sparql-query", None, 405, "not allowed"),
    ],
)
def test_a_request_that_is_no_query(
    shipped: Client, method: str, media: str, body: bytes | None, status: int, words: str
) -> None:
    """Whatever is no query operation of the protocol is refused in words."""
    got = shipped("sparql", method, body, Content_Type=media)
    assert got.status == status
    assert words in got.text


def test_graphs_of_the_protocol_are_graphs(graphs: Client) -> None:
    """FROM may name a graph that is there; an address that is no IRI is refused."""
    assert graphs.sparql(f"ASK FROM <{DATA}data1.rdf> {{ ?s a ?t }}").json["boolean"] is True
    assert graphs.sparql("ASK { ?s a ?t }").json["boolean"] is False
    got = graphs(f"sparql?query={quote('ASK {}')}&default-graph-uri=no%20iri")
    assert got.status == 400
    assert "no address of a graph" in got.text


def test_browsers_get_the_page_to_ask_on(shipped: Client) -> None:
    """Who wants HTML and sends no query gets the editor."""
    got = shipped("sparql", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (got.status, got.media) == (200, "text/html")
    assert "<title>SPARQL" in got.text
