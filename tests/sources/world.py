"""A small catalog with the shipped shapes, and how tests import into it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import confgraph
from confgraph.problems import Place
from confgraph.reading import read
from confgraph.sources import Proposal
from confgraph.sources.draft import Draft, named
from confgraph.sources.rows import Row

PREFIXES: Final = """@prefix cg: <https://w3id.org/confgraph/ns#> .
@prefix series: <https://w3id.org/confgraph/id/series/> .
@prefix edition: <https://w3id.org/confgraph/id/edition/> .
@prefix place: <https://w3id.org/confgraph/id/place/> .
@prefix source: <https://w3id.org/confgraph/id/source/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <https://schema.org/> .
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
"""
PLACES: Final = """
place:austria a cg:Country ; rdfs:label "Austria"@en ; cg:countryCode "AT" ; cg:source source:site .
place:vienna a cg:City ; rdfs:label "Vienna"@en ; skos:altLabel "Wien"@de ; cg:within place:austria ;
  wgs84:lat 48.20 ; wgs84:long 16.37 ; cg:source source:site .
place:graz a cg:City ; rdfs:label "Graz"@en ; cg:within place:austria ; cg:source source:site .
place:online a cg:VirtualPlace ; rdfs:label "Online"@en ; cg:source source:site .
"""
SOURCES: Final = """
source:site a cg:Source ; rdfs:label "the site"@en ; foaf:page <https://alpine.example/> .
source:python-deadlines a cg:Source ; rdfs:label "python-deadlines"@en ; foaf:page <https://deadlines.example/> .
"""
# The comment must live through an import.
ALPINE: Final = """
# Alpine people know best.
series:alpine-conf a cg:EventSeries ; rdfs:label "Alpine Conf"@en ; skos:altLabel "AlpConf"@en ; cg:source source:site .
edition:alpine-conf-2024 a cg:Edition ; rdfs:label "Alpine Conf 2024"@en ; cg:editionOf series:alpine-conf ;
  cg:year 2024 ; cg:startDate "2024-05-13"^^xsd:date ; cg:endDate "2024-05-15"^^xsd:date ;
  cg:proposalDeadline "2024-01-10"^^xsd:date ; cg:location place:vienna ;
  foaf:homepage <https://alpine.example/2024> ; cg:source source:site .
edition:alpine-conf-2025 a cg:Edition ; rdfs:label "Alpine Conf 2025"@en ; cg:editionOf series:alpine-conf ;
  cg:year 2025 ; cg:startDate "2025"^^xsd:gYear ; cg:source source:site .
"""
FILES: Final = {
    "places/austria.ttl": PLACES,
    "sources.ttl": SOURCES,
    "series/alpine-conf.ttl": ALPINE,
}


def make_world(folder: Path) -> Path:
    """Make the catalog in a folder, tidy, and return it."""
    shipped = confgraph.open().catalog.folder
    for part in ("ontology", "shapes", "queries"):
        shutil.copytree(shipped / part, folder / part)
    for name, text in FILES.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text, encoding="utf-8")
    for one in confgraph.open(folder).tidy():
        one.path.write_bytes(one.after)
    return folder


def draft_of(folder: Path) -> Draft:
    """Return the draft of a catalog."""
    catalog = confgraph.open(folder).catalog
    return Draft(catalog.folder, [read(path) for path in catalog.files("data")])


def row(name: str = "Alpine Conf", year: int = 2024, **values: object) -> Row:
    """Return a row of line 7, number 3."""
    return Row(Place("rows.yml", 7), 3, name, year, **values)  # type: ignore[arg-type]


def propose(folder: Path, source: str, path: Path, **options: object) -> Proposal:
    """Return what a file proposes to the catalog in a folder."""
    return confgraph.open(folder).propose(source, path, **options)  # type: ignore[arg-type]


def said(draft: Draft, subject: str, name: str) -> list[str]:
    """Return the values of a property as texts."""
    return [one.value for one in draft.values(named(subject), name)]
