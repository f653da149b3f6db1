"""Tests of confgraph.sources.claims: nothing is overwritten, and sources that differ stand side by side."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from confgraph.namespaces import shorten
from confgraph.sources.claims import Claims
from confgraph.sources.compare import MORE_PRECISE, ONE_DAY_LATE, Said
from confgraph.sources.draft import Draft, dated, named
from sources.world import said

EDITION = named("edition:alpine-conf-2024")
LATE = Said("contradicts", "cg:endDate", dated("2024-05-16"), ONE_DAY_LATE)
STANDING = "claim:alpine-conf-2024-end-date-site"
OURS = "claim:alpine-conf-2024-end-date-python-deadlines"


@pytest.fixture
def claims(draft: Draft) -> Claims:
    """Return the claims of the draft, for python-deadlines."""
    return Claims(draft, named("source:python-deadlines"))


def test_a_contradiction_is_two_claims(claims: Claims, draft: Draft) -> None:
    """What stands is preferred with its source, what differs is normal, each names the other, no fact changes."""
    claims.contradict(EDITION, LATE, "archive.yml, row 12")
    assert said(draft, OURS, "cg:locator") == ["archive.yml, row 12"]
    assert said(draft, "edition:alpine-conf-2024", "cg:endDate") == ["2024-05-15"]
    assert draft.values(named(OURS), "cg:rank") == [named("cg:Normal")]
    assert draft.values(named(OURS), "cg:value") == [dated("2024-05-16")]
    assert draft.values(named(OURS), "cg:source") == [named("source:python-deadlines")]
    assert said(draft, OURS, "cg:reason") == [ONE_DAY_LATE[:1].upper() + ONE_DAY_LATE[1:] + "."]
    assert draft.values(named(STANDING), "cg:rank") == [named("cg:Preferred")]
    assert draft.values(named(STANDING), "cg:certainty") == [named("cg:Stated")]
    assert draft.values(named(STANDING), "cg:value") == [dated("2024-05-15")]
    assert draft.values(named(STANDING), "cg:conflictsWith") == [named(OURS)]
    assert draft.values(named(OURS), "cg:conflictsWith") == [named(STANDING)]
    assert {path.name for path in draft.added} == {"alpine-conf.ttl"}


def test_it_is_known_afterwards(claims: Claims, draft: Draft) -> None:
    """What a source has claimed is known; what another source claims is not."""
    assert not claims.is_known(EDITION, LATE)
    claims.contradict(EDITION, LATE)
    assert claims.is_known(EDITION, LATE)
    assert not Claims(draft, named("source:site")).is_known(EDITION, LATE)


def test_a_second_contradiction_joins_the_first(claims: Claims, draft: Draft) -> None:
    """One preferred claim stands against every other, and no address is used twice."""
    claims.contradict(EDITION, LATE)
    claims.contradict(EDITION, LATE._replace(value=dated("2024-05-17"), reason=""))
    found = [shorten(one.value) for one in draft.values(named(STANDING), "cg:conflictsWith")]
    assert found == [OURS, f"{OURS}-2"]


def test_of_several_sources_it_is_inferred_which_said_it(claims: Claims, draft: Draft) -> None:
    """A record that cites several sources does not tell which of them said what: its claims are inferred."""
    other = NamedNode(named("source:other").value)
    draft.add(other, "rdf:type", named("cg:Source"), otherwise="sources.ttl")
    draft.add(EDITION, "cg:source", other)
    claims.contradict(EDITION, LATE)
    assert draft.values(named(STANDING), "cg:certainty") == [named("cg:Inferred")]
    weak = named("claim:alpine-conf-2024-end-date-other")
    assert draft.values(weak, "cg:certainty") == [named("cg:Reported")]


def test_a_more_precise_value_is_no_conflict(claims: Claims, draft: Draft) -> None:
    """A day within the year that stands excludes nothing."""
    edition = named("edition:alpine-conf-2025")
    claims.contradict(edition, Said("contradicts", "cg:startDate", dated("2025-05-12"), MORE_PRECISE))
    claim = named("claim:alpine-conf-2025-start-date-python-deadlines")
    assert draft.values(claim, "cg:value") == [dated("2025-05-12")]
    assert draft.values(claim, "cg:conflictsWith") == []


def test_a_fact_goes_where_nothing_stood(claims: Claims, draft: Draft) -> None:
    """A new fact is a direct triple; where claims about it stand, none of them preferred, it is one more."""
    edition = named("edition:alpine-conf-2025")
    fact = Said("adds", "cg:endDate", dated("2025-05-14"))
    claims.contradict(edition, fact)
    claims.add_fact(edition, fact._replace(value=dated("2025-05-15")))
    assert said(draft, "edition:alpine-conf-2025", "cg:endDate") == []
    claims.add_fact(edition, Said("adds", "cg:proposalDeadline", dated("2025-01-10")))
    assert said(draft, "edition:alpine-conf-2025", "cg:proposalDeadline") == ["2025-01-10"]
