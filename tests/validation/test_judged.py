"""What is read again of a file is what the problems need, with the lines that they have in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from confgraph.reading import read
from confgraph.validation import judged as judged_module
from confgraph.validation import loading as loading_module
from confgraph.validation import validate
from confgraph.validation.report import Report

EX = "http://example.org/"
SHAPES = f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <{EX}> .
ex:shape a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:name ; sh:maxCount 1 ; sh:minLength 2 ] .
"""
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LINES = "".join(f'<{EX}s{n}> {TYPE} <{EX}C> .\n<{EX}s{n}> <{EX}name> "{n + 10}" .\n' for n in range(50)) + (
    f'<{EX}s7> <{EX}name> "x\u200by" .\n_:b {TYPE} <{EX}C> .\n_:b <{EX}name> "1" .\n'
    f'<{EX}s9> <{EX}date> "2026-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
)


@pytest.fixture(params=["small", "large"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have files taken for small or for large ones."""
    if request.param == "large":
        for module in (judged_module, loading_module):
            monkeypatch.setattr(module, "LARGE", 1)
        monkeypatch.setattr(loading_module, "LEAST_BY_LINES", 1)
    return str(request.param)


def told(report: Report) -> list[tuple[int | None, int | None, str, str]]:
    """Return line, column, focus node and source of each problem."""
    return sorted((one.place.line, one.place.column, one.focus, one.source.strip()[:20]) for one in report)


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("cached", [False, True], ids=["parsed", "from the cache"])
def test_problems_have_their_lines(cached: bool, tmp_path: Path) -> None:
    """Whether a file is small or large, parsed now or known from the cache: the same places, labels and lines."""
    data, shapes, cache = tmp_path / "data.nt", tmp_path / "shapes.ttl", str(tmp_path / "cache")
    data.write_text(LINES, encoding="utf-8")
    shapes.write_text(SHAPES, encoding="utf-8")
    if cached:
        validate([data], [read(shapes)], cache=cache)
    report = validate([data], [read(shapes)], cache=cache if cached else None)
    assert told(report) == [
        (16, 25, f"<{EX}s7>", f"<{EX}s7>"[:20]),
        (101, 53, "", f"<{EX}s7>"[:20]),
        (103, 31, "_:b", f"_:b <{EX}name>"[:20]),
        (104, 51, f"<{EX}s9>", f"<{EX}s9>"[:20]),
    ]


def test_a_name_that_is_written_with_escapes_is_found(tmp_path: Path) -> None:
    """Where no text has the name of a node, every file is looked through."""
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(f'<{EX}s\\u0041> a <{EX}C> ;\n <{EX}name> "1" .', encoding="utf-8")
    shapes.write_text(SHAPES, encoding="utf-8")
    (problem,) = validate([data], [read(shapes)])
    assert str(problem.place) == f"{data}:2:28"
