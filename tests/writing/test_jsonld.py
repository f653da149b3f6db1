"""JSON-LD that people can read, and that means the same as the triples."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from confgraph.namespaces import ID, expand
from confgraph.problems import UsageError
from confgraph.reading import read
from confgraph.writing import entities_as_jsonld, serialize
from tricky import SUBJECT, TERMS, canonical, graphs, read_by_rdflib, triples_of, typed

CG = "https://w3id.org/confgraph/ns#"
YEAR, LABEL, SOURCE = (NamedNode(expand(name)) for name in ("cg:year", "rdfs:label", "cg:source"))
# One context for each thing that a context can do to a value without saying so.
CONTEXTS: dict[str, dict[str, Any]] = {
    "none": {},
    "prefixes": {"cg": CG, "edition": f"{ID}edition/", "xsd": expand("xsd:")},
    "aliases": {"id": "@id", "type": "@type"},
    "default language": {"@language": "de", "year": CG + "year"},
    "default vocabulary": {"@vocab": CG},
    "term with language": {"label": {"@id": LABEL.value, "@language": "en"}},
    "language map": {"label": {"@id": LABEL.value, "@container": "@language"}},
    "sets": {"label": {"@id": LABEL.value, "@container": ["@language", "@set"]}},
    "integer": {"year": {"@id": YEAR.value, "@type": expand("xsd:integer")}},
    "boolean": {"year": {"@id": YEAR.value, "@type": expand("xsd:boolean")}},
    "string": {"year": {"@id": YEAR.value, "@type": expand("xsd:string")}},
    "double": {"year": {"@id": YEAR.value, "@type": expand("xsd:double")}},
    "link": {"year": {"@id": YEAR.value, "@type": "@id"}},
    "vocabulary link": {"year": {"@id": YEAR.value, "@type": "@vocab"}},
    "json": {"year": {"@id": YEAR.value, "@type": "@json"}},
    "list": {"year": {"@id": YEAR.value, "@container": "@list"}},
    "index": {"year": {"@id": YEAR.value, "@container": "@index"}},
    "reverse": {"year": {"@reverse": YEAR.value}},
    "scoped": {"year": {"@id": YEAR.value, "@context": {"label": CG + "year"}}},
}


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib keep literals as they are written."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.mark.parametrize("name", CONTEXTS)
def test_every_term_survives_every_context(name: str) -> None:
    """Whatever the context does to a value, the triples that are read are those that were written (JSON-LD 1.1)."""
    for predicate in (YEAR, LABEL):
        for term in TERMS.values():
            triple = Triple(SUBJECT, predicate, term)
            data = serialize([triple], "jsonld", CONTEXTS[name])
            assert triples_of(data, RdfFormat.JSON_LD) == {str(triple)}, data.decode()


@pytest.mark.parametrize("name", CONTEXTS)
@given(statements=graphs)
@settings(max_examples=25, derandomize=True, deadline=None)
def test_random_graphs_survive_every_context(name: str, statements: list[Triple]) -> None:
    """Several values, languages and types of one property do not disturb each other."""
    assert triples_of(serialize(statements, "jsonld", CONTEXTS[name]), RdfFormat.JSON_LD) == canonical(statements)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["none", "prefixes", "aliases", "sets", "integer", "link"])
def test_rdflib_reads_the_same(name: str, as_written: None) -> None:
    """Rdflib finds the same terms as pyoxigraph."""
    triples = [Triple(SUBJECT, predicate, term) for predicate in (YEAR, LABEL) for term in TERMS.values()]
    assert read_by_rdflib(serialize(triples, "jsonld", CONTEXTS[name]), "json-ld") == set(map(str, triples))


def _entity(context: Mapping[str, object], *values: NamedNode | Literal, predicate: NamedNode = YEAR) -> dict[str, Any]:
    (entity,) = entities_as_jsonld([Triple(SUBJECT, predicate, value) for value in values], context)
    return entity


@pytest.mark.parametrize(
    ("context", "value", "written"),
    [
        ({}, typed("2003", "xsd:integer"), 2003),
        ({}, typed("02003", "xsd:integer"), {"@value": "02003", "@type": expand("xsd:integer")}),
        ({}, typed("-0", "xsd:integer"), {"@value": "-0", "@type": expand("xsd:integer")}),
        ({}, typed("9" * 30, "xsd:integer"), {"@value": "9" * 30, "@type": expand("xsd:integer")}),
        ({}, typed("true", "xsd:boolean"), True),
        ({}, typed("1", "xsd:boolean"), {"@value": "1", "@type": expand("xsd:boolean")}),
        ({}, typed("48.20", "xsd:decimal"), {"@value": "48.20", "@type": expand("xsd:decimal")}),
        ({}, Literal("x"), "x"),
        ({"@language": "de"}, Literal("x"), {"@value": "x"}),
        ({}, Literal("x", language="en"), {"@value": "x", "@language": "en"}),
        ({}, SUBJECT, {"@id": SUBJECT.value}),
        ({"id": "@id"}, SUBJECT, {"id": SUBJECT.value}),
    ],
    ids=str,
)
def test_values_are_as_plain_as_they_can_be(context: dict[str, Any], value: NamedNode | Literal, written: Any) -> None:
    """Numbers, booleans and texts are JSON's own where JSON-LD reads the same term back, and objects elsewhere."""
    assert _entity(context, value)[YEAR.value] == written


def test_the_tiny_edition_is_readable(tiny: Path) -> None:
    """With the catalog's context an entity is an object with short keys, as somebody would write it by hand."""
    context = json.loads((tiny / "ontology" / "context.jsonld").read_text())["@context"]
    entities = {e["id"]: e for e in entities_as_jsonld(read(tiny / "data" / "series" / "tiny.ttl"), context)}  # type: ignore[arg-type]
    edition = entities["edition:tiny-2"]
    assert edition["type"] == "cg:Edition"
    assert edition["label"] == {"en": "Tiny Conference 2002"}
    assert edition["year"] == 2002
    assert edition["editionOf"] == ["series:tiny"]
    assert edition["location"] == "place:smallville"
    assert edition["startDate"] == {"@value": "2002-05-13", "@type": "xsd:date"}
    assert edition["endDate"] == "2002-05-15"


def test_an_address_that_would_be_read_as_a_short_name_is_refused() -> None:
    """An address whose scheme is a prefix of the context has no spelling in JSON-LD, and is named (section 4.1.5)."""
    with pytest.raises(UsageError, match="short name"):
        serialize([Triple(NamedNode("cg:year"), SOURCE, SUBJECT)], "jsonld", CONTEXTS["prefixes"])


def test_the_document_is_json_of_one_shape() -> None:
    """The file is an object with the context and a list of entities, indented, with its letters as they are."""
    data = serialize([Triple(SUBJECT, LABEL, Literal("Kraków"))], "jsonld", CONTEXTS["prefixes"])
    assert list(json.loads(data)) == ["@context", "@graph"]
    assert "Kraków" in data.decode()
    assert data.endswith(b"}\n")
