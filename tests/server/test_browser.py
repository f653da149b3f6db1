"""The served pages in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from browser import Looking, chromium, needed
from confgraph.site.assets import missing
from serving import Client

PAGES = (
    "", "series/", "series/pycon-us", "edition/ipc-11", "id/edition/ipc-11", "ns/", "ns/Edition", "sparql",
    "search.html", "query/", "docs/serving.html", "year/2003", "place/belgium", "data/",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a running Chromium."""
    if missing():
        needed("bundles for the browser", "make web")
    with chromium() as found:
        yield found


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_pages_are_well_under_their_negotiated_addresses(browser: Any, shipped: Client, width: int) -> None:
    """A browser that goes to an address without a suffix gets a page whose links, style and pictures are found."""
    with Looking(browser, shipped.base, width) as looking:
        for name in PAGES:
            page = looking.go(name)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            assert page.evaluate("getComputedStyle(document.body).fontFamily") != "serif", name
            assert looking.wrong == [], name


def test_the_editor_answers_on_the_server_too(browser: Any, shipped: Client) -> None:
    """The page to ask on is the same as on the static site, and works at /sparql."""
    with Looking(browser, shipped.base) as looking:
        page = looking.go("sparql#query=ASK%20%7B%7D")
        page.wait_for_selector("[data-ready]")
        page.click(".cm-content")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#answer:not(:empty)", timeout=30_000)
        assert page.inner_text("#answer") == "yes"
        assert looking.wrong == []


def test_what_is_missing_has_a_page_that_looks_like_the_site(browser: Any, shipped: Client) -> None:
    """The page of 404 has its style at any depth."""
    with Looking(browser, shipped.base) as looking:
        page = looking.go("a/b/nosuch")
        assert page.title().startswith("Page not found")
        assert page.evaluate("document.styleSheets.length") > 0
        assert [one for one in looking.wrong if "404" not in one] == []
