"""Tests of confgraph.publishing.calendar: the editions in a calendar, read back as calendars read it."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import pytest
from icalendar import Calendar

import confgraph
from confgraph.publishing.calendar import ics
from confgraph.publishing.editions import Edition
from publishing.making import CITY, COUNTRY, VENUE, edition


def events(*editions: Edition) -> list[Any]:
    """Return the events that a calendar reads."""
    return list(Calendar.from_ical(ics(editions)).walk("VEVENT"))


def test_an_event_ends_the_day_after_its_last_day() -> None:
    """DTEND is not part of an event (RFC 5545, section 3.6.1), and whole days are of type DATE."""
    (event,) = events(edition())
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 5, 13), date(2026, 5, 16))
    assert b"DTSTART;VALUE=DATE:20260513\r\n" in ics([edition()])
    assert b"DTEND;VALUE=DATE:20260516\r\n" in ics([edition()])


@pytest.mark.parametrize("end", ["", "2026-05", "2026", "2026-05-12", "2026-02-30"])
def test_an_end_that_is_no_day_after_the_start_makes_one_day(end: str) -> None:
    """Where the last day is not known the event is its first day."""
    (event,) = events(edition(end=end))
    assert event["dtend"].dt == date(2026, 5, 14)


@pytest.mark.parametrize(
    ("end", "known"), [("", False), ("2026", False), ("2026-05", False), ("2026-05-13", True), ("2026-05-15", True)]
)
def test_an_event_says_where_its_last_day_is_not_known(end: str, known: bool) -> None:
    """An event of one day because no more is known is told from one that took one day."""
    (event,) = events(edition(end=end))
    assert event.get("description") == (None if known else "Last day not known.")


@pytest.mark.parametrize("start", ["", "2026", "2026-05", "2026-02-30", "next spring"])
def test_only_editions_dated_to_the_day_are_there(start: str) -> None:
    """A calendar has no place for what is dated to a month or a year, nor for a day that does not exist."""
    assert events(edition(start=start)) == []


def test_an_event_says_where_and_what() -> None:
    """Name, place, coordinates and page are those of the edition."""
    (event,) = events(edition(places=(COUNTRY, CITY, VENUE)))
    assert event["summary"] == "PyCon BE 2026"
    assert event["location"] == "The Hall, Charleroi, Belgium"
    assert (event["geo"].latitude, event["geo"].longitude) == (50.4, 4.4)
    assert event["url"] == "https://pycon.be/2026"


def test_a_cancelled_edition_is_marked() -> None:
    """A calendar shows that an edition was called off (RFC 5545, section 3.8.1.11)."""
    assert events(edition(status="EventCancelled"))[0]["status"] == "CANCELLED"
    assert "status" not in events(edition())[0]


def test_the_stamp_is_in_utc_and_not_of_today() -> None:
    """DTSTAMP, which must be there in UTC, does not tell when the export ran."""
    assert events(edition())[0]["dtstamp"].dt == datetime(2026, 5, 13, tzinfo=timezone.utc)


def test_uids_are_unique_and_stay(graph: confgraph.Graph) -> None:
    """Each event has a UID made of its slug, so that a calendar knows it again."""
    found = [str(event["uid"]) for event in Calendar.from_ical(graph.export("ics")).walk("VEVENT")]
    assert len(found) == len(set(found)) == graph.stats().dated_to_the_day
    assert "pycon-us-2003@confgraph" in found


def test_a_calendar_has_what_rfc_5545_requires(graph: confgraph.Graph) -> None:
    """A calendar has PRODID and VERSION, CRLF at each line end, and no line longer than 75 octets (section 3.1)."""
    data = graph.export("ics")
    calendar = Calendar.from_ical(data)
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert not [line for line in lines if b"\n" in line or len(line) > 75]


def test_long_names_are_folded_and_read_back() -> None:
    """A name beyond 75 octets, in any script, with the signs that iCalendar escapes, comes back as it was."""
    name = "Конференция; Python, \\ " * 8
    assert all(len(line) <= 75 for line in ics([edition(label=name)]).split(b"\r\n"))
    assert events(edition(label=name))[0]["summary"] == name


def test_a_name_cannot_begin_a_property() -> None:
    """A line end in a name begins no line of the calendar."""
    (event,) = events(edition(label="X\r\nATTENDEE:mailto:evil@e.org"))
    assert "attendee" not in event
