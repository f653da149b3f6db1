"""Events as rows."""

from __future__ import annotations

from confgraph.namespaces import ID
from confgraph.site.events import Events, spot
from confgraph.site.facts import Facts


def test_an_event_says_where_and_when(events: Events) -> None:
    """EuroPython 2002 was held in Charleroi, Belgium, 26 to 28 June."""
    event = events.all[f"{ID}edition/europython-2002"]
    assert event.when == "26–28 June 2002"
    assert [place.words for place in event.where] == ["Charleroi", "Belgium"]
    assert event.year == 2002
    assert event.month == 6
    assert event.spot == (4.44453, 50.41162)


def test_a_series_has_its_editions_in_order(events: Events) -> None:
    """IPC has eleven editions, 1994 to 2003, none in 1999."""
    editions = events.of_series(f"{ID}series/ipc")
    assert [event.iri.rpartition("-")[2] for event in editions] == [str(number) for number in range(1, 12)]
    assert 1999 not in {event.year for event in editions}


def test_a_country_has_what_took_place_in_its_cities(events: Events) -> None:
    """Places hold the events of the places within them."""
    belgian = {event.iri for event in events.at(f"{ID}place/belgium")}
    assert f"{ID}edition/europython-2002" in belgian


def test_online_is_a_place(events: Events) -> None:
    """PyCon US 2021 took place online, nowhere on the map."""
    event = events.all[f"{ID}edition/pycon-us-2021"]
    assert event.spot is None
    assert event.mode == "online"


def test_an_unknown_place_is_nowhere(facts: Facts) -> None:
    """A place without coordinates has no spot."""
    assert spot(facts, f"{ID}place/belgium") is None
