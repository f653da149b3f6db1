"""Decide whether a literal is written as its datatype wants it, and say how to mend it (XML Schema 1.1, part 2).

Nothing here turns a text into a number or a date: a decimal of a million digits is judged by its pattern.
"""

from __future__ import annotations

import re
from typing import Final

from confgraph.namespaces import PREFIXES

XSD: Final = PREFIXES["xsd"]

_ZONE: Final = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR: Final = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_MONTH: Final = r"(?:0[1-9]|1[0-2])"
_DAY: Final = r"(?:0[1-9]|[12][0-9]|3[01])"
_TIME: Final = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_CLOCK: Final = (
    r"T(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?|[0-9]+M(?:[0-9]+(?:\.[0-9]+)?S)?|[0-9]+(?:\.[0-9]+)?S)"
)
_MONTHS: Final = r"(?:[0-9]+Y(?:[0-9]+M)?|[0-9]+M)"
_DAYS: Final = rf"(?:[0-9]+D(?:{_CLOCK})?|{_CLOCK})"
_DURATION: Final = rf"-?P(?:[0-9]+Y(?:[0-9]+M)?(?:[0-9]+D)?(?:{_CLOCK})?|[0-9]+M(?:[0-9]+D)?(?:{_CLOCK})?|{_DAYS})"
_DATE: Final = f"{_YEAR}-{_MONTH}-{_DAY}"
_FLOAT: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_INTEGER: Final = r"[+-]?[0-9]+"
_NAME: Final = r"[^\W\d][\w.\-\u00b7]*"
_BASE64: Final = r"(?:[A-Za-z0-9+/] ?){4}"
_PADDED: Final = r"(?:[A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?="

PATTERNS: Final = {
    "boolean": r"true|false|1|0",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "float": _FLOAT,
    "double": _FLOAT,
    "duration": _DURATION,
    "yearMonthDuration": rf"-?P{_MONTHS}",
    "dayTimeDuration": rf"-?P{_DAYS}",
    "dateTime": rf"{_DATE}T{_TIME}{_ZONE}",
    "dateTimeStamp": rf"{_DATE}T{_TIME}{_ZONE[:-1]}",
    "date": _DATE + _ZONE,
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "base64Binary": f"(?:{_BASE64})*(?:{_PADDED})?",
    "anyURI": r"[^\s<>\"{}|\\^`]*",
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    "NMTOKEN": r"[\w.\-:\u00b7]+",
    "NMTOKENS": r"[\w.\-:\u00b7]+(?: [\w.\-:\u00b7]+)*",
    "Name": r"(?:[^\W\d]|:)[\w.\-:\u00b7]*",
    **dict.fromkeys(("NCName", "ID", "IDREF", "ENTITY"), _NAME),
    **dict.fromkeys(("IDREFS", "ENTITIES"), f"{_NAME}(?: {_NAME})*"),
    **dict.fromkeys(("QName", "NOTATION"), f"(?:{_NAME}:)?{_NAME}"),
}
"""The pattern of each built-in datatype but the integers; what a pattern cannot say, ``wrong_form`` does."""

RANGES: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{
        name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        for name, bits in (("long", 64), ("int", 32), ("short", 16), ("byte", 8))
    },
    **{
        name: (0, 2**bits - 1)
        for name, bits in (("unsignedLong", 64), ("unsignedInt", 32), ("unsignedShort", 16), ("unsignedByte", 8))
    },
}
"""The least and greatest value of each kind of integer."""

_FORMS: Final = {
    "boolean": "true or false",
    "decimal": "digits such as 12.50",
    "float": "a number such as 1.5E3",
    "double": "a number such as 1.5E3",
    "duration": "a duration such as P3DT12H",
    "yearMonthDuration": "a duration such as P1Y6M",
    "dayTimeDuration": "a duration such as P3DT12H",
    "dateTime": "a date with a time such as 2026-05-01T09:00:00Z",
    "dateTimeStamp": "a date with a time and its zone such as 2026-05-01T09:00:00Z",
    "date": "YYYY-MM-DD such as 2026-05-01",
    "time": "hh:mm:ss such as 09:30:00",
    "gYear": "YYYY such as 2026",
    "gYearMonth": "YYYY-MM such as 2026-05",
    "gMonth": "--MM such as --05",
    "gMonthDay": "--MM-DD such as --05-01",
    "gDay": "---DD such as ---01",
    "hexBinary": "pairs of the digits 0 to 9 and A to F",
    "base64Binary": f"(?:{_BASE64})*(?:{_PADDED})?",
    "anyURI": 'an address without spaces and without <>"{}|^`\\',
    "language": "a language tag such as en or pt-BR",
}
_MONTHS_NAMED: Final = "January February March April May June July August September October November December".split()
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BOOLEANS: Final = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}


def wrong_form(text: str, datatype: str) -> tuple[str, str] | None:
    """Return what is wrong with the text of a literal, and the mend; None where it is right or the type is unknown.

    ``datatype`` is an IRI.
    """
    if not datatype.startswith(XSD):
        return None
    name = datatype[len(XSD) :]
    if name in RANGES:
        return _wrong_integer(text, name)
    pattern = PATTERNS.get(name)
    if pattern is None:
        return None
    if not re.fullmatch(pattern, text):
        return f"{_short(text)} is no xsd:{name}", _mend(text, name)
    return _wrong_day(text, name)


def _short(text: str) -> str:
    return f'"{text}"' if len(text) <= 40 else f'"{text[:37]}…"'


def _wrong_integer(text: str, name: str) -> tuple[str, str] | None:
    if not re.fullmatch(_INTEGER, text):
        return f"{_short(text)} is no xsd:{name}", _mend(text, name)
    least, most = RANGES[name]
    digits = text.lstrip("+-").lstrip("0") or "0"
    big = len(digits) > 20  # beyond every bound, and a Python int of a million digits takes minutes
    value = (-1 if text[0] == "-" else 1) * (10**20 if big else int(digits))
    if least is not None and value < least:
        return f"{_short(text)} is less than {least}, the least xsd:{name}", "correct the number or its datatype"
    if most is not None and value > most:
        return f"{_short(text)} is more than {most}, the greatest xsd:{name}", "correct the number or its datatype"
    return None


def _wrong_day(text: str, name: str) -> tuple[str, str] | None:
    """Find a day that its month does not have; the calendar repeats every 400 years, so four digits tell."""
    if name not in ("date", "dateTime", "dateTimeStamp", "gMonthDay"):
        return None
    found = re.match(r"-?([0-9]*)-([0-9]{2})-([0-9]{2})", text)
    if found is None:
        return None
    month, day = int(found[2]), int(found[3])
    year = int(found[1][-4:]) if found[1] and found[1] != "-" else 0
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = 29 if month == 2 and leap else _LENGTHS[month - 1]
    if day <= days:
        return None
    when = _MONTHS_NAMED[month - 1] + (f" {found[1]}" if found[1] and len(found[1]) <= 9 else "")
    return f"{_short(text)} is no xsd:{name}, {when} has {days} days", "correct the day"


def _mend(text: str, name: str) -> str:
    bare = text.strip()
    if bare != text and wrong_form(bare, XSD + name) is None:
        return f"remove the spaces around {_short(bare)}"
    if name == "boolean":
        meant = _BOOLEANS.get(bare.lower(), bare.lower())
        return f"write {meant}" if meant in ("true", "false") else "write true or false"
    western = "".join(str(int(c)) if c.isdecimal() else "-" if c == "\u2212" else c for c in bare)
    if western != bare and len(bare) < 1000 and wrong_form(western, XSD + name) is None:
        return f"write it with the digits 0 to 9: {western}"
    if name in ("date", "dateTime") and (found := re.fullmatch(r"(\d{1,4})[./](\d{1,2})[./](\d{1,4})", bare)):
        return _mended_date(*found.groups())
    if name == "decimal" and re.fullmatch(_FLOAT, bare):
        return "write the digits out, or make it an xsd:double"
    if name in RANGES:
        return "write digits only, such as 250"
    return f"write {_FORMS[name]}" if name in _FORMS else f"correct it, or use another datatype than xsd:{name}"


def _mended_date(first: str, second: str, third: str) -> str:
    """Return the mend for a date with dots or strokes: one of three orders, or the two that it may be."""
    if len(first) == 4:
        orders = [(first, second, third)]
    else:
        orders = [(third, first, second), (third, second, first)]
    meant = dict.fromkeys(f"{int(y):04}-{int(m):02}-{int(d):02}" for y, m, d in orders)
    right = [date for date in meant if wrong_form(date, XSD + "date") is None]
    return f"write {' or '.join(right)}" if right else "write YYYY-MM-DD such as 2026-05-01"
