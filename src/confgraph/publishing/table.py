"""The editions as one CSV table, a row an edition (RFC 4180)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

from confgraph.namespaces import shorten
from confgraph.publishing.editions import Edition

COLUMNS: Final = tuple(
    "edition series ordinal name year start_date end_date status attendance_mode venue city region country "
    "country_code latitude longitude organizers url proposal_deadline attendance talks part_of".split()
)
"""The columns, in order; several values in one cell stand with " | " between them."""

# What a spreadsheet takes for the beginning of a formula, in full width too (OWASP, CSV Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER: Final = r"[+-]?[0-9]+(\.[0-9]+)?"


def csv_table(editions: Iterable[Edition]) -> bytes:
    """Return the table as UTF-8.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV Injection).
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for edition in editions:
        writer.writerow([inert(cell) for cell in _cells(edition)])
    return text.getvalue().encode()


def _cells(edition: Edition) -> list[str]:
    named = {kind: edition.place(kind) for kind in ("Venue", "City", "Region", "Country")}
    country, spot = named["Country"], edition.spot
    return [
        shorten(edition.iri),
        " | ".join(shorten(series.iri) for series in edition.series),
        " | ".join(edition.ordinals),
        edition.label,
        edition.year,
        edition.start,
        edition.end,
        edition.status,
        edition.mode,
        *(place.label if place else "" for place in named.values()),
        country.code if country else "",
        spot.lat if spot else "",
        spot.long if spot else "",
        " | ".join(organizer.label for organizer in edition.organizers),
        " | ".join(edition.homepages),
        edition.deadline,
        edition.attendance,
        edition.talks,
        " | ".join(shorten(whole.iri) for whole in edition.wholes),
    ]


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet runs: numbers such as -1.9 stay, what may be a formula is quoted."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not re.fullmatch(_NUMBER, cell) else cell
