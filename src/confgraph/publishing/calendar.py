"""The editions as an iCalendar file (RFC 5545) that calendars subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from confgraph.namespaces import VERSION
from confgraph.publishing.editions import Edition
from confgraph.publishing.plain import plain


def ics(editions: Iterable[Edition], name: str = "Python conferences") -> bytes:
    """Return a calendar called ``name`` with an all-day event for each edition whose dates are known to the day.

    DTEND is the day after the last day (RFC 5545, section 3.6.1). DTSTAMP is the first day, not the time of the
    export, so that the same catalog gives the same bytes.
    """
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", f"-//confgraph//confgraph {VERSION}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(plain(name)))  # icalendar does not escape what it does not know
    around: bytes = calendar.to_ical()
    end = around.rindex(b"END:VCALENDAR")
    return b"".join([around[:end], *map(_event, editions), around[end:]])


def _day(text: str) -> date | None:
    """Return the day of a full date that exists, else None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _event(edition: Edition) -> bytes:
    """Return the event of an edition, nothing for one of no known day; it stands in several calendars of a site."""
    from icalendar import Event

    first, end = _day(edition.start), _day(edition.end)
    if not first:
        return b""
    last = max(end or first, first)
    event = Event()
    event.add("uid", f"{edition.slug}@confgraph")
    event.add("dtstamp", datetime(first.year, first.month, first.day, tzinfo=timezone.utc))
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", plain(edition.label))
    if not end:
        event.add("description", "Last day not known.")
    where = [spot.label for kind in ("Venue", "City", "Region", "Country") if (spot := edition.place(kind))]
    if where:
        event.add("location", plain(", ".join(where)))
    if spot := edition.spot:
        event.add("geo", (float(spot.lat), float(spot.long)))
    if edition.homepages:
        event.add("url", edition.homepages[0])
    if edition.status == "EventCancelled":
        event.add("status", "CANCELLED")
    event.add("transp", "TRANSPARENT")
    data: bytes = event.to_ical()
    return data
