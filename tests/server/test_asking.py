"""Hostile queries over HTTP, and what else goes on meanwhile."""

from __future__ import annotations

import csv
import os
import signal
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from confgraph.catalog import open_catalog
from confgraph.evaluation import QueryLimits
from confgraph.server.app import Options
from serving import SETTINGS, Client, alive, children, connected, running

FOLDER = Path(__file__).parents[3] / "shared" / "security" / "sparql"
PORT, SECRET = "18999", "/var/empty/canary/secret.ttl"
HEAD = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Connection: close\r\nContent-Length: %d\r\n\r\n"
)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def strict() -> Iterator[Client]:
    """Serve the shipped catalog with little time and memory for a query."""
    with running(open_catalog(), Options(SETTINGS, QueryLimits(timeout=2, memory=300))) as client:
        yield client


@pytest.fixture(scope="module")
def canary() -> Iterator[socket.socket]:
    """Listen where hostile queries want to go."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.01)
        yield server


def requests() -> list[Any]:
    """Return the requests of the folder with what its manifest wants."""
    if not FOLDER.is_dir():
        return [pytest.param({}, id="shared", marks=pytest.mark.skip(reason=f"there is no {FOLDER}"))]
    with (FOLDER / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["file"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", requests())
def test_a_hostile_request_does_no_harm(
    strict: Client, canary: socket.socket, tmp_path: Path, row: dict[str, str]
) -> None:
    """A request has a status that is right within its time; nobody is asked, no file is read, and the server lives."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:CANARY> <urn:CANARY> <urn:CANARY> .")
    text = (FOLDER / row["file"]).read_text(encoding="utf-8")
    text = text.replace(PORT, str(canary.getsockname()[1])).replace(SECRET, str(secret))
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before, begin = strict.sparql(count).body, time.monotonic()
    got = strict("sparql", "POST", text.encode(), Content_Type=f"application/sparql-{row['kind']}")
    assert time.monotonic() - begin < float(row["max_seconds"])
    assert str(got.status) in row["expect_status"].split("|"), got.text[:500]
    assert b"CANARY" not in got.body
    with pytest.raises(TimeoutError):
        canary.accept()
    assert strict.sparql(count).body == before


def test_others_are_answered_while_hostile_queries_run(strict: Client) -> None:
    """While two queries have no end, another client is answered as if they were not there."""
    threads = [threading.Thread(target=strict.sparql, args=(ENDLESS,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    times = []
    while any(thread.is_alive() for thread in threads):
        begin = time.monotonic()
        assert strict.sparql("ASK {}").status == 200
        times.append(time.monotonic() - begin)
    assert len(times) > 20
    assert statistics.quantiles(times, n=20)[-1] < 1  # the goal of 250 ms is measured in benchmarks/


def test_a_client_that_hangs_up_is_not_worked_for(strict: Client) -> None:
    """A query whose client has gone is ended, long before its time."""
    with running(open_catalog(), Options(SETTINGS, QueryLimits(timeout=60))) as client:
        before = set(children(client.pid))
        with connected(client.port) as one:
            query = ENDLESS.encode()
            one.sendall(HEAD % len(query) + query)
            time.sleep(0.5)
        until = time.monotonic() + 10
        while set(children(client.pid)) == before and time.monotonic() < until:
            time.sleep(0.05)
        after = set(children(client.pid))
        assert len(before - after) == 1  # the child that worked for it was killed
        assert client.sparql("ASK {}").status == 200


def test_a_child_that_is_killed_costs_its_query_only(strict: Client) -> None:
    """Kill -9 of every child is a clear error at worst, and the next query has a new child."""
    answers: list[int] = []
    thread = threading.Thread(target=lambda: answers.append(strict.sparql(ENDLESS).status))
    thread.start()
    time.sleep(0.3)
    for child in children(strict.pid):
        os.kill(child, signal.SIGKILL)
    thread.join()
    assert answers == [503]
    assert [strict.sparql("ASK {}").status for _ in range(20)] == [200] * 20


def test_a_client_has_a_few_queries_at_once() -> None:
    """What one client asks beyond its turns and its queue is told to come again."""
    options = Options(SETTINGS, QueryLimits(timeout=3), of_client=1, waiting=1)
    with running(open_catalog(), options) as client:
        got: list[Any] = []
        threads = [threading.Thread(target=lambda: got.append(client.sparql(ENDLESS))) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        refused = [one for one in got if one.status == 429]
        assert len(refused) >= 3
        assert {one.headers["retry-after"] for one in refused} == {"5"}
        assert {one.status for one in got} <= {429, 503}


def test_many_clients_at_once_are_all_answered(strict: Client) -> None:
    """Two hundred connections at once get their answers, or a clear status."""
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda: statuses.append(strict.sparql("ASK {}").status)) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == 200
    assert set(statuses) <= {200, 429, 503}
    assert statuses.count(200) > 100


def test_a_client_that_reads_slowly_stops_nobody(strict: Client) -> None:
    """While one client reads its large answer byte by byte, others are answered, and it gets all of it."""
    query = b"SELECT * { ?s ?p ?o } LIMIT 40000"
    with connected(strict.port) as one:
        one.sendall(HEAD % len(query) + query)
        got = b"".join(one.recv(1) for _ in range(200))
        begin = time.monotonic()
        assert strict.sparql("ASK {}").status == 200
        assert time.monotonic() - begin < 2
        while more := one.recv(1 << 16):
            got += more
    assert got.startswith(b"HTTP/1.1 200")
    assert got.rstrip().endswith(b"}]}}")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_server_that_is_told_to_end_ends_clearly(name: str) -> None:
    """A query that runs gets its answer or a clear error, and nothing stays behind."""
    statuses: list[int] = []
    with running(open_catalog(), Options(SETTINGS, QueryLimits(timeout=3))) as client:
        thread = threading.Thread(target=lambda: statuses.append(client.sparql(ENDLESS).status))
        thread.start()
        time.sleep(0.5)
        left = children(client.pid)
        os.kill(client.pid, getattr(signal, name))
        thread.join()
    assert statuses == [503]
    until = time.monotonic() + 5
    while any(map(alive, left)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(alive, left))
