"""remote/store.py: a remote store answers what the embedded one answers, whole, or fails."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

import confgraph
from confgraph.load import load
from confgraph.problems import RemoteFailure, UsageError
from confgraph.remote import Endpoint, RemoteStore
from confgraph.results import Rows, Triples
from confgraph.search import search
from confgraph.show import show
from confgraph.stats import stats
from misbehaving import called, rows, says, serving
from servers import Server

EDITION = NamedNode("https://w3id.org/confgraph/id/edition/tiny-1")


@pytest.fixture(scope="module")
def filled(server: Server, tiny_graph: confgraph.Graph) -> RemoteStore:
    """Return a store on each server that holds the tiny catalog."""
    endpoint = Endpoint(server.url, "http://example.org/tiny", server.user, server.password)
    done = load(endpoint, tiny_graph.catalog.documents("ontology", "data"))
    assert done.wrong == []
    return RemoteStore(endpoint, lambda: tiny_graph.catalog.context)


def test_it_answers_as_the_embedded_store(filled: RemoteStore, tiny_graph: confgraph.Graph) -> None:
    """Length, entities, their triples, descriptions, hits and counts are the same."""
    local = tiny_graph.catalog.store
    entity = next(row[0] for row in local.select("SELECT ?s { ?s a cg:Edition } ORDER BY ?s").terms)
    assert isinstance(entity, NamedNode)
    assert len(filled) == len(local)
    assert entity in filled
    assert NamedNode("x:nothing") not in filled
    assert set(filled.of(entity)) == set(local.of(entity))
    assert filled.of(entity, "rdfs:label") == local.of(entity, "rdfs:label")
    assert set(filled.about(entity)) == set(local.about(entity))
    assert show(filled, entity.value) == show(local, entity.value)
    assert search(filled, "tiny") == search(local, "tiny")
    assert stats(filled) == stats(local)
    assert len(filled.triples()) == len(local)


def test_every_form_is_answered(filled: RemoteStore) -> None:
    """SELECT, ASK, CONSTRUCT and DESCRIBE work, with our prefixes and with terms in the place of variables."""
    found = filled.query("SELECT ?s { ?s a ?_class } ORDER BY ?s", {"_class": NamedNode(confgraph_class())})
    assert isinstance(found, Rows)
    assert filled.query("ASK { ?s a cg:Edition }") is True
    assert filled.query("ASK { ?s a cg:Nothing }") is False
    for text in ("CONSTRUCT { ?s a cg:Edition } WHERE { ?s a cg:Edition }", "CONSTRUCT WHERE { ?s a cg:Edition }"):
        made = filled.query(text)
        assert isinstance(made, Triples)
        assert len(made) == len(found) > 0
    described = filled.query(f"DESCRIBE {found.terms[0][0]}")
    assert isinstance(described, Triples)
    assert len(described) > 0


def confgraph_class() -> str:
    """Return the address of the class of editions."""
    return "https://w3id.org/confgraph/ns#Edition"


@pytest.mark.parametrize(
    "text", ["SELEC ?x", "DROP ALL", "ASK { ?s nope:x ?o }", "SELECT * { SERVICE <http://h/> {} }"]
)
def test_a_wrong_query_does_not_leave(text: str) -> None:
    """Mistakes, updates and services that are not allowed are found here, and nothing is sent."""
    with serving(says()) as fake:
        with pytest.raises(UsageError):
            RemoteStore(Endpoint(fake.url)).query(text)
        assert fake.asked == []


def test_only_what_is_not_declared_is_declared() -> None:
    """A prefix of ours is declared where it is used, unless the query declares it itself."""
    with serving(says()) as fake:
        RemoteStore(Endpoint(fake.url)).query("PREFIX owl: <x:> ASK { ?s a cg:Edition ; owl:a 'rdfs:label' }")
    assert fake.asked[1].form["query"] == [
        "PREFIX cg: <https://w3id.org/confgraph/ns#>\nPREFIX owl: <x:> ASK { ?s a cg:Edition ; owl:a 'rdfs:label' }"
    ]


def test_a_construct_of_a_cut_pattern_fails() -> None:
    """Triples that were made of only a part of the rows are no answer."""
    made = says("<x:a> <x:b> <x:c> .", media_type="text/plain")
    with serving(called("Virtuoso/07.20", says()), made, rows("1", most=10_000)) as fake:
        store = RemoteStore(Endpoint(fake.url))
        with pytest.raises(RemoteFailure, match="cuts at 10,000 rows what makes the triples"):
            store.query("CONSTRUCT { ?s ?p <x:c> } WHERE { ?s ?p ?o }")
