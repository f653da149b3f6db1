"""The pages of entities."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

import confgraph
from confgraph.namespaces import ID, KINDS
from confgraph.site import Settings
from confgraph.site.contents import Contents
from confgraph.site.events import Events
from confgraph.site.facts import Facts
from confgraph.site.pages import Entities, strip
from confgraph.site.render import Renderer

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


def weight(page: Path) -> int:
    """Return the bytes of a page and of the styles that it asks for."""
    styles = re.findall('<link rel="stylesheet" href="([^"]*)"', page.read_text(encoding="utf-8"))
    return sum(file.stat().st_size for file in [page, *(page.parent / one for one in styles)])


def test_no_entity_page_is_heavy(site: Path) -> None:
    """HTML and style of the page of any thing are at most 60 kB."""
    heavy = [page for kind in KINDS for page in (site / kind).glob("*.html") if weight(page) > MOST_BYTES]
    assert [page for page in heavy if page.stem != "index"] == []


def test_the_heaviest_pages_of_the_shipped_catalog_are_light(graph: confgraph.Graph, tmp_path: Path) -> None:
    """Of all that is shipped too, what most points to has a page of at most 60 kB."""
    contents = Contents(graph.catalog, Settings("All", "https://example.org/conferences/", "2026-11-26"))
    facts = contents.facts

    def links(iri: str) -> int:
        return sum(map(len, facts.into[iri].values())) + sum(map(len, facts.out[iri].values()))

    for name, data in contents.groups[0].make():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "page").mkdir()
    for iri in sorted(facts.entities, key=links)[-60:]:
        page = tmp_path / "page" / "one.html"
        page.write_bytes(contents.representation(iri, ".html") or b"")
        assert weight(page) <= MOST_BYTES, iri


def test_a_long_list_has_a_page_of_its_own(
    monkeypatch: pytest.MonkeyPatch, facts: Facts, events: Events, renderer: Renderer
) -> None:
    """Where a page lists the latest events only, it leads to a page with all."""
    monkeypatch.setattr("confgraph.site.pages.MOST_ROWS", 10)
    entities, iri = Entities(facts, events, renderer), f"{ID}series/europython"
    _, short = entities.page(iri, set())
    pages = dict(entities.event_pages())
    assert b'href="../events/series/europython.html">All' in short
    rows = [page.count(b"<tr") for page in (short, pages["events/series/europython.html"])]
    assert rows == [11, len(entities.events.of_series(iri)) + 1]


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
    assert f'href="{there}.html"' in table
    assert f'"{here}.html"' not in table
