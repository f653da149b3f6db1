"""Who asks: the address that a client used, also behind a proxy, and how many requests it has at once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.requests import Request

from confgraph.server.failures import Failure

_HOST: Final = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_PREFIX: Final = re.compile(r"(?:/[A-Za-z0-9._~-]{1,100}){1,8}/?")


def base_of(request: Request, base_url: str, proxies: frozenset[str]) -> str:
    """Return the address of the root of the site, with a slash at its end, as the client knows it.

    ``base_url`` is what the owner says, "" for nothing. Headers such as X-Forwarded-Host count from named proxies only.
    """
    if base_url:
        return base_url
    scheme, host, prefix = request.url.scheme, request.headers.get("host", ""), ""
    if _peer(request) in proxies:
        scheme = _first(request, "x-forwarded-proto").lower() or scheme
        host = _first(request, "x-forwarded-host") or host
        prefix = _first(request, "x-forwarded-prefix")
    if scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise Failure(400, "the header Host names no host: send one such as example.org:8000")
    prefix = prefix if _PREFIX.fullmatch(prefix) else ""
    return f"{scheme}://{host}{prefix.rstrip('/')}/"


def client_of(request: Request, proxies: frozenset[str]) -> str:
    """Return the address of the client, by which its requests are counted."""
    peer = _peer(request)
    if peer not in proxies:
        return peer
    listed = [one.strip() for one in request.headers.get("x-forwarded-for", "").split(",") if one.strip()]
    return next((one for one in reversed(listed) if one not in proxies), peer)


def _peer(request: Request) -> str:
    return request.client.host if request.client else ""


def _first(request: Request, name: str) -> str:
    return request.headers.get(name, "").partition(",")[0].strip()


class Turns:
    """Lets each client have a few requests at work and a few that wait; what comes above is told to come again."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self._at_once = at_once
        self._most = at_once + waiting
        self._seconds = seconds
        self._clients: dict[str, tuple[asyncio.Semaphore, list[int]]] = {}

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait for a turn of a client; raises Failure (429) where too many wait already, or for too long."""
        turns, count = self._clients.setdefault(client, (asyncio.Semaphore(self._at_once), [0]))
        if count[0] >= self._most:
            raise self._refusal()
        count[0] += 1
        try:
            if turns.locked():
                try:
                    await asyncio.wait_for(turns.acquire(), self._seconds)
                except asyncio.TimeoutError:
                    raise self._refusal() from None
            else:
                await turns.acquire()
            try:
                yield
            finally:
                turns.release()
        finally:
            count[0] -= 1
            if not count[0]:
                self._clients.pop(client, None)

    def _refusal(self) -> Failure:
        what = f"more than {self._at_once} queries of one client at once: ask again in a few seconds"
        return Failure(429, what, headers={"Retry-After": "5"})
