"""Blank nodes have the same labels at each reading, and those that a file gives stay."""

from __future__ import annotations

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat

from confgraph.reading import parse
from confgraph.reading.blanknodes import labelled

TEXTS = {
    "Turtle": (RdfFormat.TURTLE, "<a:s> <a:p> [ <a:q> (1 2) ] . _:b1 <a:p> _:x-1.2 , [] ."),
    "TriG": (RdfFormat.TRIG, "<a:g> { [] <a:p> _:b2 }"),
    "JSON-LD": (RdfFormat.JSON_LD, '[{"a:p": {"@id": "_:named"}}, {"a:p": {"a:q": 1}}]'),
    "RDF/XML": (
        RdfFormat.RDF_XML,
        """<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:">
        <r:Description r:nodeID="n"><a:p><r:Description/></a:p></r:Description></r:RDF>""",
    ),
    "N-Triples": (RdfFormat.N_TRIPLES, "_:a <a:p> _:b ."),
}


def read(name: str) -> list[Quad]:
    """Return the labelled statements of a text, parsed now."""
    file_format, text = TEXTS[name]
    return list(labelled(parse(text.encode(), file_format, "file")))


@pytest.mark.parametrize("name", TEXTS)
def test_a_second_reading_gives_the_same_labels(name: str) -> None:
    """All statements are equal, term by term."""
    assert read(name) == read(name)


def test_labels_of_the_file_stay() -> None:
    """Those with dots and hyphens too, and no other node gets one of them."""
    labels = [getattr(term, "value", "") for quad in read("Turtle") for term in (quad.subject, quad.object)]
    assert {"b1", "x-1.2"} <= set(labels)
    assert labels.count("b1") == 2, labels
    assert "named" in {getattr(quad.object, "value", "") for quad in read("JSON-LD")}
    assert [str(quad.subject) for quad in read("N-Triples")] == ["_:a"]


def test_it_is_the_same_graph() -> None:
    """Different nodes keep different labels: the canonical form does not change."""
    for name, (file_format, text) in TEXTS.items():
        graphs = [Dataset(read(name)), Dataset(parse(text.encode(), file_format, "file"))]
        for graph in graphs:
            graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        assert set(graphs[0]) == set(graphs[1]), name


def test_labels_begin_as_told() -> None:
    """All of them, those of the file too, so that the nodes of two files never meet."""
    quads = labelled(parse(b"_:x <a:p> [] .", RdfFormat.TURTLE, "file"), "d7-")
    assert [str(quad.triple) for quad in quads] == ["_:d7-x <a:p> _:d7-b2"]
