"""The JSON-LD context writes every entity as one readable object, and both readers get the same triples back."""

from __future__ import annotations

import json
from typing import Any, Final

import pyoxigraph
import pytest
from graphs import ROOT, data, of_kind
from rdflib import OWL, RDF, Graph
from rdflib.compare import isomorphic

CONTEXT: Final[dict[str, Any]] = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
PREFIXES: Final = {k: v for k, v in CONTEXT.items() if k[0] != "@" and isinstance(v, str) and v[-1] in "/#"}
OBJECTS: Final[list[dict[str, Any]]] = [
    {
        "id": "edition:ipc-11",
        "type": ["Edition", "Track"],
        "label": {"en": "11th International Python Conference"},
        "altLabel": {"en": ["IPC 11"]},
        "editionOf": ["series:ipc", "series:oscon-python-track"],
        "memberships": ["membership:ipc-11-in-ipc"],
        "trackOf": ["edition:oscon-2003"],
        "year": 2003,
        "startYear": "2003",
        "earliestStart": "2003-01-01",
        "organizedBy": ["organization:oreilly"],
        "eventStatus": "Held",
        "eventAttendanceMode": "schema:OfflineEventAttendanceMode",
        "sources": ["source:psf-wiki-international-python-conference"],
    },
    {"id": "membership:ipc-11-in-ipc", "type": "Membership", "inSeries": "series:ipc", "ordinal": 11, "counted": True},
    {"id": "edition:ipc-4", "startMonth": "1996-06", "endDate": "1996-06-06"},
    {
        "id": "place:charleroi",
        "type": "City",
        "lat": "50.41162",
        "long": "4.44453",
        "within": ["place:belgium"],
        "sameAs": ["wd:Q81046", "https://sws.geonames.org/2800481/"],
    },
    {
        "id": "claim:ipc-6-organized-by-psf-wiki",
        "type": "Claim",
        "subject": "edition:ipc-6",
        "property": "organizedBy",
        "value": [{"id": "organization:cnri"}, {"@value": "1997", "type": "xsd:gYear"}, "text", 6],
        "rank": "cg:Normal",
        "certainty": "Disjunctive",
        "approximate": False,
        "quote": {"@none": "run by CNRI and/or Foretec"},
        "locator": {"en": "list of past conferences, heading"},
    },
]
TRIPLES: Final = """
edition:ipc-11 a cg:Edition, cg:Track ; rdfs:label "11th International Python Conference"@en ;
  skos:altLabel "IPC 11"@en ; cg:editionOf series:ipc, series:oscon-python-track ;
  cg:membership membership:ipc-11-in-ipc ; cg:trackOf edition:oscon-2003 ; cg:year 2003 ;
  cg:startDate "2003"^^xsd:gYear ; cg:earliestStart "2003-01-01"^^xsd:date ; cg:organizedBy organization:oreilly ;
  schema:eventStatus cg:Held ; schema:eventAttendanceMode schema:OfflineEventAttendanceMode ;
  cg:source source:psf-wiki-international-python-conference .
membership:ipc-11-in-ipc a cg:Membership ; cg:inSeries series:ipc ; cg:ordinal 11 ; cg:counted true .
edition:ipc-4 cg:startDate "1996-06"^^xsd:gYearMonth ; cg:endDate "1996-06-06"^^xsd:date .
place:charleroi a cg:City ; wgs84:lat 50.41162 ; wgs84:long 4.44453 ; cg:within place:belgium ;
  owl:sameAs wd:Q81046, <https://sws.geonames.org/2800481/> .
claim:ipc-6-organized-by-psf-wiki a cg:Claim ; cg:subject edition:ipc-6 ; cg:property cg:organizedBy ;
  cg:value organization:cnri, "1997"^^xsd:gYear, "text", 6 ; cg:rank cg:Normal ; cg:certainty cg:Disjunctive ;
  cg:approximate false ; cg:quote "run by CNRI and/or Foretec" ; cg:locator "list of past conferences, heading"@en .
"""


def _expected() -> Graph:
    header = "".join(f"@prefix {key}: <{value}> .\n" for key, value in PREFIXES.items())
    return Graph().parse(data=header + TRIPLES)


def test_rdflib_reads_the_objects_as_the_triples_meant() -> None:
    """Objects written by hand with the context's short keys mean the same triples to rdflib."""
    document = json.dumps({"@context": CONTEXT, "@graph": OBJECTS})
    assert isomorphic(Graph().parse(data=document, format="json-ld"), _expected())


def test_pyoxigraph_reads_the_objects_as_the_triples_meant() -> None:
    """Objects written by hand with the context's short keys mean the same triples to pyoxigraph."""
    document = json.dumps({"@context": CONTEXT, "@graph": OBJECTS})
    quads = pyoxigraph.parse(document, format=pyoxigraph.RdfFormat.JSON_LD)
    lines = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert lines is not None
    assert isomorphic(Graph().parse(data=lines.decode(), format="nt"), _expected())


@pytest.mark.parametrize("key", [key for key in CONTEXT if key not in PREFIXES and not key.startswith("@")])
def test_no_key_hides_a_prefix(key: str) -> None:
    """A key may not have the name of a prefix, else addresses such as source:x could not be shortened."""
    assert key not in {"series", "edition", "organization", "place", "person", "source", "claim", "membership"}


def test_every_property_and_class_has_a_key() -> None:
    """Each property of ours, and each property and class that the data use, has a short name."""
    named = {_iri(spec["@id"] if isinstance(spec, dict) else spec) for spec in CONTEXT.values() if spec != 1.1}
    ours = of_kind(OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Class)
    used = set(data().predicates()) | set(data().objects(None, RDF.type))
    assert sorted([term for term in {*ours, *used} - {RDF.type} if str(term) not in named], key=str) == []


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name
