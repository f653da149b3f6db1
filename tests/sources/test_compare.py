"""Tests of confgraph.sources.compare: what a row says of a known edition."""

from __future__ import annotations

import pytest

from confgraph.sources.compare import MORE_PRECISE, ONE_DAY_LATE, bare, compare, late, shown
from confgraph.sources.draft import Draft, dated, named
from confgraph.sources.match import Match
from confgraph.sources.places import Places
from confgraph.sources.rows import Row
from sources.world import row


def says(draft: Draft, given: Row, edition: str = "alpine-conf-2024") -> list[tuple[str, str, str, str]]:
    """Return what a row says as kind, property, value and reason."""
    match = Match(draft)
    places = Places(match.atlas, named("source:site"))
    found = compare(given, named(f"edition:{edition}"), match, places)
    return [(one.kind, one.property, shown(one.value), one.reason) for one in found]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (row(start="2024-05-13"), ("agrees", "cg:startDate", "2024-05-13", "")),
        (row(start="2024-05"), ("agrees", "cg:startDate", "2024-05", "")),
        (row(start="2024-05-14"), ("contradicts", "cg:startDate", "2024-05-14", "")),
        (row(end="2024-05-14"), ("contradicts", "cg:endDate", "2024-05-14", "")),
        (row(deadline="2024-01-10"), ("agrees", "cg:proposalDeadline", "2024-01-10", "")),
        (row(deadline="2024-01-12"), ("contradicts", "cg:proposalDeadline", "2024-01-12", "")),
        (row(deadline="2023-12-01", extended="2024-01-10"), ("agrees", "cg:proposalDeadline", "2024-01-10", "")),
        (row(city="Wien", country="Austria"), ("agrees", "cg:location", "place:vienna", "")),
        (row(country="Austria"), ("agrees", "cg:location", "place:austria", "")),
        (row(city="Graz", country="AT"), ("contradicts", "cg:location", "place:graz", "")),
        (row(online=True), ("contradicts", "cg:location", "place:online", "")),
        (row(cancelled=True), ("adds", "schema:eventStatus", "schema:EventCancelled", "")),
        (row(talks=12), ("adds", "cg:talkCount", "12", "")),
        (row(hybrid=True), ("adds", "schema:eventAttendanceMode", "schema:MixedEventAttendanceMode", "")),
        (
            row(website="http://www.alpine.example/2024/"),
            ("agrees", "foaf:homepage", "http://www.alpine.example/2024/", ""),
        ),
    ],
)
def test_one_thing_that_a_row_says(draft: Draft, given: Row, expected: tuple[str, str, str, str]) -> None:
    """A value agrees, is new, or contradicts; a coarser date and a wider place agree."""
    assert says(draft, given) == [expected]


def test_an_end_that_is_one_day_late_is_recognised(draft: Draft) -> None:
    """An exclusive end that was taken for the last day is told as such, where the start agrees."""
    found = says(draft, row(start="2024-05-13", end="2024-05-16"))
    assert found[1] == ("contradicts", "cg:endDate", "2024-05-16", ONE_DAY_LATE)
    moved = says(draft, row(start="2024-05-14", end="2024-05-16"))
    assert moved[1] == ("contradicts", "cg:endDate", "2024-05-16", "")


def test_a_day_where_the_catalog_has_a_year_is_more_precise(draft: Draft) -> None:
    """A finer date is no conflict, but no fact that overwrites; its end goes with it."""
    found = says(draft, row(year=2025, start="2025-05-12", end="2025-05-14"), "alpine-conf-2025")
    assert found == [
        ("contradicts", "cg:startDate", "2025-05-12", MORE_PRECISE),
        ("contradicts", "cg:endDate", "2025-05-14", ""),
    ]


def test_what_was_planned_agrees_with_the_plan(draft: Draft) -> None:
    """A row with the city that an online edition was planned for does not contradict it."""
    edition = named("edition:alpine-conf-2025")
    draft.add(edition, "cg:location", named("place:online"))
    draft.add(edition, "cg:plannedLocation", named("place:graz"))
    found = says(draft, row(year=2025, city="Graz", country="AT"), "alpine-conf-2025")
    assert found == [("agrees", "cg:plannedLocation", "place:graz", "")]


def test_another_site_is_no_contradiction(draft: Draft) -> None:
    """An edition has one official site and many pages: another address is passed over."""
    assert says(draft, row(website="https://elsewhere.example/")) == []
    assert says(draft, row(year=2025, website="https://e.example/"), "alpine-conf-2025")[0][:2] == (
        "adds",
        "foaf:homepage",
    )


@pytest.mark.parametrize(
    "address",
    ["http://e.org/2024", "https://www.e.org/2024/", "https://web.archive.org/web/20240101000000/http://e.org/2024"],
)
def test_addresses_of_one_page(address: str) -> None:
    """Scheme, www, a last slash and the web archive make no other page."""
    assert bare(address) == "e.org/2024"


def test_a_deadline_after_the_start_is_late(draft: Draft) -> None:
    """A deadline that cannot be is not taken, neither against the row's start nor against the catalog's."""
    assert late(row(start="2024-05-13", deadline="2024-05-14"))
    assert not late(row(start="2024-05-13", deadline="2024-05-13"))
    assert late(row(deadline="2024-06-01"), "2024-05-13")
    assert says(draft, row(deadline="2024-06-01")) == []
    assert dated("2024").datatype.value.endswith("gYear")
