"""Describe the canned queries in RDF, so that they can be queried themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from confgraph.namespaces import expand
from confgraph.queries import CannedQuery
from confgraph.sparql import query_form
from confgraph.writing import turtle


def executables(queries: Iterable[CannedQuery]) -> str:
    """Return Turtle that describes each query as a ``sh:SPARQLExecutable`` (SHACL Advanced Features, section 5).

    The parameters of a query are not described: its text names them, by grlc's convention.
    """
    return turtle(triple for query in queries for triple in _described(query))


def _described(query: CannedQuery) -> Iterator[Triple]:
    subject = NamedNode(expand(f"query:{query.name}"))
    form = query_form(query.text)

    def says(predicate: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, NamedNode(expand(predicate)), value)

    yield says("rdf:type", NamedNode(expand("sh:SPARQLExecutable")))
    yield says("rdf:type", NamedNode(expand(f"sh:SPARQL{form.capitalize()}Executable")))
    yield says("rdfs:label", Literal(query.summary, language="en"))
    if query.description:
        yield says("rdfs:comment", Literal(query.description, language="en"))
    for tag in query.tags:
        yield says("schema:keywords", Literal(tag))
    yield says(f"sh:{form}", Literal(query.text))
