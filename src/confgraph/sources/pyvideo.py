"""pyvideo: what was recorded, github.com/pyvideo/data: a folder an event, with category.json and videos/.

Also read is one file with all categories, ``categories.json``, with ``talk_counts.csv`` beside it. The dates there are
those of recordings, so none is taken.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from confgraph.problems import Problem
from confgraph.reading import read_text
from confgraph.reading.json import json_members, json_records
from confgraph.reading.tables import table_records
from confgraph.sources.rows import Fields, Reading, Row, rows_of, without_year, year_in

ARCHIVE: Final = "https://github.com/pyvideo/data/tree/main/"
COUNTS: Final = "talk_counts.csv"
COLUMNS: Final = (
    "event_slug", "title", "talks", "recorded_first", "recorded_last", "distinct_recorded_dates", "languages",
)  # fmt: skip
_SLUG: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def files(folder: Path) -> list[Path]:
    """Return the categories in a folder: the one file of all, or one an event."""
    whole = folder / "categories.json"
    return [whole] if whole.is_file() else sorted(folder.glob("**/category.json"))


def read(path: Path) -> Reading:
    """Return the rows of one file of categories."""
    name, text = str(path), read_text(path)
    if path.name == "category.json":
        slug = path.parent.name
        counts = {slug: sum(1 for _ in (path.parent / "videos").glob("*.json"))}
        return rows_of(name, json_records(name, text), lambda fields: _row(fields, slug, counts))
    members = json_members(name, text)
    slugs = {record.number: slug for slug, record in members}
    problems: list[Problem] = []
    counts = _counts(path.parent / COUNTS, problems)
    reading = rows_of(
        name, [one for _, one in members], lambda fields: _row(fields, slugs[fields.record.number], counts)
    )
    return Reading(reading.rows, [*reading.problems, *problems])


def _counts(path: Path, problems: list[Problem]) -> dict[str, int]:
    """Return how many talks each event has, nothing where the table is missing."""
    if not path.exists():
        return {}
    found: dict[str, int] = {}
    for record in table_records(str(path), read_text(path), COLUMNS, ("event_slug", "talks")):
        fields = Fields(str(path), record, problems)
        slug, talks = fields.text("event_slug", needed=True), fields.whole("talks", needed=True)
        if talks is not None:
            found[slug] = talks
    return found


def _row(fields: Fields, slug: str, counts: dict[str, int]) -> Row:
    title = fields.text("title", needed=True)
    year = year_in(title) or year_in(slug)
    if not _SLUG.fullmatch(slug):
        fields.refuse("title", f"the folder {slug!r} has no plain name", "rename it")
    return Row(
        place=fields.place,
        number=fields.record.number,
        name=without_year(title),
        year=year or 0,
        other_names=(without_year(slug.replace("-", " ")),),
        talks=counts.get(slug) or None,
        archive=f"{ARCHIVE}{slug}",
        fault="" if year else "there is no year in the title: a user group or a channel, and no edition",
    )
