"""What is derived: date bounds, places around places, what the ontology implies."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from confgraph.derive import derive, earliest_day, latest_day
from confgraph.namespaces import PREFIXES

HEAD = (
    "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + "@prefix e: <http://example.org/> .\n"
)
ONTOLOGY = """
cg:location rdfs:subPropertyOf cg:takesPlaceIn . cg:trackOf rdfs:subPropertyOf cg:subEventOf .
cg:colocatedWith a owl:SymmetricProperty . e:near a owl:SymmetricProperty ; rdfs:subPropertyOf e:around .
e:beside rdfs:subPropertyOf e:near . e:around rdfs:subPropertyOf [ a e:Restriction ] .
e:circle rdfs:subPropertyOf e:round . e:round rdfs:subPropertyOf e:circle .
"""


def triples(text: str) -> set[Triple]:
    """Return the triples of Turtle without its prefixes."""
    return {quad.triple for quad in parse(HEAD + text, format=RdfFormat.TURTLE)}


def derived(text: str, ontology: str = ONTOLOGY) -> set[Triple]:
    """Return what follows from Turtle, without what it says itself."""
    return set(derive(triples(text), triples(ontology))) - triples(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2003-05-13", "2003-05-13", "2003-05-13"),
        ("2003", "2003-01-01", "2003-12-31"),
        ("2003-02", "2003-02-01", "2003-02-28"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2003-04", "2003-04-01", "2003-04-30"),
        ("2003-12", "2003-12-01", "2003-12-31"),
        ("2004-02-29", "2004-02-29", "2004-02-29"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    """The days of a year, a month or a day are those of the Gregorian calendar, leap years among them."""
    assert (earliest_day(text), latest_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text",
    """
    spring 2003-13 2003-00 2003-02-29 2003-04-31 2003-05-00 03-05 2003-5 2003-1-01 0000 -0044 10000
    2003-05-13Z 2003-05-13T10:00:00 ٢٠٠٣ 2003- 2003--05
    """.split(),
)
def test_what_is_no_date_has_no_days(text: str) -> None:
    """From what is no date, or a day that no calendar has, nothing is derived."""
    for spelled in (text, f" {text}", f"{text}\n", ""):
        assert earliest_day(spelled) is None
        assert latest_day(spelled) is None


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ('cg:startDate "2003-05-13" ; cg:endDate "2003-05-15"', "2003-05-13", "2003-05-15"),
        ('cg:startDate "2003-05"', "2003-05-01", "2003-05-31"),
        ('cg:startDate "2003-05-13"', "2003-05-13", "2003-05-13"),
        ('cg:startDate "2003-02" ; cg:endDate "2004-02"', "2003-02-01", "2004-02-29"),
        ('cg:endDate "2003"', None, "2003-12-31"),
        ('cg:startDate "2003-05", "2003-04" ; cg:endDate "2003-06", "2003-07-02"', "2003-04-01", "2003-07-02"),
        ('cg:startDate "soon", "2003"', "2003-01-01", "2003-12-31"),
        ('cg:startDate "soon"', None, None),
        ('cg:startDate "2003" ; cg:endDate "later"', "2003-01-01", None),
        ("cg:startDate e:day", None, None),
    ],
)
def test_an_event_has_an_earliest_start_and_a_latest_end(said: str, first: str | None, last: str | None) -> None:
    """The bounds hold all that the dates allow; without an end, the start's last day is the latest end."""
    expected = [f'e:e cg:earliestStart "{first}"^^xsd:date .'] if first else []
    expected += [f'e:e cg:latestEnd "{last}"^^xsd:date .'] if last else []
    assert derived(f"e:e {said} .") == triples("".join(expected))


def test_the_type_of_a_date_does_not_matter() -> None:
    """xsd:gYear, xsd:gYearMonth and xsd:date are read alike."""
    assert derived('e:e cg:startDate "2003-05"^^xsd:gYearMonth .') == derived('e:e cg:startDate "2003-05" .')


def test_an_event_takes_place_in_everything_around_its_place() -> None:
    """City, region and country follow from the place, and the place itself."""
    places = "e:hall cg:within e:city . e:city cg:within e:region, e:land . e:region cg:within e:land ."
    assert derived(f"e:e cg:location e:hall . {places}") == triples(
        "e:e cg:takesPlaceIn e:hall, e:city, e:region, e:land ."
    )


def test_a_circle_of_places_ends() -> None:
    """Places that are within each other by mistake are each named once."""
    text = "e:e cg:location e:a . e:a cg:within e:b . e:b cg:within e:c, e:b . e:c cg:within e:a ."
    assert derived(text) == triples("e:e cg:takesPlaceIn e:a, e:b, e:c .")


def test_where_a_place_lies_says_nothing_about_other_properties() -> None:
    """A planned location is no place where the event took place."""
    assert derived("e:e cg:plannedLocation e:hall . e:hall cg:within e:city .") == set()


@pytest.mark.parametrize(
    ("said", "follows"),
    [
        ("e:t cg:trackOf e:e .", "e:t cg:subEventOf e:e ."),
        ("e:a cg:colocatedWith e:b .", "e:b cg:colocatedWith e:a ."),
        ("e:a e:near e:b .", "e:b e:near e:a . e:a e:around e:b . e:b e:around e:a ."),
        ("e:a e:beside e:b .", "e:a e:near e:b . e:b e:near e:a . e:a e:around e:b . e:b e:around e:a ."),
        ("e:a e:circle e:b .", "e:a e:round e:b ."),
        ('e:a cg:colocatedWith "b" .', ""),
        ("e:a e:other e:b .", ""),
    ],
)
def test_what_the_ontology_implies_follows(said: str, follows: str) -> None:
    """Super-properties and both directions are derived, also one through the other, and nothing else."""
    assert derived(said) == triples(follows)


def test_a_second_time_nothing_new_follows() -> None:
    """What is derived is complete: derived from again it gives nothing new."""
    text = 'e:a e:beside e:b ; cg:location e:h ; cg:startDate "2003" ; cg:colocatedWith e:c . e:h cg:within e:l .'
    once = triples(text) | derived(text)
    assert set(derive(once, triples(ONTOLOGY))) <= once


def test_nothing_follows_from_nothing() -> None:
    """An empty file has no derived triples."""
    assert derived("") == set()
    assert derived('e:e rdfs:label "x" .') == set()


def test_bounds_are_dates() -> None:
    """A bound is an xsd:date, which a store can compare."""
    (bound,) = {t.object for t in derived('e:e cg:endDate "2003" .')}
    assert bound == Literal("2003-12-31", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
