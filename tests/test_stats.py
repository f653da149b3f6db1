"""Tests of confgraph.stats: how much a catalog holds."""

from __future__ import annotations

from pathlib import Path

import confgraph


def test_the_tiny_catalog_is_counted_right(tiny_graph: confgraph.Graph) -> None:
    """Every count is what one counts by hand in the files of tests/tiny."""
    counts = tiny_graph.stats()
    assert (counts.series, counts.editions, counts.sources, counts.claims) == (1, 2, 1, 2)
    assert (counts.countries, counts.cities, counts.organizations) == (1, 1, 0)
    assert (counts.first_year, counts.last_year) == (2002, 2010)
    assert (counts.dated_to_the_day, counts.with_city, counts.with_coordinates) == (1, 1, 1)
    assert (counts.linked_to_wikidata, counts.with_two_sources) == (0, 0)


def test_triples_are_those_of_data_and_ontology(tiny_graph: confgraph.Graph) -> None:
    """The number of triples is that of the distinct triples in the files."""
    catalog = tiny_graph.catalog
    triples = {(q.subject, q.predicate, q.object) for doc in catalog.documents("ontology", "data") for q in doc}
    assert tiny_graph.stats().triples == len(triples)


def test_an_empty_catalog_counts_nothing(tmp_path: Path) -> None:
    """A catalog without data has zeros, also for its years."""
    for part in ("ontology", "data"):
        (tmp_path / part).mkdir()
    assert set(dict(confgraph.open(tmp_path).stats().rows()).values()) == {0}


def test_rows_have_words(tiny_graph: confgraph.Graph) -> None:
    """Each count is shown with words, without the underscores of Python."""
    assert ("dated to the day", 1) in tiny_graph.stats().rows()


def test_a_notebook_shows_counts_and_plain_years(graph: confgraph.Graph, tiny_graph: confgraph.Graph) -> None:
    """Counts have their thousands apart, years have none: the first workshop was in 1994, not in 1,994."""
    assert "<tr><th>editions</th><td>2</td></tr>" in tiny_graph.stats()._repr_html_()
    shown = graph.stats()._repr_html_()
    assert "<tr><th>first year</th><td>1994</td></tr>" in shown
    assert f"<tr><th>triples</th><td>{graph.stats().triples:,}</td></tr>" in shown
