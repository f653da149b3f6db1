"""The pages that list things."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_pages import text_of

from confgraph.site.facts import Facts


@pytest.mark.parametrize("kind", ["series", "edition", "place", "organization", "person", "source", "claim"])
def test_everything_can_be_reached(site: Path, facts: Facts, kind: str) -> None:
    """Every entity of a kind is linked from its list, claims by way of what they are about."""
    page = (site / kind / "index.html").read_text(encoding="utf-8")
    for iri in facts.entities:
        path = facts.addresses[iri]
        if not path.startswith(f"{kind}/"):
            continue
        if kind == "claim":
            path = facts.addresses[facts.text(iri, "cg:subject")]
        if kind != "place" or facts.is_a(iri, "cg:City", "cg:Country", "cg:VirtualPlace"):
            assert f'href="{path.partition("/")[2]}.html"' in page or f'href="../{path}.html"' in page, iri


def test_home_says_what_this_is(site: Path) -> None:
    """The first page has the counts, the map, the years, what is coming up, and a way to search."""
    text = text_of(site / "index.html")
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "What is coming up" in text
    assert "PyCon US 2027" in text
    assert 'role="search"' in page
    assert "assets/world.svg" in page


def test_past_events_are_not_coming(site: Path) -> None:
    """What was over on the day of the build is not announced."""
    upcoming = text_of(site / "index.html").partition("What is coming up")[2].partition("Where they come from")[0]
    assert "2025" not in upcoming


def test_all_disagreements_are_on_one_page(site: Path) -> None:
    """The page of claims begins with the facts on which sources disagree."""
    assert "facts on which sources disagree" in text_of(site / "claim/index.html")


def test_the_succession_is_on_one_page(site: Path) -> None:
    """The picture links every series, and a list says the same."""
    page = (site / "succession.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert 'href="series/ipc.html"' in page
    assert "PyCon US replaces International Python Conference" in text_of(site / "succession.html")
