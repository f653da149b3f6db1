"""Tests of confgraph.sources.importers: one list of sources, and what they cite."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from confgraph.problems import ConfgraphError, UsageError
from confgraph.sources.draft import Draft, named
from confgraph.sources.importers import IMPORTERS, Importer, importer_of, source_of
from confgraph.sources.rows import Reading
from sources.world import said

NAMES = {
    "python-deadlines": "conferences.yml", "pyvideo": "categories.json", "tech-conferences": "python.json",
    "python-organizers": "2025.csv", "schemaorg": "event.html", "icalendar": "events.ics", "csv": "mine.csv",
}  # fmt: skip
# Beginnings that lead further into each reader than chance would.
STARTS = {
    "python-deadlines": "- conference: A\n  year: 2026\n  place: ", "pyvideo": '{"a-2018": {"title": "',
    "tech-conferences": '[{"name": "A", "startDate": "', "python-organizers": "Subject,Start Date,Location\n",
    "schemaorg": '<script type="application/ld+json">{"@type": "Event", "name": ', "csv": "name,year,start_date\n",
    "icalendar": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:",
}  # fmt: skip


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda one: one.name)
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)), lead=st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_bytes_end_in_a_traceback(importer: Importer, data: bytes, lead: bool) -> None:
    """Whatever a file holds, it gives rows and problems, or one of our errors that names the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAMES[importer.name]
        path.write_bytes(STARTS[importer.name].encode() * lead + data)
        try:
            reading = importer.read(path)
        except ConfgraphError as error:
            reading = Reading([], list(error.problems))
        for row in reading.rows:
            assert row.fault or (row.name and 1900 <= row.year <= 2100) or row.year == 0 or importer.name == "schemaorg"
        assert all(problem.place.file.startswith(folder) for problem in reading.problems)


def test_a_source_is_named_or_guessed() -> None:
    """A name that is none gets the nearest one."""
    assert importer_of("csv").name == "csv"
    with pytest.raises(UsageError, match="did you mean python-deadlines"):
        importer_of("python-deadline")


def test_a_known_source_is_cited(draft: Draft) -> None:
    """A source that the catalog has is used as it is."""
    assert source_of(draft, importer_of("python-deadlines"), "", "") == named("source:python-deadlines")
    assert draft.added == {}


def test_a_page_that_a_source_has_means_that_source(draft: Draft) -> None:
    """The page of a file is the source that has it, or a new one."""
    assert source_of(draft, importer_of("csv"), "https://alpine.example/", "") == named("source:site")
    new = source_of(draft, importer_of("csv"), "https://alpine.example/2027", "")
    assert new == named("source:alpine-example-2027")
    assert said(draft, "source:alpine-example-2027", "foaf:page") == ["https://alpine.example/2027"]


def test_a_day_makes_a_source_of_its_own(draft: Draft) -> None:
    """What a changing source says on one day is cited as of that day."""
    source = source_of(draft, importer_of("pyvideo"), "", "2026-11-20")
    assert source == named("source:pyvideo-data-2026-11-20")
    assert said(draft, "source:pyvideo-data-2026-11-20", "cg:version") == ["as of 2026-11-20"]
    assert said(draft, "source:pyvideo-data-2026-11-20", "foaf:page") == ["https://github.com/pyvideo/data"]


def test_a_page_is_a_web_address(draft: Draft) -> None:
    """Anything else is refused."""
    with pytest.raises(UsageError, match="is no web address"):
        source_of(draft, importer_of("csv"), "file:///etc/passwd", "")
