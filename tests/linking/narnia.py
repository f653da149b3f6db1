"""A small catalog, and a Wikidata that knows its things and what looks like them; no number of it is a real one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from confgraph.catalog import Catalog, new_catalog, open_catalog
from confgraph.linking.subjects import Subject, Subjects
from confgraph.namespaces import PREFIXES, expand
from confgraph.sources.draft import Draft, named
from confgraph.writing import replace
from wikidata import CITY, COUNTRY, DISAMBIGUATION, EDITION, ORGANIZATION, OTHER, SERIES, TOWN, Made

NARNIA, CAIR, PAGE, FILM, NORTH, FOUNDATION, PYCON, FIRST, SECOND, OLD = (f"Q{9_000_000_100 + n}" for n in range(10))

DATA: Final = """
source:times a cg:Source ; rdfs:label "Narnia Times"@en ; foaf:page <https://times.example/> .
source:rumour a cg:Source ; rdfs:label "a rumour"@en .
place:narnia a cg:Country ; rdfs:label "Narnia"@en ; cg:countryCode "NA" ; cg:source source:times .
place:cair-paravel a cg:City ; rdfs:label "Cair Paravel"@en ; cg:within place:narnia ;
  wgs84:lat 48.20 ; wgs84:long 16.5 ; cg:source source:times .
organization:nsf a org:Organization ; rdfs:label "Narnia Software Foundation"@en ;
  foaf:homepage <https://nsf.example/> ; cg:foundedIn 2001 ; cg:source source:times .
series:pycon-narnia a cg:EventSeries ; rdfs:label "PyCon Narnia"@en ; skos:altLabel "NarniaCon"@en ;
  cg:organizedBy organization:nsf ; foaf:homepage <https://pycon.example/> ; cg:source source:times .
edition:pycon-narnia-2025 a cg:Edition ; rdfs:label "PyCon Narnia 2025"@en ; cg:editionOf series:pycon-narnia ;
  cg:membership membership:one ; cg:year 2025 ; cg:startDate "2025-05-13"^^xsd:date ;
  cg:endDate "2025-05-15"^^xsd:date ; cg:location place:cair-paravel ; cg:source source:times .
edition:pycon-narnia-2026 a cg:Edition ; rdfs:label "PyCon Narnia 2026"@en ; cg:editionOf series:pycon-narnia ;
  cg:membership membership:two ; cg:year 2026 ; cg:startDate "2026-05"^^xsd:gYearMonth ; cg:attendance 300 ;
  cg:location place:cair-paravel ; cg:source source:rumour, source:times .
edition:pycon-narnia-2027 a cg:Edition ; rdfs:label "PyCon Narnia 2027"@en ; cg:editionOf series:pycon-narnia ;
  cg:year 2027 ; cg:startDate "2027-06-01"^^xsd:date ; cg:endDate "2027-06-02"^^xsd:date ; cg:source source:times .
membership:one a cg:Membership ; cg:inSeries series:pycon-narnia ; cg:ordinal 1 .
membership:two a cg:Membership ; cg:inSeries series:pycon-narnia ; cg:ordinal 2 .
claim:attendance a cg:Claim ; cg:subject edition:pycon-narnia-2026 ; cg:property cg:attendance ; cg:value 300 ;
  cg:rank cg:Preferred ; cg:certainty cg:Reported ; cg:source source:rumour .
"""


def items() -> list[Made]:
    """Return the items of that Wikidata."""
    within = {"P17": (NARNIA,)}
    return [
        Made(NARNIA, "Narnia", COUNTRY, values={"P297": ("NA",), "P17": (NARNIA,)}),
        Made(CAIR, "Cair Paravel", CITY, labels={"de": "Schloss am Meer"}, values=within, point=(48.21, 16.51)),
        Made(PAGE, "Cair Paravel", DISAMBIGUATION),
        Made(FILM, "Cair Paravel", OTHER, values=within),
        Made(NORTH, "Cair Paravel", TOWN, values=within, point=(50.2, 16.5)),
        Made(
            FOUNDATION,
            "Narnia Software Foundation",
            ORGANIZATION,
            values={"P856": ("http://www.nsf.example",), **within},
            dates={"P571": ("2001-01-01", 9)},
        ),
        Made(PYCON, "PyCon Narnia", SERIES, values={"P856": ("https://pycon.example/",)}),
        Made(
            FIRST,
            "PyCon Narnia 2025",
            EDITION,
            values={"P179": (PYCON,), "P276": (CAIR,), "P856": ("https://pycon.example/2025",), "P1132": ("250",)},
            dates={"P580": ("2025-05-13", 11), "P582": ("2025-05-16", 11)},
            ordinals={PYCON: "1"},
        ),
        Made(SECOND, "PyCon Narnia 2026", EDITION, values={"P179": (PYCON,)}, dates={"P585": ("2026-05-01", 10)}),
        Made(OLD, "", CITY, merged_into=CAIR),
    ]


def made_catalog(folder: Path, more: str = "") -> Catalog:
    """Write the catalog, with some more triples, and open it."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    files = {**new_catalog(folder), folder / "data" / "narnia.ttl": f"{prefixes}{DATA}{more}".encode()}
    replace(files)
    return open_catalog(folder)


def made_subjects(catalog: Catalog) -> Subjects:
    """Return the subjects of a catalog."""
    return Subjects(Draft(catalog.folder, catalog.documents("data")))


def subject_of(subjects: Subjects, name: str) -> Subject:
    """Return a subject by its short name."""
    return subjects.of(named(name))


def linked(*pairs: str) -> str:
    """Return the triples that link entities to items: "place:narnia Q1" is a pair."""
    return "".join("{} owl:sameAs wd:{} .\n".format(*pair.split()) for pair in pairs)


ALL_LINKED: Final = linked(
    f"place:narnia {NARNIA}",
    f"place:cair-paravel {CAIR}",
    f"organization:nsf {FOUNDATION}",
    f"series:pycon-narnia {PYCON}",
    f"edition:pycon-narnia-2025 {FIRST}",
    f"edition:pycon-narnia-2026 {SECOND}",
)


def iri(name: str) -> str:
    """Return the address of a short name."""
    return expand(name)
