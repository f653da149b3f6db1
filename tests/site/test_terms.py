"""The pages of the ontology."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat
from test_pages import text_of

from confgraph.site.facts import Facts
from confgraph.site.render import Renderer
from confgraph.site.terms import Terms


def test_a_term_is_explained(site: Path) -> None:
    """A term has its definition, an example, where it is used, its matches, and what the shapes ask."""
    text = text_of(site / "ns/ordinal.html")
    for words in (
        "The number of an edition within one series.",
        "has the number 4",
        "Where it is used",
        "close match",
        "What the shapes ask",
        "at most 1",
    ):
        assert words in text, words


def test_every_term_has_a_page(site: Path, facts: Facts) -> None:
    """The page of the ontology leads to each class and property."""
    index = (site / "ns/index.html").read_text(encoding="utf-8")
    for iri in facts.terms:
        assert (site / f"{facts.addresses[iri]}.html").is_file()
        if facts.is_a(iri, "owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty"):
            assert f"{facts.addresses[iri].removeprefix('ns/')}.html" in index, iri


def test_shapes_are_in_words(facts: Facts, renderer: Renderer, site: Path) -> None:
    """Every shape has a name and a rule, and every rule says something."""
    shapes = Terms(facts, renderer).shapes
    assert len(shapes) > 20
    assert all(shape.name and shape.rules for shape in shapes)
    assert "the edition is in no series that is described" in text_of(site / "ns/shapes.html")


def test_a_version_has_an_address(site: Path) -> None:
    """The ontology stands under the address of its version, in every format."""
    for suffix in (".ttl", ".nt", ".jsonld", ".rdf"):
        assert (site / f"ns/1.0.0{suffix}").read_bytes() == (site / f"ns/index{suffix}").read_bytes()
    assert len(list(pyoxigraph.parse(path=str(site / "ns/1.0.0.ttl"), format=RdfFormat.TURTLE))) > 900
