"""Names as people write them."""

from __future__ import annotations

import time

import pytest

from confgraph.reconciliation.readings import read_name


@pytest.mark.parametrize(
    ("text", "year", "key"),
    [
        ("PyCon US 2003", 2003, "pyconus"),
        ("Pycon 2003 (Washington)", 2003, "pycon"),
        ("EuroPython '19", 2019, "europython"),
        ("PyCon Lithuania 2019", 2019, "pyconlt"),
        ("2012 PyCon PL", 2012, "pyconpl"),
        ("Plone Conference 2016 Boston", 2016, "ploneconf"),
        ("PyCon Amazônia 2017", 2017, "pyconamazonia"),
        ("PyCon 2016 in Portland, OR", 2016, "pycon"),
    ],
)
def test_a_year_and_what_stands_beside_are_not_the_name(text: str, year: int, key: str) -> None:
    """One of the ways to read a name has its key alone; the year is told apart."""
    name = read_name(text)
    assert name.years == (year,)
    assert key in [reading.key for reading in name.readings]


def test_numbers_stay() -> None:
    """A number that is no year belongs to the name."""
    assert read_name("Python Workshop 5").readings[0].numbers == ("5",)
    assert read_name("Python Workshop 5").years == ()


def test_what_stands_beside_is_kept_as_words() -> None:
    """Brackets and what follows the year are looked at as places are."""
    beside = {word for reading in read_name("PyCon 2003 (Washington)").readings for word in reading.beside}
    assert "washington" in beside


@pytest.mark.parametrize("part", ["(", "a ", "2003 ", "'", ", ", "()", "\u0301", "𝔓", "\x00", "in "])
def test_no_name_is_slow(part: str) -> None:
    """Whatever is sent as a name, it is read at once."""
    begin = time.monotonic()
    read_name(part * 100_000)
    assert time.monotonic() - begin < 0.5
