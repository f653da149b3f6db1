"""What a query answers, in the formats of the standards and as values of Python."""

from __future__ import annotations

import csv
import html.parser
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pandas
import polars
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from confgraph.namespaces import expand
from confgraph.problems import UsageError
from confgraph.results import ROW_FORMATS, TRIPLE_FORMATS, Rows, Triples, as_html, readable
from confgraph.store import Store
from tricky import PREDICATE, SUBJECT, TERMS, canonical, triples_of

VALUES = """SELECT ?thing ?label ?number ?day WHERE { VALUES (?thing ?label ?number ?day) {
  (cg:year "a, \\"b\\"\\n|c"@en 2003 "2003-05-13"^^xsd:date)
  (<http://example.org/x> "<script>alert(1)</script>" 1.5 "2003-05"^^xsd:gYearMonth)
  (UNDEF "" "x"^^xsd:integer UNDEF) } }"""
SPARQL = "{http://www.w3.org/2005/sparql-results#}"


def rows(query: str = VALUES) -> Rows:
    """Return the rows of a query over nothing."""
    answer = Store().query(query)
    assert isinstance(answer, Rows)
    return answer


def test_rows_are_values_of_python_in_order() -> None:
    """A row has a value for each variable, by name and by position; unbound is None."""
    found = rows()
    assert found.columns == ("thing", "label", "number", "day")
    assert found[0].number == 2003
    assert found[0].day.isoformat() == "2003-05-13"
    assert tuple(found[1]) == ("http://example.org/x", "<script>alert(1)</script>", Decimal("1.5"), "2003-05")
    assert tuple(found[-1]) == (None, "", "x", None)
    assert [row.label for row in found[1:]] == [row["label"] for row in found.dicts()[1:]]
    assert [type(row) for row in found] == [type(found[0])] * len(found) == [type(found[0])] * 3
    assert repr(found) == "<Rows 3 x (thing, label, number, day)>"
    with pytest.raises(IndexError):
        found[3]


def test_every_variable_of_sparql_can_be_a_column() -> None:
    """A variable that is no name in Python is found by its position and in dicts, and is written by its own name."""
    found = rows("SELECT ?class ?_x ?1 ?count ?é { VALUES (?class ?_x ?1 ?count ?é) { (1 2 3 4 5) } }")
    assert tuple(found[0]) == (1, 2, 3, 4, 5)
    assert found[0].é == 5
    assert found.dicts() == [{"class": 1, "_x": 2, "1": 3, "count": 4, "é": 5}]
    assert found.serialize("csv").startswith("class,_x,1,count,é\r\n".encode())
    assert found.to_pandas()["class"].tolist() == [1]


def test_no_rows_and_no_columns_are_answers_too() -> None:
    """An empty answer can be written, shown and made a frame."""
    for query in ("SELECT ?a { FILTER(false) }", "SELECT * {}"):
        found = rows(query)
        for name in ROW_FORMATS:
            found.serialize(name)
        assert len(found.to_pandas()) == len(found)
        assert "<table>" in found._repr_html_()
    assert rows("SELECT ?a { FILTER(false) }").to_polars().columns == ["a"]


def test_csv_is_that_of_the_standard() -> None:
    """CSV has names without signs, values without quotes of RDF, and CRLF at each end (SPARQL 1.1 CSV, section 3)."""
    data = rows().serialize("csv").decode()
    assert data.endswith("\r\n")
    assert "\n" not in data.replace("\r\n", "").replace("\n|c", "")
    assert list(csv.reader(io.StringIO(data, newline=""))) == [
        ["thing", "label", "number", "day"],
        [expand("cg:year"), 'a, "b"\n|c', "2003", "2003-05-13"],
        ["http://example.org/x", "<script>alert(1)</script>", "1.5", "2003-05"],
        ["", "", "x", ""],
    ]


def test_tsv_is_that_of_the_standard() -> None:
    """TSV has variables with their sign and terms as in Turtle, one row a line (SPARQL 1.1 TSV, section 4)."""
    lines = rows().serialize("tsv").decode().split("\n")
    assert lines[0] == "?thing\t?label\t?number\t?day"
    assert lines[1].split("\t")[:2] == [f"<{expand('cg:year')}>", r'"a, \"b\"\n|c"@en']
    assert lines[2].split("\t")[2:] == ["1.5", '"2003-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>']
    assert lines[3].split("\t") == ["", '""', '"x"^^<http://www.w3.org/2001/XMLSchema#integer>', ""]
    assert lines[4:] == [""]


def test_json_is_that_of_the_standard() -> None:
    """JSON has head and bindings, with type, datatype and language of each term (SPARQL 1.1 JSON, section 3)."""
    data = json.loads(rows().serialize("json"))
    assert data["head"]["vars"] == ["thing", "label", "number", "day"]
    first, second, third = data["results"]["bindings"]
    assert first["thing"] == {"type": "uri", "value": expand("cg:year")}
    assert first["label"] == {"type": "literal", "value": 'a, "b"\n|c', "xml:lang": "en"}
    assert second["label"] == {"type": "literal", "value": "<script>alert(1)</script>"}
    assert second["number"] == {"type": "literal", "value": "1.5", "datatype": expand("xsd:decimal")}
    assert set(third) == {"label", "number"}


def test_xml_is_that_of_the_standard() -> None:
    """XML has a head of variables and a result for each row (SPARQL Query Results XML, section 2)."""
    root = ElementTree.fromstring(rows().serialize("xml"))
    assert [one.get("name") for one in root.iter(f"{SPARQL}variable")] == ["thing", "label", "number", "day"]
    results = list(root.iter(f"{SPARQL}result"))
    assert [len(result) for result in results] == [4, 4, 2]
    assert results[0].findtext(f"{SPARQL}binding[@name='thing']/{SPARQL}uri") == expand("cg:year")
    assert results[1].findtext(f"{SPARQL}binding[@name='label']/{SPARQL}literal") == "<script>alert(1)</script>"


@pytest.mark.parametrize("name", ["json", "xml", "tsv"])
def test_rdflib_reads_the_rows(name: str) -> None:
    """Another reader of the standards finds as many rows, with the same variables."""
    result = rdflib.query.Result.parse(io.BytesIO(rows().serialize(name)), format=name)
    assert [str(variable) for variable in result.vars or []] == ["thing", "label", "number", "day"]
    assert len(list(result)) == 3


def test_markdown_is_one_table() -> None:
    """A Markdown table has one line a row, and no cell breaks it or smuggles HTML in (GFM, section 4.10)."""
    lines = rows().serialize("markdown").decode().splitlines()
    assert lines[:2] == ["| thing | label | number | day |", "| --- | --- | --- | --- |"]
    assert lines[2] == r'| cg:year | a, "b" \|c | 2003 | 2003-05-13 |'
    assert lines[3] == "| http://example.org/x | &lt;script>alert(1)&lt;/script> | 1.5 | 2003-05 |"
    assert rows(r'SELECT ("a\\|b\r" AS ?x) {}').serialize("markdown").decode().splitlines()[2:] == [r"| a\\\|b |"]


def test_every_term_survives_the_rows() -> None:
    """The terms of the rows are those that the store answered, whatever their texts hold."""
    for term in TERMS.values():
        if isinstance(term, NamedNode) or term.datatype.value in (expand("xsd:string"), expand("rdf:langString")):
            answer = Store().query("SELECT ?x { BIND(?y AS ?x) }", {"y": term})
            assert isinstance(answer, Rows)
            assert answer.terms == [(term,)]
            for name in ROW_FORMATS:
                answer.serialize(name).decode()


def test_unknown_formats_are_refused_with_the_known_ones() -> None:
    """The error lists what there is, for rows and for triples."""
    with pytest.raises(UsageError, match="csv, tsv, json, xml, markdown"):
        rows().serialize("yaml")
    with pytest.raises(UsageError, match="turtle, jsonld, ntriples, rdfxml"):
        Triples([]).serialize("csv")


def test_pandas_frames_hold_the_values() -> None:
    """A pandas frame has the columns of the query and the values of the rows."""
    frame = rows().to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == ["thing", "label", "number", "day"]
    assert frame["number"].tolist() == [2003, Decimal("1.5"), "x"]
    assert frame["thing"].isna().tolist() == [False, False, True]


def test_pandas_columns_have_the_type_of_their_values() -> None:
    """Integers with gaps stay integers, dates become times; what is mixed or too big stays what it was."""
    frame = rows("""SELECT * { VALUES (?whole ?yes ?day ?mixed ?partial ?huge) {
        (3 true "2003-05-13"^^xsd:date 1 "2003-05-13"^^xsd:date 99999999999999999999)
        (UNDEF UNDEF UNDEF "x" "2003-05"^^xsd:gYearMonth UNDEF)
        (9007199254740993 false "0999-01-01"^^xsd:date 1.5 UNDEF 1) } }""").to_pandas()
    assert [str(frame[name].dtype) for name in ("whole", "yes", "day")] == ["Int64", "boolean", "datetime64[s]"]
    assert frame["whole"].dropna().tolist() == [3, 9007199254740993]  # 2**53 + 1, which no float64 holds
    assert [day.date().isoformat() for day in frame["day"].dropna()] == ["2003-05-13", "0999-01-01"]
    assert frame["mixed"].tolist() == [1, "x", Decimal("1.5")]
    assert frame["partial"].tolist()[:2] == [date(2003, 5, 13), "2003-05"]
    assert frame["huge"].tolist()[0] == 99999999999999999999


MIXED = """SELECT ?x { VALUES ?x { %s } }"""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("1 2 UNDEF", [1, 2, None]),
        ('1 "x" 2.5', ["1", "x", "2.5"]),
        ("1 2.5", ["1", "2.5"]),
        ('"2003-05-13"^^xsd:date "2003-05"^^xsd:gYearMonth', ["2003-05-13", "2003-05"]),
        ('true "yes"^^xsd:boolean', ["True", "yes"]),
        ("UNDEF UNDEF", [None, None]),
        ("1e0 2", ["1.0", "2"]),
    ],
)
def test_polars_frames_lose_no_value(values: str, expected: list[Any]) -> None:
    """A polars column has one type; where the values differ in theirs they are texts, and none becomes null."""
    assert rows(MIXED % values).to_polars()["x"].to_list() == expected


def test_polars_columns_have_the_type_of_their_values() -> None:
    """Whole numbers stay numbers, and dates stay dates."""
    frame = rows('SELECT (1 AS ?a) ("2003-05-13"^^xsd:date AS ?b) (1.5 AS ?c) ("x" AS ?d) {}').to_polars()
    assert frame.schema["a"] == polars.Int64
    assert frame.schema["b"] == polars.Date
    assert frame["c"].to_list() == [Decimal("1.5")]
    assert frame.schema["d"] == polars.String


class _Tags(html.parser.HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def test_jupyter_shows_a_table_that_runs_nothing() -> None:
    """In a notebook rows are a table; data is text, and only web addresses are links."""
    tags = [tag for tag, _ in _Tags(rows()._repr_html_()).found]
    assert set(tags) == {"table", "tr", "th", "td", "a"}
    assert tags.count("td") == 12
    evil = NamedNode("http://example.org/'onmouseover='alert(1)")
    ((tag, attributes),) = _Tags(as_html(evil)).found
    assert (tag, attributes) == ("a", [("href", evil.value)])
    assert as_html(NamedNode("javascript:alert(1)")) == "javascript:alert(1)"
    assert as_html(Literal('<img src=x onerror="a">')) == "&lt;img src=x onerror=&quot;a&quot;&gt;"


def test_people_read_short_names() -> None:
    """An address is shown by its short name, a literal by its text, nothing by nothing."""
    assert readable(NamedNode(expand("cg:year"))) == "cg:year"
    assert readable(Literal("x", language="en")) == "x"
    assert readable(None) == ""


def test_triples_stand_once_and_in_every_format() -> None:
    """The triples of a CONSTRUCT are a set with an order, and the same graph in each format."""
    triples = [Triple(SUBJECT, PREDICATE, Literal("<b>")), Triple(SUBJECT, PREDICATE, SUBJECT)]
    answer = Triples([*triples, *triples], lambda: {"id": "@id"})
    assert list(answer) == triples
    assert len(answer) == 2
    formats = (RdfFormat.TURTLE, RdfFormat.JSON_LD, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML)
    for name, reader in zip(TRIPLE_FORMATS, formats, strict=True):
        assert triples_of(answer.serialize(name), reader) == canonical(triples)
    assert b'"id": "http://example.org/s"' in answer.serialize("jsonld")
    assert len(answer.to_rdflib()) == 2
    assert "&lt;b&gt;" in answer._repr_html_()
    assert repr(answer) == "<Triples 2>"
