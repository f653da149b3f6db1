"""Hold one request to its time: the socket is shut at the deadline, however slowly the other side drips."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import threading
import urllib.request
from typing import Any


class Private(OSError):
    """The address of a machine in a private network, to which nothing was sent."""


class Watch:
    """A deadline over every connection that is opened through its handlers; ``over`` tells that it has passed.

    With ``public``, a connection to a private network is refused once it is open and before anything is sent: what a
    name resolved to when it was looked up matters, and not what it resolves to a moment later.
    """

    def __init__(self, seconds: float, public: bool = False) -> None:
        self.over = False
        self._public = public
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
                self._create_connection = watch.connect
                super().connect()
                watch.add(self.sock)

        class Secure(http.client.HTTPSConnection):
            def connect(self) -> None:
                self._create_connection = watch.connect
                super().connect()
                watch.add(self.sock)

        class Http(urllib.request.HTTPHandler):
            def http_open(self, req: urllib.request.Request) -> Any:
                watch.through(req)
                return self.do_open(Plain, req)

        class Https(urllib.request.HTTPSHandler):
            def https_open(self, req: urllib.request.Request) -> Any:
                watch.through(req)
                return self.do_open(Secure, req)

        return Http(), Https()

    def through(self, request: urllib.request.Request) -> None:
        """Leave it to a proxy, where there is one, to which networks it connects."""
        if request.has_proxy() or getattr(request, "_tunnel_host", None):
            self._public = False

    def connect(self, *arguments: Any, **options: Any) -> socket.socket:
        """Open a connection, before TLS and anything else is spoken; raise Private for one to a private network."""
        one = socket.create_connection(*arguments, **options)
        if self._public:
            peer = one.getpeername()[0]
            if not ipaddress.ip_address(peer.partition("%")[0]).is_global:
                one.close()
                raise Private(peer)
        return one

    def add(self, one: socket.socket) -> None:
        """Watch a socket that was opened."""
        self._open.append(one)
        if self.over:
            self._end()
