"""Who asks, and from where."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request

from confgraph.server.clients import Turns, base_of, client_of
from confgraph.server.failures import Failure

NO_PROXY: frozenset[str] = frozenset()
PROXY = frozenset(["10.0.0.1"])


def request(peer: str = "192.0.2.7", **headers: str) -> Request:
    """Return a request of a peer with headers."""
    raw = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": raw, "scheme": "http"}
    return Request({**scope, "client": (peer, 1234), "server": ("127.0.0.1", 80)})


def test_the_address_is_what_the_client_used() -> None:
    """Without a proxy the header Host says it, and what the owner says counts more."""
    assert base_of(request(Host="example.org:8000"), "", NO_PROXY) == "http://example.org:8000/"
    assert base_of(request(Host="x"), "https://ours.example/conf/", NO_PROXY) == "https://ours.example/conf/"


def test_forwarded_headers_count_from_named_proxies_only() -> None:
    """A stranger cannot make the server give out addresses of his."""
    forged = {"X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "https", "X_Forwarded_Prefix": "/a/b"}
    assert base_of(request(Host="x.example", **forged), "", PROXY) == "http://x.example/"
    assert base_of(request("10.0.0.1", Host="x.example", **forged), "", PROXY) == "https://evil.example/a/b/"
    forged["X_Forwarded_Prefix"] = "/a/../b?c"
    assert base_of(request("10.0.0.1", Host="x.example", **forged), "", PROXY) == "https://evil.example/"


@pytest.mark.parametrize("host", ["", "a b", "x/../y", "x\r\ny", "x@y", "<script>", "a" * 300])
def test_a_host_that_is_none_is_refused(host: str) -> None:
    """Nothing but a host gets into an address that others will follow."""
    with pytest.raises(Failure, match="names no host"):
        base_of(request(Host=host), "", NO_PROXY)


def test_clients_are_told_apart() -> None:
    """A client is its address; behind named proxies the last that is none of them."""
    assert client_of(request("192.0.2.7", X_Forwarded_For="203.0.113.9"), NO_PROXY) == "192.0.2.7"
    forwarded = request("10.0.0.1", X_Forwarded_For="198.51.100.1, 203.0.113.9, 10.0.0.1")
    assert client_of(forwarded, PROXY) == "203.0.113.9"
    assert client_of(request("10.0.0.1"), PROXY) == "10.0.0.1"


def test_turns_of_one_client_do_not_touch_another() -> None:
    """One client waits and is refused, while another has its turn; nothing is left of either."""

    async def scene() -> list[str]:
        turns, done = Turns(1, 1, 0.2), []

        async def ask(client: str, seconds: float) -> None:
            try:
                async with turns.turn(client):
                    await asyncio.sleep(seconds)
                    done.append(f"{client} answered")
            except Failure as failure:
                done.append(f"{client} {failure.status}")

        await asyncio.gather(ask("a", 0.5), ask("a", 0), ask("a", 0), ask("b", 0))
        assert not turns._clients
        return done

    assert asyncio.run(scene()) == ["a 429", "b answered", "a 429", "a answered"]
