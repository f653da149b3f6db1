"""Tests of confgraph.publishing.geojson: the editions on a map."""

from __future__ import annotations

import json

import pytest

import confgraph
from confgraph.publishing.geojson import geojson
from publishing.making import COUNTRY, ID, edition


def test_a_feature_has_what_rfc_7946_requires() -> None:
    """A Feature has type, geometry and properties, and longitude stands before latitude (RFC 7946, 3.1.1 and 3.2)."""
    document = json.loads(geojson([edition()]))
    assert document["type"] == "FeatureCollection"
    (feature,) = document["features"]
    assert feature["type"] == "Feature"
    assert feature["id"] == f"{ID}edition/pycon-be-2026"
    assert feature["geometry"] == {"type": "Point", "coordinates": [4.44453, 50.41162]}
    assert feature["properties"] == {
        "name": "PyCon BE 2026",
        "year": 2026,
        "start": "2026-05-13",
        "end": "2026-05-15",
        "place": "Charleroi",
        "series": [f"{ID}series/pycon-be"],
        "url": "https://pycon.be/2026",
    }


def test_an_edition_without_coordinates_is_on_no_map() -> None:
    """An edition that is only known to be in a country has no point."""
    assert json.loads(geojson([edition(places=(COUNTRY,))]))["features"] == []


@pytest.mark.parametrize("year", ["", "MMXXVI"])
def test_a_year_that_is_none_is_left_out(year: str) -> None:
    """A year that is no number does no harm to the map."""
    assert "year" not in json.loads(geojson([edition(year=year)]))["features"][0]["properties"]


def test_the_shipped_map_stays_on_earth(graph: confgraph.Graph) -> None:
    """All coordinates are degrees of WGS 84, longitude first: the workshops are in the west, Vilnius is in the east."""
    features = json.loads(graph.export("geojson"))["features"]
    on_the_map = "SELECT DISTINCT ?e WHERE { ?e a cg:Edition ; cg:takesPlaceIn ?p . ?p wgs84:lat ?lat ; wgs84:long ?l }"
    placed = graph.query(on_the_map)
    assert isinstance(placed, confgraph.Rows)
    assert len(features) == len(list(placed))
    points = {feature["id"]: feature["geometry"]["coordinates"] for feature in features}
    assert all(-180 <= long <= 180 and -90 <= lat <= 90 for long, lat in points.values())
    assert points[f"{ID}edition/ipc-2"][0] < -100
    assert 24 < points[f"{ID}edition/europython-2008"][0] < 26
