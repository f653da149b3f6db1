"""The application as a whole: what a proxy and an endpoint change."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from confgraph.catalog import open_catalog
from confgraph.load import load
from confgraph.namespaces import expand
from confgraph.remote import Endpoint, RemoteStore
from confgraph.server.app import Options
from confgraph.site import Settings
from running import TINY
from servers import Server
from serving import SETTINGS, Client, running


def test_behind_a_proxy_addresses_are_right() -> None:
    """What the server says of itself has the address that clients know, from a named proxy or from the owner."""
    headers = {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "c.example", "X_Forwarded_Prefix": "/conf"}
    with running(open_catalog(TINY), Options(SETTINGS, proxies=frozenset(["127.0.0.1"]))) as client:
        assert client("openapi.json", "GET", None, **headers).json["servers"] == [{"url": "https://c.example/conf"}]
    with running(open_catalog(TINY), Options(Settings("T", "https://o.example/", "2026-11-26"))) as client:
        assert client("openapi.json", "GET", None, **headers).json["servers"] == [{"url": "https://o.example"}]
        said = set(pyoxigraph.parse(client("sparql", Accept="text/turtle").body, format=RdfFormat.TURTLE))
        service = NamedNode("https://o.example/sparql")
        assert any(quad.predicate.value == expand("sd:endpoint") and quad.object == service for quad in said)


def test_an_endpoint_is_served_as_the_catalog_is(oxigraph_server: Server, tiny: Path) -> None:
    """The graph of a triplestore has the same pages, data and answers as the files that were loaded into it."""
    endpoint = Endpoint(oxigraph_server.url, "http://example.org/served")
    load(endpoint, open_catalog(tiny).documents("ontology", "data"))
    catalog = open_catalog(tiny, endpoint=endpoint)
    assert isinstance(catalog.store, RemoteStore)
    with running(open_catalog(tiny)) as local, running(catalog) as remote:
        paths = _things(local)
        assert len(paths) == 3
        for path in paths:
            assert remote(path, Accept="text/turtle").body == local(path, Accept="text/turtle").body, path
        query = "SELECT ?s { ?s a cg:Edition } ORDER BY ?s"
        assert remote.sparql(query).json == local.sparql(query).json
        assert remote.sparql("SELECT * { ?s ?p }").status == 400
        assert remote.sparql(f"ASK {{ SERVICE <{oxigraph_server.url}> {{ ?s ?p ?o }} }}").status == 403


def _things(client: Client) -> list[str]:
    kinds = " || ".join(f"STRSTARTS(STR(?s), STR({kind}:))" for kind in ("series", "edition"))
    query = f"SELECT DISTINCT ?s {{ ?s a ?kind FILTER({kinds}) }}"
    rows = client.sparql(query).json["results"]["bindings"]
    return [row["s"]["value"].removeprefix("https://w3id.org/confgraph/id/") for row in rows]


def test_a_crash_is_told(shipped: Client) -> None:
    """Addresses that are odd in every way are answered, and never with a trace."""
    for path in (
        "queries/..",
        "queries/%2e%2e%2fx",
        "id/",
        "id//",
        "sparql?query=%00",
        "edition/%ff",
        "?%ff=%fe",
        "//x",
    ):
        got = shipped(path)
        assert got.status in (200, 303, 400, 404), path
        assert "Traceback" not in got.body.decode(errors="replace")
