"""linking/evidence.py: which facts speak for an item and which against it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from confgraph.linking.evidence import Judge, Judged
from confgraph.linking.items import Item
from confgraph.linking.subjects import Subject

CITY = Subject("urn:city", "place", "cg:City", "Brno", ("Brno", "Brünn"), country="urn:cz", point=(49.2, 16.6))
COUNTRY = Subject("urn:cz", "place", "cg:Country", "Czechia", ("Czechia",), code="CZ")
EDITION = Subject(
    "urn:edition",
    "edition",
    "cg:Edition",
    "PyCon CZ 2015",
    ("PyCon CZ 2015",),
    start="2015-11-14",
    series=("urn:series",),
)
CLASSES = {"cg:City": frozenset({"Q515"}), "cg:Country": frozenset({"Q6256"}), "cg:Edition": frozenset({"Q27968055"})}
LINKS = {"urn:cz": ("Q213",), "urn:series": ("Q1",)}


def judged(subject: Subject, name: str, kind: str = "", **values: str) -> Judged:
    """Judge an item of a name, a kind and values."""
    item = Item("Q9", name, (name,), frozenset({kind} - {""}), {prop: (value,) for prop, value in values.items()})
    return Judge(CLASSES, LINKS).judge(subject, item)


def test_all_facts_together_are_sure() -> None:
    """Name, kind, country and place make a city sure; what agrees is told."""
    found = judged(CITY, "Brno", "Q515", P17="Q213", P625="Point(16.61 49.19)")
    assert (found.score, found.is_sure, found.contradicts) == (100.0, True, ())
    assert found.explained() == "name: Brno; kind: city; country: Q213; distance: 1 km"


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"kind": "Q4167410", "P17": "Q213"}, "kind"),
        ({"kind": "Q6256", "P17": "Q213"}, "kind"),
        ({"kind": "Q515", "P17": "Q40"}, "country"),
        ({"kind": "Q515", "P17": "Q213", "P625": "Point(16.6 51.2)"}, "distance"),
    ],
    ids=["a page of namesakes", "another kind", "another country", "220 km away"],
)
def test_one_fact_against_it_is_enough(values: Mapping[str, str], what: str) -> None:
    """A page, another kind of thing, another country or another place is never sure, however well the name fits."""
    found = judged(CITY, "Brno", **values)
    assert [fact.what for fact in found.contradicts] == [what]
    assert not found.is_sure
    assert not found.is_likely
    assert "but " in found.explained()


def test_a_name_alone_is_not_sure() -> None:
    """Without a second fact a name and a kind make a link likely, and without the kind not even that."""
    assert judged(CITY, "Brno", "Q515").is_likely
    assert not judged(CITY, "Brno", "Q515").is_sure
    assert not judged(CITY, "Brno", P17="Q213").is_likely


@pytest.mark.parametrize(
    ("name", "agrees"),
    [("Brno", True), ("Brünn", True), ("BRÜNN", True), ("Brno (city)", None), ("Vienna", False)],
)
def test_names_are_compared_as_people_spell_them(name: str, agrees: bool | None) -> None:
    """Other names, capitals and accents agree; a part of a name hardly does; another name contradicts."""
    assert judged(CITY, name).facts[0].agrees is agrees


def test_an_identifier_is_enough() -> None:
    """A country code that agrees is a second fact of its own; one that differs speaks against."""
    assert judged(COUNTRY, "Czechia", "Q6256", P297="CZ").is_sure
    assert [fact.what for fact in judged(COUNTRY, "Czechia", "Q6256", P297="SK").contradicts] == ["country code"]


def test_a_series_is_not_its_edition() -> None:
    """The edition of another year, and one of another series, are others."""
    same = judged(EDITION, "PyCon CZ 2015", "Q27968055", P179="Q1", P580="2015-11-14")
    assert same.is_sure
    year = judged(EDITION, "PyCon CZ 2015", "Q27968055", P179="Q1", P580="2016-10-28")
    series = judged(EDITION, "PyCon CZ 2015", "Q27968055", P179="Q2", P580="2015-11-14")
    assert [fact.what for one in (year, series) for fact in one.contradicts] == ["start", "series"]


def test_a_date_agrees_as_far_as_both_are_known() -> None:
    """A month agrees with a day in it, and counts half."""
    points = {
        date: next(fact.points for fact in judged(EDITION, "x", P580=date).facts if fact.what == "start")
        for date in ("2015-11-14", "2015-11", "2015", "2015-10")
    }
    assert points["2015-11-14"] == 2 * points["2015-11"] == 2 * points["2015"]
    assert points["2015-10"] < 0


def test_a_likely_link_of_another_can_agree_and_not_contradict() -> None:
    """A country that is only likely another item speaks for a city in that, and not against one elsewhere."""
    judge = Judge(CLASSES, {}, {"urn:cz": ("Q213",)})
    items = [Item("Q9", "Brno", ("Brno",), frozenset(), {"P17": (country,)}) for country in ("Q213", "Q40")]
    found = [{fact.what: fact.agrees for fact in judge.judge(CITY, item).facts} for item in items]
    assert found == [{"name": True, "country": True}, {"name": True}]
