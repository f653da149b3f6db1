"""A CSV of events is read through plain columns, and what is wrong with it is told by row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from confgraph.namespaces import expand, shorten
from confgraph.problems import UnreadableInput
from confgraph.reading import CSV, Document, parse, read
from confgraph.reading.columns import COLUMNS
from confgraph.reading.positions import positions

HEADER = "name,start_date,end_date,url,country\n"
WRONG = {
    "latin-1": (HEADER.encode() + b"Caf\xe9,,,,\n", "2:4", "0xe9"),
    "column twice": (b"name,url,name\na,,b\n", "1:10", "the column name stands twice"),
    "twice in other letters": (b"name,NAME\na,b\n", "1:6", "the column name stands twice"),
    "unknown column": (b"name,start_dat\na,b\n", "1:6", "did you mean start_date?"),
    "semicolons": (b"name;start_date\na;b\n", "1:1", "separate the columns with commas"),
    "empty": (b"", "1:1", "the file is empty"),
    "too few cells": (b"name,url,city\na,b:c\n", "2:3", "row 2 has 2 cells where the header has 3"),
    "too many cells": (b"name,city\na,Berlin, Germany\n", "2:10", "put a cell with a comma into quotes"),
    "quote inside": (HEADER.encode() + b'a "b" c,,,,\n', "2:1", "a quote stands inside a cell"),
    "open quote": (b'name\n"abc\nd\n', "2:1", "is not closed"),
    "no address": (
        HEADER.encode() + b"a,,,pycon.example,\n",
        "2:5",
        "row 2, column url: 'pycon.example' is no address",
    ),
    "space in address": (HEADER.encode() + b"a,,,https://a b/,\n", "2:5", "is no address"),
}


@pytest.mark.parametrize(("data", "place", "told"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_has_row_and_column(data: bytes, place: str, told: str) -> None:
    """Each defect of a table is told at its cell, with a mend, and nothing of the table is used."""
    with pytest.raises(UnreadableInput) as caught:
        parse(data, CSV, "file.csv")
    (problem,) = caught.value.problems
    assert str(problem.place) == f"file.csv:{place}"
    assert told in problem.message
    assert problem.mend


def test_all_problems_are_told_at_once() -> None:
    """Two ragged rows and a wrong address are three problems."""
    with pytest.raises(UnreadableInput) as caught:
        parse(b"name,url\na\nb,c\nd,e,f\n", CSV, "file.csv")
    assert [problem.place.line for problem in caught.value.problems] == [2, 3, 4]


def texts(document: Document) -> set[tuple[str, str]]:
    """Return properties and values, by their short names."""
    return {
        (shorten(quad.predicate.value), str(quad.object))
        for quad in document
        if isinstance(quad.object, Literal) or quad.predicate.value == expand("schema:url")
    }


def test_a_row_is_an_event(tmp_path: Path) -> None:
    """Each column has its schema.org property, dates the precision that they have, and empty cells say nothing."""
    path = tmp_path / "events.csv"
    text = 'name,start_date,end_date,url,country,city\r\n"Py, Con",2026-05,,https://e.example/,FI,\r\n\r\n'
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    document = read(path)
    assert texts(document) == {
        ("schema:name", '"Py, Con"'),
        ("schema:startDate", '"2026-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("schema:url", "<https://e.example/>"),
        ("schema:addressCountry", '"FI"'),
    }
    assert len(document) == 4 + 1 + 4


def test_formulas_stay_text() -> None:
    """What a spreadsheet would run is read as the text that it is."""
    document = parse(b"name\n=1+1\n@SUM(1)\n-2+3\n", CSV, "file.csv")
    assert {value for name, value in texts(document)} == {'"=1+1"', '"@SUM(1)"', '"-2+3"'}


def test_cells_have_their_places() -> None:
    """A triple of a table is found at its cell, behind cells of several lines as well."""
    document = parse('name,city\n"a\nb",Köln\nx,"Bonn"'.encode(), CSV, "file.csv")
    found = {str(one.quad.object): str(one.place) for one in positions(document)}
    assert found['"Köln"'] == "file.csv:3:4"
    assert found['"Bonn"'] == "file.csv:4:3"


def test_every_column_can_be_used() -> None:
    """All columns at once make one event with its organiser, place and address."""
    cells = {"date": "2026-05-01", "integer": "1", "decimal": "1.5", "boolean": "true", "iri": "a:b"}
    row = ",".join(cells.get(kind, "x") for _, _, kind in COLUMNS.values())
    document = parse(f"{','.join(COLUMNS)}\n{row}\n".encode(), CSV, "file.csv")
    assert len(document) == len(COLUMNS) + 4 + 3
