"""Every prefix, once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from confgraph.namespaces import ID, KINDS, ONTOLOGY, PREFIXES, expand, kind_of, shorten


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("cg:startDate", "https://w3id.org/confgraph/ns#startDate"),
        ("edition:ipc-11", "https://w3id.org/confgraph/id/edition/ipc-11"),
        ("xsd:date", "http://www.w3.org/2001/XMLSchema#date"),
        ("wd:Q1", "http://www.wikidata.org/entity/Q1"),
        ("schema:name", "https://schema.org/name"),
    ],
)
def test_short_names_and_addresses_go_both_ways(name: str, iri: str) -> None:
    """A short name stands for one address, and the address is shown by that name."""
    assert expand(name) == iri
    assert shorten(iri) == name


def test_an_unknown_prefix_is_an_error() -> None:
    """No address is made up for a prefix that nobody declared."""
    with pytest.raises(KeyError):
        expand("nope:x")


@pytest.mark.parametrize(
    "iri",
    [ONTOLOGY, ONTOLOGY + "#", f"{ID}edition/", f"{ID}edition/a.", f"{ID}edition/-a", f"{ID}edition/a/b", f"{ID}nope/a"]
    + [f"{ID}edition/{slug}" for slug in ("a:b", "a~b", "é", "a b", "a%20", "a#b", "a?b", "a\n")],
)
def test_what_no_short_name_can_hold_stays_whole(iri: str) -> None:
    """An address whose end would need an escape is shown in full."""
    assert shorten(iri) == iri


@given(st.sampled_from(sorted(PREFIXES)), st.text(st.sampled_from("aZ09_.-:/~é"), max_size=5))
def test_every_short_name_is_turtle(prefix: str, local: str) -> None:
    """A name that is shortened is read by a Turtle parser as the same address (RDF 1.1 Turtle, section 6.5)."""
    iri = PREFIXES[prefix] + local
    name = shorten(iri)
    if name != iri:
        text = "".join(f"@prefix {known}: <{address}> .\n" for known, address in PREFIXES.items())
        (triple,) = parse(f"{text}<a:s> <a:p> {name} .", format=RdfFormat.TURTLE)
        assert triple.object == NamedNode(iri)


def test_the_longest_namespace_wins() -> None:
    """An address below two namespaces is shortened by the nearer one."""
    for prefix, namespace in PREFIXES.items():
        assert shorten(namespace + "x") == f"{prefix}:x"


def test_every_namespace_is_whole_and_stands_once() -> None:
    """A namespace is an absolute address that ends where a name can follow."""
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all(re.fullmatch(r"https?://[^\s<>]+[/#]", namespace) for namespace in PREFIXES.values())


@pytest.mark.parametrize(
    ("iri", "kind"),
    [
        *[(f"{ID}{kind}/x", kind) for kind in KINDS],
        (f"{ID}series/", None),
        (f"{ID}nope/x", None),
        (ONTOLOGY + "#Edition", None),
        ("https://example.org/id/series/x", None),
    ],
)
def test_the_kind_of_an_entity_is_in_its_address(iri: str, kind: str | None) -> None:
    """Each kind of entity has its folder, and other addresses have no kind."""
    assert kind_of(iri) == kind
