"""Tests of confgraph.sources.schemaorg: events in JSON-LD and in web pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import confgraph
from confgraph.problems import UnreadableInput
from confgraph.sources.schemaorg import read
from sources.world import propose

EVENT = {
    "@context": "https://schema.org",
    "@type": "BusinessEvent",
    "name": "Alpine Conf 2027",
    "startDate": "2027-05-13T09:00:00+02:00",
    "endDate": "2027-05-15",
    "url": "https://alpine.example/2027",
    "eventStatus": "https://schema.org/EventCancelled",
    "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
    "location": [
        {"@type": "VirtualLocation", "url": "https://alpine.example/live"},
        {
            "@type": "Place",
            "name": "Town Hall",
            "address": {"@type": "PostalAddress", "addressLocality": "Graz", "addressCountry": "AT"},
            "geo": {"latitude": 47.07, "longitude": "15.44"},
        },
    ],
    "subEvent": {"@type": "Event", "name": "A talk", "startDate": "2027-05-13"},
}


def test_an_event_is_a_row(tmp_path: Path) -> None:
    """Everything that the model has is taken; sessions are no editions; the context is never fetched."""
    path = tmp_path / "event.jsonld"
    path.write_text(json.dumps({"@context": "http://nowhere.invalid/", "@graph": [EVENT]}, indent=1), encoding="utf-8")
    [row], problems = read(path)
    assert problems == []
    assert (row.name, row.year, row.start, row.end) == ("Alpine Conf", 2027, "2027-05-13", "2027-05-15")
    assert (row.city, row.country, row.venue, row.point) == ("Graz", "AT", "Town Hall", ("47.07", "15.44"))
    assert (row.hybrid, row.online, row.cancelled, row.website) == (True, False, True, "https://alpine.example/2027")
    assert row.place.line == 7


def test_a_page_is_read_and_not_run(tmp_path: Path) -> None:
    """Of a page only the JSON-LD is read, with lines that count from the top of the page."""
    script = json.dumps(EVENT, indent=1)
    page = f'<html>\n<script>alert(1)</script>\n<script type="application/ld+json">\n{script}\n</script></html>'
    path = tmp_path / "event.html"
    path.write_text(page, encoding="utf-8")
    [row] = read(path).rows
    assert row.place.line == page[: page.index('"name": "Alpine')].count("\n") + 1


def test_an_online_event(tmp_path: Path) -> None:
    """A virtual location alone is the web."""
    path = tmp_path / "event.jsonld"
    event = {"@type": "Event", "name": "X", "startDate": "2027-05-13", "location": {"@type": "VirtualLocation"}}
    path.write_text(json.dumps(event), encoding="utf-8")
    [row] = read(path).rows
    assert (row.online, row.hybrid) == (True, False)


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.html", "<p>Nothing</p>", "the page holds no JSON-LD"),
        ("a.html", '<script type="application/ld+json">{', "does not end"),
        ("a.html", '\n<script type="application/ld+json">{"a": }</script>', ":2:"),
        ("a.jsonld", '{"@type": "Person", "name": "X"}', "holds no schema.org Event"),
        ("a.jsonld", '{"@type": "Event", "@type": "Event"}', "stands twice"),
        ("a.jsonld", '{"@type": "Event", "name": NaN}', "JSON has no number NaN"),
    ],
)
def test_what_holds_no_event_is_refused(tmp_path: Path, name: str, text: str, what: str) -> None:
    """A page or file without an event, or with broken JSON, is told with its place."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        read(path)
    assert what in str(caught.value)


def test_a_wrong_event_is_a_problem(tmp_path: Path) -> None:
    """An event without a start or with a number as its name is told with its row."""
    path = tmp_path / "event.jsonld"
    path.write_text('[{"@type": "Event", "name": "X"},\n{"@type": "Event", "name": ["a", {"b": []}], "startDate": []}]')
    assert "row 1: startDate is missing" in {problem.what for problem in read(path).problems}


def test_what_is_exported_agrees(small: Path, tmp_path: Path) -> None:
    """The schema.org export of a catalog, imported again, contradicts nothing."""
    path = tmp_path / "export.jsonld"
    path.write_bytes(confgraph.open(small).export("schemaorg"))
    proposal = propose(small, "schemaorg", path, page="https://alpine.example/")
    assert proposal.counts["contradicts"] == proposal.counts["new"] == 0
    assert proposal.counts["agrees"] >= 1
