"""Where pages stand."""

from __future__ import annotations

import re

import pytest

from confgraph.namespaces import ID, ONTOLOGY
from confgraph.site.addresses import Addresses, file_names, safe_name

HOSTILE = (
    "../../etc/passwd",
    "con",
    "NUL.txt",
    "a/b",
    "x" * 300,
    ".",
    "..",
    "",
    "index",
    "ü",
    "a b",
    "a:b",
    "a?b",
    "\udc80",
)


def test_an_entity_stands_where_its_address_says() -> None:
    """The page of an entity is called as its address ends."""
    assert Addresses([f"{ID}edition/ipc-11"])[f"{ID}edition/ipc-11"] == "edition/ipc-11"


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_hostile_name_becomes_a_safe_one(text: str) -> None:
    """No name leaves its folder, means a device, or is longer than a file system takes."""
    name = safe_name(text)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,70}", name)
    assert name != text
    assert name.split(".")[0] not in ("con", "nul", "index")


def test_hostile_names_stay_apart() -> None:
    """Different names give different files."""
    assert len({safe_name(text) for text in HOSTILE}) == len(HOSTILE)


def test_case_does_not_matter() -> None:
    """A class and a property that differ in their first letter have two files where case does not count."""
    addresses = Addresses([f"{ONTOLOGY}#Track", f"{ONTOLOGY}#track", ONTOLOGY])
    paths = {addresses[f"{ONTOLOGY}#Track"].lower(), addresses[f"{ONTOLOGY}#track"].lower(), addresses[ONTOLOGY]}
    assert len(paths) == 3


def test_foreign_things_have_pages_too() -> None:
    """What lives under another address is described as well, apart from what is ours."""
    assert Addresses(["https://example.org/a"])["https://example.org/a"].startswith("thing/")


def test_odd_names_are_known() -> None:
    """The resolver is told of every entity whose page is not called as its address ends."""
    odd = f"{ID}edition/a%20b"
    addresses = Addresses([odd, f"{ID}edition/good"])
    assert set(addresses.odd()) == {odd}


def test_a_name_cannot_be_taken_on_purpose() -> None:
    """Whoever knows how doubles are told apart still gets a file of their own, and the shapes keep theirs."""
    first = file_names(["Track", "track"])
    names = file_names([*first, *first.values(), "TRACK", "index", "shapes"])
    assert len({name.lower() for name in names.values()}) == len(names)
    assert Addresses([f"{ONTOLOGY}#shapes"])[f"{ONTOLOGY}#shapes"] != "ns/shapes"
