"""Compare values of XML Schema as the operators of SPARQL do (SPARQL 1.1, section 17.3; XPath functions 3.1).

A value compares with values of its own family alone: numbers, texts, truth values, dateTime, date, time and the two
kinds of duration. These have an order in XPath; gYear and its kin have none, nor have texts with a language (SPARQL's
table of operators). What is ill-formed compares with nothing. Dates of which only one has a zone compare where every
zone gives the same answer (XML Schema 1.1, part 2, section 3.3.7).
"""

from __future__ import annotations

import re
import struct
from decimal import Decimal
from typing import Any, Final, NamedTuple

from confgraph.namespaces import PREFIXES
from confgraph.reading.lexical import RANGES, wrong_form
from confgraph.validation.ntriples import Parts

XSD: Final = PREFIXES["xsd"]

_DATES: Final = ("dateTime", "date", "time")
_TIME: Final = re.compile(r"([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?)")
_ZONE: Final = re.compile(r"(Z|[+-][0-9]{2}:[0-9]{2})$")
_DURATION: Final = re.compile(
    r"(-)?P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?"
)
_HOURS_14: Final = Decimal(14 * 3600)


class Value(NamedTuple):
    """A value and its family; where it has no zone but could have one, ``loose`` is true."""

    family: str
    value: Any
    loose: bool = False


def value(term: Parts) -> Value | None:
    """Return the value of a term that can be compared, None for other terms and for ill-formed literals."""
    if term.kind != "l" or term.language:
        return None
    if not term.datatype.startswith(XSD):
        return None
    name = term.datatype[len(XSD) :]
    if name == "string":
        return Value("string", term.text)
    if wrong_form(term.text, term.datatype) is not None:
        return None
    if name in RANGES or name == "decimal":
        return Value("number", Decimal(term.text))
    if name in ("double", "float"):
        return Value(name, _double(term.text, name))
    if name == "boolean":
        return Value("boolean", term.text in ("true", "1"))
    if name == "dateTimeStamp":
        name = "dateTime"
    if name in _DATES:
        return _date(term.text, name)
    if name in ("yearMonthDuration", "dayTimeDuration"):
        return Value(name, _duration(term.text))
    return None


def below(first: Parts, second: Parts, or_equal: bool) -> bool:
    """Tell whether a term is less than another, or equal where that is enough; what does not compare is not."""
    return values_below(value(first), value(second), or_equal)


def values_below(first: Value | None, second: Value | None, or_equal: bool) -> bool:
    """Tell the same of two values."""
    if first is None or second is None:
        return False
    numbers = ("number", "float", "double")
    if first.family in numbers and second.family in numbers:
        a, b = _promoted(first, second)
        return bool(a <= b if or_equal else a < b)
    if first.family != second.family:
        return False
    if first.loose != second.loose:
        # In no zone of the one that has none may the answer be another.
        early = first.value + _HOURS_14 if first.loose else first.value
        late = second.value - _HOURS_14 if second.loose else second.value
        return bool(early < late)
    return bool(first.value <= second.value if or_equal else first.value < second.value)


def _double(text: str, name: str) -> float:
    number = float(text.replace("INF", "inf"))
    return _single(number) if name == "float" else number


def _single(number: float) -> float:
    """Return the nearest number of 32 bits, as xsd:float holds it."""
    try:
        return float(struct.unpack("f", struct.pack("f", number))[0])
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def _promoted(first: Value, second: Value) -> tuple[Any, Any]:
    """Return two numbers as one type: double before float before decimal (XPath 3.1, appendix B.1)."""
    families = {first.family, second.family}
    if families == {"number"}:
        return first.value, second.value
    if "double" in families:
        return float(first.value), float(second.value)
    return tuple(_single(float(one.value)) for one in (first, second))  # type: ignore[return-value]


def _date(text: str, name: str) -> Value:
    """Return a date or time as seconds, those of a time zone taken off."""
    zone = _ZONE.search(text)
    bare = text[: zone.start()] if zone else text
    day_part, _, time_part = ("", "", bare) if name == "time" else bare.partition("T")
    seconds = Decimal(_days(day_part)) * 86400 if day_part else Decimal(0)
    if time_part:
        hour, minute, second = _TIME.fullmatch(time_part).groups()  # type: ignore[union-attr]
        seconds += int(hour) * 3600 + int(minute) * 60 + Decimal(second)
    if zone and zone[0] != "Z":
        sign = -1 if zone[0][0] == "-" else 1
        seconds -= sign * (int(zone[0][1:3]) * 3600 + int(zone[0][4:6]) * 60)
    return Value(name, seconds, zone is None)


def _days(text: str) -> int:
    """Return the days since the first of March of the year 0, in the Gregorian calendar without end or beginning."""
    year, month, day = map(int, text.lstrip("-").split("-"))
    year = -year if text.startswith("-") else year
    if month <= 2:
        year, month = year - 1, month + 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day


def _duration(text: str) -> tuple[Decimal, Decimal]:
    """Return months and seconds; each kind of duration has only one of them."""
    sign, *fields = _DURATION.fullmatch(text).groups()  # type: ignore[union-attr]
    years, months, days, hours, minutes, seconds = (Decimal(one or 0) for one in fields)
    factor = -1 if sign else 1
    return factor * (years * 12 + months), factor * (((days * 24 + hours) * 60 + minutes) * 60 + seconds)
