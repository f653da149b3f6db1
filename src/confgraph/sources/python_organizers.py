"""python-organizers: CSV tables, one a year, github.com/python-organizers/conferences."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from confgraph.reading import read_text
from confgraph.reading.tables import table_records
from confgraph.sources.countries import country_of
from confgraph.sources.rows import Fields, Reading, Row, fault_of, rows_of, spot_of, without_year, year_in

COLUMNS: Final = (
    "Subject", "Start Date", "End Date", "Location", "Country", "Venue", "Tutorial Deadline", "Talk Deadline",
    "Website URL", "Proposal URL", "Sponsorship URL",
)  # fmt: skip
_IN_FILE_NAME: Final = re.compile(r"(19|20)[0-9]{2}")


def files(folder: Path) -> list[Path]:
    """Return the tables of years in a folder."""
    return sorted(path for path in folder.glob("*.csv") if _IN_FILE_NAME.fullmatch(path.stem))


def read(path: Path) -> Reading:
    """Return the rows of one table."""
    records = table_records(str(path), read_text(path), COLUMNS, COLUMNS[:2])
    year = int(path.stem) if _IN_FILE_NAME.fullmatch(path.stem) else 0
    return rows_of(str(path), records, lambda fields: _row(fields, year))


def _row(fields: Fields, year_of_file: int) -> Row:
    name, start, end = fields.text("Subject", needed=True), fields.day("Start Date"), fields.day("End Date")
    if not start and not fields.problems:
        fields.refuse("Start Date", "Start Date is missing", "add it")
    spot = spot_of(fields.text("Location"))
    year = year_in(name) or year_of_file or int(start[:4] or 0)
    return Row(
        place=fields.place,
        number=fields.record.number,
        name=without_year(name),
        year=year,
        start=start,
        end=end,
        venue=fields.text("Venue"),
        city=spot.city or ("" if country_of(spot.country) else spot.country),
        country=fields.text("Country") or spot.country,
        online=spot.online or fields.text("Venue").lower() == "online",
        hybrid=spot.hybrid,
        website=fields.web("Website URL"),
        deadline=fields.day("Talk Deadline"),
        fault=fault_of(year, start, end),
    )
