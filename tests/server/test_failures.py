"""What is said where something cannot be done."""

from __future__ import annotations

import json

import pytest

from confgraph.problems import ConfgraphError, FileTrouble, LimitReached, Place, Problem, RemoteFailure, UsageError
from confgraph.sandbox.pool import Busy
from confgraph.server.failures import TITLES, Failure, body_of, failure_of
from confgraph.sparql import LeavesCatalog, TooLong


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("x"), 400),
        (LeavesCatalog("x"), 403),
        (TooLong("x"), 413),
        (LimitReached("x"), 503),
        (Busy("x"), 503),
        (RemoteFailure("x"), 502),
        (FileTrouble("x"), 500),
    ],
)
def test_each_error_has_its_status(error: ConfgraphError, status: int) -> None:
    """The status says whose fault it is: the client's, a limit's, another machine's, or ours."""
    assert failure_of(error).status == status
    assert status in TITLES


def test_problems_keep_their_place() -> None:
    """JSON is as RFC 9457 wants it, with line and column of each problem."""
    problem = Problem(Place("the query", 3, 7), "x cannot stand here", "remove it")
    media, body = body_of(failure_of(UsageError("wrong", [problem])), "application/json", "http://x/")
    assert media == "application/problem+json"
    said = json.loads(body)
    assert (said["status"], said["title"], said["detail"]) == (400, "Bad Request", "wrong")
    assert said["problems"] == [{"line": 3, "column": 7, "what": "x cannot stand here", "mend": "remove it"}]


def test_html_is_inert() -> None:
    """What a client sent comes back as text."""
    failure = Failure(404, "<script>alert(1)</script>", [Problem(Place("q", 1), "<img onerror=x>")])
    body = body_of(failure, "text/html", "http://x/")[1].decode()
    assert "<script>" not in body
    assert "<img" not in body
    assert "&lt;script&gt;" in body


def test_who_wants_nothing_of_it_gets_json() -> None:
    """A failure is told also to who accepts none of its formats."""
    assert body_of(Failure(406, "no"), "image/png", "http://x/")[0] == "application/problem+json"
