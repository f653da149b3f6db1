"""Tests of confgraph.entities: which entity a person means."""

from __future__ import annotations

from pathlib import Path

import pytest

import confgraph
from confgraph.entities import candidates, completions, resolve, slugs
from confgraph.namespaces import KINDS
from confgraph.problems import UsageError

SERIES = "https://w3id.org/confgraph/id/series/tiny"


@pytest.mark.parametrize(
    "text",
    ["tiny", "series:tiny", SERIES, f"<{SERIES}>", "  tiny  "],
    ids=["slug", "prefixed name", "IRI", "IRI in brackets", "slug with spaces"],
)
def test_every_spelling_of_a_name_finds_the_same_entity(tiny_graph: confgraph.Graph, text: str) -> None:
    """A slug, a prefixed name and an IRI mean the same entity."""
    assert resolve(tiny_graph.catalog.store, text).value == SERIES


def test_the_preferred_kind_is_looked_up_first(tiny_copy_with_two_tinies: confgraph.Graph) -> None:
    """A slug that two kinds share means the kind that is asked for."""
    store = tiny_copy_with_two_tinies.catalog.store
    assert resolve(store, "tiny", "place").value.endswith("/place/tiny")
    assert resolve(store, "tiny").value.endswith("/series/tiny")


@pytest.mark.parametrize(
    ("text", "prefer", "message"),
    [
        ("tinny", "", "there is no entity 'tinny': did you mean tiny?"),
        ("smalville", "place", "there is no place 'smalville': did you mean smallville?"),
        ("series:tinny", "series", "there is no series 'series:tinny': did you mean tiny?"),
        (f"<{SERIES}y>", "", f"there is no entity '<{SERIES}y>': did you mean tiny?"),
        ("tinny", "id", "there is no entity 'tinny': did you mean tiny?"),
        ("zzzzzzz", "", "there is no entity 'zzzzzzz': look for it with confgraph search"),
        ("", "", "there is no entity '': look for it with confgraph search"),
        ("a b<>", "", "there is no entity 'a b<>': look for it with confgraph search"),
        (":", "", "there is no entity ':': look for it with confgraph search"),
        ("x:\udcff", "", "there is no entity 'x:\\udcff': look for it with confgraph search"),
    ],
    ids=["slug", "kind", "prefixed", "IRI", "no kind", "far off", "empty", "no IRI", "colon", "surrogate"],
)
def test_what_is_not_there_is_refused_with_the_nearest_name(
    tiny_graph: confgraph.Graph, text: str, prefer: str, message: str
) -> None:
    """A name that nothing has is an error that names the nearest one or the way to find it."""
    with pytest.raises(UsageError) as caught:
        resolve(tiny_graph.catalog.store, text, prefer)
    assert caught.value.message == message


def test_an_entity_that_is_only_mentioned_is_not_there(tiny_copy_with_two_tinies: confgraph.Graph) -> None:
    """Only what the catalog describes is an entity: the object of a triple alone is none."""
    with pytest.raises(UsageError, match="there is no entity 'nowhere'"):
        resolve(tiny_copy_with_two_tinies.catalog.store, "nowhere")


def test_a_text_that_can_be_no_iri_stands_for_nothing() -> None:
    """A text with characters that no IRI has yields no candidate."""
    assert list(candidates("a b", "")) == []


def test_slugs_are_listed_by_kind(tiny_graph: confgraph.Graph) -> None:
    """The slugs of one kind are its entities, with the prefixed names to type."""
    assert slugs(tiny_graph.catalog.store, "edition") == {"tiny-2": "edition:tiny-2", "tiny-10": "edition:tiny-10"}
    assert slugs(tiny_graph.catalog.store)["smallville"] == "place:smallville"


@pytest.mark.parametrize(
    ("begun", "kinds", "expected"),
    [
        ("tiny", KINDS, ["tiny", "tiny-10", "tiny-2", "tiny-site"]),
        ("tiny", ("series",), ["tiny"]),
        ("edition:tiny-1", KINDS, ["edition:tiny-10"]),
        ("edition:", ("series",), []),
        ("nothing:", KINDS, []),
        ("zzz", KINDS, []),
    ],
    ids=["slug", "slug of a kind", "prefixed", "another kind", "no kind", "no name"],
)
def test_a_begun_name_is_completed(
    tiny_graph: confgraph.Graph, begun: str, kinds: tuple[str, ...], expected: list[str]
) -> None:
    """A begun slug becomes a slug, and a begun prefixed name a prefixed name, of the kinds that are asked for."""
    assert completions(tiny_graph.catalog.store, begun, kinds) == expected


def test_records_are_completed_behind_their_prefix_only(graph: confgraph.Graph) -> None:
    """The slug of a claim, membership or succession is no completion until its prefix is typed."""
    store = graph.catalog.store
    assert completions(store, "ipc-1") == ["ipc-1", "ipc-10", "ipc-11"]
    assert completions(store, "succession:pycon-us") == ["succession:pycon-us-replaces-ipc"]


@pytest.fixture
def tiny_copy_with_two_tinies(tiny_copy: Path) -> confgraph.Graph:
    """Return the tiny catalog with a place that shares the slug of the series."""
    (tiny_copy / "data" / "more.ttl").write_text(
        "@prefix cg: <https://w3id.org/confgraph/ns#> . @prefix place: <https://w3id.org/confgraph/id/place/> .\n"
        "place:tiny a cg:City ; cg:within place:nowhere .\n",
        encoding="utf-8",
    )
    return confgraph.open(tiny_copy)
