"""confs.tech: JSON lists, github.com/tech-conferences/conference-data, ``conferences/YEAR/python.json``."""

from __future__ import annotations

from pathlib import Path

from confgraph.reading import read_text
from confgraph.reading.json import json_records
from confgraph.sources.rows import Fields, Reading, Row, fault_of, rows_of, without_year, year_in


def files(folder: Path) -> list[Path]:
    """Return the files about Python below a folder."""
    return sorted(path for path in folder.rglob("*.json") if "python" in path.name)


def read(path: Path) -> Reading:
    """Return the rows of one file."""
    return rows_of(str(path), json_records(str(path), read_text(path)), _row)


def _row(fields: Fields) -> Row:
    name, start, end = fields.text("name", needed=True), fields.day("startDate"), fields.day("endDate")
    if not start and not fields.problems:
        fields.refuse("startDate", "startDate is missing", "add it")
    online, city = fields.flag("online"), fields.text("city")
    # A year in the name is that of the edition; it can differ from the year in which it was moved to.
    year = year_in(name) or int(start[:4] or 0)
    return Row(
        place=fields.place,
        number=fields.record.number,
        name=without_year(name),
        year=year,
        start=start,
        end=end,
        city=city.partition(",")[0] if city.lower() != "online" else "",
        country=fields.text("country") if fields.text("country").lower() != "online" else "",
        online=(online and not city) or city.lower() == "online",
        hybrid=online and bool(city) and city.lower() != "online",
        cancelled=fields.flag("cancelled"),
        website=fields.web("url"),
        deadline=fields.day("cfpEndDate"),
        fault=fault_of(year, start, end),
    )
