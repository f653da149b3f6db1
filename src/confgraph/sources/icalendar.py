"""iCalendar (RFC 5545): an event an edition; the end of an event of whole days is the day after its last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from confgraph.problems import LimitReached, Problem
from confgraph.reading import read_text
from confgraph.reading.decoding import unreadable
from confgraph.reading.records import Record
from confgraph.sources.rows import Fields, Reading, Row, fault_of, rows_of, spot_of, without_year, year_in

_EVENT: Final = re.compile(r"^BEGIN:VEVENT[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_COMPONENT: Final = re.compile(r"^(BEGIN|END):", re.MULTILINE | re.IGNORECASE)
DEEPEST: Final = 10
"""How deep components may be nested."""
_LEFT_ALONE: Final = ("RRULE", "RDATE", "RECURRENCE-ID")


def files(folder: Path) -> list[Path]:
    """Return the calendars in a folder."""
    return sorted(folder.glob("*.ics"))


def read(path: Path) -> Reading:
    """Return the rows of one calendar."""
    import icalendar  # late: its time zones are read when it is imported

    name, text = str(path), read_text(path)
    _refuse_deep(name, text)
    lines = [text.count("\n", 0, found.start()) + 1 for found in _EVENT.finditer(text)]
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        what = f"this is no iCalendar, {str(error).splitlines()[0][:200] if str(error) else type(error).__name__}"
        raise unreadable(name, what, "begin it with BEGIN:VCALENDAR, and end what begins") from None
    if not calendars or len(lines) != len(events):
        raise unreadable(name, "this is no iCalendar, or an event in it does not end", "close it with END:VEVENT")
    problems: list[Problem] = []
    records = list(_records(name, events, lines, problems))
    reading = rows_of(name, records, _row)
    return Reading(reading.rows, [*problems, *reading.problems])


def _refuse_deep(name: str, text: str) -> None:
    """Raise LimitReached for components within components, of which RFC 5545 has three levels: they take a time."""
    depth = 0
    for found in _COMPONENT.finditer(text):
        depth += 1 if found[1].upper() == "BEGIN" else -1
        if depth > DEEPEST:
            line = text.count("\n", 0, found.start()) + 1
            raise LimitReached(f"{name}:{line}: the components are nested deeper than {DEEPEST}: flatten them")


def _records(name: str, events: list[Any], lines: list[int], problems: list[Problem]) -> Iterator[Record]:
    """Yield the values of each event as texts."""
    for number, (event, line) in enumerate(zip(events, lines, strict=True), 1):
        values: dict[str, Any] = {}
        fields = Fields(name, Record(values, line, {}, number), problems)
        for key in ("SUMMARY", "LOCATION", "URL", "STATUS"):
            if event.get(key) is not None:
                values[key] = str(event[key] if not isinstance(event[key], list) else event[key][0])
        try:
            values["start"], values["end"] = _days(event)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            fields.refuse("DTSTART", f"the time of the event is none, {error}", "write DTSTART;VALUE=DATE:20260513")
            values["start"] = None
            yield fields.record
            continue
        values["repeats"] = any(key in event for key in _LEFT_ALONE)
        geo = getattr(event.get("GEO"), "latitude", None), getattr(event.get("GEO"), "longitude", None)
        values["lat"], values["long"] = (None if one is None else f"{float(one):.6f}" for one in geo)
        yield fields.record


def _days(event: Any) -> tuple[str, str]:
    """Return the first and the last day; "" for the last where the event does not tell."""
    if event.get("DTSTART") is None:
        raise ValueError("DTSTART is missing")
    start, end, last = event["DTSTART"].dt, None, ""
    if event.get("DTEND") is not None:
        end = event["DTEND"].dt
    elif event.get("DURATION") is not None:
        end = start + event["DURATION"].dt
    if isinstance(end, datetime):
        last = (end - timedelta(microseconds=1)).date().isoformat() if end > start else end.date().isoformat()
    elif isinstance(end, date):
        last = (end - timedelta(days=1)).isoformat()
    first = start.date() if isinstance(start, datetime) else start
    if not isinstance(first, date):
        raise TypeError("DTSTART is no day")
    return first.isoformat(), last


def _row(fields: Fields) -> Row:
    name = fields.text("SUMMARY", needed=True)
    start, end = fields.day("start"), fields.day("end")
    spot, year = spot_of(fields.text("LOCATION")), year_in(name) or int(start[:4] or 0)
    lat, long = fields.degrees("lat"), fields.degrees("long")
    fault = fault_of(year, start, end)
    if end and end < start and (date.fromisoformat(start) - date.fromisoformat(end)).days == 1:
        fault = "DTEND is the day of DTSTART, but it is exclusive: write the day after the last"
    if fields.flag("repeats"):
        fault = "the event repeats: a meeting, and no edition"
    return Row(
        place=fields.place,
        number=fields.record.number,
        name=without_year(name),
        year=year,
        start=start,
        end=end,
        city=spot.city,
        country=spot.country,
        point=(lat, long) if lat and long else None,
        online=spot.online,
        hybrid=spot.hybrid,
        cancelled=fields.text("STATUS").upper() == "CANCELLED",
        website=fields.web("URL"),
        fault=fault,
    )
