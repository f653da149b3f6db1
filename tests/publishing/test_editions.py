"""Tests of confgraph.publishing.editions: editions as plain records."""

from __future__ import annotations

from pathlib import Path

import pytest

import confgraph
from confgraph.namespaces import ID, PREFIXES
from confgraph.publishing.editions import Spot, editions
from publishing.making import CITY, COUNTRY, ONLINE, REGION, VENUE, edition


def test_editions_hold_what_the_data_says(tiny_graph: confgraph.Graph) -> None:
    """An edition of the tiny catalog has the dates, series, places and pages of its record."""
    first, second = editions(tiny_graph.catalog.store)
    assert (first.slug, first.label, first.year) == ("tiny-2", "Tiny Conference 2002", "2002")
    assert (first.start, first.end, first.status) == ("2002-05-13", "2002-05-15", "EventScheduled")
    assert ([one.label for one in first.series], first.ordinals) == (["Tiny Conference"], ("2",))
    assert first.homepages == ("https://tiny.example/2002",)
    assert {(spot.label, spot.kind) for spot in first.places} == {("Lilliput", "Country"), ("Smallville", "City")}
    assert (second.start, second.end, second.places, second.spot) == ("2010", "", (), None)


def test_editions_come_by_their_first_day(graph: confgraph.Graph) -> None:
    """Editions stand in the order of time, the first workshop first."""
    found = editions(graph.catalog.store)
    days = [one.first_day for one in found if one.first_day]
    assert days == sorted(days)
    assert next(one for one in found if one.first_day).slug == "ipc-1"


def test_every_edition_comes_once(graph: confgraph.Graph) -> None:
    """Every edition of the catalog is there, and none twice."""
    slugs = [one.slug for one in editions(graph.catalog.store)]
    assert len(slugs) == len(set(slugs)) == graph.stats().editions


@pytest.mark.parametrize(
    ("places", "expected"),
    [((COUNTRY, CITY, VENUE), VENUE), ((COUNTRY, CITY), CITY), ((COUNTRY, REGION), None), ((ONLINE,), None)],
    ids=["venue", "city", "no coordinates", "online"],
)
def test_the_spot_is_the_most_precise_place(places: tuple[Spot, ...], expected: Spot | None) -> None:
    """On a map an edition stands at its venue, else its city, and nowhere if neither has coordinates."""
    assert edition(places=places).spot == expected


@pytest.mark.parametrize(
    ("lat", "long"),
    [("north", "4"), ("91", "4"), ("50", "181"), ("", ""), ("50", ""), ("1e1", "4"), ("nan", "4")],
)
def test_coordinates_that_are_none_are_no_spot(lat: str, long: str) -> None:
    """Text, or numbers outside WGS 84, put no edition on the map."""
    assert edition(places=(Spot("x", "X", "City", lat, long, ""),)).spot is None


def test_editions_know_whole_parts_and_plan(graph: confgraph.Graph) -> None:
    """Python 11 was a track of OSCON 2003 (artima, 2003); PyCon UK 2020 was to be in Coventry (python-deadlines)."""
    found = {one.slug: one for one in editions(graph.catalog.store)}
    assert [one.label for one in found["ipc-11"].wholes] == ["OSCON 2003"]
    assert [one.label for one in found["oscon-2003"].parts] == ["11th International Python Conference"]
    planned = found["pycon-uk-2020"].planned
    assert {(one.label, one.kind) for one in planned} >= {("Coventry", "City"), ("United Kingdom", "Country")}
    assert found["pycon-uk-2020"].places == ()
    assert (found["ipc-1"].wholes, found["ipc-1"].parts, found["ipc-1"].planned) == ((), (), ())


def test_nothing_is_lost_for_want_of_an_english_name(tmp_path: Path) -> None:
    """A name in another language, or the address, is shown where there is no English one."""
    data = f"@prefix cg: <{PREFIXES['cg']}> . @prefix e: <{ID}edition/> . @prefix s: <{ID}series/> . " + (
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        'e:a a cg:Edition ; cg:year 2001 ; cg:editionOf s:x ; rdfs:label "A"@ja . s:x rdfs:label "X"@fr , "x"@de .'
        'e:b a cg:Edition ; cg:year 2002 ; cg:editionOf s:y . e:c a cg:Edition ; rdfs:label "c"@de , "C"@en .'
    )
    (tmp_path / "ontology").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.ttl").write_text(data)
    found = {one.slug: one for one in editions(confgraph.open(tmp_path).catalog.store)}
    assert {slug: one.label for slug, one in found.items()} == {"a": "A", "b": "edition:b", "c": "C"}
    assert [link.label for one in (found["a"], found["b"]) for link in one.series] == ["x", "series:y"]
