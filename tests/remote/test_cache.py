"""remote/cache.py: answers are kept whole, for some days, and told apart by their requests."""

from __future__ import annotations

import os
import time
import urllib.request
from pathlib import Path

import pytest

from confgraph.problems import RemoteFailure
from confgraph.remote.cache import Cache
from confgraph.remote.connection import Connection
from confgraph.remote.response import Response
from misbehaving import says, serving

ANSWER = Response({"content-type": "application/json", "date": "today"}, b'{"a":\n1}')


def asked(body: bytes | None = None, accept: str = "*/*") -> urllib.request.Request:
    """Return a request."""
    return urllib.request.Request("https://e.example/api", body, {"Accept": accept})


def test_an_answer_comes_back_as_it_was(tmp_path: Path) -> None:
    """The body and its type are kept, for the same method, address, format and body."""
    cache = Cache(tmp_path / "new")
    cache.put(asked(b"q=1"), ANSWER)
    assert cache.get(asked(b"q=1")) == Response({"content-type": "application/json"}, ANSWER.body)
    assert [cache.get(other) for other in (asked(), asked(b"q=2"), asked(b"q=1", "text/csv"))] == [None] * 3


def test_an_old_answer_is_asked_for_again(tmp_path: Path) -> None:
    """After the days are over, only who is offline still gets the answer."""
    cache = Cache(tmp_path, days=7)
    cache.put(asked(), ANSWER)
    (path,) = tmp_path.iterdir()
    os.utime(path, (time.time(), time.time() - 8 * 86_400))
    assert cache.get(asked()) is None
    assert Cache(tmp_path, offline=True).get(asked()) is not None


@pytest.mark.parametrize("damaged", [b"", b"{", b'{"sha256": 1}\n', b"\xff\n"])
def test_a_damaged_answer_is_none(tmp_path: Path, damaged: bytes) -> None:
    """What is not as it was written is as if it were not there: asked for again, or said to be lost."""
    cache = Cache(tmp_path)
    cache.put(asked(), ANSWER)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damaged or path.read_bytes()[:-1])
    assert cache.get(asked()) is None
    with pytest.raises(RemoteFailure, match=r"https://e.example/api: .*leave --offline out"):
        Cache(tmp_path, offline=True).get(asked())


def test_a_connection_asks_once_and_then_its_cache(tmp_path: Path) -> None:
    """A second request goes to nobody, and offline the first goes to nobody either."""
    with serving(says(b"one"), says(b"two")) as fake:

        def send(cache: Cache, body: bytes) -> bytes:
            connection = Connection(fake.url, cache=cache)
            return connection.send(lambda: urllib.request.Request(fake.url, body)).body

        assert [send(Cache(tmp_path), b"x"), send(Cache(tmp_path), b"x")] == [b"one", b"one"]
        assert send(Cache(tmp_path), b"y") == b"two"
        assert send(Cache(tmp_path, offline=True), b"x") == b"one"
        with pytest.raises(RemoteFailure, match="leave --offline out"):
            send(Cache(tmp_path, offline=True), b"z")
        assert len(fake.asked) == 2


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    """What went wrong once is asked again."""
    with serving(says("", 400), says(b"well")) as fake:
        connection = Connection(fake.url, cache=Cache(tmp_path))
        with pytest.raises(RemoteFailure):
            connection.send(lambda: urllib.request.Request(fake.url))
        assert connection.send(lambda: urllib.request.Request(fake.url)).body == b"well"
