"""A service of the web that answers in JSON, asked with parameters or a form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from confgraph.problems import RemoteFailure
from confgraph.remote.connection import AGENT, SECONDS, Connection

if TYPE_CHECKING:
    from confgraph.remote.cache import Cache


class Service:
    """One service; see Connection for what ``cache`` and ``public`` mean."""

    def __init__(self, url: str, seconds: float = SECONDS, cache: Cache | None = None, public: bool = False) -> None:
        self.url = url
        self._connection = Connection(url, seconds=seconds, cache=cache, public=public)

    def get(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        """Return the object that is answered to a GET; raise RemoteFailure for anything else."""
        mark = "&" if "?" in self.url else "?"
        return self._object(f"{self.url}{mark}{urlencode(parameters)}", None)

    def post(self, form: Mapping[str, str]) -> dict[str, Any]:
        """Return the object that is answered to a form; raise RemoteFailure for anything else."""
        return self._object(self.url, urlencode(form).encode())

    def _object(self, url: str, body: bytes | None) -> dict[str, Any]:
        import urllib.request

        headers = {"User-Agent": AGENT, "Accept": "application/json"}
        request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310  checked by Connection
        response = self._connection.send(lambda: request)
        try:
            document = json.loads(response.body)
        except (ValueError, RecursionError):
            document = None
        if not isinstance(document, dict):
            what = f"answered {response.media_type or 'something without a media type'} that is no JSON object"
            raise RemoteFailure(f"{self.url}: {what}: name the address of the service, not of a page about it")
        return document
