"""The pages of entities."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from confgraph.namespaces import ID
from confgraph.site.events import Events
from confgraph.site.pages import strip

MOST_BYTES = 60_000


def text_of(path: Path) -> str:
    """Return what a page says, without its elements."""
    body = path.read_text(encoding="utf-8").partition("<main")[2]
    return " ".join(unescape(re.sub("<[^>]*>", " ", body)).split())


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("edition/ipc-11", ["Edition", "Track", "OSCON 2003", "number in the series 11", "O'Reilly Media", "Portland"]),
        ("series/ipc", ["International Python Conference", "PyCon US replaces", "1994", "Who says so"]),
        ("series/pycon-us", ["25 events, 2003 to 2027", "PyCon US 2003", "26–28 March 2003"]),
        ("organization/foretec", ["Foretec", "subsidiary of", "Corporation for National Research Initiatives"]),
        ("place/charleroi", ["Belgium", "EuroPython 2002", "EuroPython 2003"]),
        ("place/belgium", ["country code BE"]),
        ("source/psf-wiki-international-python-conference", ["records were read from it"]),
        ("claim/ipc-1-alt-label-pycon-blog", ["sources disagree", "A Workshop on Python at NIST"]),
        ("succession/pycon-us-replaces-ipc", ["the community started afresh", "2003"]),
        ("year/2003", ["March", "PyCon US 2003"]),
    ],
)
def test_a_page_says_what_is_known(site: Path, page: str, words: list[str]) -> None:
    """Every kind of page tells its facts in words, without JavaScript."""
    text = text_of(site / f"{page}.html")
    assert [word for word in words if word.lower() not in text.lower()] == []


def test_disagreement_is_shown_on_the_page_of_the_event(site: Path) -> None:
    """Who reads of IPC 1 sees that sources disagree, with what each says."""
    text = text_of(site / "edition/ipc-1.html")
    assert "sources disagree" in text
    assert "the first-ever Python conference" in text


def test_no_entity_page_is_heavy(site: Path) -> None:
    """HTML and style of an entity page are at most 60 kB."""
    style = (site / "assets" / "site.css").stat().st_size
    for kind in ("edition", "organization", "person", "source", "claim", "membership", "succession"):
        for page in (site / kind).glob("*.html"):
            if page.stem != "index":
                assert page.stat().st_size + style <= MOST_BYTES, page


def test_a_strip_has_gaps(events: Events) -> None:
    """The history of IPC shows that there was no edition in 1999."""
    years = dict(strip(events.of_series(f"{ID}series/ipc")))
    assert list(years) == list(range(1994, 2004))
    assert [year for year, held in years.items() if not held] == [1999]


@pytest.mark.parametrize(("here", "there"), [("belgium", "charleroi"), ("charleroi", "belgium")])
def test_a_place_does_not_say_that_its_events_are_there(site: Path, here: str, there: str) -> None:
    """On the page of a place, where an event was tells the rest: the city in a country, the country of a city."""
    page = (site / "place" / f"{here}.html").read_text(encoding="utf-8")
    table = page.partition("<table")[2].partition("</table>")[0]
    assert f'href="../place/{there}.html"' in table
    assert f"place/{here}.html" not in table
