"""linking/suggest.py: who is sure, who is likely, and who is neither."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import confgraph
from confgraph.linking.candidates import Services
from confgraph.linking.kinds import kinds
from confgraph.linking.subjects import Subjects
from confgraph.linking.suggest import SAME, Suggestion, suggest, unlinked
from confgraph.remote import Endpoint, RemoteStore
from confgraph.remote.service import Service
from confgraph.sources.draft import Draft
from linking.narnia import CAIR, FIRST, FOUNDATION, NARNIA, PYCON, SECOND, linked, made_catalog, made_subjects
from misbehaving import says, serving
from wikidata import SOURCES, Table, hidden, places, wikidata


def suggested(table: Table, subjects: Subjects, classes: Mapping[str, frozenset[str]]) -> dict[str, Suggestion]:
    """Return what is suggested for all, by short names."""
    wanted = unlinked(subjects, list(subjects.all()))
    return {one.subject.name: one for one in suggest(subjects, wanted, table.services, classes)}


def test_each_gets_its_own_item_and_not_what_looks_like_it(
    table: Table, subjects: Subjects, classes: Mapping[str, frozenset[str]]
) -> None:
    """The city is found among a page, a film and a namesake, and the series beside its editions."""
    found = suggested(table, subjects, classes)
    sure = {name: one.judged[0].item.id for name, one in found.items() if one.verdict == SAME}
    assert sure == {
        "place:narnia": NARNIA,
        "place:cair-paravel": CAIR,
        "organization:nsf": FOUNDATION,
        "series:pycon-narnia": PYCON,
        "edition:pycon-narnia-2026": SECOND,
    }
    # Its item ends a day later than ours: that is for a person.
    assert found["edition:pycon-narnia-2025"].judged[0].item.id == FIRST
    assert found["edition:pycon-narnia-2025"].verdict == found["edition:pycon-narnia-2027"].verdict == ""


def test_what_is_sure_of_one_helps_with_the_next(
    table: Table, subjects: Subjects, classes: Mapping[str, frozenset[str]]
) -> None:
    """The country of the city and the series of the edition count, though both were found in the same run."""
    found = suggested(table, subjects, classes)
    assert "country" in {fact.what for fact in found["place:cair-paravel"].judged[0].facts}
    assert "series" in {fact.what for fact in found["edition:pycon-narnia-2025"].judged[0].facts}


def test_what_was_refused_is_not_suggested_again(
    table: Table, tmp_path: Path, classes: Mapping[str, frozenset[str]]
) -> None:
    """Once somebody said that the city is not an item, that item is no candidate any more, and no other is sure."""
    said = f"""claim:not a cg:Claim ; cg:subject place:cair-paravel ; cg:property owl:sameAs ; cg:value wd:{CAIR} ;
  cg:rank cg:Deprecated ; cg:certainty cg:Stated ; cg:source source:times ."""
    found = suggested(table, made_subjects(made_catalog(tmp_path / "c", said)), classes)["place:cair-paravel"]
    assert CAIR not in {one.item.id for one in found.judged}
    assert found.verdict == ""


def test_an_item_is_nobodys_twice(table: Table, tmp_path: Path, classes: Mapping[str, frozenset[str]]) -> None:
    """An item that another entity is linked to is no link, however well it fits."""
    subjects = made_subjects(made_catalog(tmp_path / "c", linked(f"organization:nsf {CAIR}")))
    assert suggested(table, subjects, classes)["place:cair-paravel"].verdict == ""


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources are beside the project, not in it")
def test_the_places_of_the_sources_are_found_again(tmp_path: Path, graph: confgraph.Graph) -> None:
    """With every word about Wikidata hidden, no item that is written is wrong, and at most one in twenty is missed."""
    catalog = graph.catalog
    documents = [*catalog.documents("data")]
    linked_now = Subjects(Draft(catalog.folder, documents)).links(SAME)
    truth = {iri: set(ids) for iri, ids in linked_now.items() if "/place/" in iri}
    known = {number for ids in truth.values() for number in ids}
    # With each city come a page, a film and a namesake, made beside it.
    pool = [one for one in places() if one.id in known or one.id.startswith("Q90")]
    names = {one.label for one in pool if one.id in known}
    hidden_subjects = Subjects(Draft(catalog.folder, hidden(documents)))
    wanted = [one for one in hidden_subjects.all(["place"]) if one.iri in truth]
    with wikidata(tmp_path, [one for one in pool if one.label in names]) as table:
        found = suggest(hidden_subjects, wanted, table.services, kinds(catalog.documents("ontology")))
    written = {one.subject.iri: one.judged[0].item.id for one in found if one.verdict == SAME}
    assert [iri for iri, item in written.items() if item not in truth[iri]] == []
    assert len(written) >= 0.95 * len(wanted) > 300


def test_two_that_fit_alike_are_for_a_person(subjects: Subjects, classes: Mapping[str, frozenset[str]]) -> None:
    """What cannot be told apart is not linked, not even as likely."""
    answer = says('{"q0": {"result": [{"id": "Q1"}, {"id": "Q2"}]}}', media_type="application/json")
    term = {"type": "uri", "value": "http://www.wikidata.org/entity/"}
    rows = [
        {
            "item": {**term, "value": term["value"] + item},
            "property": {"type": "uri", "value": prop},
            "value": value,
        }
        for item in ("Q1", "Q2")
        for prop, value in (
            ("http://www.w3.org/2000/01/rdf-schema#label", {"type": "literal", "value": "Narnia", "xml:lang": "en"}),
            ("http://www.wikidata.org/prop/direct/P279", {"type": "uri", "value": term["value"] + "Q6256"}),
        )
    ]
    document = json.dumps({"head": {"vars": ["item", "property", "value", "more"]}, "results": {"bindings": rows}})
    with serving(answer) as names, serving(says(), says(document)) as data:
        services = Services(Service(names.url), RemoteStore(Endpoint(data.url)))
        (found,) = suggest(subjects, [next(subjects.all())], services, classes)
    assert [one.score for one in found.judged] == [55.0, 55.0]
    assert found.verdict == ""
