"""Terms that careless readers and writers change or lose, and how two graphs are compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pyoxigraph
from hypothesis import strategies as st
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, Triple

from confgraph.namespaces import ID, expand

SUBJECT: Final = NamedNode("http://example.org/s")
PREDICATE: Final = NamedNode("http://example.org/p")


def typed(text: str, datatype: str) -> Literal:
    """Return a literal of a datatype that is given as a prefixed name or an IRI."""
    return Literal(text, datatype=NamedNode(datatype if "//" in datatype else expand(datatype)))


_NUMBERS: Final = {
    "xsd:integer": ("0", "01", "+5", "-0", "9" * 40, "", "five", " 1 ", "٣"),
    "xsd:decimal": ("48.20", "-16.5", ".5", "+0.0", "5.", "5", "1E+999999999"),
    "xsd:double": ("1e6", "1.E5", "1.5E-3", "1.0", "NaN", "INF", "-INF", "e5"),
    "xsd:boolean": ("true", "false", "1", "0", "yes", "TRUE"),
    "xsd:date": ("2003-05-13Z", "2003-05-13+14:00", "2003-02-31", "-0044-03-15", "20030513"),
    "xsd:dateTime": ("2003-05-13T10:00:00.000Z", "2003-05-13T24:00:00"),
    "xsd:gYear": ("2003", "2003Z"),
    "xsd:gYearMonth": ("2003-05",),
    "rdf:HTML": ("<p class='a'>b</p>", "<p"),
    "rdf:JSON": ('{"a": [1, 1.0]}',),
    "cg:odd": ("x",),
    "http://example.org/type(1)": ("x",),
}
_STRINGS: Final = (
    *("", " ", "  both  ", '"', "'", '"""', "'''", '""""', "\\", "\\\\", "\\n", "\\u0041", "ends with \\"),
    *("\n", "\r", "\r\n", "\t", "a\nb\n", "# no comment", "<a>&amp;</a>]]>", "%41", "{?x}", "a . b ; c , d"),
    *('"^^xsd:integer', '"@en', "\u00a0", "\u0085", "\u2028", "\ufeff", "é", "e\u0301", "日本", "\U0001f40d"),
    *("\x7f", "@prefix ex: <x> .", "_:b", "true", "42", "\u202eabc"),
)
_LANGUAGES: Final = ("en", "en-us", "zh-hant-tw", "de-1996", "en-x-odd")
_ADDRESSES: Final = (
    *("http://example.org/a%20b", "http://example.org/#frag", "http://example.org/é", "http://example.org/日本"),
    *("http://example.org/Python_(language)", "http://example.org/O'Reilly", "http://example.org/?a=b&c=d,e;f"),
    *("urn:isbn:0123", "mailto:a@example.org", expand("xsd:integer"), "https://w3id.org/confgraph/ns"),
    *(f"{ID}edition/{slug}" for slug in ("pycon.us", "2003", "-dash", "dot.", "", "a/b", "a~b", "é", "a:b", "_")),
)

TERMS: Final[dict[str, NamedNode | Literal]] = {
    **{f"{name}-{text[:12]!a}": typed(text, name) for name, texts in _NUMBERS.items() for text in texts},
    **{f"string-{text!a}": Literal(text) for text in _STRINGS},
    **{f"@{tag}": Literal('a "word"', language=tag) for tag in _LANGUAGES},
    **{address: NamedNode(address) for address in _ADDRESSES},
}
"""Terms by a name for the test's report; XML 1.0 can hold all of them."""

NOT_FOR_XML: Final = {f"U+{ord(c):04X}": Literal(f"a{c}b") for c in "\x00\x01\x0b\x1b\x1f\ufffe\uffff"}
"""Texts with characters that XML 1.0 has no way to write (section 2.2)."""


def canonical(statements: Iterable[Any]) -> set[str]:
    """Return the triples as N-Triples, their blank nodes named by RDFC-1.0: equal for the same graph, and only then."""
    dataset = Dataset(Quad(s.subject, s.predicate, s.object) for s in statements)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(Triple(quad.subject, quad.predicate, quad.object)) for quad in dataset}


def read_by_rdflib(data: bytes, name: str) -> set[str]:
    """Return what rdflib reads, canonical; its switch for re-spelling literals must be off."""
    import rdflib

    graph = rdflib.Graph().parse(data=data, format=name)
    return canonical(Triple(*map(from_rdflib, triple)) for triple in graph)


def from_rdflib(node: Any) -> Any:
    """Return an rdflib node as a pyoxigraph term, spelled as it is."""
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))


def triples_of(data: bytes, rdf_format: pyoxigraph.RdfFormat) -> set[str]:
    """Return what pyoxigraph reads, canonical."""
    return canonical(pyoxigraph.parse(data, format=rdf_format))


# What XML 1.0 can hold; the others are tested one by one.
texts: Final = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff" + "".join(map(chr, range(32))))
    | st.sampled_from("\t\n\r\"'\\#<>&@^"),
    max_size=8,
)
literals: Final = st.one_of(
    texts.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(_LANGUAGES)),
    st.builds(typed, texts | st.sampled_from(("01", "true", "1.50", "1e6")), st.sampled_from(sorted(_NUMBERS))),
)
addresses: Final = st.sampled_from(_ADDRESSES).map(NamedNode)
_blank: Final = st.sampled_from("abc").map(BlankNode)
_names: Final = [NamedNode(expand(name)) for name in ("rdfs:label", "cg:year", "cg:source", "foaf:page")]
_classes: Final = st.sampled_from([NamedNode(expand(name)) for name in ("cg:Edition", "schema:Event")])

graphs: Final = st.lists(
    st.builds(Triple, addresses | _blank, st.sampled_from([PREDICATE, *_names]), literals | addresses | _blank)
    | st.builds(Triple, addresses | _blank, st.just(NamedNode(expand("rdf:type"))), _classes | _blank),
    max_size=12,
)
"""Random small graphs with blank nodes."""
