"""What search engines read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from confgraph.namespaces import ID
from confgraph.site.events import Events
from confgraph.site.facts import Facts
from confgraph.site.render import Settings
from confgraph.site.structured import Structured


def embedded(page: Path) -> dict[str, Any]:
    """Return the JSON-LD that stands in a page."""
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found
    document: dict[str, Any] = json.loads(found[1])
    return document


def test_an_event_has_what_google_asks_for(site: Path) -> None:
    """Name, startDate and location are required, eventStatus and attendance mode are recommended (Google, Event)."""
    event = embedded(site / "edition/europython-2002.html")
    assert event["@context"] == "https://schema.org"
    assert event["@type"] == "Event"
    assert (event["startDate"], event["endDate"]) == ("2002-06-26", "2002-06-28")
    assert event["location"]["address"]["addressCountry"] == "BE"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"


def test_an_online_event_is_nowhere_else(site: Path) -> None:
    """What took place online has a virtual location, with an address."""
    event = embedded(site / "edition/pycon-us-2021.html")
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert event["location"]["@type"] == "VirtualLocation"
    assert event["location"]["url"].startswith("http")


def test_each_kind_is_described(facts: Facts, events: Events, settings: Settings) -> None:
    """Series, organisations, people and places are what schema.org calls them; a claim is nothing to it."""
    structured = Structured(facts, events, settings)
    kinds = {
        name: structured.of(f"{ID}{name}").get("@type")
        for name in ("series/ipc", "organization/psf", "person/guido-van-rossum", "place/belgium", "place/charleroi")
    }
    assert list(kinds.values()) == ["EventSeries", "Organization", "Person", "Country", "City"]
    assert structured.of(facts.of_class("cg:Claim")[0]) == {}
