"""Tests of confgraph.search: finding entities by words that need not be right."""

from __future__ import annotations

import pytest

import confgraph
from confgraph.problems import UsageError
from confgraph.search import Hit, Hits, plain


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Krakow", "https://w3id.org/confgraph/id/place/krakow"),
        ("KRAKÓW", "https://w3id.org/confgraph/id/place/krakow"),
        ("euro pyhton", "https://w3id.org/confgraph/id/series/europython"),
        ("EuroPyhton", "https://w3id.org/confgraph/id/series/europython"),
        ("pyhton software fundation", "https://w3id.org/confgraph/id/organization/psf"),
        ("Foundation Software Python", "https://w3id.org/confgraph/id/organization/psf"),
        ("pycon us 2003", "https://w3id.org/confgraph/id/edition/pycon-us-2003"),
    ],
)
def test_the_first_hit_is_what_was_meant(graph: confgraph.Graph, words: str, expected: str) -> None:
    """Typing errors, accents, case and the order of words do not hide what is meant."""
    assert graph.search(words)[0].iri == expected


def test_an_alternative_name_finds_the_entity(tiny_graph: confgraph.Graph) -> None:
    """A name that is only an alternative one finds the entity and is shown as what matched."""
    hit = tiny_graph.search("TinyCon")[0]
    assert (hit.kind, hit.label, hit.matched) == ("series", "Tiny Conference", "TinyCon")


def test_each_entity_is_found_once(tiny_graph: confgraph.Graph) -> None:
    """An entity of several names that match is one hit, with the best of them."""
    hits = tiny_graph.search("tiny conference")
    assert len({hit.iri for hit in hits}) == len(hits)
    assert hits[0].iri.endswith("/series/tiny")


def test_the_kind_narrows_the_search(tiny_graph: confgraph.Graph) -> None:
    """With a kind only its entities are found."""
    assert {hit.kind for hit in tiny_graph.search("tiny", kind="edition")} == {"edition"}


def test_the_limit_cuts_the_worst(tiny_graph: confgraph.Graph) -> None:
    """The limit keeps the best hits, and scores fall."""
    everything = tiny_graph.search("tiny conference 2002")
    assert tiny_graph.search("tiny conference 2002", limit=1) == everything[:1]
    assert [hit.score for hit in everything] == sorted((hit.score for hit in everything), reverse=True)


def test_nothing_like_it_finds_nothing(tiny_graph: confgraph.Graph) -> None:
    """Words that no name is like find nothing, rather than the least unlike."""
    assert tiny_graph.search("qqqqqqqq") == []


@pytest.mark.parametrize("words", ["", "   ", "?!"])
def test_no_words_are_an_error(tiny_graph: confgraph.Graph, words: str) -> None:
    """A search for nothing says so instead of finding everything."""
    with pytest.raises(UsageError, match="nothing to search for"):
        tiny_graph.search(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Kraków", "krakow"), ("PyCon  ČESKO", "pycon cesko"), ("Straße", "strasse"), ("O'Reilly", "o reilly")],
)
def test_plain_text_has_no_case_accents_or_signs(text: str, expected: str) -> None:
    """Texts are compared without what people leave out when they type."""
    assert plain(text) == expected


def test_a_notebook_shows_hits_as_a_table(tiny_graph: confgraph.Graph) -> None:
    """Hits are a list, and in a notebook a table with links, in which names are text."""
    hits = tiny_graph.search("TinyCon", limit=1)
    assert hits == [hits[0]]
    link = '<a href="https://w3id.org/confgraph/id/series/tiny">series:tiny</a>'
    row = f"<tr><td>{link}</td><td>Tiny Conference</td><td>TinyCon</td><td>{hits[0].score:.0f}</td></tr>"
    assert row in hits._repr_html_()
    evil = Hits([Hit("javascript:alert(1)", "", "<script>", "<img>", 99.5)])
    assert "<td>javascript:alert(1)</td><td>&lt;script&gt;</td><td>&lt;img&gt;</td>" in evil._repr_html_()
