"""The pages of canned queries."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from test_pages import text_of

import confgraph
from confgraph import queries
from confgraph.catalog import Catalog
from confgraph.site.events import Events
from confgraph.site.facts import Facts
from confgraph.site.questions import examples
from confgraph.site.render import Renderer


def test_every_query_has_a_page(site: Path, excerpt: Catalog) -> None:
    """Each canned query shows its question, its text, its answer, and a way to try it."""
    for name in queries.names(excerpt.queries):
        page = (site / f"query/{name}.html").read_text(encoding="utf-8")
        assert "The query" in page, name
        assert "sparql.html#query=" in page, name
        assert ("The site does not answer it" in page) == ("SERVICE" in page), name


def test_an_answer_is_there_as_csv_and_json(site: Path) -> None:
    """The files beside a page have every row."""
    rows = list(csv.DictReader(io.StringIO((site / "query/ipc-editions.csv").read_text(encoding="utf-8"))))
    document = json.loads((site / "query/ipc-editions.json").read_text(encoding="utf-8"))
    assert len(rows) == len(document["results"]["bindings"]) == 11
    assert rows[-1]["city"] == "Portland"


@pytest.mark.parametrize(("name", "picture"), [("map", "<image"), ("growth-by-year", "rowbars")])
def test_a_picture_helps(site: Path, name: str, picture: str) -> None:
    """Places become a map, numbers by year become bars."""
    assert picture in (site / f"query/{name}.html").read_text(encoding="utf-8")


def test_try_it_asks_the_same(site: Path, excerpt: Catalog) -> None:
    """The text behind the link is a query that gives the rows of the page."""
    page = (site / "query/editions-of-series.html").read_text(encoding="utf-8")
    text = unquote(page.partition("sparql.html#query=")[2].partition('"')[0])
    rows = confgraph.open(excerpt.folder).query(text)
    assert f"{len(rows)} rows" in text_of(site / "query/editions-of-series.html")  # type: ignore[arg-type]


def test_examples_are_complete(facts: Facts, events: Events, renderer: Renderer) -> None:
    """No example of the SPARQL page waits for a parameter that must be given."""
    found = examples(facts, events, renderer)
    assert len(found) == len(queries.names(facts.catalog.queries))
    for _, text in found:
        assert "?_series_iri" not in text
        assert not text.startswith("#+")
