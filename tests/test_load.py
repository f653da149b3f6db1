"""load.py: a graph is replaced in one step or stays as it was, and what arrived is compared with what was sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from confgraph import load as module
from confgraph.canonical import canonical
from confgraph.load import load, staging, together
from confgraph.problems import LimitReached, RemoteFailure, UsageError
from confgraph.reading import Document, parse
from confgraph.remote import Endpoint, RemoteStore
from confgraph.remote.endpoint import OTHER
from servers import Server
from tricky import TERMS, typed

GRAPH = "http://example.org/loaded"
LISTS = b"@prefix : <http://e/> . :a :p ( 1 2 3 ), [ :q 'x' ; :r :s ] . :b :p [ :q 'y' ] . :c :d 'e' ."


@pytest.fixture
def endpoint(server: Server) -> Iterator[Endpoint]:
    """Return a graph on each real server, empty."""
    yield from _emptied(Endpoint(server.url, GRAPH, server.user, server.password))


@pytest.fixture
def unknown(oxigraph_server: Server) -> Iterator[Endpoint]:
    """Return a graph on a store of which nothing is known but SPARQL 1.1."""
    endpoint = Endpoint(f"{oxigraph_server.url}/query", GRAPH, updates=f"{oxigraph_server.url}/update")
    endpoint._found = (OTHER, endpoint.url)
    yield from _emptied(endpoint)


def _emptied(endpoint: Endpoint) -> Iterator[Endpoint]:
    endpoint.update(f"DROP SILENT GRAPH <{GRAPH}>")
    yield endpoint


def document(data: bytes = LISTS) -> Document:
    """Return Turtle as a document."""
    return parse(data, RdfFormat.TURTLE, "some.ttl")


def many(number: int) -> Document:
    """Return a document of so many triples."""
    return document("".join(f"<http://e/s{one}> <http://e/p> {one} .\n" for one in range(number)).encode())


def there(endpoint: Endpoint, graph: str | None = None) -> set[Quad]:
    """Return what is in a graph, that of the endpoint if none is named."""
    if graph is None:
        return set(RemoteStore(endpoint).triples())
    found = endpoint.connection
    other = Endpoint(found.url, graph, found.user, found._password)
    return set(RemoteStore(other).triples())


@pytest.fixture
def target(way: str, request: pytest.FixtureRequest) -> Iterator[Endpoint]:
    """Return an empty graph, to be loaded in one of the three ways."""
    if way == "sparql":
        endpoint = request.getfixturevalue("unknown")
        assert isinstance(endpoint, Endpoint)
        yield endpoint
        return
    server = request.getfixturevalue(f"{way}_server")
    yield from _emptied(Endpoint(server.url, GRAPH, server.user, server.password))


WAYS = pytest.mark.parametrize("way", ["oxigraph", "virtuoso", "sparql"])


@WAYS
def test_twice_is_once(target: Endpoint) -> None:
    """What is sent is there, lists and blank nodes too; sent again it changes nothing, and nothing is left aside."""
    first = load(target, [document()])
    assert (first.here, first.there, first.differences) == (13, 13, [])
    assert load(target, [document()]) == first
    assert load(target, [document()], add=True) == first
    assert there(target, staging(GRAPH)) == set()


@WAYS
def test_replaced_or_added(target: Endpoint) -> None:
    """A load takes the place of what was there; --add leaves it, and adds what is new of it only."""
    load(target, [many(3)])
    done = load(target, [document()], add=True)
    assert (done.here, done.there, done.differences) == (13, 16, [])
    assert load(target, [document(LISTS + b"<http://e/x> <http://e/p> [ <http://e/q> 'new' ] .")], add=True).there == 18
    assert load(target, [many(2)]).there == 2


@WAYS
def test_more_than_one_request(target: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """Triples that need several requests all arrive, and progress tells so."""
    monkeypatch.setattr(module, "CHUNK", 4)
    monkeypatch.setattr(module, "STORE_CHUNK", 4)
    told: list[tuple[int, int]] = []
    done = load(target, [document(), many(9)], progress=lambda *now: told.append(now))
    assert (done.there, done.differences) == (22, [])
    assert told[0] == (0, 22)
    assert told[-1] == (22, 22)


@WAYS
def test_a_failure_leaves_the_graph_as_it_was(target: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a load fails half way, the old graph is there; the next one ends as if nothing had been, nothing aside."""
    load(target, [many(3)])
    before = there(target)
    monkeypatch.setattr(module, "CHUNK", 4)
    monkeypatch.setattr(module, "STORE_CHUNK", 4)
    sent = target.connection.send
    left = 4

    def failing(request: object, once: bool = False) -> object:
        nonlocal left
        left -= 1
        if left <= 0:
            raise RemoteFailure("the wire is cut")
        return sent(request, once)  # type: ignore[arg-type]

    if not target.kind.whole:
        monkeypatch.setattr(target.connection, "send", failing)
        with pytest.raises(RemoteFailure, match="cut"):
            load(target, [many(20)])
        monkeypatch.setattr(target.connection, "send", sent)
        assert there(target) == before
    assert load(target, [many(20)]).there == 20
    assert there(target, staging(GRAPH)) == set()


def test_what_virtuoso_and_oxigraph_change_is_named(endpoint: Endpoint) -> None:
    """Each of 110 tricky terms arrives as it was sent, or its change is one of the differences, with its kind."""
    sent = {NamedNode(f"http://e/{number}"): term for number, term in enumerate(TERMS.values())}
    triples = (Triple(subject, NamedNode("http://e/p"), term) for subject, term in sent.items())
    data = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    done = load(endpoint, [parse(data, RdfFormat.N_TRIPLES, "tricky.nt")])
    found = {quad.subject: quad.object for quad in there(endpoint)}
    changed = {(str(term), str(found[subject])) for subject, term in sent.items() if found[subject] != term}
    assert changed
    assert {(one.before, one.after) for one in done.differences} == changed
    if done.store == "Oxigraph":
        assert {one.before for one in done.wrong} == {str(typed("2003-05-13T24:00:00", "xsd:dateTime"))}
    else:
        assert str(typed("five", "xsd:integer")) in {one.before for one in done.wrong}


def test_blank_nodes_of_two_files_are_two() -> None:
    """One label in two files means two nodes."""
    quads = list(together([document(b"_:a <x:p> 1 ."), document(b"_:a <x:p> 2 .")]))
    assert len({quad.subject for quad in quads}) == 2
    assert len(canonical(quads).groups) == 2


def test_what_cannot_be_loaded_is_refused_first(oxigraph_server: Server) -> None:
    """Named graphs, and blank nodes that nobody can compare, are refused before anything is sent."""
    endpoint = Endpoint(oxigraph_server.url, "http://example.org/never")
    trig = parse(b"<x:g> { <x:a> <x:b> <x:c> }", RdfFormat.TRIG, "some.trig")
    with pytest.raises(UsageError, match=r"some.trig has named graphs"):
        load(endpoint, [trig])
    clique = "".join(f"_:a{one} <x:p> _:a{other} .\n" for one in range(12) for other in range(12) if one != other)
    with pytest.raises(LimitReached):
        load(endpoint, [document(clique.encode())])
    assert there(endpoint) == set()


def test_the_default_graph_is_loaded_where_there_is_one(oxigraph_server: Server) -> None:
    """Without a graph the default graph is meant, and no other is touched."""
    named = Endpoint(oxigraph_server.url, GRAPH)
    load(named, [many(2)])
    assert load(Endpoint(oxigraph_server.url), [many(3)]).there == 3
    assert len(there(named)) == 2
