"""Tests of confgraph.sources.proposal: a diff that people and programs read."""

from __future__ import annotations

import json
from pathlib import Path

from confgraph.sources.proposal import Finding, Outcome, Proposal, as_json, as_text
from sources.world import row

OUTCOMES = (
    Outcome(row(), "new", "edition:e-2024", "E 2024", (Finding("adds", "cg:year", "2024"),), ("series:e",)),
    Outcome(row(), "agrees", "edition:f-2024", "F 2024", (Finding("agrees", "cg:year", "2024", "2024"),)),
    Outcome(row(), "contradicts", "edition:g-2024", "G", (Finding("contradicts", "cg:endDate", "a", "b", "late"),)),
    Outcome(row("X\x1b[31m"), "left out", findings=(Finding("notes", "", reason="no year"),)),
)
PROPOSAL = Proposal("source:s", OUTCOMES, {Path("data/series/e.ttl"): b""})


def test_the_counts_add_up() -> None:
    """Each row has one outcome."""
    assert PROPOSAL.counts == {"new": 1, "adds": 0, "contradicts": 1, "agrees": 1, "left out": 1}
    assert sum(PROPOSAL.counts.values()) == len(PROPOSAL.outcomes)


def test_people_read_what_changes() -> None:
    """Each row that changes something is told with its place; what agrees is not, and nothing orders a terminal."""
    assert as_text(PROPOSAL) == (
        "+ edition:e-2024  E 2024  (rows.yml:7, row 3)\n"
        "    + series:e\n"
        "    + cg:year 2024\n"
        "~ edition:g-2024  G  (rows.yml:7, row 3)\n"
        "    ~ cg:endDate a, the catalog has b: late\n"
        "! X\\u001b[31m  X\\u001b[31m  (rows.yml:7, row 3)\n"
        "    ! no year\n"
    )
    assert "= edition:f-2024" in as_text(PROPOSAL, whole=True)


def test_programs_read_everything() -> None:
    """The JSON has every row with its file and line, every finding, the counts and the files that change."""
    found = json.loads(as_json(PROPOSAL))
    assert found["counts"] == PROPOSAL.counts
    assert [one["outcome"] for one in found["outcomes"]] == ["new", "agrees", "contradicts", "left out"]
    assert {(one["file"], one["line"], one["row"]) for one in found["outcomes"]} == {("rows.yml", 7, 3)}
    assert found["outcomes"][2]["findings"][0]["reason"] == "late"
    assert found["files"] == [str(Path("data/series/e.ttl"))]


def test_one_kind_alone() -> None:
    """Only some kinds of outcomes can be shown."""
    assert [one.kind for one in PROPOSAL.only(["new"]).outcomes] == ["new"]
