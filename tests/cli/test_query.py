"""Tests of confgraph.cli.query: ask a canned question, or one's own."""

from __future__ import annotations

import csv
import json
import os
import threading
from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse

from running import COMMAND, Run
from test_graph import Endpoint, federated

EDITIONS = [
    ["https://w3id.org/confgraph/id/edition/tiny-2", "Tiny Conference 2002", "2002", "2002-05-13"],
    ["https://w3id.org/confgraph/id/edition/tiny-10", "Tiny Conference 2010", "2010", "2010"],
]
SELECT = "SELECT ?label { series:tiny rdfs:label ?label }"
CONSTRUCT = "CONSTRUCT WHERE { series:tiny rdfs:label ?label }"


def test_a_pipe_gets_csv(run: Run) -> None:
    """In a pipe the answer is the CSV of SPARQL 1.1, and stderr is silent."""
    done = run("query", "editions")
    assert list(csv.reader(done.out.splitlines())) == [["edition", "label", "year", "start"], *EDITIONS]
    assert (done.code, done.err) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="there is no pty")
def test_a_terminal_gets_a_table(run: Run) -> None:
    """On a terminal the answer is a table with short names, the question above it and the count below."""
    import pty

    shown = bytearray()

    def read(handle: int) -> bytes:
        data = os.read(handle, 4096)
        shown.extend(data)
        return data

    sink = os.open(os.devnull, os.O_WRONLY)
    saved = os.dup(1)
    os.dup2(sink, 1)
    try:
        status = pty.spawn([*COMMAND, *run.arguments("query", "editions")], read, lambda _: b"")
    finally:
        os.dup2(saved, 1)
        os.close(saved)
        os.close(sink)
    text = shown.decode()
    assert os.waitstatus_to_exitcode(status) == 0
    assert "Which editions are there?" in text
    assert "edition:tiny-10" in text
    assert "2 rows" in text
    assert "https://" not in text


def test_parameters_are_options(run: Run) -> None:
    """A parameter is given as an option of its name."""
    assert run("query", "editions", "--from", "2003").out.splitlines()[1:] == [",".join(EDITIONS[1])]
    assert run("query", "editions", "--series", "series:tiny").out.count("\n") == 3


def test_everything_wrong_is_said_at_once(run: Run) -> None:
    """Two wrong parameters are one error with both, before anything is asked."""
    done = run("query", "editions", "--series", "tinny", "--from", "now")
    assert (done.code, done.out) == (2, "")
    assert "did you mean tiny?; 'now' is no integer" in done.err


def test_a_missing_parameter_is_asked_for(run: Run) -> None:
    """A parameter that must be given is named with its option."""
    assert run("query", "describe").err == "confgraph: describe needs a value for 'id': give --id\n"


@pytest.mark.parametrize("where", ["before", "after"])
def test_options_may_stand_before_or_after_the_name(run: Run, where: str) -> None:
    """The format may be given before or after the name of the query."""
    arguments = ["-f", "json", "editions"] if where == "before" else ["editions", "-f", "json"]
    found = json.loads(run("query", *arguments).out)
    assert found["head"]["vars"] == ["edition", "label", "year", "start"]
    assert [row["year"]["value"] for row in found["results"]["bindings"]] == ["2002", "2010"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("csv", "label\r\nTiny Conference\r\n"),
        ("tsv", '?label\n"Tiny Conference"@en\n'),
        ("markdown", "| label |\n| --- |\n| Tiny Conference |\n"),
    ],
)
def test_rows_have_the_formats_of_the_standards(run: Run, chosen: str, expected: str) -> None:
    """CSV and TSV are those of SPARQL 1.1 Query Results; Markdown is a table."""
    assert run("query", "--text", SELECT, "-f", chosen).out == expected


@pytest.mark.parametrize("chosen", ["turtle", "ntriples", "rdfxml", "jsonld"])
def test_triples_have_the_formats_of_rdf(run: Run, chosen: str) -> None:
    """The answer of a CONSTRUCT is one triple in every RDF format."""
    formats = {
        "turtle": RdfFormat.TURTLE,
        "ntriples": RdfFormat.N_TRIPLES,
        "rdfxml": RdfFormat.RDF_XML,
        "jsonld": RdfFormat.JSON_LD,
    }
    done = run("query", "--text", CONSTRUCT, "-f", chosen)
    assert len(list(parse(done.out.encode(), format=formats[chosen]))) == 1


@pytest.mark.parametrize(
    ("pattern", "word"), [("series:tiny a cg:EventSeries", "true"), ("series:tiny a cg:City", "false")]
)
def test_yes_and_no_have_the_formats_of_the_standards(run: Run, pattern: str, word: str) -> None:
    """ASK is a bare word, or the JSON and XML of SPARQL 1.1 Query Results."""
    ask = ("query", "--text", f"ASK {{ {pattern} }}")
    assert run(*ask).out == f"{word}\n"
    assert json.loads(run(*ask, "-f", "json").out)["boolean"] is (word == "true")
    found = ElementTree.fromstring(run(*ask, "-f", "xml").out)
    assert found.findtext("{http://www.w3.org/2005/sparql-results#}boolean") == word


def test_a_format_that_does_not_fit_is_refused(run: Run) -> None:
    """Rows are no Turtle, triples are no CSV, and the error lists what there is."""
    assert "use one of csv, tsv" in run("query", "--text", SELECT, "-f", "turtle").err
    assert "use one of turtle" in run("query", "--text", CONSTRUCT, "-f", "csv").err


def test_a_file_is_asked_and_named_in_errors(run: Run, tmp_path: Path) -> None:
    """--file asks what stands in a file; what is wrong with it is told with file, line and column."""
    path = tmp_path / "own.rq"
    path.write_text(SELECT, encoding="utf-8")
    assert "Tiny Conference" in run("query", "--file", path).out
    path.write_text("SELECT *\nWHERE { ?s nosuch:p ?o }", encoding="utf-8")
    done = run("query", "--file", path)
    assert done.code == 2
    assert f"{path}:2:" in done.err
    assert "the prefix nosuch: is not declared" in done.err


def test_an_output_file_is_written_whole(run: Run, tmp_path: Path) -> None:
    """-o writes the same bytes that stdout would get, and nothing to stdout."""
    path = tmp_path / "new" / "rows.csv"
    done = run("query", "editions", "-o", path)
    assert (done.code, done.out) == (0, "")
    assert path.read_text(encoding="utf-8") == run("query", "editions").out.replace("\r\n", "\n")
    assert [one.name for one in path.parent.iterdir()] == ["rows.csv"]


def test_an_output_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    """-o to a place where no file can be ends with 5 and its name, and what was there stays."""
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    done = run("query", "editions", "-o", tmp_path / "file" / "rows.csv")
    assert (done.code, done.out) == (5, "")
    assert str(tmp_path / "file") in done.err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_dash_is_stdout(run: Run) -> None:
    """-o - is stdout, as everywhere."""
    assert run("query", "editions", "-o", "-").out == run("query", "editions").out


def test_a_device_is_written_to_and_stays(run: Run, tmp_path: Path) -> None:
    """-o to a pipe or device writes into it; no file takes its place."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run("query", "editions", "-o", pipe).code == 0
    reader.join(10)
    assert pipe.is_fifo()
    assert b"Tiny Conference 2002" in got[0]


def test_help_of_a_query_says_what_it_answers(run: Run) -> None:
    """The help of a canned query is its question, and its parameters with their types and defaults."""
    text = run("query", "editions", "--help").out
    assert "Which editions are there?" in text
    assert "--series IRI" in text
    assert "an IRI, a prefixed name or a slug, optional." in text
    assert "integer, default 1990." in text


@pytest.fixture
def endpoint() -> Iterator[str]:
    """Return the address of an endpoint on this machine."""
    triple = b"<https://w3id.org/confgraph/id/place/smallville> <http://e.org/population> 48 ."
    Endpoint.store.load(triple, format=RdfFormat.TURTLE)
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()


def test_a_service_is_asked_when_it_is_allowed(run: Run, endpoint: str) -> None:
    """--allow-service lets a query ask that host; without it the refusal names the option and the place."""
    query = ("query", "--text", federated(endpoint))
    assert run(*query, "--allow-service", "127.0.0.1").out == "people\r\n48\r\n"
    done = run(*query)
    assert (done.code, done.out) == (2, "")
    assert "allow it with --allow-service 127.0.0.1" in done.err


def test_a_service_that_fails_ends_with_six(run: Run, endpoint: str) -> None:
    """An endpoint that answers nonsense is the other side's failure."""
    done = run("query", "--text", federated(endpoint.replace("sparql", "garbage")), "--allow-service", "127.0.0.1")
    assert done.code == 6
