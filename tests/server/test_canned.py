"""Canned queries over HTTP, and their description."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

import confgraph
from serving import Client


@pytest.mark.parametrize("name", [one.name for one in confgraph.open().queries()])
def test_each_query_has_its_address(shipped: Client, graph: confgraph.Graph, name: str) -> None:
    """A canned query answers as it does in Python, with its defaults where it has them."""
    canned = next(one for one in graph.queries() if one.name == name)
    got = shipped(f"queries/{name}")
    if any(one.required for one in canned.parameters):
        assert got.status == 400
        assert f"{name} needs " in got.text
    elif got.media == "application/sparql-results+json":
        assert got.json["results"]["bindings"] or name == "upcoming"
    else:
        assert got.status in (200, 403), got.text  # the federated one leaves the machine


def test_parameters_stand_in_the_address(shipped: Client, graph: confgraph.Graph) -> None:
    """Parameters are slugs, names or IRIs; the answer is that of the library."""
    for series in (
        "pycon-us",
        quote("series:pycon-us"),
        quote("https://w3id.org/confgraph/id/series/pycon-us", safe=""),
    ):
        got = shipped(f"queries/ancestors?series={series}", Accept="text/csv")
        rows = list(csv.reader(io.StringIO(got.text)))
        answer = graph.query("ancestors", series="pycon-us")
        assert isinstance(answer, confgraph.Rows)
        assert len(rows) == len(answer) + 1 > 1


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("queries/ipc-editon", 404, "did you mean ipc-editions?"),
        ("queries/ancestors?series=pycon-uss", 400, "did you mean pycon-us?"),
        ("queries/ancestors?serie=ipc", 400, "did you mean series?"),
        ("queries/ancestors?series=ipc&series=ipc", 400, "given twice"),
        ("queries/ancestors?format=pdf", 400, "use one of json"),
        ("queries/ancestors?series=%FF", 400, "not UTF-8"),
    ],
)
def test_what_does_not_fit_is_said(shipped: Client, path: str, status: int, words: str) -> None:
    """A name that is unknown gets the nearest one as a hint."""
    got = shipped(path)
    assert got.status == status
    assert words in got.json["detail"]


def test_a_type_that_there_is_not(shipped: Client) -> None:
    """What no answer can be is 406."""
    assert shipped("queries/ipc-editions", Accept="text/turtle").status == 406
    assert shipped("queries/describe", Accept="text/turtle").status == 200


def test_schemathesis_finds_nothing(shipped: Client) -> None:
    """Whatever requests can be made of the description, answers are as it says, and none is a fault of the server."""
    schema = schemathesis.openapi.from_url(f"{shipped.base}openapi.json")
    operations: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    assert {one.definition.raw["operationId"] for one in operations} == {one.name for one in confgraph.open().queries()}
    checks = [not_a_server_error, content_type_conformance, response_schema_conformance]
    quiet = settings(
        max_examples=8, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    for operation in operations:

        def asked(case: Any) -> None:
            case.call_and_validate(checks=checks)

        given(case=operation.as_strategy())(quiet(asked))()
