"""Tests of confgraph.graph: the face of the library."""

from __future__ import annotations

import doctest
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph
import pytest
import rdflib

import confgraph
from confgraph.graph import Queries
from confgraph.problems import RemoteFailure, UsageError
from confgraph.results import Rows, Triples

PLACE = "https://w3id.org/confgraph/id/place/smallville"


class Endpoint(BaseHTTPRequestHandler):
    """A SPARQL 1.1 endpoint that knows one population."""

    store = pyoxigraph.Store()

    def do_POST(self) -> None:
        """Answer a query, sent as itself or as a form (SPARQL 1.1 Protocol, section 2.1)."""
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        text = parse_qs(body)["query"][0] if "form" in self.headers["content-type"] else body
        answer = self.store.query(text)
        assert isinstance(answer, pyoxigraph.QuerySolutions)
        data = answer.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b""
        if self.path == "/garbage":
            data = b"<html>"
        self.send_response(500 if self.path == "/refused" else 200)
        self.send_header("content-type", "application/sparql-results+json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    """Return the address of an endpoint on this machine."""
    Endpoint.store.load(f"<{PLACE}> <http://e.org/population> 48 .", format=pyoxigraph.RdfFormat.TURTLE)
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()


def federated(address: str) -> str:
    """Return a query that asks the endpoint for what the catalog does not know."""
    return f"SELECT ?people {{ ?city a cg:City SERVICE <{address}> {{ ?city <http://e.org/population> ?people }} }}"


def test_a_service_that_is_allowed_is_asked(tiny_graph: confgraph.Graph, endpoint: str) -> None:
    """SERVICE joins the catalog with an endpoint whose host is allowed."""
    answer = tiny_graph.query(federated(endpoint), services=["127.0.0.1"])
    assert isinstance(answer, Rows)
    assert [row.people for row in answer] == [48]


@pytest.mark.parametrize("path", ["garbage", "refused"])
def test_a_service_that_fails_is_the_other_side(tiny_graph: confgraph.Graph, endpoint: str, path: str) -> None:
    """An endpoint that answers nonsense or with an error is a failure of the other side, with its name."""
    with pytest.raises(RemoteFailure, match="the service does not answer as SPARQL"):
        tiny_graph.query(federated(endpoint.replace("sparql", path)), services=["127.0.0.1"])


def test_a_function_that_nobody_knows_is_wrong_use(tiny_graph: confgraph.Graph) -> None:
    """A query with an unknown function is told what is wrong, and is no failure of a service."""
    with pytest.raises(UsageError, match="custom function <http"):
        tiny_graph.query("SELECT (<http://e.org/f>(1) AS ?x) {}")


def test_a_service_that_is_not_allowed_is_refused(tiny_graph: confgraph.Graph, endpoint: str) -> None:
    """SERVICE to another host is refused before anything is sent, and the option that allows it is named."""
    for services in ((), ("localhost",), ("127.0.0.2",)):
        with pytest.raises(UsageError, match=r"allow it with --allow-service 127\.0\.0\.1"):
            tiny_graph.query(federated(endpoint), services=services)


def test_a_canned_query_and_a_text_are_told_apart(tiny_graph: confgraph.Graph) -> None:
    """One word is the name of a canned query; anything longer is SPARQL."""
    canned = tiny_graph.query("editions", series="tiny")
    own = tiny_graph.query("SELECT ?edition { ?edition a cg:Edition }")
    assert isinstance(canned, Rows)
    assert isinstance(own, Rows)
    assert len(canned) == len(own) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [("ASK{?s ?p ?o}", bool), ("CONSTRUCT WHERE { ?s a cg:City }", Triples), ("DESCRIBE series:tiny", Triples)],
)
def test_each_form_of_query_has_its_answer(tiny_graph: confgraph.Graph, text: str, kind: type) -> None:
    """ASK gives a bool; CONSTRUCT and DESCRIBE give triples."""
    assert isinstance(tiny_graph.query(text), kind)


def test_describe_gives_the_triples_of_an_entity(tiny_graph: confgraph.Graph) -> None:
    """What an entity is described with are the triples of the query "describe"."""
    subjects = {triple.subject for triple in tiny_graph.describe("smallville")}
    assert subjects == {pyoxigraph.NamedNode(PLACE)}


def test_describe_needs_a_query_that_makes_triples(tiny_copy: Path) -> None:
    """A catalog whose query "describe" makes rows is told so."""
    text = "#+ summary: x?\nSELECT ?p { ?_id_iri ?p ?o }"
    (tiny_copy / "queries" / "describe.rq").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="write it with CONSTRUCT"):
        confgraph.open(tiny_copy).describe("smallville")


def test_rdflib_gets_every_triple_as_written(tiny_graph: confgraph.Graph) -> None:
    """The rdflib graph has the triples of data and ontology, and literals keep their spelling."""
    graph = tiny_graph.to_rdflib()
    assert len(graph) == len(tiny_graph)
    latitudes = list(graph.objects(rdflib.URIRef(PLACE), rdflib.URIRef("http://www.w3.org/2003/01/geo/wgs84_pos#lat")))
    assert [str(latitude) for latitude in latitudes] == ["48.20"]


def test_two_opened_graphs_share_nothing(tiny: Path) -> None:
    """Opening a catalog twice gives two stores; there is no global graph."""
    assert confgraph.open(tiny).catalog.store is not confgraph.open(tiny).catalog.store


def test_a_graph_says_what_it_is(tiny_graph: confgraph.Graph, tiny: Path) -> None:
    """A graph shows its folder, its size and, in a notebook, its counts."""
    assert repr(tiny_graph) == f"<Graph {tiny}>"
    assert len(tiny_graph) == tiny_graph.stats().triples
    assert tiny_graph._repr_html_() == tiny_graph.stats()._repr_html_()


def test_queries_are_a_table_in_a_notebook(tiny_graph: confgraph.Graph) -> None:
    """The canned queries show their names, questions and parameters, not their texts."""
    found = tiny_graph.queries()
    shown = found._repr_html_()
    assert "<tr><th>name</th><th>question</th><th>parameters</th></tr>" in shown
    assert shown.count("<tr>") == len(found) + 1
    assert "SELECT" not in shown
    evil = Queries([found[0]._replace(summary="<script>x</script>")])
    assert "<td>&lt;script&gt;x&lt;/script&gt;</td>" in evil._repr_html_()


def test_the_examples_of_the_docstrings_are_true() -> None:
    """What the docstrings show is what happens."""
    import confgraph.graph

    found = doctest.testmod(confgraph.graph, extraglobs={"confgraph": confgraph})
    assert found.attempted > 0
    assert found.failed == 0


def test_the_public_names_are_all_there() -> None:
    """Every name that the package promises can be imported, and no other appears by chance."""
    for name in confgraph.__all__:
        assert getattr(confgraph, name) is not None
    assert dir(confgraph) == sorted(confgraph.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        _ = confgraph.opne
