"""What strangers write stays text: a site of the worst that a catalog can hold does nothing but show it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

import strangers
from browser import Looking, chromium, needed, served
from confgraph.catalog import open_catalog
from confgraph.problems import LimitReached
from confgraph.site import Settings, build
from confgraph.site.assets import missing

SETTINGS: Final = Settings(strangers.TEXTS[0], "https://example.org/a/", "2026-11-26")
ELEMENTS: Final = set(
    "a article b blockquote body br button caption circle code dd div dl dt em fieldset figcaption figure footer form "
    "g h1 h2 h3 h4 head header html image input label legend li line link main meta nav noscript ol option p path pre "
    "rect script section select span strong svg table tbody td text textarea th thead time title tr ul".split()
)
ATTRIBUTES: Final = set(
    "action aria-current aria-hidden aria-label aria-labelledby autocomplete charset checked class content cx cy d "
    "data-dump data-worker datetime defer dir disabled for height href http-equiv id lang name r rel role rows scope "
    "spellcheck src start tabindex title type value viewbox width x x1 x2 y y1 y2".split()
)
FORMULA: Final = re.compile("[=+\\-@\t\r\n＝＋－＠]")
NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
SOME: Final = 20
"""Of so many pages a browser opens one; the others are read here."""
DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
PROPERTIES: Final = set(
    "BEGIN END PRODID VERSION X-WR-CALNAME UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION LOCATION GEO URL STATUS "
    "TRANSP".split()
)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of its scripts."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text of a script."""
        if self.found and self.cdata_elem == "script":
            self.scripts.append(data)


@pytest.fixture(scope="module", params=["ours", "corpus"])
def wild(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of hostile texts and addresses in every place, once ours and once those of the corpus."""
    folder = tmp_path_factory.mktemp("wild")
    if request.param == "ours":
        made = strangers.catalog(folder / "catalog", strangers.TEXTS, strangers.ADDRESSES, [])
    else:
        if not strangers.CORPUS.is_dir():
            pytest.skip(f"the corpus is not beside the checkout: {strangers.CORPUS}")
        files = list(strangers.corpus())
        made = strangers.catalog(folder / "catalog", *strangers.words_of(files), files)
    build(open_catalog(made), folder / "out" / "site", SETTINGS)
    return folder / "out" / "site"


def test_no_page_has_a_live_word(wild: Path) -> None:
    """Every element and attribute is one that we wrote; scripts are our files, or data that is JSON."""
    for page in {*wild.rglob("*.html")} - {*wild.glob("docs/*")}:  # the manual is ours and says more
        known = Elements(page)
        for tag, attributes in known.found:
            assert tag in ELEMENTS, (page, tag)
            assert attributes.keys() <= ATTRIBUTES, (page, tag, attributes)
            if tag == "script" and "src" not in attributes:
                assert attributes == {"type": "application/ld+json"}, page
        for text in known.scripts:
            json.loads(text)


def test_links_lead_to_the_web_or_to_the_site(wild: Path) -> None:
    """No link has another scheme than http and https, and none within the site leaves it or is broken."""
    files = {os.fspath(path) for path in wild.rglob("*") if path.is_file()}
    for page in wild.rglob("*.html"):
        for _, attributes in Elements(page).found:
            for name in ("href", "src", "action", "data-dump", "data-worker"):
                target = attributes.get(name) or ""
                if re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.IGNORECASE):
                    assert re.match(r"https?://", target, re.IGNORECASE), (page, target)
                elif target and page.name != "404.html":
                    file = os.path.normpath(page.parent / re.split("[?#]", target)[0]) if target[0] != "#" else ""
                    assert not file or file in files, (page, target)


def test_names_are_safe_everywhere(wild: Path) -> None:
    """No file lies outside the folder, is a device on Windows, is one with another, or has a name that hosts change."""
    names = [path.relative_to(wild).as_posix() for path in wild.rglob("*")]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        if name not in (".nojekyll", ".confgraph-files", "w3id/.htaccess"):
            assert re.fullmatch(r"([A-Za-z0-9][A-Za-z0-9_.-]{0,110}/)*[A-Za-z0-9][A-Za-z0-9_.-]{0,110}", name), name
        assert not any(DEVICE.fullmatch(part) for part in name.split("/")), name
    assert [path.name for path in wild.parent.iterdir()] == ["site"]


def test_tables_have_no_formula(wild: Path) -> None:
    """No cell of a table is run by a spreadsheet."""
    csv.field_size_limit(1_000_000)
    for path in wild.rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")):
            for cell in row:
                assert not FORMULA.match(cell) or NUMBER.fullmatch(cell), (path, cell)


def test_calendars_have_our_lines_only(wild: Path) -> None:
    """However a reader tells lines, each is one of ours; each event is one of the catalog, and links to the web."""
    known = len(list((wild / "edition").glob("*.html"))) + len(list((wild / "thing").glob("*.html")))
    for path in wild.rglob("*.ics"):
        text = re.sub("\r\n[ \t]", "", path.read_bytes().decode("utf-8"))
        for line in text.splitlines():
            assert re.split("[:;]", line)[0] in PROPERTIES, (path, line)
        events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        assert len(events) == text.count("BEGIN:VEVENT\r\n") <= known
        assert all(str(one.get("url", "https:")).startswith("http") for one in events)
    assert Calendar.from_ical((wild / "feed/all.ics").read_bytes()).walk("VEVENT")


def test_files_for_machines_can_be_read(wild: Path) -> None:
    """JSON is JSON, XML is XML, and the rules for w3id.org have a known beginning each."""
    for path in [*wild.rglob("*.json"), *wild.rglob("*.jsonld"), *wild.rglob("*.geojson")]:
        json.loads(path.read_bytes())
    for path in [*wild.rglob("*.rdf"), *wild.rglob("*.xml"), *wild.rglob("*.atom")]:
        ElementTree.fromstring(path.read_bytes())
    for line in (wild / "w3id/.htaccess").read_text(encoding="utf-8").splitlines():
        assert re.match(r"Rewrite(Engine|Rule|Cond) |Header always |Options |</?IfModule|#|$", line), line


def test_a_browser_runs_nothing(wild: Path, browser: Any) -> None:
    """Even without the content security policy no page runs, asks or opens anything of a stranger's."""
    if missing():
        needed("bundles for the browser", "make web")
    with served(wild) as home, Looking(browser, home, bypass_csp=True) as looking:
        looking.page.add_init_script("window.CANARYXSS = alert = () => { window.touched = true }")
        for path in [*wild.rglob("index.html"), *sorted(wild.glob("*/*.html"))[::SOME]]:
            page = looking.go(path.relative_to(wild).as_posix())
            assert not page.evaluate("window.touched"), path
            assert page.evaluate("document.title"), path
        page = looking.go("search.html?q=CANARYXSS")
        page.wait_for_selector("#count:not(:empty)")
        assert not page.evaluate("window.touched")
        page = looking.go("sparql.html#query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D")
        page.wait_for_selector("[data-ready]")
        page.click("#run")
        page.wait_for_selector("#answer table", timeout=30_000)
        links = page.eval_on_selector_all("#answer a", "all => all.map((one) => one.protocol)")
        assert set(links) <= {"http:", "https:"}
        assert not page.evaluate("window.touched")
        assert looking.wrong == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a running Chromium."""
    with chromium() as found:
        yield found


def test_blank_nodes_that_look_alike_stop_the_build(tmp_path: Path) -> None:
    """A file that nobody can name canonically is named, and no site is made."""
    alike = "".join(f"_:{a} <https://x.example/p> _:{b} .\n" for a in "abcdefgh" for b in "abcdefgh" if a != b)
    made = strangers.catalog(tmp_path / "catalog", [], [], [])
    (made / "data" / "alike.ttl").write_text(alike, encoding="utf-8")
    with pytest.raises(LimitReached, match=r"alike\.ttl .*look alike"):
        build(open_catalog(made), tmp_path / "site", SETTINGS)
    assert not (tmp_path / "site").exists()
