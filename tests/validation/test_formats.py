"""Tests of confgraph.validation.formats: the same report for people, programs, GitHub, scanners and SHACL."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from confgraph.namespaces import expand
from confgraph.problems import Place, Problem, Severity
from confgraph.validation.formats import REPORT_FORMATS
from confgraph.validation.report import Report

SHACL = "http://www.w3.org/ns/shacl#"
NASTY = '100 % wrong\r\n::error::faked\x1b[31m 😀 "quoted" \\ é'
SHAPED = Problem(
    Place("data/my file,a:b.ttl", 12, 3),
    NASTY,
    "mend: it",
    focus="edition:x",
    path="cg:endDate",
    value='"2005-05-10"^^xsd:date',
    rule="https://w3id.org/confgraph/shapes#Edition-end",
    component=f"{SHACL}SPARQLConstraintComponent",
)
UNREADABLE = Problem(Place("broken.ttl", 7), "a dot is expected", "end the statement")
WARNING = Problem(Place("a.ttl", 1, 1), "w", severity=Severity.WARNING)
INFO = Problem(Place("the catalog"), "i", severity=Severity.INFO, focus="_:b0", path="_:b1", component=f"{SHACL}X")
REPORT = Report((SHAPED, UNREADABLE, WARNING, INFO), files=3, triples=99, unreadable=True)


def test_json_holds_everything() -> None:
    """The JSON of a report has its counts and each problem with place, terms and words as they are."""
    found = json.loads(REPORT_FORMATS["json"](REPORT))
    assert (found["conforms"], found["files"], found["triples"]) == (False, 3, 99)
    first = found["problems"][0]
    assert (first["file"], first["line"], first["column"]) == ("data/my file,a:b.ttl", 12, 3)
    assert (first["what"], first["mend"], first["severity"]) == (NASTY, "mend: it", "error")
    assert (first["focusNode"], first["path"]) == ("edition:x", "cg:endDate")
    assert [problem["severity"] for problem in found["problems"]] == ["error", "error", "warning", "info"]


def test_github_commands_are_escaped() -> None:
    """Workflow commands are escaped as GitHub's toolkit does (@actions/core, command.ts), so that none can be faked."""
    first, *others = REPORT_FORMATS["github"](REPORT).splitlines()
    properties, message = first.removeprefix("::error ").split("::", 1)
    assert properties == "file=data/my file%2Ca%3Ab.ttl,line=12,col=3"
    assert message.startswith("100 %25 wrong%0D%0A::error::faked")
    assert others == [
        "::error file=broken.ttl,line=7::a dot is expected: end the statement",
        "::warning file=a.ttl,line=1,col=1::w",
        "::notice file=the catalog::i",
    ]


def test_sarif_has_what_the_standard_requires() -> None:
    """A log has version and runs, a run a tool with a driver's name, a result a message (SARIF 2.1.0, section 3)."""
    log = json.loads(REPORT_FORMATS["sarif"](REPORT))
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    assert one["tool"]["driver"]["name"] == "confgraph"
    rules = one["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [SHAPED.rule]
    assert [result["level"] for result in one["results"]] == ["error", "error", "warning", "note"]
    assert all(result["message"]["text"] for result in one["results"])
    assert one["results"][0]["ruleId"] == rules[one["results"][0]["ruleIndex"]]["id"]


def test_sarif_places_are_uris_and_lines_from_one() -> None:
    """A place is a URI reference (RFC 3986) and a region whose line and column count from 1 (section 3.30)."""
    results = json.loads(REPORT_FORMATS["sarif"](REPORT))["runs"][0]["results"]
    places: list[dict[str, Any]] = [result["locations"][0]["physicalLocation"] for result in results]
    assert places[0]["artifactLocation"]["uri"] == "data/my%20file%2Ca%3Ab.ttl"
    assert places[0]["region"] == {"startLine": 12, "startColumn": 3}
    assert places[1]["region"]["startColumn"] >= 1
    assert "region" not in places[3]


def test_turtle_is_a_shacl_report() -> None:
    """The Turtle is one sh:ValidationReport with sh:conforms and a result for each problem (SHACL, section 3.6)."""
    graph = rdflib.Graph().parse(data=REPORT_FORMATS["ttl"](REPORT), format="turtle")
    sh = rdflib.Namespace(SHACL)
    (report,) = graph.subjects(rdflib.RDF.type, sh.ValidationReport)
    assert list(graph.objects(report, sh.conforms)) == [rdflib.Literal(False)]
    assert len(list(graph.objects(report, sh.result))) == len(REPORT)


@pytest.mark.parametrize("name", ["focusNode", "resultSeverity", "sourceConstraintComponent"])
def test_each_result_has_what_shacl_requires_once(name: str) -> None:
    """Every validation result has exactly one focus node, severity and component (SHACL, section 3.6.2)."""
    quads = list(parse(REPORT_FORMATS["ttl"](REPORT).encode(), format=RdfFormat.TURTLE))
    results = [q.subject for q in quads if q.object == NamedNode(expand("sh:ValidationResult"))]
    given = [q.subject for q in quads if q.predicate == NamedNode(expand(f"sh:{name}"))]
    assert len(results) == len(REPORT)
    assert sorted(map(str, given)) == sorted(map(str, results))


def test_turtle_keeps_terms_and_words() -> None:
    """Focus, path and value are the terms themselves, and the message is whole, beyond the basic plane too."""
    quads = list(parse(REPORT_FORMATS["ttl"](REPORT).encode(), format=RdfFormat.TURTLE))
    objects = {(q.predicate.value.removeprefix(SHACL), q.object) for q in quads}
    assert ("focusNode", NamedNode(expand("edition:x"))) in objects
    assert ("resultPath", NamedNode(expand("cg:endDate"))) in objects
    assert ("value", Literal("2005-05-10", datatype=NamedNode(expand("xsd:date")))) in objects
    assert ("resultMessage", Literal(f"{NASTY}: mend: it")) in objects
    assert ("resultSeverity", NamedNode(f"{SHACL}Info")) in objects


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_a_report_without_problems_can_be_written(name: str) -> None:
    """Every format can say that nothing is wrong."""
    text = REPORT_FORMATS[name](Report((), 1, 1))
    if name in ("json", "sarif", "jsonld"):
        assert json.loads(text)
    elif name == "ttl":
        assert "sh:conforms true" in text
    else:
        assert text == ""


def test_conforms_means_no_error_in_json_and_no_result_in_shacl() -> None:
    """A warning alone conforms for us; for SHACL nothing with a result does (section 3.6.1)."""
    report = Report((WARNING,), 1, 1)
    assert json.loads(REPORT_FORMATS["json"](report))["conforms"] is True
    assert "sh:conforms false" in REPORT_FORMATS["ttl"](report)


def test_json_ld_says_what_turtle_says() -> None:
    """The report in JSON-LD has the triples of the report in Turtle, but for the names of blank nodes."""

    def said(text: str, file_format: RdfFormat) -> list[str]:
        quads = parse(text.encode(), format=file_format)
        return sorted(re.sub(r"_:\S+", "_:b", str(quad)) for quad in quads)

    turtle = said(REPORT_FORMATS["ttl"](REPORT), RdfFormat.TURTLE)
    assert said(REPORT_FORMATS["jsonld"](REPORT), RdfFormat.JSON_LD) == turtle


def test_a_severity_of_ones_own_is_in_the_report() -> None:
    """SHACL lets a shape have any severity (section 2.1.4); it counts as an error, and the report names it."""
    own = Problem(Place("a.ttl"), "odd", focus="<http://e.org/a>", grade="http://e.org/Odd")
    report = Report((own,), files=1, triples=1)
    assert report.exit_code == 1
    assert "sh:resultSeverity <http://e.org/Odd>" in REPORT_FORMATS["ttl"](report)
