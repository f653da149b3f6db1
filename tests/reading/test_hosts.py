"""Addresses that look like others are found, and those of the world's scripts are left alone."""

from __future__ import annotations

import pytest

from confgraph.reading.hosts import addresses, disguise

DISGUISED = {
    "Cyrillic u": "pуcon.example",
    "Greek omicron": "pycοn.example",
    "all Cyrillic": "рорусе.example",
    "punycode": "xn--pcon-05d.example",
    "escape": "p\\u0443con.example",
    "long escape": "p\\U00000443con.example",
    "percent": "p%D1%83con.example",
    "fullwidth": "ｐycon.example",
    "port": "pуcon.example:8080",
    "behind a name": "me@pуcon.example",
    "a host as the name": "python.org@evil.example",
    "broken punycode": "xn--\udcff.example",
}


@pytest.mark.parametrize("authority", DISGUISED.values(), ids=list(DISGUISED))
def test_a_disguise_is_named(authority: str) -> None:
    """A host that mixes scripts, or seems to be another, is told (UTS 39, sections 4 and 5)."""
    assert disguise(authority)


@pytest.mark.parametrize(
    "authority",
    ["pycon.example", "pycon.рф", "конференция.рф", "日本python.jp", "münchen.example", "xn--mnchen-3ya.example",
     "파이콘.kr", "ελλάδα.gr", "me@example.org", "127.0.0.1:18999", "[::1]:80", "100%25.example"],
)  # fmt: skip
def test_hosts_of_the_world_are_fine(authority: str) -> None:
    """A host in one script, or in those that a language writes together, is no disguise."""
    assert disguise(authority) == ""


def test_hosts_are_found_where_they_stand() -> None:
    """Only texts that may hide something are looked at; each host has its offset."""
    assert addresses("<https://pycon.example/a>") == []
    assert addresses("é <https://pуcon.example/a>") == [(11, "pуcon.example")]
    assert addresses('"http://a.b@c.d/"') == [(8, "a.b@c.d")]
