"""cli/endpoints.py: the options of an endpoint, on every command that has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

import confgraph
from confgraph.load import load
from confgraph.remote import Endpoint
from misbehaving import says, serving
from running import Run
from servers import Server

GRAPH: Final = "http://example.org/commands"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def test_the_password_is_the_first_line_of_a_file(run: Run, tmp_path: Path) -> None:
    """A password is read from a file, without the end of its line, and sent when it is asked for."""
    (tmp_path / "password").write_text("s\n")
    with serving(says("", 401, WWW_Authenticate='Basic realm="r"'), says("no", 403)) as fake:
        asked = run("load", fake.url, "--user", "dba", "--password-file", tmp_path / "password")
    assert asked.code == 6
    assert fake.asked[1].headers["authorization"] == "Basic ZGJhOnM="


def test_a_password_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """An empty or missing file is told by its name."""
    (tmp_path / "empty").write_text("\n")
    asked = run("load", "http://127.0.0.1:1/", "--user", "dba", "--password-file", tmp_path / "empty")
    assert (asked.code, "there is no password in this file" in asked.err) == (2, True)
    asked = run("load", "http://127.0.0.1:1/", "--user", "dba", "--password-file", tmp_path / "missing")
    assert (asked.code, "missing: no such file" in asked.err) == (5, True)


@pytest.fixture(scope="module")
def filled(server: Server, tiny_graph: confgraph.Graph) -> list[str]:
    """Return the words that name a real server, of each kind, which holds the tiny catalog."""
    endpoint = Endpoint(server.url, GRAPH, server.user, server.password)
    load(endpoint, tiny_graph.catalog.documents("ontology", "data"))
    return ["--endpoint", server.url, "--graph", GRAPH, *server.account]


def test_commands_answer_the_same_from_an_endpoint(run: Run, filled: list[str]) -> None:
    """Canned and own queries, show, search and stats print what they print of the catalog."""
    for words in (
        ["query", "editions"],
        ["query", "--text", "SELECT ?s { ?s a cg:Edition } ORDER BY ?s"],
        ["show", "tiny-2"],
        ["search", "tiny"],
        ["stats"],
    ):
        here = run(*words)
        assert here.code == 0, here.err
        assert run(*words, *filled) == here
    group, canned = ["query"], ["editions"]
    assert run(*group, *filled, *canned) == run(*group, *canned)


def test_an_endpoint_is_validated(run: Run, filled: list[str]) -> None:
    """Its triples are judged as a file with them would be, and what belongs to files is refused."""
    done = run("validate", *filled)
    assert (done.code, done.out) == (0, ""), done.err
    assert done.err.startswith("0 errors in ")
    done = run("validate", "x.ttl", *filled)
    assert (done.code, "an endpoint is validated as a whole" in done.err) == (2, True)


def test_what_is_wrong_at_an_endpoint_is_told(run: Run) -> None:
    """A result names the endpoint, the focus node and the mend."""
    iri = "https://w3id.org/confgraph/"
    terms = {"s": f"{iri}id/edition/x", "p": RDF_TYPE, "o": f"{iri}ns#Edition"}
    binding = {name: {"type": "uri", "value": value} for name, value in terms.items()}
    answer = says(json.dumps({"head": {"vars": list("spo")}, "results": {"bindings": [binding]}}))
    with serving(*[answer] * 6) as fake:
        done = run.on(None)("validate", "--endpoint", fake.url)
    assert done.code == 1
    assert f"{fake.url}  error  cg:editionOf  the edition is in no series" in done.out


def test_an_account_without_an_endpoint_is_refused(run: Run) -> None:
    """Nobody should think that the catalog was asked with it."""
    done = run("stats", "--user", "dba")
    assert (done.code, "--user without --endpoint" in done.err) == (2, True)
    done = run("show", "tiny-2", "--endpoint", "ftp://example.org/")
    assert (done.code, "is no address of an endpoint" in done.err) == (2, True)
