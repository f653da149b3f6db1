"""linking/subjects.py: what the catalog knows of an entity, and the links that stand."""

from __future__ import annotations

from pathlib import Path

from confgraph.linking.subjects import Subjects
from linking.narnia import CAIR, NARNIA, PAGE, iri, linked, made_catalog, made_subjects, subject_of


def test_a_subject_has_what_tells_it_from_others(subjects: Subjects) -> None:
    """Names, country, point, dates, series and places around are those of the data."""
    city = subject_of(subjects, "place:cair-paravel")
    assert (city.kind, city.cls, city.label) == ("place", "cg:City", "Cair Paravel")
    assert (city.country, city.point) == (iri("place:narnia"), (48.2, 16.5))
    edition = subject_of(subjects, "edition:pycon-narnia-2025")
    assert (edition.start, edition.end) == ("2025-05-13", "2025-05-15")
    assert edition.series == (iri("series:pycon-narnia"),)
    assert edition.places == (iri("place:cair-paravel"), iri("place:narnia"))
    country = subject_of(subjects, "place:narnia")
    assert (country.country, country.code) == ("", "NA")


def test_subjects_come_in_an_order_that_helps(subjects: Subjects) -> None:
    """Countries are before cities and series before editions, since the item of one helps to find the next."""
    names = [one.name for one in subjects.all()]
    assert names[:2] == ["place:narnia", "place:cair-paravel"]
    assert names.index("series:pycon-narnia") < names.index("edition:pycon-narnia-2025")
    assert [one.kind for one in subjects.all(["organization"])] == ["organization"]


def test_links_and_refusals_are_read(tmp_path: Path) -> None:
    """Links are items only, and a deprecated claim says what an entity is not, who said so, and when."""
    said = f"""
source:look a cg:Source ; rdfs:label "look"@en ; dcterms:creator "Lucy" ; dcterms:date "2026-11-30"^^xsd:date .
claim:not a cg:Claim ; cg:subject place:cair-paravel ; cg:property owl:sameAs ; cg:value wd:{PAGE} ;
  cg:rank cg:Deprecated ; cg:certainty cg:Stated ; cg:source source:look .
place:cair-paravel skos:closeMatch wd:{CAIR} ; owl:sameAs <https://sws.geonames.org/5/> .
"""
    subjects = made_subjects(made_catalog(tmp_path / "c", said + linked(f"place:narnia {NARNIA}")))
    assert subjects.links("owl:sameAs") == {iri("place:narnia"): (NARNIA,)}
    assert subjects.links("skos:closeMatch") == {iri("place:cair-paravel"): (CAIR,)}
    assert subjects.refused == {(iri("place:cair-paravel"), PAGE)}
    assert subjects.decided(iri("place:cair-paravel"), "owl:sameAs", PAGE) == ("Lucy", "2026-11-30")
    assert subjects.decided(iri("place:narnia"), "owl:sameAs", NARNIA) == ("", "")
    assert subject_of(subjects, "place:cair-paravel").geonames == ("5",)
