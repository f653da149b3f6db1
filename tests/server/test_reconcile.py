"""The Reconciliation Service API over HTTP, as OpenRefine asks it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from confgraph.namespaces import ID, expand
from serving import Client

BATCH = {
    "q0": {"query": "PyCon US 2003", "type": expand("cg:Edition"), "limit": 5},
    "q1": {"query": "EuroPyhton", "type": expand("cg:EventSeries")},
}


def test_the_addresses_of_the_manifest_answer(shipped: Client) -> None:
    """What OpenRefine does with a service: manifest, match, suggest, flyout, preview, properties, extend."""
    manifest = shipped("reconcile").json
    assert manifest["versions"] == ["0.2", "1.0-draft"]

    def at(url: str) -> str:
        assert url.startswith(shipped.base)
        return url.removeprefix(shipped.base)

    form = urlencode({"queries": json.dumps(BATCH)}).encode()
    matched = shipped("reconcile", "POST", form, Content_Type="application/x-www-form-urlencoded").json
    best = matched["q0"]["result"][0]
    assert (best["id"], best["match"]) == (f"{ID}edition/pycon-us-2003", True)
    assert matched["q1"]["result"][0]["id"] == f"{ID}series/europython"
    assert shipped(f"reconcile?queries={quote(json.dumps(BATCH))}").json == matched
    for kind, begun in (("entity", "EuroPy"), ("property", "start"), ("type", "Ed")):
        paths = manifest["suggest"][kind]
        found = shipped(at(f"{paths['service_url']}{paths['service_path']}?prefix={begun}")).json["result"]
        assert found
        flyout = paths["flyout_service_path"].replace("${id}", quote(found[0]["id"], safe=""))
        assert shipped(at(f"{paths['flyout_service_url']}{flyout}")).json["id"] == found[0]["id"]
    preview = shipped(at(manifest["preview"]["url"].replace("{{id}}", quote(best["id"], safe=""))))
    assert (preview.media, "PyCon US 2003" in preview.text) == ("text/html", True)
    proposing = manifest["extend"]["propose_properties"]
    proposed = shipped(
        at(f"{proposing['service_url']}{proposing['service_path']}?type={quote(expand('cg:Edition'))}&limit=3")
    )
    names = [one["id"] for one in proposed.json["properties"]]
    assert len(names) == 3
    wanted = {"ids": [best["id"]], "properties": [{"id": name} for name in names]}
    form = urlencode({"extend": json.dumps(wanted)}).encode()
    rows = shipped("reconcile", "POST", form, Content_Type="application/x-www-form-urlencoded").json["rows"]
    assert rows[best["id"]].keys() == set(names)


def test_the_draft_has_its_own_paths(shipped: Client) -> None:
    """1.0-draft has fixed paths below the address of its manifest, and takes JSON."""
    assert shipped("reconcile/1.0").json["suggest"] == {"entity": True, "property": True, "type": True}
    queries = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "EuroPython 2004"}]}]}
    found = shipped("reconcile/1.0/match", "POST", json.dumps(queries).encode(), Content_Type="application/json").json
    assert found["results"][0]["candidates"][0]["id"] == f"{ID}edition/europython-2004"
    assert shipped("reconcile/1.0/suggest/entity?prefix=EuroP").json["result"]
    assert shipped(f"reconcile/1.0/extend/propose?type={quote(expand('cg:City'))}").json["properties"]
    body = json.dumps({"ids": [f"{ID}place/washington-dc"], "properties": [{"id": "wgs84:lat"}]}).encode()
    assert shipped("reconcile/1.0/extend", "POST", body).json["rows"][0]["properties"][0]["values"] == [
        {"float": 38.89504}
    ]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("reconcile?queries=nonsense", 400, "no JSON"),
        ("reconcile?queries=[]", 400, "name each query"),
        ("reconcile?queries=" + "[" * 3000, 400, "no JSON"),
        ("reconcile/suggest/nonsense", 404, "ask for entity, property or type"),
        ("reconcile/preview", 400, "add ?id="),
        ("reconcile/preview?id=nosuch", 404, "no entity"),
        ("reconcile/1.0/match", 405, "not allowed"),
    ],
)
def test_what_is_none_of_the_api_is_said(shipped: Client, path: str, status: int, words: str) -> None:
    """A wrong request gets its status and words."""
    got: Any = shipped(path)
    assert got.status == status
    assert words in got.text


def test_a_batch_of_fifty(shipped: Client) -> None:
    """Fifty names are answered in one request, and no more."""
    batch = {f"q{n}": {"query": f"PyCon US {1990 + n}"} for n in range(51)}
    form = urlencode({"queries": json.dumps(batch)}).encode()
    assert shipped("reconcile", "POST", form, Content_Type="application/x-www-form-urlencoded").status == 400
    del batch["q50"]
    form = urlencode({"queries": json.dumps(batch)}).encode()
    got = shipped("reconcile", "POST", form, Content_Type="application/x-www-form-urlencoded")
    assert len(got.json) == 50
