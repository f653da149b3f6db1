"""The words for terms."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import ID, expand
from confgraph.site.facts import Facts
from confgraph.site.words import human_date, human_range, plural, shown, span


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2002-06-26", "26 June 2002"),
        ("1995-12", "December 1995"),
        ("2003", "2003"),
        ("2003-13", "2003-13"),
        ("x", "x"),
    ],
)
def test_a_date_is_as_precise_as_its_source(text: str, words: str) -> None:
    """A month stays a month, and what is no date stays as it is."""
    assert human_date(text) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2002-06-26", "2002-06-28", "26–28 June 2002"),
        ("2019-06-30", "2019-07-02", "30 June – 2 July 2019"),
        ("2019-12-30", "2020-01-02", "30 December 2019 – 2 January 2020"),
        ("2002-06-26", "", "26 June 2002"),
        ("2002-06-26", "2002-06-26", "26 June 2002"),
        ("2002", "2002-06", "2002 – June 2002"),
    ],
)
def test_a_range_says_once_what_both_dates_share(start: str, end: str, words: str) -> None:
    """Two days of one month are written with one month."""
    assert human_range(start, end) == words


def test_an_entity_is_a_link_to_its_page(facts: Facts) -> None:
    """An entity of the catalog is shown by its name and leads to its page."""
    value = shown(facts, NamedNode(f"{ID}series/ipc"))
    assert (value.words, value.page, value.web) == ("International Python Conference", "series/ipc", "")


def test_text_keeps_its_language(facts: Facts) -> None:
    """A page says in which language a text is, and that it runs from the right."""
    assert shown(facts, Literal("שלום", language="he"))[3:5] == ("he", "rtl")


def test_dates_are_for_machines_too(facts: Facts) -> None:
    """A date carries what a machine reads; text that looks like one does not."""
    assert shown(facts, Literal("1995-12", datatype=NamedNode(expand("xsd:gYearMonth")))).time == "1995-12"
    assert shown(facts, Literal("1995-12")).time == ""


def test_a_list_is_shown_by_its_members(facts: Facts) -> None:
    """The chain of takesPlaceIn is shown as its two properties, and no blank node by a name of chance."""
    (chain,) = facts.values(expand("cg:takesPlaceIn"), "owl:propertyChainAxiom")
    assert shown(facts, chain).words == "location, within"


def test_one_thing_is_not_told_as_several() -> None:
    """One is one, none and two are several; a single year is no span."""
    assert [plural(number, "event") for number in (0, 1, 2)] == ["events", "event", "events"]
    assert plural(3, "country", "countries") == "countries"
    assert (span({2031}), span([2005, 2002]), span(())) == ("2031", "2002–2005", "")
