"""The order of records, properties and values: as people read, and the same for every input."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confgraph.namespaces import ID, KINDS, expand
from confgraph.writing import natural, predicate_order, subject_order


@pytest.mark.parametrize(
    "ordered",
    [
        ["ipc-2", "ipc-10", "ipc-11"],
        ["a", "a1", "a1b", "a2", "a10", "b"],
        ["01", "1", "02", "2"],
        ["9" * 5000, "1" + "0" * 5000],
        ["", "0", "x"],
    ],
    ids=["numbers by value", "mixed", "leading zeros", "longer than int() reads", "empty first"],
)
def test_numbers_in_names_are_ordered_by_value(ordered: list[str]) -> None:
    """Names with numbers stand as people count."""
    assert sorted(random.Random(1).sample(ordered, len(ordered)), key=natural) == ordered


@given(st.text(max_size=6), st.text(max_size=6))
def test_different_names_have_different_keys(one: str, other: str) -> None:
    """No two names tie, so that the input's order never shows."""
    assert (natural(one) == natural(other)) == (one == other)
    assert (natural(one) < natural(other)) != (natural(one) >= natural(other))


def test_series_stand_before_their_editions_and_sources_last() -> None:
    """Records are ordered by kind and then by slug, a membership with its edition."""
    listed = ["series:b", "succession:a", "edition:a-2", "membership:a-2-in-b", "edition:a-10", "organization:a"]
    listed += ["person:a", "place:a", "source:a", "claim:a"]
    shuffled = random.Random(2).sample(listed, len(listed))
    assert sorted(shuffled, key=lambda name: subject_order(expand(name))) == listed


def test_every_kind_has_its_place() -> None:
    """Each kind of entity can be ordered, and one of another site stands behind them all."""
    keys = [subject_order(f"{ID}{kind}/x") for kind in KINDS]
    assert max(keys) < subject_order("http://example.org/a")


def test_places_stand_from_the_country_down() -> None:
    """A country stands before its regions, cities and venues, whatever their names."""
    kinds = {"z": "cg:Country", "y": "cg:Region", "x": "cg:City", "w": "cg:Venue", "v": "cg:VirtualPlace"}
    keys = {slug: subject_order(f"{ID}place/{slug}", [expand(kind)]) for slug, kind in kinds.items()}
    assert sorted(keys, key=keys.__getitem__) == ["z", "y", "x", "w", "v"]


def test_known_properties_stand_before_unknown_ones() -> None:
    """The type is first, names and dates follow in a fixed order, and what is unknown is last, by address."""
    listed = [expand(name) for name in ("rdf:type", "rdfs:label", "cg:year", "cg:startDate", "cg:endDate", "cg:source")]
    listed += ["http://example.org/a", "http://example.org/b"]
    assert sorted(random.Random(3).sample(listed, len(listed)), key=predicate_order) == listed
