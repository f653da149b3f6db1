"""Calendars and GeoJSON of a site."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from icalendar import Calendar


def events(path: Path) -> list[Calendar]:
    """Return the events of a calendar."""
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_a_series_has_a_calendar(site: Path) -> None:
    """Each event of it is a whole-day one that ends the day after its last."""
    found = {str(event["summary"]): event for event in events(site / "series/europython.ics")}
    event = found["EuroPython 2002"]
    assert event["dtstart"].dt == date(2002, 6, 26)
    assert event["dtend"].dt == date(2002, 6, 28) + timedelta(days=1)
    assert str(event["uid"]) == "europython-2002@confgraph"


def test_a_country_has_a_calendar(site: Path) -> None:
    """Belgium has what took place in its cities, under its own name."""
    calendar = Calendar.from_ical((site / "place/belgium.ics").read_bytes())
    assert str(calendar["x-wr-calname"]) == "Belgium"
    assert "EuroPython 2002" in {str(event["summary"]) for event in calendar.walk("VEVENT")}


def test_upcoming_is_not_past(site: Path) -> None:
    """The calendar of what is to come has nothing that was over on the day of the build."""
    found = events(site / "feed/upcoming.ics")
    assert found
    assert all(event["dtend"].dt > date(2026, 11, 26) for event in found)
    assert len(found) < len(events(site / "feed/all.ics"))


def test_lines_are_folded(site: Path) -> None:
    """No line of a calendar is longer than 75 octets (RFC 5545, section 3.1)."""
    for line in (site / "feed/all.ics").read_bytes().split(b"\r\n"):
        assert len(line) <= 75


def test_the_map_is_geojson(site: Path) -> None:
    """Every feature is a point, longitude first."""
    document = json.loads((site / "feed/events.geojson").read_bytes())
    charleroi = next(one for one in document["features"] if one["id"].endswith("europython-2002"))
    assert charleroi["geometry"] == {"type": "Point", "coordinates": [4.44453, 50.41162]}
