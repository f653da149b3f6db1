"""remote/answers.py: answers are read with the oddities of real stores, and broken ones are failures."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from confgraph.namespaces import expand
from confgraph.problems import RemoteFailure
from confgraph.remote.answers import Table, table, triples
from confgraph.remote.response import Response
from misbehaving import JSON

URL = "http://127.0.0.1/sparql"


def json(body: str, **headers: str) -> Response:
    """Return an answer in SPARQL JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response({"content-type": JSON, **named}, body.encode())


def test_virtuoso_7_is_understood() -> None:
    """Yes and no as a row, "typed-literal", and blank nodes as addresses: as Virtuoso 7.2.5 was seen to write them."""
    integer = expand("xsd:integer")
    said = f'{{"type": "typed-literal", "datatype": "{integer}", "value": "1"}}'
    assert (
        table(
            json(f'{{"head": {{"vars": ["__ASK_RETVAL"]}}, "results": {{"bindings": [{{"__ASK_RETVAL": {said}}}]}}}}'),
            URL,
        )
        is True
    )
    node = '{"type": "bnode", "value": "nodeID://b10001"}'
    found = table(
        json(f'{{"head": {{"vars": ["a", "b"]}}, "results": {{"bindings": [{{"a": {said}, "b": {node}}}]}}}}'), URL
    )
    assert isinstance(found, Table)
    number, blank = found.rows(URL).terms[0]
    assert number == Literal("1", datatype=NamedNode(integer))
    assert isinstance(blank, BlankNode)


@pytest.mark.parametrize(
    "body",
    [
        "",
        '{"head": {"vars": ["x"]}, "results": {"bindings": [',
        "[]",
        "{}",
        '{"head": 1, "results": {}}',
        "[" * 100_000,
    ],
    ids=["empty", "half", "list", "no head", "odd head", "deep"],
)
def test_broken_json_is_a_failure(body: str) -> None:
    """What is no whole SPARQL JSON raises a RemoteFailure with the address, and no row of it is used."""
    with pytest.raises(RemoteFailure, match=URL):
        table(json(body), URL)


def test_no_term_is_a_failure() -> None:
    """An address that is none is not passed on."""
    found = table(
        json('{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "a b"}}]}}'), URL
    )
    assert isinstance(found, Table)
    with pytest.raises(RemoteFailure, match="no RDF term"):
        found.rows(URL)


def test_a_part_is_a_failure() -> None:
    """Virtuoso's "anytime" answers, cut by a time limit of its own, say so in a header only."""
    with pytest.raises(RemoteFailure, match="only a part was answered"):
        table(json('{"head": {}, "boolean": true}', x_sql_state="S1TAT"), URL)


def test_triples_are_read() -> None:
    """Triples come as N-Triples, by its old name too, or Turtle; what cannot be read is a failure."""
    expected = [Triple(NamedNode("x:a"), NamedNode("x:b"), Literal("é"))]
    for media_type, body in (
        ("application/n-triples", '<x:a> <x:b> "é" .'),
        ("text/plain", '<x:a>\t<x:b>\t"\\u00E9" .'),
        ("text/turtle", '@prefix x: <x:> . x:a x:b "é" .'),
    ):
        assert triples(Response({"content-type": media_type}, body.encode()), URL) == expected
    with pytest.raises(RemoteFailure, match="cannot be read"):
        triples(Response({"content-type": "text/turtle"}, b"<x:a> <x:b>"), URL)
