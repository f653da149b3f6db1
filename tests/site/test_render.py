"""Templates become pages."""

from __future__ import annotations

import json

from confgraph.site.render import Renderer, Settings, script_data


def test_text_stays_text() -> None:
    """Whatever stands in a title is escaped."""
    _, data = Renderer(Settings("<b>&", "", "2026-11-26")).page("missing", "404", title='"><script>alert(1)</script>')
    assert b"<script>" not in data
    assert b"&lt;b&gt;&amp;" in data


def test_a_page_finds_the_others() -> None:
    """Links are relative, so that a site works from disk and below any path."""
    renderer = Renderer(Settings("Site", "", "2026-11-26"))
    name, data = renderer.page("listing", "person/index", title="People", events=(), links=())
    assert name == "person/index.html"
    assert b'href="../assets/site.css"' in data


def test_the_missing_page_works_everywhere() -> None:
    """A host shows the page for what is missing at any depth, so its links are whole where the base is known."""
    _, data = Renderer(Settings("Site", "https://example.org/c/", "2026-11-26")).page("missing", "404", title="Missing")
    assert b'href="https://example.org/c/assets/site.css"' in data


def test_nothing_ends_a_script_element() -> None:
    """JSON in a page cannot close its element, and says the same."""
    document = {"name": "</script><!-- \u2028 &"}
    assert "<" not in script_data(document)
    assert json.loads(script_data(document)) == document
