"""Tests of confgraph.stats: how much a catalog holds."""

from __future__ import annotations

from pathlib import Path

import pytest

import confgraph


def test_the_tiny_catalog_is_counted_right(tiny_graph: confgraph.Graph) -> None:
    """Every count is what one counts by hand in the files of tests/tiny."""
    counts = tiny_graph.stats()
    assert (counts.series, counts.editions, counts.sources, counts.claims) == (1, 2, 1, 2)
    assert (counts.countries, counts.cities, counts.organizations) == (1, 1, 0)
    assert (counts.first_year, counts.last_year) == (2002, 2010)
    assert (counts.dated_to_the_day, counts.with_city, counts.with_coordinates) == (1, 1, 1)
    assert (counts.linked_to_wikidata, counts.with_two_sources) == (0, 0)


SOURCES = """@prefix cg: <https://w3id.org/confgraph/ns#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix e: <https://w3id.org/confgraph/id/edition/> . @prefix s: <https://w3id.org/confgraph/id/source/> .
s:list a cg:Source . s:copy a cg:Source ; prov:wasDerivedFrom s:list . s:twin a cg:Source ; prov:wasDerivedFrom s:list .
s:other a cg:Source .
"""


@pytest.mark.parametrize(
    ("cited", "independent"),
    [
        ("s:list", 0),
        ("s:list, s:copy", 0),
        ("s:copy, s:twin", 0),
        ("s:list, s:other", 1),
        ("s:copy, s:list, s:other", 1),
    ],
)
def test_a_copy_is_no_second_witness(tmp_path: Path, cited: str, independent: int) -> None:
    """Two sources count as two only when neither was made from the other, nor both from a third."""
    for part in ("ontology", "data"):
        (tmp_path / part).mkdir()
    (tmp_path / "data/x.ttl").write_text(f"{SOURCES} e:x a cg:Edition ; cg:source {cited} .", encoding="utf-8")
    assert confgraph.open(tmp_path).stats().with_two_sources == independent


def test_a_city_that_one_source_has_counts(tmp_path: Path) -> None:
    """A city counts where an edition took place, was planned, or is placed by a claim; another city does not."""
    for part in ("ontology", "data"):
        (tmp_path / part).mkdir()
    (tmp_path / "data/x.ttl").write_text(
        """@prefix cg: <https://w3id.org/confgraph/ns#> . @prefix : <https://w3id.org/confgraph/id/> .
        :held a cg:City ; cg:within :land . :planned a cg:City ; cg:within :land . :claimed a cg:City ; cg:within :far .
        :home a cg:City ; cg:within :else . :land a cg:Country . :far a cg:Country . :else a cg:Country .
        :e a cg:Edition ; cg:takesPlaceIn :held, :land ; cg:plannedLocation :planned .
        :c a cg:Claim ; cg:subject :e ; cg:property cg:location ; cg:value :claimed .
        :d a cg:Claim ; cg:subject :org ; cg:property cg:location ; cg:value :home .""",
        encoding="utf-8",
    )
    counts = confgraph.open(tmp_path).stats()
    assert (counts.cities, counts.countries) == (3, 2)


def test_the_table_has_shares_of_the_editions(tiny_graph: confgraph.Graph) -> None:
    """One of the two editions of tests/tiny has a date to the day: that is 50 %."""
    lines = tiny_graph.stats().markdown().splitlines()
    assert lines[:2] == ["| what | count | share |", "|---|--:|--:|"]
    assert "| editions | 2 | |" in lines
    assert "| years | 2002 to 2010 | |" in lines
    assert "| editions with dates to the day | 1 | 50% |" in lines


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
