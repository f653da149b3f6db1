"""remote/watch.py: the socket of a request is shut at its deadline."""

from __future__ import annotations

import socket

from confgraph.remote.watch import Watch


def test_sockets_are_shut_at_the_deadline() -> None:
    """Who reads when the time is over reads the end, be the socket opened before or after it."""
    for late in (False, True):
        near, far = socket.socketpair()
        with near, far, Watch(0.05) as watch:
            if late:
                while not watch.over:
                    pass
            near.settimeout(5)
            watch.add(near)
            assert near.recv(1) == b""
            assert watch.over


def test_time_that_is_not_used_up_shuts_nothing() -> None:
    """A request that ends in time leaves its socket alone."""
    near, far = socket.socketpair()
    with near, far:
        with Watch(0.05) as watch:
            watch.add(near)
        far.settimeout(0.2)
        near.sendall(b"a")
        assert (far.recv(1), watch.over) == (b"a", False)
