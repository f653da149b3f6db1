"""Tests of confgraph.sources.places: places that are missing are made, wrong coordinates are told."""

from __future__ import annotations

import pytest

from confgraph.sources.atlas import Atlas
from confgraph.sources.draft import Draft, named
from confgraph.sources.places import Places
from confgraph.sources.rows import Row
from sources.world import row, said


def places_of(draft: Draft) -> Places:
    """Return the places of a draft."""
    return Places(Atlas(draft), named("source:site"))


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (row(city="Wien", country="Austria"), "place:vienna"),
        (row(country="Austria"), "place:austria"),
        (row(online=True), "place:online"),
        (row(city="Cair Paravel", country="Narnia"), None),
        (row(), None),
    ],
)
def test_a_known_place_is_found(draft: Draft, given: Row, place: str | None) -> None:
    """The most specific place is taken; a country that nobody knows gives none."""
    places = places_of(draft)
    assert places.of(given) == (named(place) if place else None)
    assert places.made == []


def test_a_missing_city_is_made_with_its_country(draft: Draft) -> None:
    """A new city lies in its country, which is made from ISO 3166 where it is missing, and cites the source."""
    places = places_of(draft)
    place = places.of(row(city="Łódź", country="Poland", point=("51.77", "19.45")))
    assert place == named("place:lodz")
    assert places.made == ["place:poland", "place:lodz"]
    assert said(draft, "place:lodz", "wgs84:lat") == ["51.77"]
    assert said(draft, "place:lodz", "rdfs:label") == ["Łódź"]
    assert draft.values(named("place:lodz"), "cg:within") == [named("place:poland")]
    assert said(draft, "place:poland", "cg:countryCode") == ["PL"]
    assert draft.values(named("place:poland"), "cg:source") == [named("source:site")]
    assert {path.name for path in draft.added} == {"poland.ttl"}
    assert places.of(row(city="Lodz", country="PL")) == place


def test_a_venue_of_a_new_edition_is_made_once(draft: Draft) -> None:
    """A venue lies in its city and stands in the file of the country; the city's own name is no venue."""
    places = places_of(draft)
    city = named("place:graz")
    venue = places.venue_of(row(city="Graz", venue="Town Hall"), city)
    assert venue == named("place:town-hall")
    assert draft.values(venue, "cg:within") == [city]
    assert {path.name for path in draft.added} == {"austria.ttl"}
    assert places.venue_of(row(city="Graz", venue="town hall"), city) == venue
    assert places.venue_of(row(city="Graz", venue="Graz"), city) == city
    assert places.venue_of(row(city="Vienna", venue="Town Hall"), named("place:vienna")) == named(
        "place:town-hall-vienna"
    )


def test_a_slug_that_is_taken_gets_its_country(draft: Draft) -> None:
    """Two cities of one name are two places."""
    assert places_of(draft).of(row(city="Vienna", country="USA")) == named("place:vienna-united-states")


@pytest.mark.parametrize(
    ("point", "fault"),
    [
        (("48.21", "16.38"), ""),
        (("16.37", "48.2"), "latitude and longitude are swapped"),
        (("47.07", "15.44"), "the coordinates 47.07, 15.44 are 144 km from Vienna"),
        (("120.5", "16.37"), "the latitude 120.5 is above 90: latitude and longitude are swapped?"),
        (None, ""),
    ],
)
def test_coordinates_are_held_against_the_city(draft: Draft, point: tuple[str, str] | None, fault: str) -> None:
    """Coordinates over 60 km from the named city, or swapped, are told; Graz is 144 km from Vienna."""
    assert places_of(draft).fault(row(point=point), named("place:vienna")) == fault
