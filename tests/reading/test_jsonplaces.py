"""Triples of JSON-LD are found by line, column and pointer."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from confgraph.reading import parse
from confgraph.reading.positions import positions

TEXT = """{
 "@context": {"name": "a:/name", "e": "https://e.example/", "knows": {"@id": "e:knows", "@type": "@id"}},
 "@graph": [
  {"@id": "e:a", "@type": "e:T", "name": "A",
   "e:year": 2026},
  {"@id": "e:b", "name": ["A", {"@value": "B", "@language": "en"}],
   "knows": "e:a", "e:in": {
     "e:deep": true}}
 ]
}"""


def test_every_value_is_found() -> None:
    """A value is found with its property and subject, in lists, value objects and nested nodes."""
    found = {}
    for one in positions(parse(TEXT.encode(), RdfFormat.JSON_LD, "file")):
        subject = str(one.quad.subject) if str(one.quad.subject).startswith("<") else "_"
        name = one.quad.predicate.value.rpartition("/")[2].rpartition("#")[2]
        value = getattr(one.quad.object, "value", "") if not str(one.quad.object).startswith("_") else "_"
        found[subject[-2:-1], name, value.rpartition("/")[2]] = (str(one.place), one.place.pointer)
    assert found == {
        ("a", "type", "T"): ("file:4:27", "/@graph/0/@type"),
        ("a", "name", "A"): ("file:4:42", "/@graph/0/name"),
        ("a", "year", "2026"): ("file:5:14", "/@graph/0/e:year"),
        ("b", "name", "A"): ("file:6:27", "/@graph/1/name/0"),
        ("b", "name", "B"): ("file:6:43", "/@graph/1/name/1/@value"),
        ("b", "knows", "a"): ("file:7:13", "/@graph/1/knows"),
        ("b", "in", "_"): ("file:7:28", "/@graph/1/e:in"),
        ("", "deep", "true"): ("file:8:16", "/@graph/1/e:in/e:deep"),
    }
