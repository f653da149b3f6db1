"""Negotiation as RFC 9110 wants it."""

from __future__ import annotations

import time

import pytest

from confgraph.server.negotiation import Media, encoding, preferred, profiles, ranges, same_tag

HTML = Media("text/html", ("application/xhtml+xml",))
TURTLE = Media("text/turtle", ("application/x-turtle",), "https://example.org/ours")
JSONLD = Media("application/ld+json", ("application/json",), "https://example.org/ours")
SCHEMA = Media("application/ld+json", ("application/json",), "https://schema.org/")
OFFERS = (HTML, TURTLE, JSONLD)


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("text/turtle, text/html", HTML),  # equals: the order of what there is
        ("text/turtle;q=0.9, text/html;q=0.8", TURTLE),
        ("text/html;q=0.5,*/*;q=0.6", TURTLE),
        ("text/*;q=0.3, text/turtle;q=0.7, */*;q=0.5", TURTLE),
        ("text/*, text/html;q=0", TURTLE),
        ("*/*;q=0.1, text/html;q=0, text/turtle;q=0", JSONLD),
        ("application/json", JSONLD),
        ("application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", HTML),
        ("text/turtle ; q=1.000 , text/html ; q = 0.2", TURTLE),
        ("text/turtle;charset=utf-8", TURTLE),
        ("text/turtle;charset=latin-1", None),
        ("text/turtle;q=0", None),
        ("image/png", None),
        ("image/png, */*;q=0", None),
        ("text/turtle;q=7, text/html;q=0.1", HTML),  # no quality: the element is none
        (",, ;q=1, text/turtle,", TURTLE),
        ('text/html;note="a,b;q=0", text/turtle', TURTLE),
    ],
)
def test_the_client_gets_what_it_wants_most(accept: str | None, wanted: Media | None) -> None:
    """Quality, specificity and wildcards count as section 12.5.1 says; what is no element is left out."""
    assert preferred(accept, OFFERS) == wanted


def test_the_example_of_the_rfc() -> None:
    """The qualities of the example of section 12.5.1 come out as its table says."""
    accept = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"
    html, plain, jpeg = Media("text/html"), Media("text/plain"), Media("image/jpeg")
    assert preferred(accept, [html, jpeg, plain]) == plain  # 0.3, 0.5, 0.7
    assert preferred(accept, [html, jpeg]) == jpeg
    assert [one.quality for one in ranges(accept)] == [0.3, 0.7, 1.0, 0.4, 0.5]


def test_a_profile_chooses_among_representations_of_one_type() -> None:
    """The parameter profile of JSON-LD (section 4 of its registration) names one of several vocabularies."""
    offers = (JSONLD, SCHEMA)
    assert preferred("application/ld+json", offers) == JSONLD
    assert preferred('application/ld+json;profile="https://schema.org/"', offers) == SCHEMA
    assert preferred('application/ld+json;profile="https://a.example/ https://schema.org/"', offers) == SCHEMA
    assert preferred('application/ld+json;profile="https://a.example/"', offers) is None


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("*", "br"),
        ("br;q=0, *;q=0.5", "gzip"),
        ("identity", ""),
        ("identity;q=1, br;q=0.5", ""),
        ("deflate", ""),
        ("gzip;q=0", ""),
    ],
)
def test_the_coding_that_is_wanted(header: str | None, wanted: str) -> None:
    """Content codings are chosen as section 12.5.3 says, none where none is wanted."""
    assert encoding(header, ("br", "gzip")) == wanted


def test_profiles_come_in_order() -> None:
    """Accept-Profile names IRIs with qualities."""
    assert profiles("<https://a.example/>;q=0.5, <https://b.example/>, <https://c.example/>;q=0") == [
        "https://b.example/",
        "https://a.example/",
    ]
    assert profiles(None) == []


@pytest.mark.parametrize(
    ("header", "same"),
    [(None, False), ("*", True), ('"a"', True), ('W/"a"', True), ('"b", "a"', True), ('"b"', False), ("a", False)],
)
def test_entity_tags_are_compared_weakly(header: str | None, same: bool) -> None:
    """If-None-Match is a list of tags, weak or strong (section 13.1.2)."""
    assert same_tag(header, '"a"') is same


@pytest.mark.parametrize("part", ["a/b;c=", ";", ",", 'a/b;c="', "<", "text/html;q=0.1;" + "a=" * 3, "\\", "*/" * 9])
def test_a_header_that_is_made_to_be_slow_is_not(part: str) -> None:
    """Whatever a header holds, it is read in time that grows with its length."""
    begin = time.monotonic()
    for read in (ranges, profiles):
        read(part * 100_000)
    encoding(part * 100_000, ("br",))
    same_tag(part * 100_000, '"a"')
    assert time.monotonic() - begin < 2
