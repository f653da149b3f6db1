"""Property paths are read from a shapes graph and written as SPARQL; what is none is refused with the reason."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from confgraph.validation.graph import ShapesGraph
from confgraph.validation.paths import (
    IllFormedPath,
    Path,
    as_sparql,
    as_turtle,
    inverted,
    predicates,
    read_path,
    simplified,
)
from validation.test_engine import quads

PATHS = {
    "e:p": "{p}",
    "[ sh:inversePath e:p ]": "^({p})",
    "( e:p e:q e:p )": "({p}/{q}/{p})",
    "[ sh:alternativePath ( e:p [ sh:inversePath e:q ] ) ]": "({p}|^({q}))",
    "[ sh:zeroOrMorePath e:p ]": "({p})*",
    "[ sh:oneOrMorePath [ sh:zeroOrOnePath e:p ] ]": "(({p})?)+",
    "( [ sh:zeroOrMorePath ( e:p e:q ) ] e:p )": "((({p}/{q}))*/{p})",
}
BACK = {
    "[ sh:inversePath [ sh:inversePath e:p ] ]": "{p}",
    "[ sh:inversePath ( e:p [ sh:inversePath e:q ] ) ]": "({q}/^({p}))",
    "[ sh:inversePath [ sh:zeroOrMorePath [ sh:alternativePath ( e:p e:q ) ] ] ]": "((^({p})|^({q})))*",
}
NONE = {
    '"p"': "an IRI or a blank node",
    "[ ]": "a path is an IRI, a list",
    "( e:p )": "two members or more",
    "[ sh:alternativePath e:p ]": "has no list",
    "[ sh:inversePath e:p , e:q ]": "has 2 values",
    "[ sh:inversePath e:p ; sh:zeroOrMorePath e:q ]": "one of sh:inversePath",
}


def path(text: str) -> Path:
    """Return the path that a text in Turtle describes."""
    graph = ShapesGraph(quads(f"e:S sh:path {text} ."))
    (node,) = graph.objects(NamedNode("http://e.org/S"), "http://www.w3.org/ns/shacl#path")
    return read_path(graph, node)


def sparql(text: str) -> str:
    """Return an expected path with its properties written out."""
    return text.replace("{p}", "<http://e.org/p>").replace("{q}", "<http://e.org/q>")


@pytest.mark.parametrize("text", PATHS)
def test_a_path_is_read_whole(text: str) -> None:
    """All kinds of SHACL, section 2.3.1, in one another."""
    assert as_sparql(path(text)) == sparql(PATHS[text])
    assert set(predicates(path(text))) <= {"http://e.org/p", "http://e.org/q"}


@pytest.mark.parametrize("text", BACK)
def test_only_predicates_are_inverted(text: str) -> None:
    """The inverse of a sequence goes back along its last step first (SHACL, section 2.3.1.4)."""
    assert as_sparql(simplified(path(text))) == sparql(BACK[text])


def test_twice_back_is_forth() -> None:
    """Inverting is its own inverse."""
    for text in PATHS:
        assert inverted(inverted(simplified(path(text)))) == simplified(path(text))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_path_is_refused(text: str) -> None:
    """The reason is said."""
    with pytest.raises(IllFormedPath, match=NONE[text]):
        path(text)


def test_a_path_that_contains_itself_is_refused() -> None:
    """It has no end."""
    graph = ShapesGraph(quads("_:x sh:inversePath _:x . e:S sh:path _:x ."))
    (node,) = graph.objects(NamedNode("http://e.org/S"), "http://www.w3.org/ns/shacl#path")
    with pytest.raises(IllFormedPath, match="contains itself"):
        read_path(graph, node)


@pytest.mark.parametrize("text", [*PATHS, *BACK])
def test_a_path_is_written_as_it_is_read(text: str) -> None:
    """What stands in a report as the path of a result means the same."""
    assert path(as_turtle(path(text))) == path(text)
