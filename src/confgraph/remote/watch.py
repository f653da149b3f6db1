"""Hold one request to its time: the socket is shut at the deadline, however slowly the other side drips."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import urllib.request
from typing import Any


class Watch:
    """A deadline over every connection that is opened through its handlers; ``over`` tells that it has passed."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._open: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.over = True
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def handlers(self) -> tuple[urllib.request.BaseHandler, ...]:
        """Return urllib's handlers for http and https, whose connections are watched."""
        watch = self

        class Plain(http.client.HTTPConnection):
            def connect(self) -> None:
                super().connect()
                watch.add(self.sock)

        class Secure(http.client.HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                watch.add(self.sock)

        class Http(urllib.request.HTTPHandler):
            def http_open(self, req: urllib.request.Request) -> Any:
                return self.do_open(Plain, req)

        class Https(urllib.request.HTTPSHandler):
            def https_open(self, req: urllib.request.Request) -> Any:
                return self.do_open(Secure, req)

        return Http(), Https()

    def add(self, one: socket.socket) -> None:
        """Watch a socket that was opened."""
        self._open.append(one)
        if self.over:
            self._end()
