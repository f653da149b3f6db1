"""Maps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from confgraph.namespaces import ID
from confgraph.site.events import Events
from confgraph.site.maps import HEIGHT, PARTS, WIDTH, event_map, place_map, project
from confgraph.site.render import FOLDER


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    [(0, 0, 500, 243.36), (180, 0, 1000, 243.36), (-180, 0, 0, 243.36), (0, 90, 500, 0), (0, -90, 500, 486.72)],
)
def test_the_world_is_an_equal_earth(lon: float, lat: float, x: float, y: float) -> None:
    """The world is 2.05458 times as wide as high (Šavrič, Patterson and Jenny 2018), with the equator in the middle."""
    assert project(lon, lat) == pytest.approx((x, y), abs=0.02)


def test_a_map_shows_the_part_that_has_dots(events: Events) -> None:
    """Every dot lies within what is shown, and what is shown within the world."""
    picture = event_map(events.at(f"{ID}place/belgium"), "Belgium")
    assert picture
    assert picture.width < WIDTH / 5
    for dot in picture.dots:
        assert picture.left <= dot.x <= picture.left + picture.width
        assert picture.top <= dot.y <= picture.top + picture.height
    assert picture.left + picture.width <= WIDTH
    assert picture.top + picture.height <= HEIGHT


def test_a_dot_speaks(events: Events) -> None:
    """A dot says its place, how many events, and when, and leads to the place."""
    picture = event_map(events.at(f"{ID}place/charleroi"), "Charleroi")
    assert picture
    assert [dot.words for dot in picture.dots] == ["Charleroi: 2 events, 2002–2003"]
    assert picture.dots[0].page == "place/charleroi"


def test_no_place_no_map(events: Events) -> None:
    """Where no place is known there is no picture."""
    assert event_map([events.all[f"{ID}edition/pycon-us-2021"]], "online") is None


def test_a_place_is_a_dot() -> None:
    """A place alone is shown with what lies around it."""
    picture = place_map(4.44, 50.41, "Charleroi")
    assert len(picture.dots) == 1


def test_the_outlines_are_in_the_same_projection() -> None:
    """The picture of the world is as wide as the map, and no coordinate of it lies outside."""
    world = FOLDER / "vendor" / "world.svg"
    if not Path(world).is_file():
        pytest.skip("no outlines: make web")
    text = world.read_text(encoding="utf-8")
    assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in text
    starts = [tuple(map(float, pair)) for pair in re.findall(r"M(-?[0-9.]+),(-?[0-9.]+)", text)]
    assert len(starts) > 300
    assert all(0 <= x <= WIDTH and 0 <= y <= 487 for x, y in starts)


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Europe", 14.4, 50.1),
        ("North America", -97.7, 30.3),
        ("South America", -46.6, -23.5),
        ("Africa", 36.8, -1.3),
        ("Asia", 77.6, 13.0),
        ("Oceania", 151.2, -33.9),
    ],
)
def test_a_part_of_the_world_shows_its_cities(name: str, lon: float, lat: float) -> None:
    """Prague, Austin, São Paulo, Nairobi, Bengaluru and Sydney are in the picture of their part, well within."""
    (part,) = [one for one in PARTS if one.name == name]
    x, y = project(lon, lat)
    assert WIDTH * 0.1 < part.scale * x + part.x < WIDTH * 0.9
    assert HEIGHT * 0.1 < part.scale * y + part.y < HEIGHT * 0.9


def test_the_style_moves_the_map_to_its_parts() -> None:
    """The style sheet has the numbers of every part."""
    style = (FOLDER / "assets" / "pages.css").read_text(encoding="utf-8")
    for number, part in enumerate(PARTS):
        rule = f"#part-{number}:checked) .world {{ transform: translate({part.x}px, {part.y}px) scale({part.scale}); }}"
        assert rule in style
        assert f"#part-{number}:checked) .in:not(.p{number}) {{ display: none; }}" in style
