"""RDF terms as values of Python and of rdflib."""

from __future__ import annotations

import logging
import math
import time
import warnings
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Triple

from confgraph.namespaces import PREFIXES, expand
from confgraph.problems import UsageError
from confgraph.values import python_value, rdflib_graph
from tricky import PREDICATE, SUBJECT, TERMS, from_rdflib, typed

DATATYPES = "integer decimal double float boolean date dateTime gYear gYearMonth string negativeInteger".split()


@pytest.mark.parametrize(
    ("datatype", "text", "value"),
    [
        ("integer", "2003", 2003),
        ("integer", "-01", -1),
        ("unsignedByte", "+7", 7),
        ("nonPositiveInteger", "-7", -7),
        ("decimal", "48.20", Decimal("48.20")),
        ("decimal", "-.5", Decimal("-0.5")),
        ("double", "1.5E3", 1500.0),
        ("float", "-INF", -math.inf),
        ("boolean", "true", True),
        ("boolean", "0", False),
        ("date", "2003-05-13", date(2003, 5, 13)),
        ("dateTime", "2003-05-13T10:00:00", datetime(2003, 5, 13, 10)),
        ("dateTime", "2003-05-13T10:00:00.250Z", datetime(2003, 5, 13, 10, 0, 0, 250_000, timezone.utc)),
        ("dateTime", "2003-05-13T10:00:00+14:00", datetime(2003, 5, 13, 10, tzinfo=timezone(timedelta(hours=14)))),
        ("string", "2003", "2003"),
    ],
)
def test_values_are_those_of_xml_schema(datatype: str, text: str, value: Any) -> None:
    """A well-formed literal becomes the Python value that XML Schema 1.1 gives it, of the right type."""
    found = python_value(typed(text, f"xsd:{datatype}"))
    assert found == value
    assert type(found) is type(value)


def test_not_a_number_is_a_float() -> None:
    """What XML Schema spells "NaN" is the float that equals nothing."""
    assert math.isnan(python_value(typed("NaN", "xsd:double")))


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        ("gYear", "2003"),
        ("gYearMonth", "2003-05"),
        ("date", "2003-02-31"),
        ("date", "2003-05-13Z"),
        ("date", "20030513"),
        ("date", "2003-W20-2"),
        ("date", "-0044-03-15"),
        ("date", "٢٠٠٣-٠٥-١٣"),
        ("dateTime", "2003-05-13"),
        ("dateTime", "2003-05-13 10:00:00"),
        ("dateTime", "2003-05-13T24:00:00"),
        ("integer", "five"),
        ("integer", ""),
        ("integer", "5."),
        ("integer", "1_000"),
        ("integer", "٣"),
        ("decimal", "1E+999999999"),
        ("decimal", "NaN"),
        ("double", "1_000.0"),
        ("double", "inf"),
        ("double", "nan"),
        ("double", "٣"),
        ("boolean", "yes"),
        ("boolean", "True"),
    ],
)
def test_what_python_cannot_hold_as_written_stays_text(datatype: str, text: str) -> None:
    """Partial dates, ill-formed literals and other calendars are their text, on every version of Python."""
    assert python_value(typed(text, f"xsd:{datatype}")) == text


@pytest.mark.parametrize("datatype", DATATYPES)
@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "0." + "1" * 1_000_000, "1E+999999999", "1e" + "9" * 1_000_000, "-" * 10**6]
)
def test_no_literal_stops_the_process(datatype: str, text: str) -> None:
    """A number of a million digits is answered at once: as its text, or as a float."""
    start = time.process_time()
    assert isinstance(python_value(typed(text, f"xsd:{datatype}")), (str, float))
    assert time.process_time() - start < 2  # minutes, where the digits are turned into a number


@given(st.text(max_size=12) | st.from_regex(r"[+-]?[0-9.eE:TZ-]{0,14}", fullmatch=True), st.sampled_from(DATATYPES))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_no_literal_raises(text: str, datatype: str) -> None:
    """Whatever stands in a literal, there is a value for it."""
    assert python_value(typed(text, f"xsd:{datatype}")) is not None


def test_terms_that_are_no_literals_are_texts() -> None:
    """An address is its text, a blank node its name, and nothing is None."""
    assert python_value(SUBJECT) == SUBJECT.value
    assert python_value(BlankNode("b")) == "_:b"
    assert python_value(None) is None


def test_rdflib_gets_every_term_as_it_was() -> None:
    """In an rdflib graph each term is spelled as it was written, ill-formed ones too."""
    graph = rdflib_graph(Triple(SUBJECT, PREDICATE, term) for term in TERMS.values())
    assert {str(from_rdflib(node)) for node in graph.objects()} == {str(term) for term in TERMS.values()}


def test_rdflib_says_nothing_about_ill_formed_literals(caplog: pytest.LogCaptureFixture) -> None:
    """Rdflib's tracebacks and warnings about literals do not reach the user, and its settings are as they were."""
    wrong = [
        typed("yes", "xsd:boolean"),
        typed("x", "xsd:date"),
        typed("<p", "rdf:XMLLiteral"),
        typed("9" * 5000, "xsd:integer"),
    ]
    logger = logging.getLogger("rdflib.term")
    before = (logger.level, list(logger.filters), rdflib.NORMALIZE_LITERALS, list(warnings.filters))
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        assert len(rdflib_graph(Triple(SUBJECT, PREDICATE, term) for term in wrong)) == len(wrong)
    assert not warned
    assert not caplog.records
    assert before == (logger.level, list(logger.filters), rdflib.NORMALIZE_LITERALS, list(warnings.filters))


def test_rdflib_knows_our_prefixes() -> None:
    """A graph that is handed over writes short names, and a graph of the caller gets the triples added."""
    mine = rdflib.Graph()
    assert rdflib_graph([Triple(SUBJECT, PREDICATE, SUBJECT)], mine) is mine
    assert {prefix: str(iri) for prefix, iri in mine.namespaces()}.items() >= PREFIXES.items()
    assert len(mine) == 1


def test_a_triple_in_a_triple_is_refused() -> None:
    """Rdflib has no triple terms, so none is handed over as something else."""
    triple = Triple(SUBJECT, NamedNode(expand("cg:year")), SUBJECT)
    with pytest.raises(UsageError, match=r"RDF 1\.1"):
        rdflib_graph([Triple(SUBJECT, PREDICATE, triple)])
