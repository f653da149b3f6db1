"""What the API asks, well and badly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from confgraph.reconciliation.asked import BATCH, Wrong, batch, batch_of_draft, extension

W3C = Path(__file__).parents[3] / "shared" / "w3c" / "reconciliation"


def examples(version: str, folder: str) -> list[Any]:
    """Return the valid examples of the specification."""
    files = sorted((W3C / version / "examples" / folder / "valid").glob("*.json"))
    if not files:
        return [pytest.param({}, id="shared", marks=pytest.mark.skip(reason=f"there is no {W3C}"))]
    return [pytest.param(json.loads(file.read_text()), id=file.stem) for file in files]


@pytest.mark.parametrize("document", examples("0.2", "reconciliation-query-batch"))
def test_the_examples_of_0_2_are_read(document: dict[str, Any]) -> None:
    """Every valid batch of the specification is read, each query with its text or its properties."""
    found = batch(document)
    assert found.keys() == document.keys()
    assert [one.name for one in found.values()] == [one.get("query", "") for one in document.values()]


@pytest.mark.parametrize("document", examples("1.0-draft", "reconciliation-query-batch"))
def test_the_examples_of_the_draft_are_read(document: dict[str, Any]) -> None:
    """Every valid batch of the draft is read, in order."""
    assert len(batch_of_draft(document)) == len(document["queries"])


@pytest.mark.parametrize("version", ["0.2", "1.0-draft"])
def test_the_examples_of_extensions_are_read(version: str) -> None:
    """Every valid extension is read, with the limits of its properties."""
    for case in examples(version, "data-extension-query"):
        if case.id != "shared":
            ids, wanted = extension(case.values[0])
            assert ids == case.values[0]["ids"]
            assert [name for name, _ in wanted] == [one["id"] for one in case.values[0]["properties"]]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "name each query"),
        ({"q0": "PyCon"}, "a query is an object"),
        ({"q0": {}}, "a query has a text or properties"),
        ({"q0": {"query": 7}}, "a query has a text or properties"),
        ({"q0": {"query": "x", "properties": ["y"]}}, "a pid and a value"),
        ({f"q{n}": {"query": "x"} for n in range(BATCH + 1)}, "send at most 50"),
    ],
)
def test_what_is_no_batch_is_said(document: object, words: str) -> None:
    """A request that is none of the API's gets words that tell what one looks like."""
    with pytest.raises(Wrong, match=words):
        batch(document)


@pytest.mark.parametrize(
    "document", [None, [], {}, {"queries": {}}, {"queries": [7]}, {"queries": [{"conditions": []}]}]
)
def test_what_is_no_batch_of_the_draft_is_said(document: object) -> None:
    """The same of the draft."""
    with pytest.raises(Wrong):
        batch_of_draft(document)


@pytest.mark.parametrize(
    "document", [None, {}, {"ids": []}, {"ids": [], "properties": [7]}, {"ids": ["x"] * 1001, "properties": []}]
)
def test_what_is_no_extension_is_said(document: object) -> None:
    """The same of an extension."""
    with pytest.raises(Wrong):
        extension(document)
