"""The site in a real browser: nothing goes wrong, everybody can read it, search and SPARQL work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_pages import text_of

from browser import AXE, Looking, chromium, needed, served
from confgraph.site.assets import missing

TYPES = (
    "index", "series/index", "series/ipc", "series/pycon-us", "edition/index", "edition/ipc-11", "edition/ipc-1",
    "edition/pycon-us-2020", "organization/psf", "person/guido-van-rossum", "place/index", "place/belgium",
    "place/charleroi", "place/online", "year/index", "year/2003", "source/psf-wiki-pycon", "claim/index",
    "claim/ipc-1-alt-label-pycon-blog", "membership/ipc-11-in-ipc", "succession/pycon-us-replaces-ipc", "succession",
    "query/index", "query/map", "query/growth-by-year", "query/describe", "ns/index", "ns/ordinal", "ns/1.0.0",
    "ns/shapes", "data/index", "docs/index", "docs/tutorial", "docs/publish", "docs/contribute",
    "docs/api", "docs/terms", "docs/model", "docs/cli", "search", "sparql",
)  # fmt: skip
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a running Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    """Return the address of the site on a static host, below a path."""
    if missing():
        needed("bundles for the browser", "make web")
    with served(site) as address:
        yield address


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_type_of_page_is_well(browser: Any, home: str, width: int) -> None:
    """No page has an error, asks another host, or is wider than the window."""
    with Looking(browser, home, width) as looking:
        for name in TYPES:
            page = looking.go(f"{name}.html")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            assert looking.wrong == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(browser: Any, home: str, scheme: str) -> None:
    """Axe finds no violation on any type of page."""
    if not AXE.is_file():
        needed("axe-core", "make web")
    script = AXE.read_text(encoding="utf-8")
    found = []
    with Looking(browser, home, color_scheme=scheme) as looking:
        for name in TYPES:
            page = looking.go(f"{name}.html")
            page.evaluate(script)
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [f"{name}: {one['id']} {one['nodes'][0]['html'][:150]}" for one in result["violations"]]
    assert found == []


def test_it_opens_from_disk(browser: Any, site: Path) -> None:
    """Pages, maps and search work without a server; SPARQL says what it needs."""
    with Looking(browser, f"file://{site}/") as looking:
        for name in TYPES:
            looking.go(f"{name}.html")
        assert looking.wrong == []
        page = looking.go("search.html?q=charleroi")
        assert page.inner_text("#hits li >> nth=0").startswith("Charleroi")
        page = looking.go("sparql.html")
        page.click("#run")
        assert "python -m http.server" in page.inner_text("#error")


def test_all_facts_are_there_without_javascript(browser: Any, home: str, site: Path) -> None:
    """With JavaScript off every page shows the text that it has."""
    with Looking(browser, home, java_script_enabled=False) as looking:
        for name in TYPES:
            looking.go(f"{name}.html")
            shown = " ".join(looking.page.locator("main").text_content().split())
            assert shown.replace(" ", "")[-200:] in text_of(site / f"{name}.html").replace(" ", ""), name
        assert looking.wrong == []


def test_the_map_shows_a_part_of_the_world(browser: Any, home: str) -> None:
    """Without JavaScript, by keyboard alone, one looks at Europe: what lies elsewhere is not there to be reached."""
    with Looking(browser, home, java_script_enabled=False, reduced_motion="reduce") as looking:
        page = looking.go("index.html")
        dots = page.locator(".map .in")
        every = dots.count()
        page.focus("#part-world")
        page.keyboard.press("ArrowRight")
        assert page.is_checked("#part-0")
        seen = [box for box in (one.bounding_box() for one in dots.all()) if box]
        frame = page.locator(".map svg").bounding_box()
        assert frame
        assert 0 < len(seen) < every
        for box in seen:
            assert frame["x"] <= box["x"] + box["width"] / 2 <= frame["x"] + frame["width"]
            assert frame["y"] <= box["y"] + box["height"] / 2 <= frame["y"] + frame["height"]
        page.click("label[for=part-world]")
        assert sum(1 for one in dots.all() if one.bounding_box()) == every
        assert looking.wrong == []


def test_search_forgives_a_typo(browser: Any, home: str) -> None:
    """From the field of any page one comes to what one meant."""
    with Looking(browser, home) as looking:
        page = looking.go("edition/ipc-11.html")
        page.fill(".find input", "eurpoython 2002")
        page.keyboard.press("Enter")
        page.wait_for_selector("#hits a")
        assert page.inner_text("#hits a >> nth=0") == "EuroPython 2002"
        assert "event" in page.inner_text("#hits li >> nth=0")
        page.click("#hits a >> nth=0")
        assert page.url.endswith("/edition/europython-2002.html")
        assert looking.wrong == []


def test_a_canned_question_is_answered(browser: Any, home: str) -> None:
    """Try it leads from a question to its rows, with a table, a map and a file."""
    with Looking(browser, home) as looking:
        page = looking.go("query/map.html")
        page.click("text=Try it")
        page.wait_for_selector("[data-ready]")
        page.click("#run")
        page.wait_for_selector("#answer table", timeout=30_000)
        assert "rows in" in page.inner_text("#status")
        assert page.locator("#answer circle").count() > 50
        with page.expect_download() as saved:
            page.click("#csv")
        assert "Charleroi" in Path(saved.value.path()).read_text(encoding="utf-8")
        assert looking.wrong == []


def test_a_typed_question_is_answered_by_keyboard_alone(browser: Any, home: str) -> None:
    """Who uses no mouse reaches the editor, types a query, and runs it."""
    with Looking(browser, home) as looking:
        page = looking.go("sparql.html")
        page.wait_for_selector("[data-ready]")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "editor":
                break
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        page.keyboard.insert_text("ASK { <https://w3id.org/confgraph/id/edition/ipc-11> a ?kind }")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#answer:not(:empty)", timeout=30_000)
        assert page.inner_text("#answer") == "yes"
        assert looking.wrong == []


def test_an_endless_question_can_be_stopped(browser: Any, home: str) -> None:
    """Stop ends a query that would take for ever, and the next one is answered."""
    with Looking(browser, home) as looking:
        page = looking.go("sparql.html")
        page.wait_for_selector("[data-ready]")
        ask(page, ENDLESS)
        page.locator("#status", has_text="Asking").wait_for(timeout=30_000)
        page.click("#stop")
        assert page.inner_text("#status") == "Stopped."
        ask(page, "ASK {}")
        page.wait_for_selector("#answer:not(:empty)", timeout=30_000)
        assert looking.wrong == []


def test_a_wrong_question_is_shown_its_place(browser: Any, home: str) -> None:
    """An error says line and column, and stands in the editor where it is."""
    with Looking(browser, home) as looking:
        page = looking.go("sparql.html")
        page.wait_for_selector("[data-ready]")
        ask(page, "SELECT * {\n  ?s ?p ?o . }}")
        page.wait_for_selector("#error:not(:empty)", timeout=30_000)
        assert "Line 2, column" in page.inner_text("#error")
        assert page.locator(".cm-lint-marker-error").count() == 1


def test_terms_are_completed_with_their_prefix(browser: Any, home: str) -> None:
    """The editor offers our terms, and brings the prefix that they need."""
    with Looking(browser, home) as looking:
        page = looking.go("sparql.html")
        page.wait_for_selector("[data-ready]")
        write(page, "")
        page.keyboard.type("SELECT * { ?s cg:ordin")
        page.wait_for_selector(".cm-tooltip-autocomplete")
        page.keyboard.press("Enter")
        text = page.evaluate("document.getElementById('permalink').hash")
        assert "cg%3Aordinal" in text
        assert "PREFIX%20cg%3A" in text


def test_a_link_brings_the_query_back(browser: Any, home: str) -> None:
    """The address of a query opens it again."""
    with Looking(browser, home) as looking:
        page = looking.go("sparql.html#query=ASK%20%7B%7D")
        page.wait_for_selector("[data-ready]")
        assert page.inner_text(".cm-content").strip() == "ASK {}"


def test_keyboard_begins_at_the_content(browser: Any, home: str) -> None:
    """The first Tab offers to skip the navigation, and every link after it can be seen when it has the focus."""
    with Looking(browser, home) as looking:
        page = looking.go("series/ipc.html")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def write(page: Any, text: str) -> None:
    """Put a text into the editor."""
    page.click(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def ask(page: Any, text: str) -> None:
    """Put a query into the editor and run it."""
    write(page, text)
    page.click("#run")
