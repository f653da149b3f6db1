"""Responses with their validators."""

from __future__ import annotations

import gzip
from datetime import datetime, timezone

import pytest
from starlette.requests import Request

from confgraph.server.respond import Representation, respond

THEN = datetime(2026, 11, 1, 12, 0, 0, tzinfo=timezone.utc)


def request(**headers: str) -> Request:
    """Return a request with headers."""
    raw = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"If_Modified_Since": "Sun, 01 Nov 2026 12:00:00 GMT"}, 304),
        ({"If_Modified_Since": "Sun, 01 Nov 2026 11:59:59 GMT"}, 200),
        ({"If_Modified_Since": "Sunday, 01-Nov-26 12:00:00 GMT"}, 304),
        ({"If_Modified_Since": "soon"}, 200),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": '"other"', "If_Modified_Since": "Sun, 01 Nov 2026 12:00:00 GMT"}, 200),
    ],
)
def test_what_a_client_has_it_keeps(headers: dict[str, str], status: int) -> None:
    """Dates are those of RFC 9110, section 5.6.7, the obsolete form too; a tag counts more."""
    response = respond(request(**headers), Representation(b"x", "text/plain"), THEN)
    assert response.status_code == status
    assert response.headers["last-modified"] == "Sun, 01 Nov 2026 12:00:00 GMT"


def test_small_and_packed_bytes_are_not_packed() -> None:
    """Compression is for what gains by it, and only then the response depends on what is accepted."""
    for body, media in ((b"x" * 100, "text/plain"), (gzip.compress(b"x") * 100, "application/gzip")):
        response = respond(request(Accept_Encoding="gzip, br"), Representation(body, media))
        assert "content-encoding" not in response.headers
        assert "vary" not in response.headers
    large = respond(request(Accept_Encoding="gzip"), Representation(b"x" * 1000, "text/plain"))
    assert gzip.decompress(bytes(large.body)) == b"x" * 1000
    assert large.headers["vary"] == "Accept-Encoding"


def test_the_same_bytes_have_the_same_tag() -> None:
    """A tag is of the bytes: it survives a restart, and changes with them."""
    tags = [respond(request(), Representation(body, "text/plain")).headers["etag"] for body in (b"a", b"a", b"b")]
    assert tags[0] == tags[1] != tags[2]
