"""Find addresses that look like others: letters of several scripts in one host, a name before it, schemes that run."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_AUTHORITY: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#\s\"'<>\\^`{}|]+)")
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
# Languages that are written with several scripts at once (UTS 39, section 5.1).
_TOGETHER: Final = (
    frozenset({"CJK", "HIRAGANA", "KATAKANA", "LATIN"}),
    frozenset({"CJK", "HANGUL", "LATIN"}),
    frozenset({"CJK", "BOPOMOFO", "LATIN"}),
)
# Letters of other scripts that look like Latin ones: a host of nothing else is a host in disguise (UTS 39, section 4).
_LOOKALIKES: Final = frozenset("асеорхуіјѕһԁԛԝɡαοινυρκτχϲցոսօհզ")


def addresses(text: str) -> list[tuple[int, str]]:
    """Return the offset and the host part of every address in a text that may be another than it seems."""
    if text.isascii() and not re.search(r"xn--|://[^/?#\s\"<>]*[%@\\]", text):
        return []
    return [(found.start(1), found[1]) for found in _AUTHORITY.finditer(text)]


@lru_cache(maxsize=4096)
def disguise(authority: str) -> str:
    """Return what is wrong with the host part of an address, "" where nothing is."""
    plain = _ESCAPE.sub(lambda found: _character(int(found[1] or found[2], 16)), authority)
    user, at, host = plain.rpartition("@")
    if at and re.search(r"\w\.\w", user.partition(":")[0]):
        return f"the address leads to {host}, not to {user}"
    host = re.sub(r"%([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)), host)
    with_percent = host.encode("latin-1", "ignore").decode("utf-8", "ignore") if "%" in plain else host
    return next(filter(None, map(_label, re.sub(r":\d*$", "", with_percent).split("."))), "")


def _label(label: str) -> str:
    if label.lower().startswith("xn--"):
        try:
            label = label[4:].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError):
            return f"the host has {label}, which is no name"
    if label.isascii():
        return ""
    if unicodedata.normalize("NFKC", label) != label and unicodedata.normalize("NFKC", label).isascii():
        return f"the host has {_named(label)} in the place of a plain letter"
    scripts = {_script(letter) for letter in label if letter.isalpha()}
    if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
        mixed = " and ".join(sorted(script.title() for script in scripts))
        return f"the host mixes letters of {mixed}, among them {_named(label)}"
    if all(letter in _LOOKALIKES or not letter.isalpha() for letter in label.lower()):
        return f"the host is written with letters that look like Latin ones, among them {_named(label)}"
    return ""


def _named(label: str) -> str:
    letter = next(letter for letter in label if not letter.isascii())
    return f"U+{ord(letter):04X} {unicodedata.name(letter, 'unnamed')}"


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNNAMED").split()[0].split("-")[0]


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
