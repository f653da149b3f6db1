"""The triples as pages ask for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from confgraph.catalog import open_catalog
from confgraph.namespaces import ID, ONTOLOGY, expand
from confgraph.site.facts import Facts

IPC_11 = f"{ID}edition/ipc-11"


def test_both_directions(facts: Facts) -> None:
    """What is said of a thing and what points to it are both at hand."""
    assert facts.links(IPC_11, "cg:trackOf") == [f"{ID}edition/oscon-2003"]
    assert IPC_11 in facts.from_(f"{ID}series/ipc", "cg:editionOf")


def test_every_entity_and_term_has_a_page(facts: Facts) -> None:
    """Whatever has a type in the data, and every term of ours, has an address."""
    assert all(facts.addresses.get(iri) for iri in [*facts.entities, *facts.terms])
    assert ONTOLOGY in facts.terms


@pytest.mark.parametrize(
    ("iri", "label"),
    [
        (f"{ID}series/ipc", "International Python Conference"),
        (f"{ID}membership/ipc-11-in-ipc", "11th International Python Conference in International Python Conference"),
        (f"{ID}succession/pycon-us-replaces-ipc", "PyCon US replaces International Python Conference"),
        ("http://www.wikidata.org/entity/Q31", "Wikidata Q31"),
        ("https://sws.geonames.org/2802361/", "GeoNames 2802361"),
        (expand("owl:sameAs"), "same as"),
        ("https://example.org/page/", "example.org/page"),
    ],
)
def test_everything_has_words(facts: Facts, iri: str, label: str) -> None:
    """A thing without a name of its own is called by what it is, and a foreign one by where it stands."""
    assert facts.label(iri).value == label


def test_no_entity_is_called_by_its_address(facts: Facts) -> None:
    """No page shows a bare IRI for something that the catalog describes."""
    assert [iri for iri in facts.entities if "://w3id.org" in facts.label(iri).value] == []


def _one(folder: Path, text: str) -> Facts:
    (folder / "ontology").mkdir()
    (folder / "data").mkdir()
    (folder / "data" / "x.ttl").write_text(text, encoding="utf-8")
    return Facts(open_catalog(folder))


def test_labels_fall_back(tmp_path: Path) -> None:
    """English comes first, then text without a language, then whatever there is."""
    facts = _one(
        tmp_path,
        """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix x: <http://x.example/> .
        x:a a x:T ; rdfs:label "deutsch"@de, "english"@en-GB, "none" . x:b a x:T ; rdfs:label "שלום"@he, "none" .
        x:c a x:T ; rdfs:label "שלום"@he .""",
    )
    labels = [facts.label(f"http://x.example/{name}") for name in "abc"]
    told = [(label.value, (label.language or "").lower()) for label in labels]
    assert told == [("english", "en-gb"), ("none", ""), ("שלום", "he")]


def test_a_claim_about_itself_has_a_name(tmp_path: Path) -> None:
    """Words for a claim are found even where it is its own subject."""
    iri = f"{ID}claim/a"
    facts = _one(tmp_path, f"<{iri}> a <{ONTOLOGY}#Claim> ; <{ONTOLOGY}#subject> <{iri}> .")
    assert facts.label(iri).value
