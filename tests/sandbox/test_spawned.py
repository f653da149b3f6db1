"""Where there is no fork, a job runs in a new process with a limit on time."""

from __future__ import annotations

import os
import time
from functools import partial

import pytest

from confgraph import sandbox
from confgraph.problems import LimitReached, UsageError
from confgraph.sandbox import Limits
from confgraph.sparql import screen


@pytest.fixture(autouse=True)
def without_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take fork away, as on Windows."""
    monkeypatch.delattr(os, "fork", raising=False)


def test_results_and_errors_come_back() -> None:
    """Bytes, other values and errors come back from a new process, whatever the job prints."""
    assert sandbox.run(partial(bytes, 3)) == b"\0\0\0"
    assert sandbox.run(os.getpid) != os.getpid()
    assert sandbox.run(print) is None
    assert sandbox.run(len, opening=partial(bytes, 5)) == 5
    with pytest.raises(UsageError, match="was not run") as caught:
        sandbox.run(partial(screen, "SELECT * { SERVICE <http://a.example/> {} }", (), "a.rq"))
    assert caught.value.problems[0].place.line == 1


def test_time_size_and_crashes_are_told() -> None:
    """A job that takes too long, answers too much or crashes is told as a limit."""
    with pytest.raises(LimitReached, match="--timeout"):
        sandbox.run(partial(time.sleep, 60), Limits(timeout=1))
    with pytest.raises(LimitReached, match="answer above 1 MiB"):
        sandbox.run(partial(bytes, 2_000_000), Limits(answer=1))
    with pytest.raises(LimitReached, match="crashed"):
        sandbox.run(os.abort)
