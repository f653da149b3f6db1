"""Write a report: for programs, for GitHub's annotations, as SARIF 2.1.0, as a SHACL report in Turtle."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from confgraph.namespaces import PREFIXES, VERSION
from confgraph.problems import Problem, Severity
from confgraph.validation.report import Report
from confgraph.validation.text import as_text
from confgraph.writing import term_as_turtle

_GITHUB: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SARIF: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SH: Final = PREFIXES["sh"]
_SHACL: Final = {Severity.ERROR: "sh:Violation", Severity.WARNING: "sh:Warning", Severity.INFO: "sh:Info"}


_SARIF_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# Each result must name its node and component (SHACL, section 3.6.2); a file that cannot be read has neither.
_READABLE: Final = PREFIXES["shape"] + "ReadableConstraintComponent"


def as_json(report: Report) -> str:
    """Return the report as one JSON object: conforms, counts, and a list of problems."""
    found = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity.value,
            "what": problem.what,
            "mend": problem.mend,
            "focusNode": problem.focus,
            "path": problem.path,
            "value": problem.value,
            "shape": problem.rule,
            "component": problem.component,
            "label": problem.label,
            "pointer": problem.place.pointer,
        }
        for problem in report
    ]
    outcome = {"conforms": report.conforms, "files": report.files, "triples": report.triples, "problems": found}
    return json.dumps(outcome, ensure_ascii=False, indent=2) + "\n"


def as_github(report: Report) -> str:
    """Return workflow commands that mark the offending lines in a pull request."""
    lines = (f"{_GITHUB[problem.severity]} {_github_place(problem)}::{_escaped(problem.message)}" for problem in report)
    return "".join(f"::{line}\n" for line in lines)


def as_sarif(report: Report) -> str:
    """Return the report in SARIF 2.1.0 (OASIS), which code scanners read."""
    rules = sorted({problem.rule for problem in report if problem.rule})
    results = [
        {
            "level": _SARIF[problem.severity],
            "message": {"text": problem.message},
            "locations": [{"physicalLocation": _sarif_location(problem)}],
            **({"ruleId": problem.rule, "ruleIndex": rules.index(problem.rule)} if problem.rule else {}),
        }
        for problem in report
    ]
    driver = {"name": "confgraph", "version": VERSION, "rules": [{"id": rule} for rule in rules]}
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def as_ttl(report: Report) -> str:
    """Return a SHACL validation report (SHACL, section 3.6) in Turtle."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    results = " ,\n".join(_shacl_result(problem) for problem in report)
    listed = f" ;\n  sh:result\n{results}" if results else ""
    return f"{prefixes}\n[] a sh:ValidationReport ;\n  sh:conforms {json.dumps(not report.problems)}{listed} .\n"


def as_jsonld(report: Report) -> str:
    """Return the same SHACL validation report in JSON-LD, each result inside of the report."""
    nodes: dict[object, dict[str, Any]] = {}
    for quad in parse(as_ttl(report).encode(), format=RdfFormat.TURTLE):
        node = nodes.setdefault(quad.subject, {})
        inner = nodes.setdefault(quad.object, {}) if isinstance(quad.object, BlankNode) else None
        node.setdefault(_name(quad.predicate), []).append(_as_json(quad.object) if inner is None else inner)
    (root,) = (node for node in nodes.values() if f"{_SH}ValidationReport" in str(node.get("@type")))
    context = {"sh": _SH, "xsd": PREFIXES["xsd"]}
    return json.dumps({"@context": context, **root}, ensure_ascii=False, indent=2) + "\n"


def _name(predicate: NamedNode) -> str:
    return "@type" if predicate.value == PREFIXES["rdf"] + "type" else predicate.value.replace(_SH, "sh:")


def _as_json(term: object) -> object:
    if isinstance(term, NamedNode):
        return {"@id": term.value} if not term.value.endswith(("ValidationReport", "ValidationResult")) else term.value
    if isinstance(term, Literal) and term.language:
        return {"@value": term.value, "@language": term.language}
    if isinstance(term, Literal):
        return {"@value": term.value, "@type": term.datatype.value}
    return {"@id": str(term)}


REPORT_FORMATS: Final[Mapping[str, Callable[[Report], str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "ttl": as_ttl,
    "jsonld": as_jsonld,
}
"""How a report is written, by the names that the command line uses."""


def _shacl_result(problem: Problem) -> str:
    lines = [
        f"sh:focusNode {problem.focus or _literal(str(problem.place))}",
        f"sh:resultSeverity {f'<{problem.grade}>' if problem.grade else _SHACL[problem.severity]}",
        f"sh:sourceConstraintComponent <{problem.component or _READABLE}>",
        f"sh:resultMessage {_literal(problem.message)}",
    ]
    if problem.path and not problem.path.startswith("_:"):
        lines.append(f"sh:resultPath {problem.path}")
    if problem.value:
        lines.append(f"sh:value {problem.value}")
    if problem.rule:
        lines.append(f"sh:sourceShape <{problem.rule}>")
    body = " ;\n".join(f"      {line}" for line in lines)
    return f"    [ a sh:ValidationResult ;\n{body} ]"


def _literal(text: str) -> str:
    return term_as_turtle(Literal(text))


def _sarif_location(problem: Problem) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.place.file.replace("\\", "/"))}}
    if problem.place.line:
        location["region"] = {"startLine": problem.place.line, "startColumn": problem.place.column or 1}
    return location


def _github_place(problem: Problem) -> str:
    parts = {"file": problem.place.file, "line": problem.place.line, "col": problem.place.column}
    return ",".join(f"{key}={_escaped(str(value), property=True)}" for key, value in parts.items() if value)


def _escaped(text: str, property: bool = False) -> str:
    """Escape as GitHub's toolkit does, so that a message cannot begin another command."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property else text
