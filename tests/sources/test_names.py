"""Tests of confgraph.sources.names: spellings of one name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from confgraph.sources.names import key_of, plain


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("PyCon ZA", "PyConZA"),
        ("PyCon Lithuania", "PyCon LT"),
        ("PyCon South Korea", "PyCon KR"),
        ("Plone Conference", "Plone Conf"),
        ("PyCon Česko", "pycon cesko"),
        ("PyCon DE & PyData", "PyCon DE and PyData"),
    ],
)
def test_spellings_share_a_key(one: str, two: str) -> None:
    """Case, accents, signs, spaces and a country by its name or its letters make no difference."""
    assert key_of(one) == key_of(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [("PyCon India", "PyCon Indonesia"), ("PyCon Austria", "PyCon Australia"), ("PyCon UK", "PyCon US")],
)
def test_other_names_do_not(one: str, two: str) -> None:
    """Names that look alike and mean other countries stay apart."""
    assert key_of(one) != key_of(two)


def test_plain_letters() -> None:
    """Letters that Unicode does not take apart become those that people type."""
    assert plain("Wrocław, Malmø, Straße") == "wroclaw, malmo, strasse"


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_a_key_is_made_of_any_text(text: str) -> None:
    """A name's key is the same however often it is made, and has no space."""
    assert " " not in key_of(text)
