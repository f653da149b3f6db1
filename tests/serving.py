"""A server of ours that the tests start and stop on loopback, and a client that sends exactly what it is told."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode

from confgraph.catalog import Catalog
from confgraph.server.app import Options
from confgraph.server.run import serve
from confgraph.site import Settings

SETTINGS: Final = Settings("Python conferences", "", "2026-11-26")


class Got(NamedTuple):
    """A response: its status, its headers in small letters, its bytes."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def media(self) -> str:
        """The type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


class Client:
    """Sends requests to a server on loopback."""

    def __init__(self, port: int, pid: int = 0) -> None:
        self.port = port
        self.pid = pid
        self.base = f"http://127.0.0.1:{port}/"

    def __call__(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Got:
        """Send one request; in the names of headers _ stands for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, f"/{path}", body, named)
            response = connection.getresponse()
            return Got(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def sparql(self, query: str, accept: str = "*/*", **parameters: str) -> Got:
        """Ask a query with GET."""
        return self(f"sparql?{urlencode({'query': query, **parameters}, quote_via=quote)}", Accept=accept)


@contextmanager
def running(catalog: Catalog, options: Options | None = None) -> Iterator[Client]:
    """Serve a catalog in a process of its own until the block ends; nothing of it may stay behind."""
    mine, theirs = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(mine)
        try:
            serve(catalog, options or Options(SETTINGS), "127.0.0.1", 0, lambda url: _tell(theirs, url))
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(mine) as told:
        url = told.readline().strip()
    client = Client(int(url.rstrip("/").rpartition(":")[2]), pid)
    try:
        yield client
    finally:
        os.kill(pid, signal.SIGTERM)
        assert ended(pid), "the server does not end"


def _tell(pipe: int, url: str) -> None:
    os.write(pipe, f"{url}\n".encode())
    os.close(pipe)


def ended(pid: int, seconds: float = 20) -> bool:
    """Wait for a process of ours to end; kill it where it does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


def children(pid: int) -> list[int]:
    """Return the children of a process that live."""
    stats = {int(path.name): _stat(path) for path in Path("/proc").iterdir() if path.name.isdecimal()}
    return [child for child, (state, parent) in stats.items() if parent == str(pid) and state != "Z"]


def alive(pid: int) -> bool:
    """Tell whether a process lives, and does not only wait to be counted."""
    return _stat(Path(f"/proc/{pid}"))[0] not in ("", "Z")


def _stat(path: Path) -> tuple[str, str]:
    try:
        state, parent = (path / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
    except OSError:
        return "", ""
    return state, parent


def connected(port: int) -> socket.socket:
    """Return a connection to a server on loopback."""
    return socket.create_connection(("127.0.0.1", port), timeout=30)
