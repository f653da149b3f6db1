"""remote/endpoint.py: what an endpoint is, and how it is asked and written to."""

from __future__ import annotations

import pytest

from confgraph.problems import RemoteFailure
from confgraph.remote import CATALOG_GRAPH, Endpoint
from confgraph.remote.connection import AGENT
from misbehaving import JSON, called, says, serving


def test_queries_are_forms_that_ask_for_json() -> None:
    """A query is a form-encoded POST with our name, that asks for JSON alone and names the graph."""
    with serving(says()) as fake:
        endpoint = Endpoint(fake.url, graph="http://g/1")
        assert endpoint.kind.name == "SPARQL 1.1 store"
        endpoint.select("SELECT * { ?s ?p ?o }")
    first, then = fake.asked
    assert first.form == {"query": ["ASK {}"]}
    assert then.form == {"query": ["SELECT * { ?s ?p ?o }"], "default-graph-uri": ["http://g/1"]}
    assert (then.method, then.headers["accept"], then.headers["user-agent"]) == ("POST", JSON, AGENT)
    assert then.headers["content-type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("server", "path", "kind", "graph", "written"),
    [
        ("Oxigraph/0.5.13", "/query", "Oxigraph", None, "/store?default"),
        (
            "Virtuoso/07.20.3229 (Linux)",
            "/sparql",
            "Virtuoso",
            CATALOG_GRAPH,
            "/sparql-graph-crud-auth?graph-uri=https%3A%2F%2Fw3id.org%2Fconfgraph%2Fgraph%2Fcatalog",
        ),
        ("Apache Jena Fuseki (5.0)", "/ds/query", "Fuseki", None, "/ds/data?default"),
    ],
)
def test_a_store_is_known_by_its_headers(server: str, path: str, kind: str, graph: str | None, written: str) -> None:
    """The kind of store, and with it where it is written to, follows from what it says of itself."""
    with serving(called(server, says())) as fake:
        endpoint = Endpoint(fake.url.removesuffix("/sparql") + path)
        assert (endpoint.kind.name, endpoint.graph) == (kind, graph)
        endpoint.put(endpoint.graph, b"")
        endpoint.update("DROP SILENT GRAPH <x:y>")
    assert (fake.asked[1].method, fake.asked[1].path) == ("PUT", written)
    assert fake.asked[2].form == {"update": ["DROP SILENT GRAPH <x:y>"]}


def test_the_address_of_queries_is_found() -> None:
    """Who names the server alone is led to where it answers queries."""
    with serving(says("no", 404), says("<html>", media_type="text/html"), says()) as fake:
        base = fake.url.removesuffix("/sparql")
        assert Endpoint(base).url == f"{base}/sparql"
    assert [one.path for one in fake.asked] == ["/", "/query", "/sparql"]


def test_a_web_page_is_no_answer() -> None:
    """A page of HTML with status 200 is told as what it is."""
    page = says("<html>hello</html>", media_type="text/html; charset=utf-8")
    told = r"/sparql: answered text/html and no results of a query: name"
    with serving(page) as fake, pytest.raises(RemoteFailure, match=told):
        Endpoint(fake.url).kind  # noqa: B018
    with serving(says(), page) as fake:
        endpoint = Endpoint(fake.url)
        assert endpoint.kind
        with pytest.raises(RemoteFailure, match="text/html"):
            endpoint.select("ASK {}")
        with pytest.raises(RemoteFailure, match="text/html"):
            endpoint.construct("DESCRIBE <x:y>")


def test_updates_may_have_an_address_of_their_own() -> None:
    """--update-url is where updates go."""
    with serving(says()) as fake:
        Endpoint(fake.url, updates=f"{fake.url}/statements").update("CLEAR ALL")
    assert [one.path for one in fake.asked] == ["/sparql/statements"]
