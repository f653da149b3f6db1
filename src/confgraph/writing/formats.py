"""Serialise a graph into an RDF format: the same graph gives the same bytes on every machine and run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, DefaultGraph, Quad, RdfFormat, Triple
from pyoxigraph import serialize as serialize_rdf

from confgraph.namespaces import PREFIXES
from confgraph.writing.jsonld import entities_as_jsonld
from confgraph.writing.turtle import Statement, records, sorted_statements, turtle

Context = Mapping[str, object]


def serialize(statements: Iterable[Statement], rdf_format: str, context: Context | None = None) -> bytes:
    """Return the statements as bytes in one of ``RDF_FORMATS``; ``context`` is the JSON-LD context.

    Blank nodes get the names of RDFC-1.0, so that their order in the input does not matter.
    """
    return RDF_FORMATS[rdf_format](_canonical(statements), context or {})


def _canonical(statements: Iterable[Statement]) -> list[Statement]:
    listed = list(statements)
    if not any(isinstance(term, BlankNode) for s in listed for term in (s.subject, s.object)):
        return listed
    quads = (s if isinstance(s, Quad) else Quad(s.subject, s.predicate, s.object) for s in listed)
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def _turtle(statements: list[Statement], _: Context) -> bytes:
    return turtle(statements).encode()


def _ntriples(statements: list[Statement], _: Context) -> bytes:
    triples = {Triple(s.subject, s.predicate, s.object) for s in statements}
    lines = serialize_rdf(triples, format=RdfFormat.N_TRIPLES).splitlines(keepends=True)
    return b"".join(sorted(lines))


def _trig(statements: list[Statement], _: Context) -> bytes:
    """Write one block for each named graph, so that every statement shows the file it came from."""
    graphs: dict[str, list[Statement]] = {}
    for statement in statements:
        graph = statement.graph_name if isinstance(statement, Quad) else DefaultGraph()
        graphs.setdefault("" if isinstance(graph, DefaultGraph) else f"<{graph.value}>", []).append(statement)
    used: set[str] = set()
    blocks = []
    for name in sorted(graphs):
        inside = records(graphs[name], used, {}, indent="  " if name else "")
        blocks.append(f"{name} {{\n" + "\n".join(inside) + "}\n" if name else "\n".join(inside))
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in PREFIXES if name in used)
    return "\n".join([prefixes, *blocks]).encode()


def _rdfxml(statements: list[Statement], _: Context) -> bytes:
    return serialize_rdf(sorted_statements(statements), format=RdfFormat.RDF_XML, prefixes=PREFIXES)


def _jsonld(statements: list[Statement], context: Context) -> bytes:
    document = {"@context": context, "@graph": entities_as_jsonld(sorted_statements(statements), context)}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


RDF_FORMATS: Final[Mapping[str, Callable[[list[Statement], Context], bytes]]] = {
    "turtle": _turtle,
    "ntriples": _ntriples,
    "trig": _trig,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
"""The RDF formats, by the names that the command line uses."""
