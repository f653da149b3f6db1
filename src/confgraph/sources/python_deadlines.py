"""python-deadlines: YAML files with a record an edition, github.com/JesperDramsch/python-deadlines, ``_data/``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from confgraph.reading import read_text
from confgraph.reading.records import Record
from confgraph.reading.yaml import yaml_records
from confgraph.sources.rows import Fields, Reading, Row, Spot, fault_of, listed, rows_of, spot_of

NAMES = ("conferences.yml", "archive.yml", "legacy.yml")
NO_DAY = ("TBA", "None", "Cancelled")


def files(folder: Path) -> list[Path]:
    """Return the files with editions below a folder; its other files hold names and colours."""
    return [path for name in NAMES for path in sorted(folder.rglob(name))]


def read(path: Path) -> Reading:
    """Return the rows of one file."""
    return rows_of(str(path), yaml_records(str(path), read_text(path)), _row)


def _row(fields: Fields) -> Row:
    spot = _spot(fields)
    year, start, end = fields.year("year"), fields.day("start"), fields.day("end")
    first, moved = ("" if fields.text(key) in NO_DAY else fields.day(key) for key in ("cfp", "cfp_ext"))
    other = fields.text("alt_name")
    return Row(
        place=fields.place,
        number=fields.record.number,
        name=fields.text("conference", needed=True),
        year=year,
        other_names=(other,) if other else (),
        start=start,
        end=end,
        city=spot.city,
        country=spot.country,
        point=_point(fields),
        online=spot.online,
        hybrid=spot.hybrid,
        cancelled=fields.text("cfp") == "Cancelled",
        website=fields.web("link"),
        deadline=first or moved,
        extended=moved if first and moved != first else "",
        fault=fault_of(year, start, end),
    )


def _spot(fields: Fields) -> Spot:
    spot = spot_of(fields.text("place", needed=True))
    more = [spot_of(one) for one in listed(fields.record.values.get("extra_places")) if isinstance(one, str)]
    return spot._replace(hybrid=True) if any(one.online for one in more) and not spot.online else spot


def _point(fields: Fields) -> tuple[str, str] | None:
    """Return the first coordinates; with several, each is another place and none is the city's."""
    found = listed(fields.record.values.get("location"))
    if len(found) != 1 or not isinstance(found[0], dict):
        return None
    values: dict[str, Any] = found[0]
    lines = getattr(values, "lines", {})
    inner = Fields(
        fields.file,
        Record(values, lines.get("title", fields.record.line), lines, fields.record.number),
        fields.problems,
    )
    lat, long = inner.degrees("latitude"), inner.degrees("longitude")
    return (lat, long) if lat and long else None
