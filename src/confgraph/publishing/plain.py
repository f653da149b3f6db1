"""Keep what strangers wrote harmless: addresses of the web only, text without characters that a format obeys."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_LINE_END: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What neither XML 1.0 nor iCalendar can hold, and no reader can see (XML 1.0, section 2.2; RFC 5545, section 3.1).
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def is_web(iri: str) -> bool:
    """Tell whether a browser may be sent to an address: http and https only, never javascript: or data:."""
    return _ADDRESS.fullmatch(iri) is not None


def plain(text: str) -> str:
    """Return a text without control characters, its line ends all alike."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text))
