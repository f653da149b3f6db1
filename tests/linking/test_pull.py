"""linking/pull.py: what items say and we lack becomes a proposal, as with an import."""

from __future__ import annotations

import json
from pathlib import Path

from confgraph.catalog import open_catalog
from confgraph.linking.items import Items
from confgraph.linking.pull import Pulled, as_json, as_text, pull
from confgraph.linking.subjects import Subjects
from confgraph.linking.suggest import SAME
from confgraph.sources.draft import named
from confgraph.writing import replace
from linking.narnia import ALL_LINKED, FIRST, iri, made_catalog, made_subjects
from wikidata import Table


def pulled(table: Table, subjects: Subjects) -> dict[str, Pulled]:
    """Pull for everything."""
    known = Items(table.services.store, {}).find(one for ids in subjects.links(SAME).values() for one in ids)
    return {one.subject.name: one for one in pull(subjects, list(subjects.all()), known, "2026-11-30")}


def said(one: Pulled) -> dict[str, tuple[str, str]]:
    """Return what an item says: property, kind and value."""
    return {found.what: (found.kind, found.said) for found in one.findings}


def test_what_we_lack_and_what_contradicts_is_told(table: Table, linked_subjects: Subjects) -> None:
    """Attendance and site are new, an end a day later contradicts, and what agrees is not told."""
    found = pulled(table, linked_subjects)
    assert set(found) == {"edition:pycon-narnia-2025"}
    assert said(found["edition:pycon-narnia-2025"]) == {
        "cg:attendance": ("adds", "250"),
        "cg:endDate": ("contradicts", "2025-05-16"),
        "foaf:homepage": ("adds", "https://pycon.example/2025"),
    }
    text = as_text(list(found.values()))
    assert f"({FIRST}, revision " in text
    assert "    ~ cg:endDate 2025-05-16, the catalog has 2025-05-15\n" in text
    assert json.loads(as_json(list(found.values())))[0]["item"] == FIRST


def test_what_is_written_has_wikidata_as_its_source(table: Table, tmp_path: Path) -> None:
    """New facts stand, a contradiction is a claim with the revision beside ours, and a second pull finds nothing."""
    catalog = made_catalog(tmp_path / "c", ALL_LINKED)
    subjects = made_subjects(catalog)
    pulled(table, subjects)
    replace(subjects.draft.contents(catalog.documents("ontology")))
    after = made_subjects(open_catalog(catalog.folder))
    edition = named("edition:pycon-narnia-2025")
    assert [one.value for one in after.draft.values(edition, "cg:attendance")] == ["250"]
    assert [one.value for one in after.draft.values(edition, "cg:endDate")] == ["2025-05-15"]
    ranks = {
        after.draft.values(claim, "cg:value")[0].value: after.draft.values(claim, "cg:rank")[0].value
        for claim in after.about[edition.value, "cg:endDate"]
    }
    assert ranks == {"2025-05-15": iri("cg:Preferred"), "2025-05-16": iri("cg:Normal")}
    assert any("revision" in one.value for claim in after.about[edition.value, "cg:endDate"]
               for one in after.draft.values(claim, "cg:locator"))  # fmt: skip
    assert pulled(table, after) == {}


def test_a_place_gets_what_it_lacks(table: Table, tmp_path: Path) -> None:
    """A city without coordinates gets those of its item; one that is far from it is only told."""
    more = """place:north a cg:City ; rdfs:label "North"@en ; cg:within place:narnia ; owl:sameAs wd:Q9000000104 ;
  cg:source source:times . place:cair-paravel owl:sameAs wd:Q9000000101 ."""
    found = pulled(table, made_subjects(made_catalog(tmp_path / "c", more)))
    assert said(found["place:north"]) == {"wgs84:lat": ("adds", "50.20000"), "wgs84:long": ("adds", "16.50000")}
    assert "place:cair-paravel" not in found
