"""A query is evaluated apart or here with the same answer, and a limit is an error and never a short answer."""

from __future__ import annotations

import os
import socket
from typing import cast

import pytest
from pyoxigraph import BlankNode, Literal, Quad, QueryResultsFormat, QuerySolutions
from pyoxigraph import Store as Index

from confgraph.evaluation import QueryFailed, QueryLimits, answer, evaluate
from confgraph.problems import LimitReached, RemoteFailure, UsageError
from confgraph.results import Rows, Triples
from confgraph.store import Store
from tricky import NOT_FOR_XML, PREDICATE, SUBJECT, TERMS

EVERY_TERM = {**TERMS, **NOT_FOR_XML}
LIMITS = QueryLimits(timeout=10)


@pytest.fixture(scope="module")
def index() -> Index:
    """Return an index with every tricky term, and one literal that looks like the end of a row."""
    found = Index()
    found.extend(Quad(SUBJECT, PREDICATE, term) for term in EVERY_TERM.values())
    found.add(Quad(SUBJECT, PREDICATE, Literal("},{" * 50)))
    found.add(Quad(BlankNode("b"), PREDICATE, BlankNode("c")))
    return found


@pytest.fixture
def store(index: Index, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return a store over this index."""
    found = Store()
    monkeypatch.setattr(found, "_index", index)
    return found


WHERE = "{ ?s ?p ?o FILTER(!isBlank(?s)) }"  # a blank node has another name in another index


@pytest.mark.parametrize("query", ["SELECT *", "CONSTRUCT { ?s ?p ?o } WHERE", "ASK"])
@pytest.mark.parametrize("fork", [True, False])
def test_apart_and_here_are_the_same(store: Store, query: str, fork: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every tricky term comes through the sandbox as the index holds it, in a forked child and in a new process."""
    if not fork:
        monkeypatch.delattr(os, "fork", raising=False)
    here, apart = store.query(query + WHERE), store.query(query + WHERE, limits=LIMITS)
    assert type(here) is type(apart)
    if isinstance(here, Rows) and isinstance(apart, Rows):
        assert sorted(map(str, here.terms)) == sorted(map(str, apart.terms))
    elif isinstance(here, Triples) and isinstance(apart, Triples):
        assert sorted(map(str, here.triples)) == sorted(map(str, apart.triples))
    else:
        assert here is apart is True


def test_rows_are_counted_exactly(index: Index) -> None:
    """As many rows as allowed are an answer, one more is an error; no literal is taken for the end of a row."""
    size = len(index)
    for query, most in [
        ("SELECT * { ?s ?p ?o }", size),
        ("SELECT ?s { }", 1),
        ("SELECT * { VALUES ?x { 1 2 UNDEF } }", 3),
    ]:
        rows = answer(evaluate(index, query, "q", most), dict)
        assert isinstance(rows, Rows)
        assert len(rows) == most
        with pytest.raises(LimitReached, match=r"q has more than .* rows: .* --max-rows"):
            evaluate(index, query, "q", most - 1)
    rows = answer(evaluate(index, 'SELECT ?o { ?s ?p ?o FILTER CONTAINS(STR(?o), "},{") }', "q", 1), dict)
    assert isinstance(rows, Rows)
    assert rows[0].o == "},{" * 50


def test_triples_are_counted_once_each(index: Index) -> None:
    """Triples that are made more than once count once."""
    query = "CONSTRUCT { <a:a> <a:b> <a:c> } { ?s ?p ?o }"
    triples = answer(evaluate(index, query, "q", 1), dict)
    assert isinstance(triples, Triples)
    assert len(triples) == 1
    with pytest.raises(LimitReached, match="more than 1 triples"):
        evaluate(index, "CONSTRUCT WHERE { ?s ?p ?o }", "q", 1)


def test_what_fails_is_told(index: Index) -> None:
    """A wrong query is told apart from one that cannot be answered."""
    with pytest.raises(QueryFailed) as caught:
        evaluate(index, "SELECT", "q")
    assert caught.value.wrong
    with pytest.raises(QueryFailed) as caught:
        evaluate(index, "SELECT (<http://example.org/f>(1) AS ?x) {}", "q")
    assert not caught.value.wrong


def test_errors_keep_their_place_through_the_sandbox(store: Store) -> None:
    """A wrong query that ran apart is told with line, column and mend, as one that ran here."""
    for query in ("SELECT * {\n ?s foav:name ?o }", "ASK {", "SELECT (<http://example.org/f>(1) AS ?x) {}"):
        told = []
        for limits in (None, LIMITS):
            with pytest.raises(UsageError) as caught:
                store.query(query, limits=limits)
            told.append(str(caught.value))
        assert told[0] == told[1]


def test_an_allowed_service_is_asked_within_the_limits(store: Store) -> None:
    """A service that is allowed gets sockets; one that never answers ends with the time."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{silent.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        with pytest.raises(LimitReached, match="--timeout"):
            store.query(query, services=["127.0.0.1"], limits=QueryLimits(timeout=0.5))
        silent.settimeout(1)
        silent.accept()[0].close()
    with pytest.raises(RemoteFailure):
        store.query(query, services=["127.0.0.1"], limits=LIMITS)


def test_json_of_rows_is_that_of_the_engine(index: Index) -> None:
    """Rows come over as the engine writes them, byte for byte."""
    query = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
    solutions = cast("QuerySolutions", index.query(query))
    assert b"R" + (solutions.serialize(format=QueryResultsFormat.JSON) or b"") == evaluate(index, query, "q", 9999)
