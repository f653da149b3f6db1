"""The SHACL test suite of the W3C: each engine gives the results that the manifests expect, and fails where it must."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

import pytest
from pyoxigraph import Literal, Quad

from confgraph.namespaces import expand
from confgraph.problems import UsageError
from confgraph.validation import compiled, engine
from confgraph.validation.report import Result
from w3c import SUITE, Case, cases

Engine = Callable[[Iterable[Quad], Iterable[Quad]], list[Result]]

ENGINES: Final[Mapping[str, Engine]] = {"pyshacl": engine.run, "duckdb": compiled.run}
WRONG: Final = {
    (
        "pyshacl",
        "core/property/uniqueLang-002",
    ): '"1"^^xsd:boolean is true to it, where only the term true is (SHACL, 4.4.5)',
    ("pyshacl", "sparql/node/prefixes-001"): "prefixes of an imported ontology are unknown where imports are off",
    ("pyshacl", "sparql/pre-binding/shapesGraph-001"): "$shapesGraph, which no engine need support, is not supported",
}
"""What engines are known to get wrong; where one gets it right, the test says so."""


@cache
def case(name: str) -> Case:
    """Return a test, read once for all engines."""
    return Case(name)


@pytest.mark.skipif(not SUITE.is_dir(), reason=f"the suite is not beside the checkout: {SUITE}")
@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize("name", [*cases("core"), *cases("sparql")])
def test_results_are_those_of_the_manifest(name: str, engine_name: str, request: pytest.FixtureRequest) -> None:
    """Focus node, path, value, component, severity and shape of all results are as expected; a failure is an error."""
    if (engine_name, name) in WRONG:
        request.applymarker(pytest.mark.xfail(reason=WRONG[engine_name, name], strict=True))
    one, run = case(name), ENGINES[engine_name]
    data, shapes, expected = one.graph("dataGraph").quads, one.graph("shapesGraph").quads, one.expected
    if expected is None:
        with pytest.raises(UsageError):
            run(data, shapes)
    else:
        assert one.found(run(data, shapes)) == expected


@pytest.mark.skipif(not SUITE.is_dir(), reason=f"the suite is not beside the checkout: {SUITE}")
@pytest.mark.parametrize("engine_name", ENGINES)
def test_messages_of_shapes_are_those_of_results(engine_name: str) -> None:
    """The test of the suite that is about messages: each result has one of its shape's (SHACL, section 3.6.2.9)."""
    one = case("core/misc/message-001")
    said = (q.object for q in one.manifest.quads if q.predicate.value == expand("sh:resultMessage"))
    expected = {message.value for message in said if isinstance(message, Literal)}
    found = ENGINES[engine_name](one.graph("dataGraph").quads, one.graph("shapesGraph").quads)
    assert found
    assert {result.message for result in found} <= expected


def test_the_whole_suite_is_run() -> None:
    """There are as many tests as the W3C has approved."""
    if SUITE.is_dir():
        assert (len(cases("core")), len(cases("sparql"))) == (98, 22)
