"""The answers of the API are as its schemas want them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from confgraph.namespaces import ID, expand
from confgraph.reconciliation.service import VERSIONS, Reconciliation

W3C = Path(__file__).parents[3] / "shared" / "w3c" / "reconciliation"
QUERY = {"query": "PyCon 2003", "type": expand("cg:Edition"), "limit": 3, "properties": [{"pid": "cg:year", "v": 2003}]}
CONDITIONS = [
    {"matchType": "name", "propertyValue": "PyCon"},
    {"matchType": "property", "propertyId": "cg:year", "propertyValue": 2003},
]
WANTED = {
    "ids": [f"{ID}edition/pycon-us-2003", f"{ID}edition/nosuch"],
    "properties": [
        {"id": "cg:startDate"},
        {"id": "cg:attendance"},
        {"id": "cg:location"},
        {"id": "cg:source", "settings": {"limit": 2}},
    ],
}


def check(version: str, name: str, document: object) -> None:
    """Judge a document by a schema of the specification."""
    folder = W3C / version / "schemas"
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}")
    schemas = {path.name: json.loads(path.read_text()) for path in folder.glob("*.json")}
    for schema in schemas.values():  # Swagger's schema of authentication is elsewhere, and we have none
        schema.get("properties", {}).pop("authentication", None)
    pairs = [
        (schema.get("$id", name), Resource.from_contents(schema, jsonschema_spec())) for name, schema in schemas.items()
    ]
    jsonschema.Draft7Validator(schemas[f"{name}.json"], registry=Registry().with_resources(pairs)).validate(document)


def jsonschema_spec() -> Any:
    """Return the specification that schemas without one follow."""
    from referencing.jsonschema import DRAFT7

    return DRAFT7


@pytest.mark.parametrize("version", VERSIONS)
def test_manifests(service: Reconciliation, version: str) -> None:
    """The manifest of each version is as its schema wants it, and names both."""
    manifest = service.manifest("https://example.org/", version)
    check(version, "manifest", manifest)
    assert manifest["versions"] == ["0.2", "1.0-draft"]


def test_matches(service: Reconciliation) -> None:
    """Batches of both versions are answered with candidates, features among them."""
    answer = service.match({"q0": QUERY, "q1": {"query": "zzzz"}})
    check("0.2", "reconciliation-result-batch", answer)
    assert answer["q0"]["result"][0]["id"] == f"{ID}edition/pycon-us-2003"
    assert {"name", "year", "cg:year"} == {one["id"] for one in answer["q0"]["result"][0]["features"]}
    draft = service.match_of_draft(
        {"queries": [{"conditions": CONDITIONS}, {"conditions": CONDITIONS[:1], "type": expand("cg:EventSeries")}]}
    )
    check("1.0-draft", "reconciliation-result-batch", draft)
    assert draft["results"][1]["candidates"][0]["id"].startswith(f"{ID}series/")


@pytest.mark.parametrize("kind", ["entity", "property", "type"])
def test_suggestions(service: Reconciliation, kind: str) -> None:
    """What one begins to type is completed, as both versions want it."""
    for begun in ("EuroP", "ed", "sta", "", "zzzz", "PyCon US 20", "%"):
        answer = service.entities.suggest(kind, begun)
        schema = {"entity": "suggest-entities-response", "property": "suggest-properties-response"}
        for version in VERSIONS:
            check(version, schema.get(kind, "suggest-types-response"), answer)
    assert service.entities.suggest("entity", "EuroP")["result"][0]["name"] == "EuroPython"
    assert service.entities.suggest("type", "ed")["result"][0]["id"] == expand("cg:Edition")
    assert service.entities.suggest("property", "start")["result"][0]["id"] == "cg:startDate"


def test_extensions(service: Reconciliation) -> None:
    """Properties are proposed by how many things have them, and given as both versions want them."""
    proposed = service.extension.properties(expand("cg:Edition"), 5)
    answer, draft = service.extension.rows(WANTED), service.extension.rows_of_draft(WANTED)
    for version, one in zip(VERSIONS, (answer, draft), strict=True):
        check(version, "data-extension-property-proposal", proposed)
        check(version, "data-extension-response", one)
    assert "cg:year" in {one["id"] for one in proposed["properties"]}
    row = answer["rows"][f"{ID}edition/pycon-us-2003"]
    assert row["cg:startDate"] == [{"str": "2003-03-26"}]
    assert row["cg:attendance"] == [{"int": 250}]
    assert row["cg:location"][0]["id"] == f"{ID}place/george-washington-university"
    assert len(row["cg:source"]) == 2
    assert answer["rows"][f"{ID}edition/nosuch"]["cg:startDate"] == [{}]


def test_previews_are_inert_and_complete(service: Reconciliation) -> None:
    """A preview is a whole page with name, kind, dates and place, and none is made of what is unknown."""
    page = service.entities.preview(f"{ID}edition/pycon-us-2003")
    assert page is not None
    assert all(word in page for word in ("PyCon US 2003", "Edition", "2003-03-26", "PyCon DC 2003"))
    assert "<script" not in page
    assert service.entities.preview("<script>") is None
    assert "<script>" not in service.entities.flyout("<script>")["html"]
