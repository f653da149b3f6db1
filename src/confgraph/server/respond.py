"""Turn what is known into responses: validators, conditional requests, compression (RFC 9110, sections 8, 12, 13)."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from hashlib import sha256
from typing import Final

import brotli
from starlette.requests import Request
from starlette.responses import Response

from confgraph.server.negotiation import encoding, same_tag

CODINGS: Final = ("br", "gzip")
_LEAST: Final = 800
"""Below so many bytes compression gains nothing."""
_PACKED: Final = ("application/gzip", "font/woff2", "image/png")
_QUALITY: Final = 5


class Representation:
    """The bytes of something in one type, and what else the headers say of it; packed once for those who come again."""

    def __init__(self, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> None:
        self.body = body
        self.media = media
        self.headers = dict(headers or {})
        self._packed: dict[str, bytes] = {}

    @cached_property
    def digest(self) -> str:
        """A name that only these bytes have."""
        return sha256(self.body).hexdigest()[:24]

    def packed(self, coding: str) -> bytes:
        """Return the bytes in one of ``CODINGS``, or as they are for ""."""
        if not coding:
            return self.body
        if coding not in self._packed:
            if coding == "br":
                self._packed[coding] = brotli.compress(self.body, quality=_QUALITY)
            else:
                self._packed[coding] = gzip.compress(self.body, _QUALITY, mtime=0)
        return self._packed[coding]


def respond(
    request: Request,
    found: Representation,
    modified: datetime | None = None,
    vary: tuple[str, ...] = (),
    max_age: int = 300,
    status: int = 200,
) -> Response:
    """Return a response with a strong entity tag, or 304 where the client has these bytes already.

    ``vary`` are the headers by which the representation was chosen, ``max_age`` how long it is fresh, in seconds.
    """
    packable = found.media.partition(";")[0] not in _PACKED and len(found.body) >= _LEAST
    coding = encoding(request.headers.get("accept-encoding"), CODINGS) if packable else ""
    tag = f'"{found.digest}{f"-{coding}" if coding else ""}"'
    headers = dict(found.headers)
    headers["ETag"] = tag
    headers["Cache-Control"] = f"public, max-age={max_age}" if max_age else "no-cache"
    varying = [*vary, *(["Accept-Encoding"] if packable else [])]
    if varying:
        headers["Vary"] = ", ".join(varying)
    if modified is not None:
        headers["Last-Modified"] = format_datetime(modified, usegmt=True)
    if status == 200 and _is_known(request.headers, tag, modified):
        return Response(status_code=304, headers=headers)
    headers["Content-Type"] = found.media
    if coding:
        headers["Content-Encoding"] = coding
    return Response(found.packed(coding), status, headers)


def _is_known(headers: Mapping[str, str], tag: str, modified: datetime | None) -> bool:
    """Tell whether a client has what it would get: by tag, and only without one by date (section 13.2.2)."""
    if "if-none-match" in headers:
        return same_tag(headers["if-none-match"], tag)
    if modified is None or "if-modified-since" not in headers:
        return False
    try:
        since = parsedate_to_datetime(headers["if-modified-since"])
    except (TypeError, ValueError):
        return False
    since = since if since.tzinfo else since.replace(tzinfo=timezone.utc)
    return modified.replace(microsecond=0) <= since
