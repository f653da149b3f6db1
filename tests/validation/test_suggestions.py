"""What was likely meant is suggested: names, coordinates, languages."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from confgraph.namespaces import expand
from confgraph.validation.report import Result
from confgraph.validation.suggestions import Suggestions
from confgraph.validation.tables import Tables

SH = expand("sh:")
PLACE = NamedNode("https://e.example/place/1")


def iri(name: str) -> NamedNode:
    """Return the term of a prefixed name."""
    return NamedNode(expand(name))


def of(data: list[Quad], path: str, value: NamedNode | Literal, component: str = "Class") -> str:
    """Return the suggestion for a result about a path and a value."""
    result = Result(PLACE, iri(path), value, "", "error", "", f"{SH}{component}ConstraintComponent")
    return Suggestions(Tables([data])).of(result)


def coordinates(latitude: str, longitude: str) -> list[Quad]:
    """Return a place with its coordinates."""
    return [
        Quad(PLACE, iri("schema:latitude"), Literal(latitude)),
        Quad(PLACE, iri("schema:longitude"), Literal(longitude)),
    ]


def test_the_nearest_name_is_suggested() -> None:
    """A misspelt entity, of ours or in another namespace, gets the one that is there; what is known gets none."""
    ours = [Quad(iri("series:pycon-us"), iri("rdf:type"), iri("cg:EventSeries"))]
    assert of(ours, "cg:editionOf", iri("series:pycon-uss")) == "did you mean series:pycon-us?"
    assert of(ours, "cg:editionOf", iri("series:pycon-us")) == ""
    assert of(ours, "cg:editionOf", iri("series:zzz")) == ""
    others = [Quad(PLACE, iri("rdf:type"), iri("schema:Place"))]
    near = of(others, "schema:location", NamedNode("https://e.example/plaec/1"))
    assert near in ("", "did you mean https://e.example/place/1?")
    assert of(others, "schema:location", NamedNode("https://e.example/place/l")) == (
        "did you mean https://e.example/place/1?"
    )


@pytest.mark.parametrize(
    ("latitude", "longitude", "swapped"),
    [("151.2", "-33.8", True), ("91", "181", False), ("95", "120", False), ("x", "1", False), ("9" * 99, "1", False)],
)
def test_swapped_coordinates_are_known(latitude: str, longitude: str, swapped: bool) -> None:
    """A latitude beyond 90 degrees that is a longitude, beside one that is a latitude, was swapped with it."""
    found = of(coordinates(latitude, longitude), "schema:latitude", Literal(latitude), "MaxInclusive")
    assert found == ("swap schema:latitude and schema:longitude?" if swapped else "")


def test_a_name_without_a_language_gets_one() -> None:
    """Where a shape wants a language, the literal to write is suggested; other texts are left alone."""
    assert of([], "rdfs:label", Literal("PyCon"), "Datatype") == 'write "PyCon"@en?'
    assert of([], "rdfs:label", Literal("PyCon", language="en"), "Datatype") == ""
    assert of([], "cg:year", Literal("PyCon"), "Datatype") == ""
    assert of([], "rdfs:label", Literal("PyCon"), "MaxLength") == ""


def test_nodes_are_called_by_their_best_label() -> None:
    """A label comes before a name, English before other languages, and a node without one has none."""
    data = [
        Quad(PLACE, iri("schema:name"), Literal("Name")),
        Quad(PLACE, iri("rdfs:label"), Literal("Ort", language="de")),
        Quad(PLACE, iri("rdfs:label"), Literal("Place", language="en")),
    ]
    for known, label in ((data, "Place"), (data[:1], "Name"), ([], "")):
        suggestions = Suggestions(Tables([known]))
        suggestions.know_labels([PLACE])
        assert suggestions.label(PLACE) == label
