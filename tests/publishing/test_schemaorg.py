"""Tests of confgraph.publishing.schemaorg: the editions as search engines read them."""

from __future__ import annotations

import json
from typing import Any

import pytest

import confgraph
from confgraph.publishing.editions import Link, Spot
from confgraph.publishing.schemaorg import event, schemaorg
from publishing.making import CITY, COUNTRY, ID, ONLINE, REGION, VENUE, edition

SCHEMA = "https://schema.org/"
# The members of schema.org's enumerations EventStatusType and EventAttendanceModeEnumeration.
STATUSES = {"EventCancelled", "EventMovedOnline", "EventPostponed", "EventRescheduled", "EventScheduled"}
MODES = {"MixedEventAttendanceMode", "OfflineEventAttendanceMode", "OnlineEventAttendanceMode"}


@pytest.fixture(scope="module")
def shipped(graph: confgraph.Graph) -> list[dict[str, Any]]:
    """Return the events of the shipped catalog."""
    document = json.loads(graph.export("schemaorg"))
    assert document["@context"] == "https://schema.org"
    events: list[dict[str, Any]] = document["@graph"]
    return events


def test_every_edition_is_an_event_with_a_name(shipped: list[dict[str, Any]], graph: confgraph.Graph) -> None:
    """Every edition is an Event with an address and a name."""
    assert len(shipped) == graph.stats().editions
    assert all(one["@type"] == "Event" and one["@id"].startswith(f"{ID}edition/") and one["name"] for one in shipped)


def test_events_dated_and_placed_have_what_search_engines_require(shipped: list[dict[str, Any]]) -> None:
    """What the catalog dates to the day and places in a city has startDate and location, which Google requires."""
    assert sum("startDate" in one and "location" in one for one in shipped) >= 70
    for one in shipped:
        for place in one["location"] if isinstance(one.get("location"), list) else [one.get("location")]:
            assert place is None or place["@type"] == "VirtualLocation" or (place["name"] and place["address"])


def test_statuses_and_modes_are_those_of_schema_org(shipped: list[dict[str, Any]]) -> None:
    """EventStatus and eventAttendanceMode are members of schema.org's enumerations."""
    assert {one["eventStatus"].removeprefix(SCHEMA) for one in shipped if "eventStatus" in one} <= STATUSES
    assert {one["eventAttendanceMode"].removeprefix(SCHEMA) for one in shipped if "eventAttendanceMode" in one} <= MODES


def test_an_event_is_told_in_full() -> None:
    """Dates, place with address and coordinates, organizer, page and series stand where schema.org wants them."""
    found = event(edition(places=(COUNTRY, CITY, REGION, VENUE)))
    assert (found["startDate"], found["endDate"]) == ("2026-05-13", "2026-05-15")
    assert found["location"] == {
        "@type": "Place",
        "@id": f"{ID}place/hall",
        "name": "The Hall",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Charleroi",
            "addressRegion": "Wallonia",
            "addressCountry": "BE",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 50.4, "longitude": 4.4},
    }
    assert found["organizer"] == [
        {"@type": "Organization", "@id": f"{ID}organization/pycon-be-asbl", "name": "PyCon BE ASBL"}
    ]
    assert found["url"] == "https://pycon.be/2026"
    assert found["superEvent"] == [{"@type": "EventSeries", "@id": f"{ID}series/pycon-be", "name": "PyCon BE"}]


def test_what_took_place_was_scheduled() -> None:
    """schema.org has no word for "it took place": such an edition is EventScheduled."""
    assert event(edition(status="Held"))["eventStatus"] == f"{SCHEMA}EventScheduled"


def test_an_online_event_has_a_virtual_location() -> None:
    """An edition on the web has a VirtualLocation with its page; one that is both has both."""
    virtual = {"@type": "VirtualLocation", "url": "https://pycon.be/2026"}
    assert event(edition(places=(ONLINE,)))["location"] == virtual
    both = event(edition(places=(ONLINE, CITY, COUNTRY)))["location"]
    assert both[0] == virtual
    assert both[1]["name"] == "Charleroi"


def test_a_person_may_organize() -> None:
    """An organizer who is a person is a Person."""
    found = event(edition(organizers=(Link(f"{ID}person/ada", "Ada"),)))
    assert found["organizer"][0]["@type"] == "Person"


def test_what_is_not_known_is_left_out() -> None:
    """An edition of which little is known has no empty values."""
    bare = edition(start="", end="", status="", organizers=(), homepages=(), series=(), places=())
    assert event(bare) == {"@type": "Event", "@id": bare.iri, "name": bare.label}


def test_a_place_of_an_unknown_kind_does_no_harm() -> None:
    """A catalog of others may have places of other kinds: they are no location."""
    assert "location" not in event(edition(places=(Spot("x", "Moon", "Celestial", "1", "2", ""),)))


def test_the_document_is_json_in_utf_8() -> None:
    """Names keep their letters."""
    assert "Kraków" in schemaorg([edition(label="Kraków")]).decode()


def test_a_track_is_part_of_its_event(shipped: list[dict[str, Any]]) -> None:
    """Python 11 belongs to its series and, as its Python track, to OSCON 2003, which has it in turn."""
    events = {one["@id"].removeprefix(f"{ID}edition/"): one for one in shipped}
    above = events["ipc-11"]["superEvent"]
    assert [one["@type"] for one in above] == ["EventSeries", "EventSeries", "Event"]
    assert above[-1] == {"@type": "Event", "@id": f"{ID}edition/oscon-2003", "name": "OSCON 2003"}
    assert events["oscon-2003"]["subEvent"] == [
        {"@type": "Event", "@id": f"{ID}edition/ipc-11", "name": "11th International Python Conference"}
    ]
    assert "subEvent" not in events["ipc-11"]


def test_a_cancelled_event_is_where_it_was_to_be(shipped: list[dict[str, Any]]) -> None:
    """PyCon UK 2020 was cancelled in Coventry; EuroPython 2020 moved from Dublin to the web and is only there."""
    events = {one["@id"].removeprefix(f"{ID}edition/"): one for one in shipped}
    cancelled = events["pycon-uk-2020"]
    assert cancelled["eventStatus"] == f"{SCHEMA}EventCancelled"
    assert (cancelled["location"]["@type"], cancelled["location"]["name"]) == ("Place", "Coventry")
    assert cancelled["location"]["address"]["addressCountry"] == "GB"
    for moved in ("europython-2020", "pycon-us-2020"):
        assert events[moved]["location"]["@type"] == "VirtualLocation"


@pytest.mark.parametrize("status", ["EventMovedOnline", "EventPostponed", "Held", ""])
def test_a_plan_is_no_location_of_what_was_not_cancelled(status: str) -> None:
    """Where an edition was to be is no place of one that went elsewhere, nor of a cancelled one that has a place."""
    assert "location" not in event(edition(status=status, places=(), planned=(CITY,)))
    assert event(edition(status="EventCancelled", places=(VENUE,), planned=(CITY,)))["location"]["name"] == "The Hall"
