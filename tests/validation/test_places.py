"""A result stands where its value is, else its property, its node or a link to it; the line comes along."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from confgraph.problems import Place, Problem
from confgraph.reading import parse
from confgraph.validation.places import Places, sourced, with_source

DOCUMENT = parse(b'<a:s>\n <a:p> "A"@EN ,\n  <a:o> .\r\n<a:t> <a:q> 1 .', RdfFormat.TURTLE, "file")
S, P, VALUE, X = (NamedNode(f"a:{name}") for name in "spox")


@pytest.mark.parametrize(
    ("focus", "path", "value", "place"),
    [
        (S, P, VALUE, "file:3:3"),
        (S, P, Literal("A", language="en"), "file:2:8"),
        (S, P, None, "file:2:2"),
        (S, P, X, "file:2:2"),
        (S, X, VALUE, "file:3:3"),
        (S, X, None, "file:1:1"),
        (VALUE, X, None, "file:3:3"),
        (X, X, X, "the catalog"),
    ],
)
def test_the_nearest_place_is_told(focus: NamedNode, path: NamedNode, value: object, place: str) -> None:
    """The value comes first, whatever the case of its language."""
    assert str(Places([("", DOCUMENT)]).of(focus, path, value)) == place


def test_blank_nodes_of_two_files_stand_apart() -> None:
    """The same label in two files is two nodes, and a node without one is found as well."""
    files = [
        parse(f"{line}_:x <a:p> 1 .\n[] <a:q> 2 .".encode(), RdfFormat.TURTLE, str(len(line))) for line in ("", "\n")
    ]
    places = Places([("d0-", files[0]), ("d1-", files[1])])
    assert str(places.of(BlankNode("d0-x"), P, None)) == "0:1:5"
    assert str(places.of(BlankNode("d1-x"), P, None)) == "1:2:5"
    assert str(places.of(BlankNode("d1-b2"), NamedNode("a:q"), None)) == "1:3:4"


def test_problems_get_their_lines() -> None:
    """The source of a problem is its line, without the line end."""
    problems = [Problem(Place("file", 3, 3), "w"), Problem(Place("other", 1), "w"), Problem(Place("file"), "w")]
    assert [one.source for one in with_source(problems, {"file": DOCUMENT.data})] == ["  <a:o> .", "", ""]


def test_a_file_that_cannot_be_read_shows_its_line(tmp_path: Path) -> None:
    """Broken bytes are shown as far as they can be; a file that is gone shows nothing."""
    path = tmp_path / "a.ttl"
    path.write_bytes(b"one\ncaf\xe9\n")
    problem = Problem(Place("a.ttl", 2, 4), "w")
    assert sourced(path, [problem])[0].source == "caf\ufffd"
    assert sourced(tmp_path / "none", [problem]) == [problem]
