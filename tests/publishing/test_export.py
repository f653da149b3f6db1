"""Tests of confgraph.publishing.export: the same data in every format."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import RdfFormat

import confgraph
from confgraph.catalog import open_catalog
from confgraph.problems import UsageError
from confgraph.publishing.export import EXPORT_FORMATS, export
from confgraph.reading import read
from running import TINY, Run

RDF = {
    "turtle": (RdfFormat.TURTLE, "turtle"),
    "ntriples": (RdfFormat.N_TRIPLES, "nt"),
    "trig": (RdfFormat.TRIG, "trig"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (RdfFormat.RDF_XML, "xml"),
}
ODD = """@prefix cg: <https://w3id.org/confgraph/ns#> .
@prefix edition: <https://w3id.org/confgraph/id/edition/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
edition:odd a cg:Edition ;
  cg:year "02004"^^xsd:integer, 7, -0, "many"^^xsd:integer ;
  cg:counted "yes"^^xsd:boolean, true, "1"^^xsd:boolean ;
  cg:attendance 1.50, +1.50, .5, -00.5, 0.00000001, -0.0, +7, 007, "007"^^xsd:integer ;
  cg:talkCount 1e3, 1.5E-3, .5e1, "1E3"^^xsd:double, 123456789012345678901234567890 ;
  cg:startDate "2004-02-30"^^xsd:date, "2004"^^xsd:gYear, "2004" ;
  rdfs:label "Odd"@en, "Odd"@en-GB, "Odd", "a \\"quote\\" and \\\\ and \\n line 🐍"@en ;
  cg:location edition:odd, <https://e.org/a%20b?c=d&e=f#g> ;
  cg:editionOf _:b . _:b cg:value "<&>'" .
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> confgraph.Graph:
    """Return the tiny catalog with a record of odd literals."""
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("odd") / "tiny"))
    (folder / "data" / "odd.ttl").write_text(ODD, encoding="utf-8")
    return confgraph.open(folder)


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib read literals as they are written."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def canonical(quads: list[pyoxigraph.Quad]) -> set[str]:
    """Return triples as canonical N-Triples, blank nodes by RDFC-1.0, language tags in lower case (RDF 1.1, 3.3)."""
    dataset = pyoxigraph.Dataset(
        pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, pyoxigraph.DefaultGraph()) for quad in quads
    )
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {re.sub(r"@[A-Za-z-]+$", lambda tag: tag[0].lower(), str(quad)) for quad in dataset}


def files(graph: confgraph.Graph) -> set[str]:
    """Return the triples of the data files themselves."""
    return canonical([quad for document in graph.catalog.documents("data") for quad in document])


def by_rdflib(data: bytes, name: str) -> set[str]:
    """Return the triples that rdflib reads."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=data, format=name)
    flat = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        flat.add(triple)
    return canonical(list(pyoxigraph.parse(flat.serialize(format="nt").encode(), format=RdfFormat.N_TRIPLES)))


@pytest.mark.parametrize("name", RDF)
@pytest.mark.parametrize("catalog", ["odd", "graph"])
def test_pyoxigraph_reads_the_same_graph(name: str, catalog: str, request: pytest.FixtureRequest) -> None:
    """Every RDF format holds exactly the triples of the files, literals as they were written."""
    opened: confgraph.Graph = request.getfixturevalue(catalog)
    assert canonical(list(pyoxigraph.parse(opened.export(name), format=RDF[name][0]))) == files(opened)


@pytest.mark.parametrize("name", RDF)
@pytest.mark.parametrize("catalog", ["odd", "graph"])
@pytest.mark.usefixtures("as_written")
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore:Parsing weird boolean")
def test_rdflib_reads_the_same_graph(name: str, catalog: str, request: pytest.FixtureRequest) -> None:
    """Rdflib reads the same triples from every RDF format."""
    opened: confgraph.Graph = request.getfixturevalue(catalog)
    assert by_rdflib(opened.export(name), RDF[name][1]) == files(opened)


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_the_same_catalog_gives_the_same_bytes(name: str, odd: confgraph.Graph) -> None:
    """Two processes with other hash seeds, time zones and locales write the same bytes."""
    run = Run(odd.catalog.folder)
    one, two = (
        run.process("export", name, env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale})
        for seed, zone, locale in (("1", "Asia/Tokyo", "C"), ("2", "America/Los_Angeles", "C.UTF-8"))
    )
    assert one.code == 0, one.err
    assert one.out
    assert one == two
    assert one.out == odd.export(name).decode()


def test_trig_has_a_named_graph_for_each_file(tiny_graph: confgraph.Graph) -> None:
    """In TriG every statement stands in the graph of the file that it comes from."""
    catalog = tiny_graph.catalog
    expected = {
        f"https://w3id.org/confgraph/graph/{path.relative_to(catalog.folder / 'data').with_suffix('').as_posix()}": len(
            read(path)
        )
        for path in catalog.files("data")
    }
    found: dict[str, int] = {}
    for quad in pyoxigraph.parse(tiny_graph.export("trig"), format=RdfFormat.TRIG):
        assert isinstance(quad.graph_name, pyoxigraph.NamedNode)
        found[quad.graph_name.value] = found.get(quad.graph_name.value, 0) + 1
    assert found == expected


def test_json_ld_is_readable(graph: confgraph.Graph) -> None:
    """JSON-LD has one object for each entity, with terms and prefixed names as keys, and no address as a key."""
    document = json.loads(graph.export("jsonld"))
    assert document["@context"] == graph.catalog.context
    subjects = {quad.subject for part in graph.catalog.documents("data") for quad in part}
    assert len(document["@graph"]) == len(subjects)
    keys = {key for entity in document["@graph"] for key in entity}
    assert not [key for key in keys if "://" in key]
    assert {"id", "type", "label", "editionOf", "year"} <= keys


def test_json_ld_reads_as_people_write(tiny_graph: confgraph.Graph) -> None:
    """An entity of the tiny catalog looks as one would write it by hand with its context."""
    document = json.loads(tiny_graph.export("jsonld"))
    (found,) = [entity for entity in document["@graph"] if entity["id"] == "edition:tiny-2"]
    assert found["label"] == {"en": "Tiny Conference 2002"}
    assert (found["editionOf"], found["year"], found["endDate"]) == (["series:tiny"], 2002, "2002-05-15")
    assert found["startDate"] == {"@value": "2002-05-13", "@type": "xsd:date"}


def test_an_unknown_format_names_the_nearest(tiny: Path) -> None:
    """A misspelt format gets the nearest one, another word the list."""
    with pytest.raises(UsageError, match=r"there is no export format 'turtel': did you mean turtle\?"):
        export(open_catalog(tiny), "turtel")
    with pytest.raises(UsageError, match="use turtle, ntriples"):
        export(open_catalog(tiny), "zzz")
