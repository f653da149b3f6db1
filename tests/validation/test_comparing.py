"""Values compare as the operators of SPARQL do; what does not compare is never below."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import expand
from confgraph.validation.comparing import below, value
from confgraph.validation.ntriples import Parts, parts


def typed(text: str, datatype: str) -> Parts:
    """Return a literal of a datatype of XML Schema."""
    return parts(str(Literal(text, datatype=NamedNode(expand(f"xsd:{datatype}")))))


# XPath and XQuery Functions and Operators 3.1, sections 4.3, 7.2, 9.4; XML Schema 1.1, part 2, section 3.3.7.
ORDERED = [
    (("1", "integer"), ("1.5", "decimal")),
    (("1", "byte"), ("2", "unsignedLong")),
    (("9" * 30, "integer"), ("1" + "0" * 30, "integer")),
    (("0.1", "decimal"), ("0.10000000000000000001", "decimal")),
    (("1", "integer"), ("1.5E0", "double")),
    (("-INF", "double"), ("-1E308", "double")),
    (("1E308", "double"), ("INF", "float")),
    (("a", "string"), ("b", "string")),
    (("Z", "string"), ("a", "string")),
    (("false", "boolean"), ("1", "boolean")),
    (("2024-02-29", "date"), ("2024-03-01", "date")),
    (("-0044-03-15", "date"), ("0001-01-01", "date")),
    (("2024-01-01T24:00:00", "dateTime"), ("2024-01-02T00:00:01", "dateTime")),
    (("2024-01-01T12:00:00+02:00", "dateTime"), ("2024-01-01T12:00:00Z", "dateTime")),
    (("2024-01-01T00:00:00", "dateTime"), ("2024-01-02T00:00:00Z", "dateTime")),
    (("2024-01-01T12:00:00Z", "dateTimeStamp"), ("2024-01-01T12:00:00.5Z", "dateTime")),
    (("09:00:00", "time"), ("09:00:00.1", "time")),
    (("P1Y", "yearMonthDuration"), ("P13M", "yearMonthDuration")),
    (("-P1D", "dayTimeDuration"), ("PT1S", "dayTimeDuration")),
]
EQUAL = [
    (("1", "integer"), ("01.0", "decimal")),
    (("1", "boolean"), ("true", "boolean")),
    (("2024-01-01T24:00:00Z", "dateTime"), ("2024-01-02T01:00:00+01:00", "dateTime")),
    (("P12M", "yearMonthDuration"), ("P1Y", "yearMonthDuration")),
    (("0.1", "float"), ("0.1", "decimal")),
]
INCOMPARABLE = [
    (("1", "integer"), ("1", "string")),
    (("NaN", "double"), ("NaN", "double")),
    (("NaN", "double"), ("1", "integer")),
    (("2024-02-30", "date"), ("2024-03-01", "date")),
    (("2024-02-29", "date"), ("2024-02-29T00:00:00", "dateTime")),
    (("2024-01-01T00:00:00", "dateTime"), ("2024-01-01T05:00:00Z", "dateTime")),
    (("2024", "gYear"), ("2025", "gYear")),
    (("P1Y", "duration"), ("P2Y", "duration")),
    (("five", "integer"), ("6", "integer")),
    (("300", "byte"), ("301", "integer")),
    (("00", "hexBinary"), ("01", "hexBinary")),
]


@pytest.mark.parametrize(("first", "second"), ORDERED, ids=str)
def test_the_less_is_below(first: tuple[str, str], second: tuple[str, str]) -> None:
    """The order has one direction."""
    a, b = typed(*first), typed(*second)
    assert below(a, b, False)
    assert below(a, b, True)
    assert not below(b, a, True)


@pytest.mark.parametrize(("first", "second"), EQUAL, ids=str)
def test_equal_values_are_below_where_that_is_enough(first: tuple[str, str], second: tuple[str, str]) -> None:
    """Whatever their types and forms are."""
    a, b = typed(*first), typed(*second)
    assert below(a, b, True)
    assert below(b, a, True)
    assert not below(a, b, False)


@pytest.mark.parametrize(("first", "second"), INCOMPARABLE, ids=str)
def test_what_does_not_compare_is_not_below(first: tuple[str, str], second: tuple[str, str]) -> None:
    """In neither direction, not even itself: ill-formed texts, other families, types without an order."""
    a, b = typed(*first), typed(*second)
    assert not any(below(*pair, same) for pair in ((a, b), (b, a)) for same in (True, False))


@pytest.mark.parametrize("text", ["<http://e.org/a>", "_:b", '"a"@en', '"a"^^<http://e.org/type>'])
def test_other_terms_have_no_value(text: str) -> None:
    """Addresses, blank nodes, texts with a language, and types that nobody knows."""
    assert value(parts(text)) is None
