"""A plain CSV table with the columns of ``confgraph export csv``, or some of them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from confgraph.publishing.table import COLUMNS
from confgraph.reading import read_text
from confgraph.reading.tables import table_records
from confgraph.sources.rows import Fields, Reading, Row, fault_of, rows_of, without_year

NEEDED: Final = ("name", "year")
BY_HAND: Final = ("ordinal", "organizers", "attendance", "part_of")
"""Columns that are told and not taken: what they need, a cell cannot name."""
_CANCELLED: Final = ("cancelled", "eventcancelled")


def files(folder: Path) -> list[Path]:
    """Return the tables in a folder."""
    return sorted(folder.glob("*.csv"))


def read(path: Path) -> Reading:
    """Return the rows of one table."""
    return rows_of(str(path), table_records(str(path), read_text(path), COLUMNS, NEEDED), _row)


def _row(fields: Fields) -> Row:
    year = fields.year("year")
    start, end = fields.day("start_date", partial=True), fields.day("end_date", partial=True)
    mode = fields.text("attendance_mode").lower().removesuffix("eventattendancemode")
    lat, long = fields.degrees("latitude"), fields.degrees("longitude")
    series = fields.text("series").split(" | ")[0].removeprefix("series:")
    return Row(
        place=fields.place,
        number=fields.record.number,
        name=without_year(fields.text("name", needed=True)),
        year=year,
        other_names=(series,) if series else (),
        start=start,
        end=end,
        venue=fields.text("venue"),
        city=fields.text("city"),
        country=fields.text("country_code") or fields.text("country"),
        point=(lat, long) if lat and long else None,
        online=mode == "online",
        hybrid=mode in ("mixed", "hybrid"),
        cancelled=fields.text("status").lower() in _CANCELLED,
        website=fields.web("url"),
        deadline=fields.day("proposal_deadline"),
        talks=fields.whole("talks"),
        by_hand=tuple((column, text) for column in BY_HAND if (text := fields.text(column))),
        fault=fault_of(year, start, end),
    )
