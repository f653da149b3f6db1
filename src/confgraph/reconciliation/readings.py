"""Read a name as people write it: what it is called, in which year, and what else stands with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from confgraph.sources.countries import country_of
from confgraph.sources.names import key_of, words_of

LONGEST: Final = 300
"""So many characters of a name are read."""
_YEAR: Final = re.compile(r"(?<![0-9])((?:19[89]|20[0-4])[0-9])(?![0-9])")
_SHORT_YEAR: Final = re.compile(r"(?:^|\s)['’]([0-9]{2})(?![0-9])")
_BRACKETS: Final = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_BEHIND: Final = re.compile(r"\s[-–—|:,]\s|,\s|\s(?:in|at|@|à|en|em)\s")


class Reading(NamedTuple):
    """One way to read a name: its key and words without a year, the words that stand beside, how far it is trimmed.

    ``key`` is what all spellings share, with countries by their code; ``spelt`` are its letters, with countries by
    their name, in which a slip shows as what it is. ``numbers`` are those in it: "Workshop 5" is not the sixth.
    """

    key: str
    spelt: str
    words: frozenset[str]
    numbers: tuple[str, ...]
    beside: frozenset[str]
    trimmed: int = 0


class Name(NamedTuple):
    """A name with the ways to read it, the whole first, and the years in it."""

    text: str
    readings: tuple[Reading, ...]
    years: tuple[int, ...]


@lru_cache(maxsize=4096)
def read_name(text: str) -> Name:
    """Return the ways to read a name."""
    text = text[:LONGEST]
    years = tuple(dict.fromkeys([*map(int, _YEAR.findall(text)), *map(_century, _SHORT_YEAR.findall(text))]))
    found: dict[str, Reading] = {}
    for bare, beside, trimmed in _ways(text):
        reading = _reading(bare, beside, trimmed)
        if reading.key:
            found.setdefault(reading.key, reading)
    return Name(text, tuple(found.values()), years)


def _century(year: str) -> int:
    return int(year) + (1900 if int(year) > 80 else 2000)


def _ways(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the name without its years, then with less and less of what stands beside it."""
    without = _without_years(text)
    yield without, "", 0
    inside = " ".join(_BRACKETS.findall(text))
    outside = _BRACKETS.sub(" ", text)
    if inside:
        yield _without_years(outside), inside, 1
        yield _without_years(inside), outside, 2
    found = _YEAR.search(outside) or _SHORT_YEAR.search(outside)
    if found and outside[: found.start()].strip():
        yield outside[: found.start()], f"{inside} {outside[found.end() :]}", 1
    if found and outside[found.end() :].strip():
        yield outside[found.end() :], f"{inside} {outside[: found.start()]}", 2
    cut = _BEHIND.search(outside)
    if cut and outside[: cut.start()].strip():
        yield _without_years(outside[: cut.start()]), f"{inside} {outside[cut.end() :]}", 1
        yield _without_years(outside[cut.end() :]), f"{inside} {outside[: cut.start()]}", 2


def _without_years(text: str) -> str:
    return _SHORT_YEAR.sub(" ", _YEAR.sub(" ", text))


def _reading(text: str, beside: str, trimmed: int) -> Reading:
    words = words_of(text)
    numbers = tuple(sorted({one.lstrip("0") for one in re.findall("[0-9]+", words)}))
    beside_words = frozenset(words_of(beside).split())
    return Reading(key_of(text), _spelt(words), frozenset(words.split()), numbers, beside_words, trimmed)


def _spelt(words: str) -> str:
    before, _, last = words.rpartition(" ")
    country = country_of(last) if before and len(last) in (2, 3) else None
    return (before + words_of(country.name) if country else words).replace(" ", "")
