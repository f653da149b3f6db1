"""Files that every page uses."""

from __future__ import annotations

import json
import re
from pathlib import Path

from browser import ROOT, needed
from confgraph.site.assets import BUNDLES, assets, missing, search_index, sparql_terms
from confgraph.site.facts import Facts


def test_bundles_are_there_or_named() -> None:
    """What was not built is named, what was is part of the site."""
    there = {name for name, _ in assets()}
    assert {f"assets/{name}" for name in BUNDLES} - there == {f"assets/{name}" for name in missing()}
    assert "assets/site.css" in there


def test_what_others_made_keeps_its_licence(site: Path) -> None:
    """Every page leads to the licences: of each package in the bundles its locked version, and the whole text."""
    if missing():
        needed("bundles for the browser", "make web")
    text = (site / "assets" / "licenses.txt").read_text(encoding="utf-8")
    entries = {found[1]: found for found in re.finditer(r"^==== (\S+) ([\d.]+), .*\n\n([^=]*)", text, re.MULTILINE)}
    locked = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "web").glob("*.js"))
    imported = set(re.findall(r'from "((?:@[a-z]+/)?[a-z][a-z-]+)', scripts))
    assert {"minisearch", "oxigraph", "@codemirror/view"} <= imported
    assert imported | {"@fontsource-variable/newsreader", "@lezer/common"} <= set(entries)
    for name, found in entries.items():
        assert found[2] == locked[f"node_modules/{name}"]["version"]
        assert re.search("copyright", found[3], re.IGNORECASE)
        assert re.search(r"AS IS", found[3])
    for page in ("index", "series/ipc"):
        assert 'assets/licenses.txt">' in (site / f"{page}.html").read_text(encoding="utf-8")


def test_search_knows_every_name(facts: Facts) -> None:
    """Every entity but claims and what only joins two others is in the index, with its page."""
    _, data = search_index(facts)
    rows = json.loads(data.removeprefix(b"window.confgraphIndex=").rstrip(b";\n"))
    pages = {row[2] for row in rows}
    for kind in ("series", "edition", "place", "organization", "person", "source"):
        assert {facts.addresses[iri] for iri in facts.entities if f"/id/{kind}/" in iri} <= pages
    assert ["11th International Python Conference", "edition", "edition/ipc-11"] in [row[:3] for row in rows]


def test_the_index_is_a_script_that_is_only_data(facts: Facts) -> None:
    """The index is ASCII JSON in one assignment: no name in it becomes code."""
    _, data = search_index(facts)
    assert re.fullmatch(rb"window\.confgraphIndex=\[[\x20-\x7e]*\];\n", data)


def test_the_editor_completes_our_terms(facts: Facts) -> None:
    """Prefixes and terms come with definitions."""
    document = json.loads(sparql_terms(facts)[1])
    assert document["prefixes"]["cg"] == "https://w3id.org/confgraph/ns#"
    found = {one["label"]: one["info"] for one in document["terms"]}
    assert found["cg:ordinal"] == "The number of an edition within one series."
    assert "rdfs:label" in found


def test_colours_can_be_read(site: Path) -> None:
    """Text has a contrast of 4.5 with the paper in light and dark (WCAG 2.2, 1.4.3)."""
    style = (site / "assets/site.css").read_text(encoding="utf-8")
    for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL):
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
        for name in ("ink", "soft", "link", "visited", "mark", "off"):
            assert contrast(colours[name], colours["paper"]) >= 4.5, name


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
