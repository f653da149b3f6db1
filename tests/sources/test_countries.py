"""Tests of confgraph.sources.countries: names and codes of ISO 3166-1."""

from __future__ import annotations

import pytest

from confgraph.sources.countries import country_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[("Lithuania", "LT"), ("LTU", "LT"), ("lt", "LT"), ("U.S.A.", "US"), ("U.K.", "GB"), ("South Korea", "KR")],
        *[("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Russia", "RU"), ("Turkey", "TR"), ("Taiwan", "TW")],
    ],
)
def test_a_country_has_many_names(text: str, code: str) -> None:
    """Official and spoken names and both codes of ISO 3166-1 mean the country."""
    country = country_of(text)
    assert country
    assert country.code == code


@pytest.mark.parametrize("text", ["", "Narnia", "Bengaluru", "196210"])
def test_what_is_no_country_is_none(text: str) -> None:
    """A city or a postal code that stands where the country should is not taken for one."""
    assert country_of(text) is None
