"""What every request and response has in common: CORS, OPTIONS, bounded bodies, clients that hang up."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from threading import Event
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from confgraph.problems import ConfgraphError
from confgraph.sandbox.pool import Abandoned
from confgraph.server.failures import Failure, failure_of
from confgraph.server.protocol import MOST
from confgraph.server.respond import Representation

_EXPOSED: Final = "ETag, Link, Location, Content-Location, Content-Profile, Retry-After, Confgraph-Limits"
_SECONDS: Final = 30.0
"""So long a client may take to send what it asks."""
_TAKEN: Final = 20_000_000
"""So many bytes of a request are taken off the line, whatever becomes of them."""


class Manners:
    """Adds what every response has, and answers OPTIONS (RFC 9110, section 9.3.7; Fetch, section 3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def mannered(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = _EXPOSED
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
            await send(message)

        if scope["method"] == "OPTIONS":
            methods = "GET, HEAD, OPTIONS" + (", POST" if scope["path"].startswith(("/sparql", "/reconcile")) else "")
            response = Response(
                status_code=204,
                headers={
                    "Allow": methods,
                    "Access-Control-Allow-Methods": methods,
                    "Access-Control-Allow-Headers": "Accept, Accept-Profile, Content-Type, If-None-Match",
                    "Access-Control-Max-Age": "86400",
                },
            )
            await response(scope, receive, mannered)
            return
        await self._app(scope, receive, mannered)


async def read_body(request: Request, most: int = MOST) -> bytes:
    """Return the body of a request; raises Failure where it is too large (413), or slow (408 as 400)."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > _TAKEN:
        raise _too_large(most)
    body = bytearray()

    async def read() -> int:
        """Take what is too much as well, up to a bound: who still sends would not see the answer."""
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size <= most:
                body.extend(chunk)
            elif size > _TAKEN:
                break
        return size

    try:
        if await asyncio.wait_for(read(), _SECONDS) > most:
            raise _too_large(most)
    except asyncio.TimeoutError:
        raise Failure(400, f"the request did not arrive within {_SECONDS:g} seconds: send it at once") from None
    except ClientDisconnect:
        raise Failure(400, "the request ended in the middle: send it whole") from None
    return bytes(body)


def _too_large(most: int) -> Failure:
    return Failure(413, f"the request has more than {most:,} bytes: ask for less", headers={"Connection": "close"})


@asynccontextmanager
async def gone_of(request: Request) -> AsyncIterator[Callable[[], bool]]:
    """Give what tells whether the client has hung up; errors of what runs meanwhile become failures."""
    gone = Event()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone.set()

    watcher = asyncio.create_task(watch())
    try:
        yield gone.is_set
    except ConfgraphError as error:
        raise failure_of(error) from error
    except Abandoned:
        raise Failure(503, "nobody waited for the answer any more, or the server ends") from None
    finally:
        watcher.cancel()
        with suppress(asyncio.CancelledError):
            await watcher


def json_of(document: object, media: str = "application/json") -> Representation:
    """Return a document as JSON."""
    return Representation((json.dumps(document, ensure_ascii=False) + "\n").encode(), media)
