"""Tests of confgraph.sources.rows: every value is checked, every problem has its line and row."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from confgraph.problems import Place, Problem
from confgraph.reading.records import Record
from confgraph.sources.rows import (
    Fields,
    Spot,
    day_of,
    degrees_of,
    fault_of,
    rows_of,
    spot_of,
    web_of,
    without_year,
    year_in,
)
from sources.world import row


def fields(**values: object) -> Fields:
    """Return the fields of row 3, which begins on line 7; its value ``far`` is on line 9."""
    return Fields("rows.yml", Record(values, 7, {"far": 9}, 3), [])


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("Vilnius, Lithuania", Spot("Vilnius", "Lithuania")),
        ("Cleveland, Ohio, United States of America", Spot("Cleveland", "United States of America")),
        ("Online", Spot(online=True)),
        ("Online & Tokyo, Japan (Public Viewing)", Spot("Tokyo", "Japan", hybrid=True)),
        ("Taiwan", Spot("", "Taiwan")),
        ("Berlin, Germany, Online", Spot("Berlin", "Germany", hybrid=True)),
        ("", Spot()),
    ],
)
def test_a_place_is_taken_apart(text: str, spot: Spot) -> None:
    """City and country are the first and the last part; what is on the web has neither, and may be both."""
    found = spot_of(text)
    assert found == (spot if text else found)
    assert found.city == spot.city


@pytest.mark.parametrize(
    ("year", "start", "end", "fault"),
    [
        (2024, "2024-05-13", "2024-05-15", ""),
        (2024, "2024-05-13", "2024-05", ""),
        (2025, "2025-08-18", "2024-08-22", "the end 2024-08-22 is before the start 2025-08-18"),
        (2018, "2017-11-09", "2017-11-12", "the start 2017-11-09 is not in the edition year 2018"),
        (2015, "2015-05-15", "2015-06-16", "longer than 31 days"),
        (2015, "2015-05-15", "2015-06-15", ""),
        (1, "0001-05-15", "", "1 is no year of a conference"),
    ],
)
def test_dates_that_cannot_be_are_a_fault(year: int, start: str, end: str, fault: str) -> None:
    """Swapped dates, a start in another year and a month's slip are told; they are the faults of real sources."""
    assert fault in fault_of(year, start, end)
    assert bool(fault) == bool(fault_of(year, start, end))


def test_a_wrong_value_names_line_and_row() -> None:
    """A problem stands at the line of its value, or of its record, and names the row."""
    found = fields(far="next week", near="next month")
    assert (found.day("far"), found.day("near")) == ("", "")
    assert found.problems == [
        Problem(Place("rows.yml", 9), "row 3: far 'next week' is no date", "write it as 2026-05-13"),
        Problem(Place("rows.yml", 7), "row 3: near 'next month' is no date", "write it as 2026-05-13"),
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *[("text", ["list"]), ("text", "a\x1b[31mred"), ("flag", "perhaps"), ("whole", "-1"), ("year", "20244")],
        *[("degrees", "181"), ("degrees", "north"), ("web", "javascript:alert(1)"), ("year", None)],
        ("day", "2024-02-30"),
    ],
)
def test_a_value_that_cannot_be_is_one_problem(key: str, value: object) -> None:
    """Each kind of value refuses what it is not, once."""
    found = fields(x=value)
    getattr(found, key)("x")
    assert len(found.problems) == 1


def test_values_are_read() -> None:
    """What is right is taken, in the form that the model has."""
    found = fields(
        t=" a  b ", f="Yes", w="95", u="https://e.org/", g="+48", y="2024", d="2024-01-10 23:59:00", m="2024-05"
    )
    assert found.text("t") == "a b"
    assert found.flag("f") is True
    assert found.whole("w") == 95
    assert found.web("u") == "https://e.org/"
    assert found.degrees("g") == "48.0"
    assert found.year("y") == 2024
    assert found.day("d") == "2024-01-10"
    assert found.day("m", partial=True) == "2024-05"
    assert found.problems == []


def test_a_wrong_record_is_a_row_with_its_fault() -> None:
    """All problems of a record are told, and it counts as one row that is left out."""

    def read(one: Fields) -> object:
        one.day("far"), one.web("near")
        return row()

    record = Record({"far": "x", "near": "y"}, 7, {"far": 9}, 3)
    reading = rows_of("rows.yml", [record], read)  # type: ignore[arg-type]
    assert len(reading.problems) == 2
    [wrong] = reading.rows
    assert "far 'x' is no date" in wrong.fault
    assert "near 'y' is no web address" in wrong.fault


@pytest.mark.parametrize(
    ("name", "bare", "year"),
    [
        ("PyCon 2026", "PyCon", 2026),
        ("PyCon", "PyCon", None),
        ("2018", "2018", 2018),
        ("PyCamp (2019)", "PyCamp", 2019),
    ],
)
def test_a_year_is_taken_from_a_name(name: str, bare: str, year: int | None) -> None:
    """The series has the name without the year, unless nothing else is in it."""
    assert (without_year(name), year_in(name)) == (bare, year)


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_no_text_is_more_than_it_is(text: str) -> None:
    """Whatever a text holds: what comes out is a date, an address, a number or nothing."""
    assert day_of(text) in ("", text[:10])
    assert web_of(text) in ("", text)
    assert not degrees_of(text) or abs(float(degrees_of(text))) <= 180
    spot_of(text)
    without_year(text)
