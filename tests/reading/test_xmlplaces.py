"""Triples of RDF/XML are found by the line of their element."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from confgraph.reading import parse
from confgraph.reading.positions import positions

TEXT = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e.example/" xml:base="https://e.example/">
 <e:T rdf:about="a"
   e:short="x">
  <e:name xml:lang="en">A</e:name>
  <e:knows rdf:resource="b"/>
  <e:in>
   <rdf:Description>
    <e:deep>D</e:deep>
   </rdf:Description>
  </e:in>
 </e:T>
 <rdf:Description rdf:about="b">
  <e:name xml:lang="en">A</e:name>
 </rdf:Description>
</rdf:RDF>"""


def test_every_element_is_found() -> None:
    """Types, attributes, texts, links and nested nodes have the line of their element."""
    found = {
        (str(one.quad.subject)[-2:-1], one.quad.predicate.value.rpartition("/")[2].rpartition("#")[2]): one.place.line
        for one in positions(parse(TEXT.encode(), RdfFormat.RDF_XML, "file"))
        if not str(one.quad.subject).startswith("_")
    }
    assert found == {
        ("a", "type"): 3,
        ("a", "short"): 3,
        ("a", "name"): 5,
        ("a", "knows"): 6,
        ("a", "in"): 7,
        ("b", "name"): 14,
    }


def test_what_is_in_a_nested_node_is_found() -> None:
    """A node without an address has its lines as well."""
    found = [
        one.place.line for one in positions(parse(TEXT.encode(), RdfFormat.RDF_XML, "file")) if '"D"' in str(one.quad)
    ]
    assert found == [9]
