"""Tests of confgraph.validation: a file of claims is judged with the subjects of its claims."""

from __future__ import annotations

from pathlib import Path

import confgraph

CLAIM = """@prefix cg: <https://w3id.org/confgraph/ns#> .
@prefix claim: <https://w3id.org/confgraph/id/claim/> .
@prefix edition: <https://w3id.org/confgraph/id/edition/> .
@prefix source: <https://w3id.org/confgraph/id/source/> .

claim:ipc-9-year-of-mine a cg:Claim ;
  cg:subject edition:ipc-9 ;
  cg:property cg:year ;
  cg:value 1999 ;
  cg:rank cg:Preferred ;
  cg:certainty cg:Stated ;
  cg:source source:psf-wiki-international-python-conference .
"""


def test_a_preferred_claim_needs_its_direct_triple_in_another_file(graph: confgraph.Graph, tmp_path: Path) -> None:
    """A claim about an edition that stands elsewhere is held against what stands there, at the line of the claim."""
    path = tmp_path / "claims.ttl"
    path.write_text(CLAIM, encoding="utf-8")
    report = graph.validate(path)
    assert {problem.focus for problem in report} == {"edition:ipc-9"}
    assert {problem.path for problem in report} == {"cg:year"}
    assert {(problem.place.file, problem.place.line) for problem in report} == {(str(path), 7)}
    assert len({problem.message for problem in report}) == len(report)
