"""Make editions for the tests of what is published."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from confgraph.publishing.editions import Edition, Link, Spot

ID = "https://w3id.org/confgraph/id/"
VENUE = Spot(f"{ID}place/hall", "The Hall", "Venue", "50.4", "4.4", "")
CITY = Spot(f"{ID}place/charleroi", "Charleroi", "City", "50.41162", "4.44453", "")
REGION = Spot(f"{ID}place/wallonia", "Wallonia", "Region", "", "", "")
COUNTRY = Spot(f"{ID}place/belgium", "Belgium", "Country", "", "", "BE")
ONLINE = Spot(f"{ID}place/online", "Online", "VirtualPlace", "", "", "")
PLAIN = Edition(
    iri=f"{ID}edition/pycon-be-2026",
    label="PyCon BE 2026",
    year="2026",
    start="2026-05-13",
    end="2026-05-15",
    first_day="2026-05-13",
    last_day="2026-05-15",
    status="EventScheduled",
    mode="",
    deadline="",
    attendance="",
    talks="",
    series=(Link(f"{ID}series/pycon-be", "PyCon BE"),),
    ordinals=("3",),
    organizers=(Link(f"{ID}organization/pycon-be-asbl", "PyCon BE ASBL"),),
    homepages=("https://pycon.be/2026",),
    places=(COUNTRY, CITY, REGION),
)


def edition(**changed: Any) -> Edition:
    """Return an edition with all that is known, but for what is changed."""
    return replace(PLAIN, **changed)
