"""Tests of confgraph.sources.atlas: places by their names."""

from __future__ import annotations

import pytest

from confgraph.sources.atlas import Atlas, kilometres
from confgraph.sources.draft import Draft, named


def test_a_city_is_found_in_its_country(draft: Draft) -> None:
    """A city is found by any of its names and with a letter wrong, in its country or where none is named."""
    atlas = Atlas(draft)
    austria, _ = atlas.country("AUT")
    assert austria == named("place:austria")
    assert {atlas.city(name, austria) for name in ("Vienna", "vienna", "Wien", "Viena")} == {named("place:vienna")}
    assert atlas.city("Vienna", None) == named("place:vienna")
    assert atlas.city("Graz", named("place:hungary")) is None
    assert atlas.country("Hungary")[0] is None


def test_what_is_around_a_place(draft: Draft) -> None:
    """A city lies within its country, and a country is its own."""
    atlas = Atlas(draft)
    assert atlas.around(named("place:vienna")) == [named("place:vienna"), named("place:austria")]
    assert atlas.country_around(named("place:austria")) == named("place:austria")
    assert atlas.is_called(named("place:vienna"), "WIEN")
    assert not atlas.is_called(named("place:vienna"), "")
    assert atlas.point(named("place:vienna")) == (48.2, 16.37)
    assert atlas.point(named("place:graz")) is None


@pytest.mark.parametrize(
    ("one", "two", "km"), [((0, 0), (0, 0), 0), ((0, 0), (0, 90), 10007.5), ((90, 0), (-90, 0), 20015.1)]
)
def test_distances(one: tuple[float, float], two: tuple[float, float], km: float) -> None:
    """A quarter of the Earth is a quarter of 2 pi times 6,371 km."""
    assert kilometres(one, two) == pytest.approx(km, abs=0.1)
