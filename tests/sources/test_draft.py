"""Tests of confgraph.sources.draft: what is added goes to the right file, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import confgraph
from confgraph.sources.draft import Draft, dated, english, named, typed
from sources.world import draft_of


def test_triples_go_to_the_file_of_their_subject(draft: Draft, small: Path) -> None:
    """A known subject grows in its file, a new one gets the file that is named; the comments stay."""
    draft.add(named("edition:alpine-conf-2025"), "cg:talkCount", typed("12", "integer"))
    draft.add(named("series:new"), "rdf:type", named("cg:EventSeries"), otherwise="series/new.ttl")
    draft.add(named("series:new"), "rdfs:label", english("New"))
    contents = draft.contents(confgraph.open(small).catalog.documents("ontology"))
    texts = {path.name: data.decode() for path, data in contents.items()}
    assert set(texts) == {"alpine-conf.ttl", "new.ttl"}
    assert "cg:talkCount 12" in texts["alpine-conf.ttl"]
    assert "# Alpine people know best." in texts["alpine-conf.ttl"]
    before = (small / "data/series/alpine-conf.ttl").read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in texts["alpine-conf.ttl"].splitlines()] == []


def test_what_is_said_is_not_said_twice(draft: Draft, small: Path) -> None:
    """A triple that stands in a file changes nothing."""
    draft.add(named("edition:alpine-conf-2025"), "cg:startDate", dated("2025"))
    assert draft.contents(confgraph.open(small).catalog.documents("ontology")) == {}


def test_a_draft_is_asked(small: Path) -> None:
    """Labels, values and classes are found."""
    draft = draft_of(small)
    assert draft.label(named("series:alpine-conf")) == "Alpine Conf"
    assert draft.label(named("series:none")) == "series:none"
    assert draft.names(named("place:vienna")) == ["Vienna", "Wien"]
    assert draft.value(named("series:none"), "rdfs:label") is None
    assert named("series:none") not in draft
    assert draft.of_type("cg:EventSeries") == [named("series:alpine-conf")]
