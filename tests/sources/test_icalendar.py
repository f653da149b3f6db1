"""Tests of confgraph.sources.icalendar: RFC 5545 as calendars write it."""

from __future__ import annotations

from pathlib import Path

import pytest

import confgraph
from confgraph.problems import LimitReached, UnreadableInput
from confgraph.sources.icalendar import read
from confgraph.sources.rows import Reading
from sources.world import propose


def calendar(tmp_path: Path, *events: str) -> Path:
    """Return a calendar with the events, each given by its lines."""
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    path = tmp_path / "events.ics"
    path.write_bytes(f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode())
    return path


def reading(tmp_path: Path, *events: str) -> Reading:
    """Return what is read from a calendar with the events."""
    return read(calendar(tmp_path, *events))


@pytest.mark.parametrize(
    ("times", "days"),
    [
        ("DTSTART;VALUE=DATE:20260513\nDTEND;VALUE=DATE:20260516", ("2026-05-13", "2026-05-15")),
        ("DTSTART;VALUE=DATE:20260513\nDURATION:P2D", ("2026-05-13", "2026-05-14")),
        ("DTSTART;VALUE=DATE:20260513", ("2026-05-13", "")),
        ("DTSTART:20260513T090000Z\nDTEND:20260515T170000Z", ("2026-05-13", "2026-05-15")),
        ("DTSTART:20260513T090000Z\nDTEND:20260516T000000Z", ("2026-05-13", "2026-05-15")),
        (
            "DTSTART;TZID=Asia/Tokyo:20260513T003000\nDTEND;TZID=Asia/Tokyo:20260514T010000",
            ("2026-05-13", "2026-05-14"),
        ),
    ],
)
def test_the_last_day_is_within_the_event(tmp_path: Path, times: str, days: tuple[str, str]) -> None:
    """An end that is a day, or midnight, is exclusive (RFC 5545, 3.6.1); days are those of the event's own zone."""
    [row] = reading(tmp_path, f"SUMMARY:PyNarnia 2026\n{times}").rows
    assert (row.start, row.end) == days


def test_an_event_is_a_row(tmp_path: Path) -> None:
    """Folded lines are joined, escapes resolved, and the line is that of the event."""
    other = "SUMMARY:PyDay\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=MONTHLY"
    text = "SUMMARY:PyNar\n nia 2026\nDTSTART;VALUE=DATE:20260513\nLOCATION:Graz\\, Austria\nGEO:47.07;15.44\n"
    rows, problems = reading(tmp_path, other, f"{text}URL:https://e.example/\nSTATUS:CANCELLED")
    assert problems == []
    assert "repeats" in rows[0].fault
    assert (rows[1].name, rows[1].city, rows[1].country, rows[1].point) == (
        "PyNarnia", "Graz", "Austria", ("47.070000", "15.440000"),
    )  # fmt: skip
    assert (rows[1].place.line, rows[1].number, rows[1].cancelled, rows[1].website) == (
        8,
        2,
        True,
        "https://e.example/",
    )


def test_an_end_that_is_no_longer_than_the_start_is_a_fault(tmp_path: Path) -> None:
    """A whole day whose exclusive end is the day itself is told."""
    [row] = reading(tmp_path, "SUMMARY:X 2026\nDTSTART;VALUE=DATE:20260513\nDTEND;VALUE=DATE:20260513").rows
    assert row.fault == "DTEND is the day of DTSTART, but it is exclusive: write the day after the last"


def test_every_wrong_event_is_told(tmp_path: Path) -> None:
    """A time that is none and a missing name are problems with the line of their event."""
    found = reading(tmp_path, "SUMMARY:X\nDTSTART;VALUE=DATE:2026", "DTSTART;VALUE=DATE:20260513", "SUMMARY:Y")
    assert [(problem.place.line, problem.what[:6]) for problem in found.problems][:1] == [(3, "row 1:")]
    assert {problem.place.line for problem in found.problems} == {3, 7, 10}
    assert len(found.rows) == 3


def test_deep_calendars_are_stopped(tmp_path: Path) -> None:
    """Components within components without end hit a limit, and not the stack."""
    with pytest.raises(LimitReached, match=r"events\.ics:12: the components are nested deeper than 10"):
        reading(tmp_path, "BEGIN:VEVENT\n" * 20_000 + "END:VEVENT\n" * 20_000)


def test_no_calendar_is_refused(tmp_path: Path) -> None:
    """Anything else is refused with the name of the file."""
    path = tmp_path / "x.ics"
    for text in ("", "xx", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:X\n"):
        path.write_text(text)
        with pytest.raises(UnreadableInput) as caught:
            read(path)
        assert str(path) in str(caught.value)


def test_what_is_exported_agrees(small: Path, tmp_path: Path) -> None:
    """The calendar of a catalog, imported again, contradicts nothing: its ends are exclusive both ways."""
    path = tmp_path / "export.ics"
    path.write_bytes(confgraph.open(small).export("ics"))
    proposal = propose(small, "icalendar", path, page="https://alpine.example/")
    assert proposal.counts["contradicts"] == proposal.counts["new"] == 0
    assert proposal.counts["agrees"] >= 1
