"""The addresses of things, as the standards of the web want them."""

from __future__ import annotations

import gzip
from email.utils import parsedate_to_datetime

import brotli
import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat

from serving import Client

IRI = "https://w3id.org/confgraph/id/edition/ipc-11"
TYPES = {
    ".html": "text/html",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}


@pytest.mark.parametrize(("suffix", "media"), TYPES.items())
def test_a_thing_answers_in_the_type_that_is_wanted(shipped: Client, suffix: str, media: str) -> None:
    """The same address has each format, as the file of that format does, and says what it depends on."""
    got, file = shipped("edition/ipc-11", Accept=media), shipped(f"edition/ipc-11{suffix}")
    assert (got.status, got.media, got.body) == (200, media, file.body)
    assert file.media == media
    assert got.headers["content-location"] == f"ipc-11{suffix}"
    assert {"Accept", "Accept-Encoding"} <= set(got.headers["vary"].split(", "))
    assert f'<{IRI}>; rel="canonical"' in got.headers["link"]
    others = [other for other in TYPES if other != suffix]
    assert all(f'<ipc-11{other}>; rel="alternate"; type="{TYPES[other]}"' in got.headers["link"] for other in others)
    assert got.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.JSON_LD, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML])
def test_all_formats_say_the_same(shipped: Client, form: RdfFormat) -> None:
    """Every format is read by another parser, and holds the same triples."""
    first = set(pyoxigraph.parse(shipped("edition/ipc-11.nt").body, format=RdfFormat.N_TRIPLES))
    media = form.media_type.partition(";")[0]
    assert set(pyoxigraph.parse(shipped("edition/ipc-11", Accept=media).body, format=form)) == first
    assert any(quad.subject == NamedNode(IRI) for quad in first)


def test_nothing_that_is_wanted_is_406(shipped: Client) -> None:
    """A type that there is not gets the list of those that there are."""
    got = shipped("edition/ipc-11", Accept="image/png")
    assert got.status == 406
    assert all(media in got.text for media in TYPES.values())


@pytest.mark.parametrize(
    ("accept", "place"),
    [("text/turtle", ".ttl"), ("text/html", ".html"), ("*/*", ".html"), ("application/json", ".jsonld")],
)
def test_the_address_of_a_thing_leads_to_what_is_said_of_it(shipped: Client, accept: str, place: str) -> None:
    """An event is no document: its address leads on by 303 (Cool URIs for the Semantic Web, section 4.2)."""
    got = shipped("id/edition/ipc-11", Accept=accept)
    assert (got.status, got.headers["location"]) == (303, f"../../edition/ipc-11{place}")
    assert "Accept" in got.headers["vary"]


def test_what_is_known_is_not_sent_again(shipped: Client) -> None:
    """A tag or a date of before gets 304 without a body; a tag counts more than a date (RFC 9110, section 13.2.2)."""
    first = shipped("edition/ipc-11", Accept="text/turtle")
    tag, modified = first.headers["etag"], first.headers["last-modified"]
    assert not tag.startswith("W/")
    again = shipped("edition/ipc-11", Accept="text/turtle", If_None_Match=f'"x", {tag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert "vary" in again.headers
    assert "cache-control" in again.headers
    assert shipped("edition/ipc-11", Accept="text/turtle", If_Modified_Since=modified).status == 304
    assert (
        shipped("edition/ipc-11", Accept="text/turtle", If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT").status == 200
    )
    assert shipped("edition/ipc-11", Accept="text/turtle", If_Modified_Since="no date").status == 200
    other = shipped("edition/ipc-11", Accept="text/turtle", If_None_Match='"x"', If_Modified_Since=modified)
    assert other.status == 200
    assert parsedate_to_datetime(modified) <= parsedate_to_datetime(first.headers["date"])


def test_each_representation_has_its_own_tag(shipped: Client) -> None:
    """Types and codings are different bytes, and so have different strong tags (section 8.8.3)."""
    tags = {shipped("edition/ipc-11", Accept=media).headers["etag"] for media in TYPES.values()}
    tags |= {shipped("edition/ipc-11", Accept_Encoding=coding).headers["etag"] for coding in ("br", "gzip")}
    assert len(tags) == len(TYPES) + 2


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_bytes_are_packed_where_that_is_wanted(shipped: Client, coding: str) -> None:
    """A client that takes packed bytes gets them, and they are the same."""
    plain, packed = shipped("series/ipc"), shipped("series/ipc", Accept_Encoding=coding)
    assert packed.headers["content-encoding"] == coding
    unpacked = gzip.decompress(packed.body) if coding == "gzip" else brotli.decompress(packed.body)
    assert unpacked == plain.body
    assert "content-encoding" not in plain.headers
    assert len(packed.body) < len(plain.body) / 2


@pytest.mark.parametrize(
    "path", ["", "edition/ipc-11", "edition/ipc-11.ttl", "sparql", "queries/ipc-editions", "nosuch"]
)
def test_head_is_get_without_the_body(shipped: Client, path: str) -> None:
    """HEAD has the status and the headers of GET (section 9.3.2)."""
    get, head = shipped(path), shipped(path, "HEAD")
    assert (head.status, head.body) == (get.status, b"")
    names = ("content-type", "etag", "vary", "content-length")
    assert [head.headers.get(name) for name in names] == [get.headers.get(name) for name in names]


@pytest.mark.parametrize("path", ["edition/ipc-11", "sparql", "", "nosuch"])
def test_options_and_preflight(shipped: Client, path: str) -> None:
    """OPTIONS tells the methods, and lets pages of other sites ask."""
    got = shipped(path, "OPTIONS", Origin="https://example.org", Access_Control_Request_Method="POST")
    assert got.status == 204
    assert "GET, HEAD, OPTIONS" in got.headers["allow"]
    assert ("POST" in got.headers["allow"]) == (path == "sparql")
    assert got.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "path", ["edition/nosuch", "id/edition/nosuch", "nosuch/", "assets/nosuch.js", "w3id/.htaccess", "%00"]
)
@pytest.mark.parametrize("media", [*TYPES.values(), "application/json", "text/plain"])
def test_what_is_not_there_says_so_in_the_format_that_is_wanted(shipped: Client, path: str, media: str) -> None:
    """404 is of the type that was asked for, and says where to look."""
    got = shipped(path, Accept=media)
    assert got.status == 404
    assert got.media == {"application/json": "application/problem+json"}.get(media, media)
    if media == "text/turtle":
        assert "404 Not Found" in str(next(iter(pyoxigraph.parse(got.body, format=RdfFormat.TURTLE))).object)


def test_no_path_leads_out_of_the_site(shipped: Client) -> None:
    """Nothing but the files of the site is served, however a path is written."""
    for path in ("../pyproject.toml", "%2e%2e/pyproject.toml", "assets/../../pyproject.toml", "..%2f..%2fetc/passwd"):
        assert shipped(path).status == 404


def test_the_schema_org_profile(shipped: Client) -> None:
    """Accept-Profile, the parameter profile and _profile lead to schema.org (Content Negotiation by Profile)."""
    ways = [
        shipped("edition/ipc-11", Accept="application/ld+json", Accept_Profile="<https://schema.org/>"),
        shipped("edition/ipc-11", Accept='application/ld+json;profile="https://schema.org/"'),
        shipped("edition/ipc-11?_profile=schema"),
        shipped("edition/ipc-11.schema.jsonld"),
    ]
    assert {got.status for got in ways} == {200}
    assert len({got.body for got in ways}) == 1
    assert ways[0].json["@context"] == "https://schema.org"
    assert ways[0].json["@type"] == "Event"
    assert ways[0].headers["content-profile"] == "<https://schema.org/>"
    ours = shipped("edition/ipc-11", Accept="application/ld+json")
    assert ours.headers["content-profile"] == "<https://w3id.org/confgraph/ns>"
    assert shipped("edition/ipc-11", Accept_Profile="<https://example.org/unknown>").status == 200


@pytest.mark.parametrize("path", [".well-known/void", "dataset"])
def test_the_dataset_is_found(shipped: Client, path: str) -> None:
    """The well-known address leads to the description of the dataset, in the type that is wanted."""
    got = shipped(path, Accept="text/turtle")
    assert got.status == 303
    assert got.headers["location"] == "../" * path.count("/") + "data/index.ttl"
    assert b"void:Dataset" in shipped("data/index.ttl").body


def test_folders_have_a_slash(shipped: Client) -> None:
    """A folder without its slash leads to the one with it: links in its page start there."""
    got = shipped("series")
    assert (got.status, got.headers["location"]) == (308, "series/")
    assert shipped("series/").media == "text/html"
    assert shipped("ns/", Accept="text/turtle").media == "text/turtle"
    assert shipped("ns/Edition", Accept="text/turtle").media == "text/turtle"


def test_the_page_for_what_is_missing_finds_its_style(shipped: Client) -> None:
    """The page of 404 can stand at any depth."""
    got = shipped("a/b/c/nosuch", Accept="text/html")
    assert got.status == 404
    assert f'<base href="{shipped.base}">' in got.text
