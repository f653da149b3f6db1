"""Tests of confgraph.publishing.executables: the canned queries described in RDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

import confgraph
from confgraph.namespaces import expand
from confgraph.publishing.executables import executables
from confgraph.queries import find


def described(folder: Path | str) -> set[Triple]:
    """Return what the description of a folder of queries says."""
    return {quad.triple for quad in parse(executables(find(folder)).encode(), format=RdfFormat.TURTLE)}


@pytest.mark.parametrize(("name", "form"), [("editions", "Select"), ("describe", "Construct")])
def test_a_query_is_an_executable_of_its_form(tiny: Path, name: str, form: str) -> None:
    """Each query is a sh:SPARQLExecutable of its form, with its question and its whole text (SHACL-AF, section 5)."""
    subject, found = NamedNode(expand(f"query:{name}")), described(tiny / "queries")
    query = next(one for one in find(tiny / "queries") if one.name == name)
    expected: list[tuple[str, NamedNode | Literal]] = [
        ("rdf:type", NamedNode(expand("sh:SPARQLExecutable"))),
        ("rdf:type", NamedNode(expand(f"sh:SPARQL{form}Executable"))),
        ("rdfs:label", Literal(query.summary, language="en")),
        ("rdfs:comment", Literal(query.description, language="en")),
        ("schema:keywords", Literal("test")),
        (f"sh:{form.lower()}", Literal((tiny / "queries" / f"{name}.rq").read_text(encoding="utf-8"))),
    ]
    for predicate, value in expected:
        assert Triple(subject, NamedNode(expand(predicate)), value) in found


def test_every_shipped_query_is_described(graph: confgraph.Graph) -> None:
    """The description of the catalog names each of its queries once."""
    subjects = {triple.subject for triple in described(graph.catalog.queries)}
    assert subjects == {NamedNode(expand(f"query:{query.name}")) for query in graph.queries()}
