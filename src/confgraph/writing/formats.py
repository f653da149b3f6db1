"""Serialise a graph into an RDF format: the same graph gives the same bytes on every machine and run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
)
from pyoxigraph import serialize as serialize_rdf

from confgraph.namespaces import PREFIXES, expand
from confgraph.problems import UsageError
from confgraph.writing.alike import groups, refuse_alike
from confgraph.writing.jsonld import entities_as_jsonld
from confgraph.writing.turtle import Ordered, Statement, records, sorted_statements, turtle

Context = Mapping[str, object]

_TYPE: Final = expand("rdf:type")
_XML_NAME: Final = r"[^\W\d][\w.-]*$"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def serialize(statements: Iterable[Statement], rdf_format: str, context: Context | None = None) -> bytes:
    """Return the statements as bytes in one of ``RDF_FORMATS``; ``context`` is the JSON-LD context.

    Blank nodes get the names of RDFC-1.0, so that their order in the input does not matter.
    """
    named: Sequence[Statement] = statements if isinstance(statements, Ordered) else canonical(statements)
    return RDF_FORMATS[rdf_format](named, context or {})


def ordered(statements: Iterable[Statement]) -> Ordered:
    """Return the statements as triples that are ready to be written in several formats."""
    return statements if isinstance(statements, Ordered) else Ordered(sorted_statements(canonical(statements)))


def canonical(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements with blank nodes called as RDFC-1.0 says, so that the same graph has the same names.

    Raises LimitReached where too many of them look alike.
    """
    listed = list(statements)
    if isinstance(statements, Ordered):
        return listed
    if not any(isinstance(term, BlankNode) for s in listed for term in s):
        return listed
    for group in groups(listed)[1]:
        refuse_alike(group)
    quads = (s if isinstance(s, Quad) else Quad(s.subject, s.predicate, s.object) for s in listed)
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def _turtle(statements: Sequence[Statement], _: Context) -> bytes:
    return turtle(statements).encode()


def _ntriples(statements: Sequence[Statement], _: Context) -> bytes:
    triples = {Triple(s.subject, s.predicate, s.object) for s in statements}
    return b"".join(sorted(_by_pyoxigraph(triples, RdfFormat.N_TRIPLES).splitlines(keepends=True)))


def _trig(statements: Sequence[Statement], _: Context) -> bytes:
    """Write one block for each named graph, so that every statement shows the file it came from."""
    graphs: dict[str, list[Statement]] = {}
    for statement in statements:
        graph = statement.graph_name if isinstance(statement, Quad) else DefaultGraph()
        graphs.setdefault("" if isinstance(graph, DefaultGraph) else str(graph), []).append(statement)
    used: set[str] = set()
    blocks = []
    for name in sorted(graphs):
        inside = records(graphs[name], used, {}, indent="  " if name else "")
        blocks.append(f"{name} {{\n" + "\n".join(inside) + "}\n" if name else "\n".join(inside))
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in PREFIXES if name in used)
    return "\n".join([prefixes, *blocks]).encode()


def refuse_for_xml(statements: Iterable[Statement]) -> None:
    """Raise UsageError for what XML 1.0 cannot carry (section 2.2; Namespaces in XML, section 3)."""
    for triple in statements:
        predicate, value = triple.predicate, triple.object
        kind = value if predicate.value == _TYPE else None  # written as an element, as properties are
        for name in (predicate, kind):
            if isinstance(name, NamedNode) and not _ends_in_xml_name(name.value):
                raise UsageError(f"{name} ends in no XML name, which RDF/XML needs: export another format")
        if isinstance(value, Literal) and (found := _NOT_XML.search(value.value)):
            character = f"U+{ord(found[0]):04X}"
            raise UsageError(f"{triple.subject} {predicate}: XML cannot hold {character}: export another format")


@lru_cache(maxsize=4096)
def _ends_in_xml_name(iri: str) -> bool:
    return re.search(_XML_NAME, iri) is not None


@lru_cache(maxsize=65536)
def _prefixes_of(iri: str) -> frozenset[str]:
    return frozenset(name for name, begin in PREFIXES.items() if iri.startswith(begin))


def _rdfxml(statements: Sequence[Statement], _: Context) -> bytes:
    triples = list(sorted_statements(statements))
    refuse_for_xml(triples)
    terms = {term.value for triple in triples for term in triple if isinstance(term, NamedNode)}
    used = frozenset().union(*map(_prefixes_of, terms))
    prefixes = {name: iri for name, iri in PREFIXES.items() if name in used}
    data = _by_pyoxigraph(triples, RdfFormat.RDF_XML, prefixes)
    return data.replace(b"\r", b"&#xD;")  # XML would read it as a line feed (section 2.11)


def _by_pyoxigraph(triples: Iterable[Triple], rdf_format: RdfFormat, prefixes: Mapping[str, str] = {}) -> bytes:
    data = serialize_rdf(triples, format=rdf_format, prefixes=dict(prefixes))
    assert data is not None  # as it is where an output file is named
    return data


def _jsonld(statements: Sequence[Statement], context: Context) -> bytes:
    document = {"@context": context, "@graph": entities_as_jsonld(sorted_statements(statements), context)}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


RDF_FORMATS: Final[Mapping[str, Callable[[Sequence[Statement], Context], bytes]]] = {
    "turtle": _turtle,
    "ntriples": _ntriples,
    "trig": _trig,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
"""The RDF formats, by the names that the command line uses."""
