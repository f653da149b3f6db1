"""Keep answers on disk: nobody is asked the same twice within some days, and without a network they are there."""

from __future__ import annotations

import json
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from confgraph.problems import RemoteFailure
from confgraph.remote.response import Response
from confgraph.writing import replace

if TYPE_CHECKING:
    import urllib.request

DAYS: Final = 7.0
"""So old an answer may be, in days, before its question is asked again."""
_KEPT: Final = ("content-type",)
_DAY: Final = 86_400


class Cache:
    """Answers by their requests, in a folder; ``offline`` takes them however old they are, and asks nobody."""

    def __init__(self, folder: Path, days: float = DAYS, offline: bool = False) -> None:
        self.folder = folder
        self.days = days
        self.offline = offline
        self.oldest = time.time()
        """When the oldest of the answers that were taken from here came, in seconds since 1970."""

    def get(self, request: urllib.request.Request) -> Response | None:
        """Return the answer that is kept, None where there is none that is young enough or whole.

        Raises RemoteFailure where there is none and nobody may be asked.
        """
        path = self._path(request)
        try:
            came = path.stat().st_mtime
            found = _read(path.read_bytes()) if self.offline or time.time() - came <= self.days * _DAY else None
        except OSError:
            found, came = None, self.oldest
        if found is None and self.offline:
            what = "this was not asked before, or its answer is lost"
            raise RemoteFailure(f"{request.full_url}: {what}: leave --offline out, and it is asked and kept")
        if found is not None:
            self.oldest = min(self.oldest, came)
        return found

    def put(self, request: urllib.request.Request, response: Response) -> None:
        """Keep an answer, whole or not at all."""
        head = {
            "url": request.full_url,
            "headers": {name: response.headers[name] for name in _KEPT if name in response.headers},
            "sha256": sha256(response.body).hexdigest(),
        }
        replace({self._path(request): json.dumps(head).encode() + b"\n" + response.body})

    def _path(self, request: urllib.request.Request) -> Path:
        body = request.data if isinstance(request.data, bytes) else b""
        asked = f"{request.get_method()} {request.full_url} {request.get_header('Accept', '')}\n".encode() + body
        return self.folder / sha256(asked).hexdigest()


def _read(data: bytes) -> Response | None:
    """Return what a file holds, None where it is not as it was written."""
    head, _, body = data.partition(b"\n")
    try:
        known = json.loads(head)
        whole = known["sha256"] == sha256(body).hexdigest()
        return Response(dict(known["headers"]), body) if whole else None
    except (ValueError, KeyError, TypeError):
        return None
