"""What all responses have in common, and bodies that are too much."""

from __future__ import annotations

import pytest

from serving import Client, connected


@pytest.mark.parametrize("path", ["", "nosuch", "sparql", "edition/ipc-11.ttl", "id/edition/ipc-11"])
def test_every_response_can_be_read_by_pages_of_others(shipped: Client, path: str) -> None:
    """CORS is open, types are not guessed, and what scripts need of the headers is shown to them."""
    got = shipped(path, Origin="https://example.org")
    assert got.headers["access-control-allow-origin"] == "*"
    assert "ETag" in got.headers["access-control-expose-headers"]
    assert got.headers["x-content-type-options"] == "nosniff"


def test_a_body_that_lies_about_its_length(shipped: Client) -> None:
    """A body in chunks without an end is cut off where it is too large."""
    with connected(shipped.port) as one:
        one.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n")
        one.sendall(b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(201):
            one.sendall(b"186a0\r\n" + b"#" * 100_000 + b"\r\n")
        assert one.recv(1000).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "raw", [b"NONSENSE\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n"]
)
def test_what_is_no_http_is_refused(shipped: Client, raw: bytes) -> None:
    """Whatever is sent, the server answers with an error or hangs up, and lives on."""
    with connected(shipped.port) as one:
        one.sendall(raw)
        one.shutdown(1)
        got = one.recv(1000)
    assert got == b"" or got.startswith((b"HTTP/1.1 4", b"HTTP/1.1 2"))
    assert shipped("").status == 200
