"""What is wrong with the terms of a document is found whatever the shapes say, and what has no effect is told."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat

from confgraph.problems import Severity
from confgraph.reading import parse
from confgraph.reading.terms import findings

PREFIX = """@prefix x: <http://www.w3.org/2001/XMLSchema#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix swrl: <http://www.w3.org/2003/11/swrl#> .
"""
CASES = {
    "date": ('<a:s> <a:p> "2026-02-30"^^x:date .', Severity.ERROR, "is no xsd:date"),
    "boolean": ('<a:s> <a:p> "yes"^^x:boolean .', Severity.ERROR, "is no xsd:boolean"),
    "script": ("<a:s> <a:p> <JavaScript:alert(1)> .", Severity.WARNING, "begins with javascript:"),
    "file": ("<a:s> <a:p> <file:///etc/passwd> .", Severity.WARNING, "begins with file:"),
    "shape": ("<a:s> a sh:NodeShape ; sh:targetNode <a:t> .", Severity.INFO, "shapes and rules have no effect"),
    "SHACL rule": ("<a:s> sh:rule <a:r> .", Severity.INFO, "shapes and rules have no effect"),
    "import": ("<a:s> owl:imports <http://127.0.0.1/x> .", Severity.INFO, "owl:imports has no effect"),
    "rule": ("<a:s> a swrl:Imp .", Severity.INFO, "rules have no effect"),
}


@pytest.mark.parametrize(("text", "severity", "what"), CASES.values(), ids=list(CASES))
def test_each_is_told(text: str, severity: Severity, what: str) -> None:
    """A finding says what, its mend, and how bad it is."""
    found, *others = findings(parse((PREFIX + text).encode(), RdfFormat.TURTLE, "file"))
    assert (found.severity, what in found.what) == (severity, True)
    assert found.mend
    assert {one.what for one in others} <= {found.what}


def test_well_formed_data_has_no_findings() -> None:
    """Right literals, addresses of the web and unknown datatypes are fine, also beside declared prefixes."""
    text = '<a:s> <a:p> 1, 1.5, true, "2026-05-01"^^x:date, "x"^^<a:t>, <mailto:a@b.example>, <https://e.example/> .'
    assert list(findings(parse((PREFIX + text).encode(), RdfFormat.TURTLE, "file"))) == []
