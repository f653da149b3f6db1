"""Tests of confgraph.publishing.table: the editions as CSV."""

from __future__ import annotations

import csv
import io

import pytest

import confgraph
from confgraph.publishing.editions import Edition, Link, Spot
from confgraph.publishing.table import csv_table
from publishing.making import CITY, COUNTRY, ID, VENUE, edition


def rows(*editions: Edition) -> list[dict[str, str]]:
    """Return the table as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(csv_table(editions).decode(), newline="")))


def test_the_columns_are_named() -> None:
    """The table has a header with these columns, in this order, also where there is no edition."""
    header = (
        "edition,series,ordinal,name,year,start_date,end_date,status,attendance_mode,venue,city,region,country,"
        "country_code,latitude,longitude,organizers,url,proposal_deadline,attendance,talks,part_of\r\n"
    )
    assert csv_table([]).decode() == header


def test_a_row_says_what_is_known() -> None:
    """Each column holds what it is called after."""
    (row,) = rows(edition(deadline="2026-01-15", attendance="300", places=(COUNTRY, CITY, VENUE)))
    assert (row["edition"], row["series"], row["ordinal"]) == ("edition:pycon-be-2026", "series:pycon-be", "3")
    assert (row["name"], row["year"], row["start_date"], row["end_date"]) == (
        "PyCon BE 2026",
        "2026",
        "2026-05-13",
        "2026-05-15",
    )
    assert (row["venue"], row["city"], row["region"]) == ("The Hall", "Charleroi", "")
    assert (row["country"], row["country_code"]) == ("Belgium", "BE")
    assert (row["latitude"], row["longitude"]) == ("50.4", "4.4")
    assert (row["organizers"], row["url"]) == ("PyCon BE ASBL", "https://pycon.be/2026")
    assert (row["proposal_deadline"], row["attendance"], row["talks"]) == ("2026-01-15", "300", "")


def test_several_values_share_a_cell() -> None:
    """Two series of one edition stand in one cell with a bar between them."""
    (row,) = rows(edition(series=(Link(f"{ID}series/a", "A"), Link(f"{ID}series/b", "B"))))
    assert row["series"] == "series:a | series:b"


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "－1＋1",
        '=HYPERLINK("http://e.org")',
        "-",
        "--5",
    ],
)
def test_a_formula_is_made_inert(name: str) -> None:
    """A cell that a spreadsheet would run gets an apostrophe before it (OWASP, CSV Injection)."""
    assert rows(edition(label=name))[0]["name"] == f"'{name}"


@pytest.mark.parametrize("degrees", ["-1.9", "+1.9", "-77", "0"])
def test_a_number_stays_a_number(degrees: str) -> None:
    """A negative longitude is no formula and stays as it is."""
    spot = Spot("x", "X", "City", "10", degrees, "")
    assert rows(edition(places=(spot,)))[0]["longitude"] == degrees


def test_commas_quotes_and_line_ends_stay_in_their_cell() -> None:
    """A name with separators is read back as it was (RFC 4180)."""
    name = 'PyCon, "the" one\r\nand only é'
    assert rows(edition(label=name))[0]["name"] == name


def test_the_shipped_table_has_a_row_for_each_edition(graph: confgraph.Graph) -> None:
    """The table of the catalog has as many rows as it has editions, each with a name and a series."""
    found = list(csv.DictReader(io.StringIO(graph.export("csv").decode(), newline="")))
    assert len(found) == graph.stats().editions
    assert all(row["name"] and row["edition"] for row in found)


def test_a_track_names_what_it_is_part_of(graph: confgraph.Graph) -> None:
    """Python 11 was the Python track of OSCON 2003; what is part of nothing has an empty cell."""
    shipped = csv.DictReader(io.StringIO(graph.export("csv").decode(), newline=""))
    wholes = {row["edition"]: row["part_of"] for row in shipped}
    assert (wholes["edition:ipc-11"], wholes["edition:ipc-1"]) == ("edition:oscon-2003", "")
