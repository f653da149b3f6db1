"""Compare names that people spell in many ways."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

# Letters that Unicode does not take apart.
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
LIKE: Final = 90
"""How alike two names are, of 100, for the one to mean the other where their countries agree."""
_SAME: Final = {"conference": "conf", "saint": "st", "sankt": "st", "and": "", "the": ""}


def plain(text: str) -> str:
    """Return a name in lower case without accents: "Wrocław" is "wroclaw"."""
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(_LETTERS)


def words_of(name: str) -> str:
    """Return the words of a name, as they are compared: countries by their two letters."""
    words = re.findall(r"[^\W_]+", plain(name).replace("'", "").replace("’", ""))
    return " ".join(filter(None, (_SAME.get(word, word) for word in words)))


@cache
def key_of(name: str) -> str:
    """Return what all spellings of one name share: "PyCon ZA" and "PyConZA", "PyCon Lithuania" and "PyCon LT"."""
    from confgraph.sources.countries import country_of

    words = words_of(name).split()
    for length in (3, 2, 1):
        tail = " ".join(words[-length:])
        if len(words) > length and len(tail) > 3 and (country := country_of(tail)):
            words[-length:] = [country.code.lower()]
            break
    return "".join(words)
