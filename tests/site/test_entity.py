"""What the page of any thing shows."""

from __future__ import annotations

from confgraph.namespaces import ID
from confgraph.site.entity import facts_of, kinds_of, pointing_to, said, topics
from confgraph.site.facts import Facts

IPC_11 = f"{ID}edition/ipc-11"


def test_facts_have_words_and_an_order(facts: Facts) -> None:
    """Properties go by their labels, what is derived stands last."""
    found = facts_of(facts, IPC_11)
    assert "track of" in [fact.property.words for fact in found]
    derived = [fact.derived for fact in found]
    assert derived == sorted(derived)


def test_a_membership_is_shown_in_place(facts: Facts) -> None:
    """The number in the series stands beside the link to the membership."""
    membership = next(fact for fact in facts_of(facts, IPC_11) if "membership" in fact.property.words)
    notes = {(name.words, told.words) for value in membership.values for name, told in value.notes}
    assert ("number in the series", "11") in notes


def test_links_are_read_backwards(facts: Facts) -> None:
    """What points to a thing is called by the inverse of the property."""
    assert "has edition" in [fact.property.words for fact in pointing_to(facts, f"{ID}series/ipc")]


def test_sources_that_disagree_stand_side_by_side(facts: Facts) -> None:
    """What IPC 1 was called is disputed, with every claim in one topic, the preferred one first."""
    found = topics(facts, f"{ID}edition/ipc-1")
    assert found[0].disputed
    assert len(found[0].said) > 1
    assert found[0].said[0].rank == "preferred"


def test_a_choice_stays_open(facts: Facts) -> None:
    """CNRI and/or Foretec is one claim with two values."""
    claims = list(facts.from_(f"{ID}edition/ipc-7", "cg:subject"))
    told = [said(facts, claim) for claim in claims]
    open_ones = [one for one in told if one.disjunctive]
    assert len(open_ones) == 1
    assert len(open_ones[0].values) == 2


def test_kinds_have_names(facts: Facts) -> None:
    """IPC 11 is an edition and a track."""
    assert {kind.words for kind in kinds_of(facts, IPC_11)} == {"edition", "track"}
