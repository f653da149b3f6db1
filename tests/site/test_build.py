"""The site as a whole."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from confgraph.catalog import Catalog, open_catalog
from confgraph.problems import UnreadableInput, UsageError
from confgraph.site import Settings, build, settings_of
from confgraph.site.contents import Contents

TINY = Path(__file__).parents[1] / "tiny"
SETTINGS = Settings("Tiny", "", "2026-11-26")


def broken_links(site: Path) -> list[str]:
    """Return every link within a site that leads to no file, or to no place in it."""
    places: dict[Path, set[str]] = {}
    broken = []
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        for found in re.findall(r'\b(?:href|src|action)="([^"]*)"', text):
            target, part = urldefrag(unescape(found))
            if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", target) or page.name == "404.html":
                continue
            file = (page.parent / unquote(target)).resolve() if target else page
            if not file.is_file():
                broken.append(f"{page.relative_to(site)} -> {found}")
            elif part and file.suffix == ".html" and not part.startswith("query="):
                if file not in places:
                    places[file] = set(re.findall(r'\bid="([^"]*)"', file.read_text(encoding="utf-8")))
                if part not in places[file]:
                    broken.append(f"{page.relative_to(site)} -> {found}")
    return broken


def test_every_link_leads_somewhere(site: Path) -> None:
    """No page of the site links to a file or a place that is not there."""
    assert broken_links(site) == []


def test_a_site_is_the_same_every_time(excerpt: Catalog, settings: Settings, site: Path) -> None:
    """The same catalog gives the same bytes, to the last file."""
    for name, data in Contents(excerpt, settings).files():
        assert (site / name).read_bytes() == data, name


def test_what_did_not_change_is_not_written(tmp_path: Path) -> None:
    """A second build leaves every file as it was, to its number on the disk."""
    out = tmp_path / "site"
    first = build(open_catalog(TINY), out, SETTINGS)
    before = {path: path.stat().st_ino for path in out.rglob("*") if path.is_file()}
    second = build(open_catalog(TINY), out, SETTINGS)
    assert (second.replaced.written, second.replaced.kept) == (0, first.files)
    after = {path: path.stat().st_ino for path in out.rglob("*") if path.is_file()}
    assert {path for path in before if before[path] != after[path]} <= {out / ".confgraph-files"}


def test_a_broken_record_stops_the_build(tmp_path: Path) -> None:
    """A catalog that cannot be read names the file and the line, and the old site stays."""
    catalog = Path(shutil.copytree(TINY, tmp_path / "catalog"))
    out = tmp_path / "site"
    build(open_catalog(catalog), out, SETTINGS)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (catalog / "data" / "broken.ttl").write_text("<https://x.example/a> a\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"broken\.ttl:"):
        build(open_catalog(catalog), out, SETTINGS)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_progress_ends_at_the_end(tmp_path: Path) -> None:
    """Progress counts every entity and term."""
    told: list[tuple[int, int]] = []
    build(open_catalog(TINY), tmp_path / "site", SETTINGS, lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == len(told)


def test_hosts_find_what_they_look_for(site: Path) -> None:
    """There is a map of the site with every page, a word to robots, and the rules for w3id.org."""
    places = set(re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8")))
    pages = {f"https://example.org/conferences/{page.relative_to(site).as_posix()}" for page in site.rglob("*.html")}
    assert pages - places == {"https://example.org/conferences/404.html"}
    assert "Sitemap: https://example.org/conferences/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
    assert (site / "w3id/.htaccess").is_file()
    assert (site / ".nojekyll").is_file()


def test_a_page_names_its_address(site: Path) -> None:
    """Each page has one canonical address, and links its data for machines."""
    page = (site / "edition/ipc-11.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/conferences/edition/ipc-11.html">' in page
    for media in ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"):
        assert f'<link rel="alternate" type="{media}"' in page


@pytest.mark.parametrize("address", ["ftp://x.example/", "javascript:alert(1)", "example.org", "https://x.example/?a"])
def test_a_base_is_an_address_of_the_web(address: str, tmp_path: Path) -> None:
    """What is no address of a site is refused before anything is built."""
    with pytest.raises(UsageError, match="base-url"):
        build(open_catalog(TINY), tmp_path / "site", settings_of("Tiny", address))


def test_the_day_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH is the day that counts as today, so that a build can be done again."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    assert settings_of("Tiny", "https://x.example").today == "2026-11-26"
    assert settings_of("Tiny", "https://x.example").base_url == "https://x.example/"
