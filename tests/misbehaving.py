"""A server on loopback that does what it is told, well or badly, and keeps what it was asked."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs

JSON: Final = "application/sparql-results+json"
YES: Final = b'{"head":{},"boolean":true}'


class Asked(NamedTuple):
    """One request: its method, path, headers in lower case, and body."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, list[str]]:
        """The fields of a form."""
        return parse_qs(self.body.decode())


Act = Callable[[BaseHTTPRequestHandler], None]


class Fake:
    """The server: each request gets the next of ``acts``, and the last one again and again."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)
        self.asked: list[Asked] = []
        self.url = ""

    def next(self) -> Act:
        """Return what to do now."""
        return self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]


def says(
    body: bytes | str = YES, status: int = 200, media_type: str = JSON, length: int | None = None, **headers: str
) -> Act:
    """Answer with a status, headers (``retry_after`` is Retry-After) and a body, whose length may be a lie."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        data = body.encode() if isinstance(body, str) else body
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return act


def rows(*values: str, most: int = 0) -> Act:
    """Answer with one column of plain literals; ``most`` is what Virtuoso says where it cuts."""
    bindings = [{"x": {"type": "literal", "value": value}} for value in values]
    document = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings}})
    return says(document, X_SPARQL_MaxRows=str(most)) if most else says(document)


def count(number: int) -> Act:
    """Answer with how many rows there are."""
    term = {"type": "literal", "value": str(number)}
    return says(json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [{"n": term}]}}))


def called(server: str, act: Act) -> Act:
    """Do something under the name of a kind of server."""

    def named(handler: BaseHTTPRequestHandler) -> None:
        handler.server_version, handler.sys_version = server, ""
        act(handler)

    return named


def drips(handler: BaseHTTPRequestHandler) -> None:
    """Begin a header and send one byte of it after the other, which no limit on a single read ends."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    for _ in range(600):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """End the connection without a word."""
    handler.close_connection = True


@contextlib.contextmanager
def serving(*acts: Act) -> Iterator[Fake]:
    """Run the server."""
    fake = Fake(*acts)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            fake.asked.append(Asked(self.command, self.path, headers, body))
            with contextlib.suppress(OSError):
                fake.next()(self)

        do_GET = do_POST = do_PUT = _any

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}/sparql"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
