"""Hold what a row says of a known edition against what the catalog says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import shorten
from confgraph.sources.draft import dated, named, typed
from confgraph.sources.match import Match
from confgraph.sources.places import Places
from confgraph.sources.rows import Row

ONE_DAY_LATE: Final = "the end is one day late: an exclusive end, as calendars have it, taken for the last day"
MORE_PRECISE: Final = "more precise than the catalog"


class Said(NamedTuple):
    """What a row says of a property of an edition: "adds", "agrees" or "contradicts", with the value and the reason."""

    kind: str
    property: str
    value: Any
    reason: str = ""


def compare(row: Row, edition: NamedNode, match: Match, places: Places) -> Iterator[Said]:
    """Yield what a row says of each property, one after the other."""
    yield from _dates(row, edition, match)
    if row.deadline and not late(row, match.day(edition, "cg:startDate")):
        moved = row.extended and dated(row.extended) in match.draft.values(edition, "cg:proposalDeadline")
        yield _one(match, edition, "cg:proposalDeadline", dated(row.extended if moved else row.deadline))
    yield from _place(row, edition, match, places)
    yield from _web(row, edition, match)
    if row.cancelled:
        yield _one(match, edition, "schema:eventStatus", named("schema:EventCancelled"))
    if row.talks and not (row.archive and len(match.draft.values(edition, "cg:videoArchive")) > 1):
        # Of an edition with two archives the catalog has the sum; a row counts its own.
        yield _one(match, edition, "cg:talkCount", typed(str(row.talks), "integer"))


def late(row: Row, *stands: str) -> bool:
    """Tell whether a deadline is after the start, that of the row or one that stands, which cannot be."""
    return any(row.deadline[: len(start)] > start for start in (row.start, *stands) if start)


def _one(match: Match, edition: NamedNode, name: str, value: Any, reason: str = "") -> Said:
    standing = match.draft.values(edition, name)
    kind = "agrees" if value in standing else "contradicts" if standing else "adds"
    return Said(kind, name, value, reason if kind == "contradicts" else "")


def _dates(row: Row, edition: NamedNode, match: Match) -> Iterator[Said]:
    """Yield what a row says of the two dates; a coarser date agrees with a finer one, a finer one is more precise."""
    starts = list(_date(row.start, "cg:startDate", edition, match))
    yield from starts
    ends = list(_date(row.end, "cg:endDate", edition, match))
    stands = match.day(edition, "cg:endDate")
    if row.start == match.day(edition, "cg:startDate") and _is_next_day(stands, row.end):
        ends = [one._replace(reason=ONE_DAY_LATE) for one in ends]
    if any(one.kind == "contradicts" for one in starts):
        # An end that fits another start than the one that stands is no fact of its own.
        ends = [one._replace(kind="contradicts") if one.kind == "adds" else one for one in ends]
    yield from ends


def _is_next_day(one: str, two: str) -> bool:
    return len(one) == len(two) == 10 and (date.fromisoformat(two) - date.fromisoformat(one)).days == 1


def _date(text: str, name: str, edition: NamedNode, match: Match) -> Iterator[Said]:
    if not text:
        return
    stands = match.day(edition, name)
    if stands and len(text) < len(stands) and stands.startswith(text):
        yield Said("agrees", name, dated(text))
    else:
        finer = bool(stands) and len(text) > len(stands) and text.startswith(stands)
        yield _one(match, edition, name, dated(text), MORE_PRECISE if finer else "")


def _place(row: Row, edition: NamedNode, match: Match, places: Places) -> Iterator[Said]:
    mode = match.draft.value(edition, "schema:eventAttendanceMode")
    mixed = named("schema:MixedEventAttendanceMode")
    if row.hybrid and mode is None and not match.is_online(edition):
        yield Said("adds", "schema:eventAttendanceMode", mixed)
    standing = [one for one in match.draft.values(edition, "cg:location") if isinstance(one, NamedNode)]
    if row.online and mode == mixed:
        yield Said("agrees", "cg:location", named("place:online"))
        return
    if any(match.atlas.is_called(around, row.city) for one in standing for around in match.atlas.around(one)):
        yield Said("agrees", "cg:location", standing[0])
        return
    place = places.of(row)
    if place is None:
        return
    wide = {around for one in standing for around in match.atlas.around(one)}
    if standing and (place in wide or any(one in match.atlas.around(place) for one in standing)):
        yield Said("agrees", "cg:location", place)
    elif place in match.draft.values(edition, "cg:plannedLocation"):
        yield Said("agrees", "cg:plannedLocation", place)
    else:
        yield _one(match, edition, "cg:location", place)
        if row.online and not standing and mode is None:
            yield Said("adds", "schema:eventAttendanceMode", named("schema:OnlineEventAttendanceMode"))


def _web(row: Row, edition: NamedNode, match: Match) -> Iterator[Said]:
    """Yield the pages; another site beside the one that stands is no contradiction, and is not added."""
    if row.website:
        pages = [one.value for one in match.draft.values(edition, "foaf:homepage")]
        if bare(row.website) in map(bare, pages):
            yield Said("agrees", "foaf:homepage", NamedNode(row.website))
        elif not pages:
            yield Said("adds", "foaf:homepage", NamedNode(row.website))
    if row.archive:
        archives = [one.value for one in match.draft.values(edition, "cg:videoArchive")]
        if not any(one.rstrip("/").endswith(row.archive.rpartition("/")[2]) for one in archives):
            yield Said("adds", "cg:videoArchive", NamedNode(row.archive))


def bare(address: str) -> str:
    """Return what tells two pages apart: the address without its scheme, www, an archive's prefix and a last slash."""
    plain = re.sub(r"^https?://web\.archive\.org/web/[0-9a-z_]+/", "", address)
    return re.sub(r"^https?://(www\.)?", "", plain).replace(":80/", "/").rstrip("/").lower()


def shown(value: Any) -> str:
    """Return a value as people read it."""
    return value.value if isinstance(value, Literal) else shorten(value.value)
