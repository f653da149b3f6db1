"""Tests of confgraph.show: everything about one entity, in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import confgraph
from confgraph.problems import UsageError
from confgraph.show import Description, Value

PREFIXES = "\n".join(
    f"@prefix {name}: <{iri}> ."
    for name, iri in {
        "cg": "https://w3id.org/confgraph/ns#",
        "edition": "https://w3id.org/confgraph/id/edition/",
        "series": "https://w3id.org/confgraph/id/series/",
        "claim": "https://w3id.org/confgraph/id/claim/",
        "source": "https://w3id.org/confgraph/id/source/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    }.items()
)
More = Callable[[str], confgraph.Graph]


@pytest.fixture
def more(tiny_copy: Path) -> More:
    """Return what opens the tiny catalog with some triples more."""

    def opened(turtle: str) -> confgraph.Graph:
        (tiny_copy / "data" / "more.ttl").write_text(f"{PREFIXES}\n{turtle}", encoding="utf-8")
        return confgraph.open(tiny_copy)

    return opened


def words(found: tuple[tuple[str, tuple[Value, ...]], ...]) -> dict[str, list[str]]:
    """Return the words for each property."""
    return {name: [value.words for value in values] for name, values in found}


def test_an_entity_is_shown_with_labels(tiny_graph: confgraph.Graph) -> None:
    """Properties, classes and linked entities are called by their labels, literals by their text."""
    found = tiny_graph.show("tiny-2")
    assert (found.label, found.types) == ("Tiny Conference 2002", ("edition",))
    assert words(found.facts)["edition of"] == ["Tiny Conference"]
    assert words(found.facts)["start date"] == ["2002-05-13"]
    assert words(found.facts)["takes place in"] == ["Lilliput", "Smallville"]


def test_what_points_to_an_entity_is_shown_with_the_inverse_label(tiny_graph: confgraph.Graph) -> None:
    """Links from elsewhere are shown with the label of the inverse property, in the order in which people count."""
    incoming = words(tiny_graph.show("series:tiny").incoming)
    assert incoming["has edition"] == ["Tiny Conference 2002", "Tiny Conference 2010"]


def test_a_property_without_an_inverse_is_read_backwards(tiny_graph: confgraph.Graph) -> None:
    """Where the ontology names no inverse, words are made for it."""
    assert words(tiny_graph.show("smallville").incoming)["is location of"] == ["Tiny Conference 2002"]


def test_a_membership_is_shown_in_place(tiny_graph: confgraph.Graph) -> None:
    """What a membership says stands beside it, so that nobody must look it up."""
    (membership,) = dict(tiny_graph.show("tiny-2").facts)["membership"]
    assert membership.notes == ("in series Tiny Conference", "ordinal 2")


def test_an_english_label_is_preferred(tiny_graph: confgraph.Graph) -> None:
    """Among the labels of an entity the English one is shown, wherever it stands."""
    assert tiny_graph.show("lilliput").label == "Lilliput"


def test_a_claim_is_shown_with_rank_source_and_quote(tiny_graph: confgraph.Graph) -> None:
    """Who says so: a claim comes with its value, rank, certainty, source and quote."""
    (said,) = tiny_graph.show("tiny-2").statements
    assert (said.property, said.values, said.rank) == ("start date", ("2002-05-13",), "preferred")
    assert (said.source, said.quote) == ("the site of the Tiny Conference", "we begin on the 13th")
    assert (said.certainty, said.disjunctive) == ("stated", False)


def test_a_claim_of_either_or_keeps_both_values(tiny_graph: confgraph.Graph) -> None:
    """A disjunctive claim shows every value and that only one of them holds."""
    (said,) = tiny_graph.show("tiny-10").statements
    assert (said.values, said.disjunctive) == (("2010-03", "2010-04"), True)


def test_all_sources_of_a_claim_are_shown(more: More) -> None:
    """A claim with two sources names both, whatever their order in the store."""
    graph = more("""claim:x a cg:Claim ; cg:subject edition:tiny-10 ; cg:property cg:endDate ; cg:value "2010" ;
        cg:rank cg:Normal ; cg:certainty cg:Stated ; cg:source source:tiny-site, source:zoo .
        source:zoo a cg:Source ; rdfs:label "Zoo"@en .""")
    said = next(one for one in graph.show("tiny-10").statements if one.claim == "claim:x")
    assert said.source == "Zoo, the site of the Tiny Conference"


def test_the_preferred_claim_comes_first(more: More) -> None:
    """Of several claims about one property the preferred one leads."""
    graph = more("""claim:a a cg:Claim ; cg:subject edition:tiny-2 ; cg:property cg:startDate ; cg:value "2002" ;
        cg:rank cg:Normal ; cg:certainty cg:Stated ; cg:source source:tiny-site .""")
    assert [one.rank for one in graph.show("tiny-2").statements] == ["preferred", "normal"]


def test_nothing_is_said_of_what_is_not_there(tiny_graph: confgraph.Graph) -> None:
    """An entity that does not exist is an error with the nearest name."""
    with pytest.raises(UsageError, match="did you mean tiny-2"):
        tiny_graph.show("tiny-22")


def html_of(found: Description) -> str:
    """Return what Jupyter shows."""
    return found._repr_html_()


def test_html_escapes_what_the_data_says(more: More) -> None:
    """A label, a text or an address cannot bring markup into a notebook."""
    graph = more("""edition:evil a cg:Edition ; rdfs:label "<script>alert(1)</script>"@en ;
        cg:quote "<img src=x onerror=alert(2)>" ; foaf:page <http://e.org/'onclick='alert(3)> .
        series:tiny cg:source edition:evil .""")
    for shown in (html_of(graph.show("evil")), html_of(graph.show("series:tiny"))):
        assert "<script" not in shown
        assert "<img" not in shown
        assert "'onclick" not in shown
    assert "&lt;script&gt;" in html_of(graph.show("series:tiny"))


def test_html_links_only_the_web(more: More) -> None:
    """An address that a browser would run is no link, also where the entity has a label."""
    graph = more("""edition:evil a cg:Edition ; rdfs:label "evil"@en ; foaf:page <javascript:alert(1)> .
        <javascript:alert(1)> rdfs:label "click here"@en .""")
    shown = html_of(graph.show("edition:evil"))
    assert 'href="javascript' not in shown
    assert "click here" in shown


def test_html_links_what_is_on_the_web(tiny_graph: confgraph.Graph) -> None:
    """Web addresses and entities are links."""
    shown = html_of(tiny_graph.show("tiny-2"))
    assert '<a href="https://tiny.example/2002">https://tiny.example/2002</a>' in shown
    assert '<a href="https://w3id.org/confgraph/id/series/tiny">Tiny Conference</a>' in shown


def test_html_shows_who_says_so(tiny_graph: confgraph.Graph) -> None:
    """Every claim is a row with its values, source, rank, certainty and quote; of either-or both values are there."""
    names = ("property", "values", "source", "rank", "certainty", "quote", "reason")
    assert f"<tr>{''.join(f'<th>{name}</th>' for name in names)}</tr>" in html_of(tiny_graph.show("tiny-2"))
    said = ("start date", "2002-05-13", "the site of the Tiny Conference", "preferred", "stated")
    row = "".join(f"<td>{cell}</td>" for cell in (*said, "we begin on the 13th", ""))
    assert f"<tr>{row}</tr>" in html_of(tiny_graph.show("tiny-2"))
    assert "<td>2010-03 or 2010-04</td>" in html_of(tiny_graph.show("tiny-10"))
    assert "who says so" not in html_of(tiny_graph.show("smallville"))


def test_html_escapes_what_claims_say(more: More) -> None:
    """A quote or a reason cannot bring markup into a notebook."""
    graph = more("""claim:x a cg:Claim ; cg:subject edition:tiny-10 ; cg:property cg:endDate ; cg:value "<i>" ;
        cg:rank cg:Normal ; cg:certainty cg:Stated ; cg:quote "<script>" ; cg:reason "<img>" .""")
    assert "<td>&lt;script&gt;</td><td>&lt;img&gt;</td>" in html_of(graph.show("tiny-10"))
    assert "<td>&lt;i&gt;</td>" in html_of(graph.show("tiny-10"))
