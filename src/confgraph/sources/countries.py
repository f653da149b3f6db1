"""Tell which country a source means, by the names and codes of ISO 3166-1 as pycountry has them."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

# What people write and ISO 3166-1 does not have, by its two letters.
_SPOKEN: Final = {
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "great britain": "GB",
    "brasil": "BR", "italia": "IT", "espana": "ES", "españa": "ES", "deutschland": "DE", "panamá": "PA",
    "turkey": "TR", "russia": "RU", "the netherlands": "NL", "holland": "NL", "korea": "KR", "kenia": "KE",
    "uae": "AE", "niger republic": "NE", "ivory coast": "CI", "macedonia": "MK", "the gambia": "GM",
}  # fmt: skip


class Country(NamedTuple):
    """A country: its code of two letters and its English name."""

    code: str
    name: str


@cache
def country_of(text: str) -> Country | None:
    """Return the country that a name or a code of two or three letters means, or None."""
    import pycountry  # late: its tables are read when it is first asked

    word = " ".join(text.replace(".", "").split())
    if not word:
        return None
    try:
        found = pycountry.countries.lookup(_SPOKEN.get(word.casefold(), word))
    except LookupError:
        return None
    return Country(found.alpha_2, getattr(found, "common_name", found.name))
