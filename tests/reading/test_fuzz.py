"""Whatever bytes a reader gets, it reads them or says what is wrong; and so does all that looks at them later.

``make fuzz-readers`` goes on for ten minutes for each reader, or FUZZ_SECONDS; what it finds becomes an example below.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from confgraph.problems import ConfgraphError
from confgraph.reading import CSV, SUFFIXES, parse
from confgraph.reading.blanknodes import labelled
from confgraph.reading.characters import suspicious_characters
from confgraph.reading.comments import comments
from confgraph.reading.html import json_ld_scripts
from confgraph.reading.json import json_members, json_records, json_value
from confgraph.reading.positions import positions
from confgraph.reading.tables import table_records
from confgraph.reading.terms import findings
from confgraph.reading.yaml import yaml_records

SECONDS: Final = float(os.environ.get("FUZZ_SECONDS", "0"))
EXAMPLES: Final = 150
SLOWEST: Final = 5.0
"""Seconds for less than a kilobyte: whoever needs more hangs."""

TURTLE: Final = """@prefix e: <http://e.org/> .
@base <http://e.org/> .
# a comment
e:a a e:C ; e:p "x"@en , 'y', \"\"\"long "text" \"\"\" , 1 , 1.5 , 1e3 , true , "2001"^^<http://e.org/t> ;
  e:q [ e:r ( 1 e:b _:c ) ] , <rel#x> , "\\u00e9\\U0001F40D\\n" .
_:c e:s <http://xn--e1afmkfd.org/a%20b?c=d> .
"""
TRIG: Final = "@prefix e: <http://e.org/> .\ne:g { e:a e:p e:b , [] } GRAPH e:h { e:a e:p ( ) . } e:a e:p 'x'@en-GB .\n"
LINES: Final = '<http://e.org/a> <http://e.org/p> "x\\"y\\u00e9"@en .\n_:b <http://e.org/q> _:c .\n# comment\n'
QUADS: Final = (
    '<http://e.org/a> <http://e.org/p> "1"^^<http://e.org/t> <http://e.org/g> .\n_:b <http://e.org/q> _:c .\n'
)
JSON: Final = """{"@context": {"e": "http://e.org/", "p": {"@id": "e:p", "@type": "@id"}, "n": "e:n"},
"@graph": [{"@id": "e:a", "@type": "e:C", "p": ["e:b", {"@id": "e:c", "n": [1, 1.5, true, null]}],
 "n": {"@value": "x", "@language": "en"}}, {"@id": "_:b", "n": {"@list": [1, []]}}]}
"""
XML: Final = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">
<e:C rdf:about="http://e.org/a" e:n="x"><e:p rdf:resource="http://e.org/b"/><!-- c -->
<e:q xml:lang="en">text &amp; more &#xe9;</e:q><e:r rdf:parseType="Collection"><e:D rdf:nodeID="x"/></e:r>
<e:s rdf:parseType="Resource"><e:t rdf:datatype="http://e.org/t">1</e:t></e:s><e:u><![CDATA[<]]></e:u></e:C>
</rdf:RDF>
"""
TABLE: Final = (
    "name,start_date,end_date,url,country\r\n"
    '"PyCon, X",2031-02-03,2031-02-05,https://e.org/,DE\r\n"two\nlines",2031-02,,,\r\n'
)
YAML: Final = (
    "# a\n- conference: PyCon\n  year: 2031\n  tags: [a, b]\n  place: &x |\n    two\n    lines\n- {a: *x, b: ~}\n"
)
PAGE: Final = (
    '<html><script type="application/ld+json">{"a": 1}</script><p>&amp;<SCRIPT type=\'application/ld+json\'>[]</html>'
)

TOKENS: Final = [
    *(
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\xc2\x85",
        b"\xe2\x80\xae",
        b"\xe2\x80\x8b",
        b"\r",
        b"\r\n",
        b"\t",
    ),
    *rb"""" ' \u \u12 \uD800 \UFFFFFFFF \n \x \. \ < > << >> { } {| |} [ ] [] ( ) () ~ ^^ ^ @ @en""".split(),
    *rb""". ; , : :: _: _:x - -- # % %zz & &#0; &x; $ / // @prefix PREFIX @base BASE a true GRAPH = => 1 1e""".split(),
    *rb"""1e999999 -0 NaN <http://[ <urn:x> <javascript:1> http://e.org/ <![CDATA[ ]]> <!-- --> <?x?>""".split(),
    *rb"""rdf:ID="x" xml:lang="" rdf:parseType="Literal" </e:C> @context "@id" "@type" "@set" "@reverse" """.split(),
    *rb""""@vocab" "@graph" null "a":1,"a":2 Infinity !!python/x *x &x ? --- ... <<: | > ''' xmlns:x=''""".split(),
    *(b"<a b>", b"<!DOCTYPE x [<!ENTITY y 'z'>]>", b"- ", b"? a", b"<<: *x", b"\xc3\xa9", b"\xf0\x9f\x90\x8d", b'"""'),
]
EDITS: Final = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.one_of(st.sampled_from(TOKENS), st.binary(max_size=4)),
        st.sampled_from((1, 1, 1, 2, 300)),
    ),
    max_size=6,
)
Edits = list[tuple[float, int, bytes, int]]


def edited(seed: str, edits: Edits) -> bytes:
    """Return a text with some of it cut out and other things put in, at places between 0 and 1, so many times."""
    data = seed.encode()
    for place, cut, put, times in edits:
        at = int(place * len(data))
        data = data[:at] + put * times + data[at + cut :]
    return data


def of_rdf(file_format: Any) -> Callable[[bytes], None]:
    """Return what is done with the bytes of a format of RDF, or of a table of events."""

    def look(data: bytes) -> None:
        document = parse(data, file_format, "a file", "http://base.example/")
        assert len(list(labelled(document, "x-"))) == len(document)
        found = list(positions(document))
        assert [one[0] for one in found] == list(document)
        assert all(one.place.line is None or one.place.line >= 1 for one in found)
        list(findings(document))
        list(suspicious_characters(document.name, document.data))
        if file_format in (RdfFormat.TURTLE, RdfFormat.TRIG):
            list(comments(document.data.decode()))

    return look


def of_text(read: Callable[[str, str], object]) -> Callable[[bytes], None]:
    """Return what is done with the bytes for a reader of texts."""

    def look(data: bytes) -> None:
        read("a file", data.decode("utf-8", "replace"))

    return look


READERS: Final[dict[str, tuple[str, Callable[[bytes], None]]]] = {
    "turtle": (TURTLE, of_rdf(RdfFormat.TURTLE)),
    "trig": (TRIG, of_rdf(RdfFormat.TRIG)),
    "ntriples": (LINES, of_rdf(RdfFormat.N_TRIPLES)),
    "nquads": (QUADS, of_rdf(RdfFormat.N_QUADS)),
    "jsonld": (JSON, of_rdf(RdfFormat.JSON_LD)),
    "rdfxml": (XML, of_rdf(RdfFormat.RDF_XML)),
    "csv": (TABLE, of_rdf(CSV)),
    "yaml": (YAML, of_text(yaml_records)),
    "json records": (JSON, of_text(json_records)),
    "json members": (JSON, of_text(json_members)),
    "json value": (JSON, of_text(json_value)),
    "table": (TABLE, of_text(lambda name, text: table_records(name, text, ["name", "url", "country"], ["name"]))),
    "html": (PAGE, of_text(json_ld_scripts)),
}
FOUND: Final[list[tuple[str, bytes]]] = [
    ("turtle", b"@prefix e: <http://e.org/> . e:a e:-0, e:b , e:a-0 ; e:p+1 , e:-1e3 . e:-a e:p 1 ."),
    ("turtle", b"@prefix e-f: <http://e.org/> . e-f:a e-f:-0, e-f:b+.5 ."),
    ("jsonld", b'{"@id": "a", "InfinityInfinity": [Infinity}'),
    ("jsonld", b'{"a": NaNNaN]'),
    ("html", b"<![\x00CDATA[<p>"),
    ("html", b"<p><![C[x]]><![<![CDATA[<script type='application/ld+json'>1</script>"),
    ("jsonld", b'{"@id": NaNp": "x\x00"}'),
]
"""What was found once: the reader, and the bytes that it could not stand."""


def survives(name: str, data: bytes) -> None:
    """Read bytes, and what is read look at; an error that is told is fine, and nothing takes long."""
    begin = time.perf_counter()
    try:
        READERS[name][1](data)
    except ConfgraphError as error:
        assert error.message  # noqa: PT017 (whether there is an error is open, that it has words is not)
    assert time.perf_counter() - begin < SLOWEST


@pytest.mark.parametrize("name", READERS)
def test_every_reader_survives(name: str) -> None:
    """Hundreds of mutilated texts, always the same; for FUZZ_SECONDS, others each time."""
    seed = READERS[name][0]
    survives(name, seed.encode())

    def check(edits: Edits) -> None:
        survives(name, edited(seed, edits))

    quiet = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not SECONDS,
        suppress_health_check=list(HealthCheck),
    )
    end = time.monotonic() + SECONDS
    quiet(given(EDITS)(check))()
    while time.monotonic() < end:
        quiet(given(EDITS)(check))()


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_was_found_stays_mended(name: str, data: bytes) -> None:
    """A finding of the fuzzing is read, or told, ever after."""
    survives(name, data)


def test_every_reader_has_a_target() -> None:
    """A format that can be read is fuzzed, and its text is right before it is mutilated."""
    seeds = {parse(seed.encode(), form, "a file").format for form, seed in zip(SUFFIXES.values(), SEEDS, strict=True)}
    assert seeds == set(SUFFIXES.values())


SEEDS: Final = (TURTLE, LINES, QUADS, TRIG, JSON, XML, XML, TABLE)
