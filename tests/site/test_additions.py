"""What is new, and the feed of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import feedparser
import pytest

from confgraph.catalog import open_catalog
from confgraph.namespaces import ID
from confgraph.site import Settings, build
from confgraph.site.additions import MOST, PATH, additions, atom
from confgraph.site.facts import Facts
from running import TINY

SETTINGS = Settings("Tiny <&>", "https://example.org/tiny/", "2026-11-26")
RECORD = """
@prefix cg: <https://w3id.org/confgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/confgraph/id/edition/{slug}> a cg:Edition ; rdfs:label "{label}" .
"""


def git(folder: Path, when: str, *words: str) -> None:
    """Run git in a folder, at a time, as somebody."""
    who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True, env={**os.environ, **who, **dates})


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return the tiny catalog with a history: all of it, a record more, the record changed."""
    folder = Path(shutil.copytree(TINY, tmp_path / "catalog"))
    git(folder, "2026-01-01T10:00:00+02:00", "init", "-q")
    for when, label in (
        ("2026-01-01T10:00:00+02:00", ""),
        ("2026-02-01T00:00:00Z", "A"),
        ("2026-03-01T00:00:00Z", "B"),
    ):
        if label:
            (folder / "data" / "more.ttl").write_text(RECORD.format(slug="more", label=label), encoding="utf-8")
        if label == "B":
            (folder / "data" / "new.ttl").write_text(RECORD.format(slug="new", label="<New> & \x07"), encoding="utf-8")
        git(folder, when, "add", "-A")
        git(folder, when, "commit", "-q", "-m", "x")
    return folder


def test_the_newest_comes_first(checkout: Path) -> None:
    """An entity has the date of the commit that changed it last, in UTC, and is new in the one that brought it."""
    found = additions(Facts(open_catalog(checkout)))
    told = {one.iri.removeprefix(ID): (one.when, one.new) for one in found}
    assert list(told)[:2] == ["edition/more", "edition/new"]
    assert told["edition/more"] == ("2026-03-01T00:00:00Z", False)
    assert told["edition/new"] == ("2026-03-01T00:00:00Z", True)
    assert told["edition/tiny-2"] == ("2026-01-01T08:00:00Z", True)


def test_what_is_gone_is_no_news(checkout: Path) -> None:
    """What the catalog no longer has is not told, and what is not committed has no date."""
    (checkout / "data" / "new.ttl").unlink()
    (checkout / "data" / "draft.ttl").write_text(RECORD.format(slug="draft", label="D"), encoding="utf-8")
    told = {one.iri for one in additions(Facts(open_catalog(checkout)))}
    assert not told & {f"{ID}edition/new", f"{ID}edition/draft"}


def test_a_shallow_clone_does_not_call_everything_new(checkout: Path, tmp_path: Path) -> None:
    """Of the commit that a clone begins with nobody knows what it changed."""
    git(tmp_path, "2026-03-01T00:00:00Z", "clone", "-q", "--depth", "2", f"file://{checkout}", str(tmp_path / "clone"))
    told = {one.iri.removeprefix(ID) for one in additions(Facts(open_catalog(tmp_path / "clone")))}
    assert told == {"edition/more", "edition/new"}


def test_without_history_there_is_no_feed(site: Path) -> None:
    """A catalog that is no checkout has no feed, and no page links one."""
    assert not (site / PATH).exists()
    assert "application/atom+xml" not in (site / "index.html").read_text(encoding="utf-8")


def test_a_reader_understands_the_feed(checkout: Path, tmp_path: Path) -> None:
    """The feed has what RFC 4287 asks for: ids that stay, dates, an author, a link to itself; two pages lead to it."""
    build(open_catalog(checkout), tmp_path / "site", SETTINGS)
    feed = feedparser.parse((tmp_path / "site" / PATH).read_bytes())
    assert not feed.bozo
    assert (feed.version, feed.feed.title, feed.feed.author) == ("atom10", "Tiny <&>: what is new", "Tiny <&>")
    assert (feed.feed.id, feed.feed.updated) == (f"https://example.org/tiny/{PATH}", "2026-03-01T00:00:00Z")
    assert {link.rel: link.href for link in feed.feed.links}["self"] == f"https://example.org/tiny/{PATH}"
    entry = next(one for one in feed.entries if one.id == f"{ID}edition/new")
    assert (entry.title, entry.link) == ("<New> &", "https://example.org/tiny/edition/new.html")
    assert len({one.id for one in feed.entries}) == len(feed.entries) <= MOST
    for page in ("index.html", "data/index.html"):
        assert 'type="application/atom+xml"' in (tmp_path / "site" / page).read_text(encoding="utf-8")


def test_the_feed_is_the_same_every_time(checkout: Path) -> None:
    """The same commit gives the same bytes."""
    facts = Facts(open_catalog(checkout))
    assert atom(facts, additions(facts), SETTINGS) == atom(facts, additions(facts), SETTINGS)
