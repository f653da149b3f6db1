"""What every source is turned into: one row an edition, with file, line and number of where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from pyoxigraph import NamedNode

from confgraph.problems import Place, Problem, printable
from confgraph.reading.records import Record

_YEAR_IN_NAME: Final = re.compile(r"(?<![0-9])(19[89][0-9]|20[0-9]{2})(?![0-9])")
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})([T ].*)?")
_PARTIAL: Final = re.compile(r"[0-9]{4}(-[0-9]{2})?")
_DEGREES: Final = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,30})?")
_WEB: Final = re.compile(r"https?://[^/\s]+\.[^\s]+")
_NOWHERE: Final = re.compile(r"(?i)(fully |100% )?(online|virtual|remote|worldwide|everywhere|internet)( event| only)?")


@dataclass(frozen=True)
class Row:
    """What a source says of one edition; a text that it does not say is empty.

    Dates are ISO 8601, as precise as the source. ``point`` is latitude and longitude in degrees. ``extended``
    is the day to which the deadline for proposals was moved. ``by_hand`` has the columns, with their texts, that an
    import does not take. ``fault`` says why the row can be no edition; it is told and left out.
    """

    place: Place
    number: int
    name: str
    year: int
    other_names: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    venue: str = ""
    city: str = ""
    country: str = ""
    point: tuple[str, str] | None = None
    online: bool = False
    hybrid: bool = False
    cancelled: bool = False
    website: str = ""
    deadline: str = ""
    extended: str = ""
    talks: int | None = None
    archive: str = ""
    by_hand: tuple[tuple[str, str], ...] = ()
    fault: str = ""


class Reading(NamedTuple):
    """The rows of a file, and the problems of those that cannot be read."""

    rows: list[Row]
    problems: list[Problem]


class Spot(NamedTuple):
    """Where a source says that something takes place."""

    city: str = ""
    country: str = ""
    online: bool = False
    hybrid: bool = False


class Fields:
    """The values of one record, each checked when it is asked for; what is wrong becomes a problem."""

    def __init__(self, file: str, record: Record, problems: list[Problem]) -> None:
        self.file = file
        self.record = record
        self.problems = problems

    def refuse(self, key: str, what: str, mend: str) -> None:
        """Add a problem at the line of a value, with the number of the row."""
        place = Place(self.file, self.record.line_of(key))
        self.problems.append(Problem(place, printable(f"row {self.record.number}: {what}"), mend))

    @property
    def place(self) -> Place:
        """Return where the record begins."""
        return Place(self.file, self.record.line)

    def text(self, key: str, needed: bool = False) -> str:
        """Return a text with its spaces set right, "" where there is none."""
        value = self.record.values.get(key)
        if isinstance(value, str):
            text = " ".join(value.split())
            if printable(text) == text:
                if needed and not text:
                    self.refuse(key, f"{key} is empty", "fill it in")
                return text
            self.refuse(key, f"{key} {text!r} holds an invisible character", "remove it")
        elif value is not None:
            self.refuse(key, f"{key} is no text", "write one text")
        elif needed:
            self.refuse(key, f"{key} is missing", "add it")
        return ""

    def flag(self, key: str) -> bool:
        """Return a yes or no, no where there is none."""
        value = self.record.values.get(key)
        if value in (None, True, False):
            return bool(value)
        word = value.lower() if isinstance(value, str) else ""
        if word not in ("true", "false", "yes", "no", ""):
            self.refuse(key, f"{key} is neither yes nor no", "write true or false")
        return word in ("true", "yes")

    def day(self, key: str, partial: bool = False) -> str:
        """Return the day of a date or time, "" where there is none; with ``partial`` a month or a year will do."""
        return self._checked(key, lambda text: day_of(text, partial), "is no date", "write it as 2026-05-13")

    def whole(self, key: str, needed: bool = False) -> int | None:
        """Return a whole number, or None."""
        text = self.text(key, needed)
        if text and not re.fullmatch(r"[0-9]{1,9}", text):
            self.refuse(key, f"{key} {text!r} is no whole number", "write digits only")
            return None
        return int(text) if text else None

    def year(self, key: str) -> int:
        """Return the year of the edition, 0 where it is wrong."""
        year = self.whole(key, needed=True)
        if year is not None and not 1900 <= year <= 2100:
            self.refuse(key, f"{key} {year} is no year of a conference", "write it as 2026")
            return 0
        return year or 0

    def web(self, key: str) -> str:
        """Return a web address, "" where there is none."""
        return self._checked(key, web_of, "is no web address", "begin it with https://")

    def degrees(self, key: str) -> str:
        """Return a coordinate in degrees as a decimal number, "" where there is none."""
        return self._checked(key, degrees_of, "is no coordinate", "write degrees as in 50.41162")

    def _checked(self, key: str, read: Callable[[str], str], what: str, mend: str) -> str:
        text = self.text(key)
        found = read(text) if text else ""
        if text and not found:
            self.refuse(key, f"{key} {text!r} {what}", mend)
        return found


def day_of(text: str, partial: bool = False) -> str:
    """Return the day of an ISO date or time, or "" for what is none."""
    if partial and _PARTIAL.fullmatch(text):
        return text if text[5:7] in ("", *(f"{month:02}" for month in range(1, 13))) and text[:4] != "0000" else ""
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat() if found else ""
    except ValueError:
        return ""


def web_of(text: str) -> str:
    """Return a text that is a web address, or ""."""
    try:
        return NamedNode(text).value if _WEB.fullmatch(text) else ""
    except ValueError:
        return ""


def degrees_of(text: str) -> str:
    """Return a coordinate as xsd:decimal writes it, or ""."""
    if not _DEGREES.fullmatch(text) or abs(float(text)) > 180:
        return ""
    number = text.removeprefix("+")
    return number if "." in number else f"{number}.0"


def year_in(name: str) -> int | None:
    """Return the year that a name holds, or None."""
    found = _YEAR_IN_NAME.search(name)
    return int(found[1]) if found else None


def without_year(name: str) -> str:
    """Return a name without the year in it: that of the series."""
    bare = re.sub(r"\(\s*\)", "", _YEAR_IN_NAME.sub("", name))
    return " ".join(bare.split()).strip(" -–:,'’") or name


def spot_of(text: str) -> Spot:
    """Return what a text such as "Cleveland, Ohio, United States" or "Online & Tokyo, Japan" says of the place."""
    plain = " ".join(re.sub(r"\([^)]*\)", "", text).split())
    parts = [part.strip() for part in re.split(r"\s+(?:&|and|\+|/)\s+|/", plain) if part.strip()]
    real = [part for part in parts if not _NOWHERE.fullmatch(part)]
    online = len(real) < len(parts)
    if not real:
        return Spot(online=online)
    words = [word.strip() for word in real[0].split(",") if word.strip()]
    if any(map(_NOWHERE.fullmatch, words)):
        words, online = [word for word in words if not _NOWHERE.fullmatch(word)], True
    if len(words) < 2:
        return Spot("", words[0] if words else "", online=not words, hybrid=online and bool(words))
    return Spot(words[0], words[-1], hybrid=online)


def fault_of(year: int, start: str, end: str) -> str:
    """Return what is wrong with the dates of an edition, and the mend; "" where nothing is."""
    if start and end and end < start[: len(end)]:
        return f"the end {end} is before the start {start}: swap them, or correct the year of one"
    if start and year and int(start[:4]) != year:
        return f"the start {start} is not in the edition year {year}: correct one of them"
    if not 1900 <= year <= 2100:
        return f"{year} is no year of a conference: correct it"
    if len(start) == len(end) == 10 and (date.fromisoformat(end) - date.fromisoformat(start)).days > 31:
        return f"it lasts from {start} to {end}, longer than 31 days: correct the month or the year of one"
    return ""


def rows_of(file: str, records: Iterable[Record], read: Callable[[Fields], Row]) -> Reading:
    """Return the rows of records, and each problem; the row of a record with one has it as its fault."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for record in records:
        wrong: list[Problem] = []
        row = read(Fields(file, record, wrong))
        if wrong:
            name = next((text for text in record.values.values() if isinstance(text, str)), "")
            row = Row(wrong[0].place, record.number, name, 0, fault="; ".join(one.message for one in wrong))
        rows.append(row)
        problems += wrong
    return Reading(rows, problems)


def listed(value: Any) -> list[Any]:
    """Return a list as it is and anything else as a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]
