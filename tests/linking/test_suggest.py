"""linking/suggest.py: who is sure, who is likely, and who is neither."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from confgraph.linking.candidates import Services
from confgraph.linking.subjects import Subjects
from confgraph.linking.suggest import SAME, Suggestion, suggest, unlinked
from confgraph.remote import Endpoint, RemoteStore
from confgraph.remote.service import Service
from linking.narnia import CAIR, FIRST, FOUNDATION, NARNIA, PYCON, SECOND, linked, made_catalog, made_subjects
from misbehaving import says, serving
from wikidata import Table


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
