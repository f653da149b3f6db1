"""A job runs apart, and what it does wrong ends in a clear error."""

from __future__ import annotations

import os
import pickle
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from confgraph import sandbox
from confgraph.problems import LimitReached, Place, Problem, UnreadableInput
from confgraph.sandbox import Limits

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")

STORE = Store()
STORE.add(Quad(NamedNode("a:s"), NamedNode("a:p"), Literal("o")))


@pytest.mark.parametrize("value", [b"", b"x" * 3_000_000, "word", {"a": [1, None]}], ids=lambda value: str(value)[:20])
def test_the_result_comes_back(value: Any) -> None:
    """Bytes and what can be pickled come back as they were, whatever their size."""
    assert sandbox.run(lambda: value) == value


def test_the_job_sees_what_this_process_holds_and_changes_nothing_of_it() -> None:
    """A forked job reads our objects, and what it writes to them is gone with it."""
    held = [1]

    def job() -> int:
        held.append(2)
        return sum(held)

    assert (sandbox.run(job), held) == (3, [1])


def test_what_is_opened_before_can_be_read(tmp_path: Any) -> None:
    """Files are opened by ``opening``; the job can read them, and opens no other."""
    (tmp_path / "a").write_text("text")
    assert sandbox.run(lambda file: file.read(), opening=(tmp_path / "a").open) == "text"
    with pytest.raises(OSError, match="Too many open files"):
        sandbox.run((tmp_path / "a").read_text)
    assert sandbox.run((tmp_path / "a").read_text, Limits(files=2)) == "text"


def test_an_error_of_the_job_is_raised_here() -> None:
    """An error keeps its type, message and problems; one that is no error of confgraph says where it came from."""
    problem = Problem(Place("a.ttl", 3, 4), "odd", "mend it")

    def unreadable() -> None:
        raise UnreadableInput("a.ttl cannot be read", [problem])

    with pytest.raises(UnreadableInput, match="cannot be read") as caught:
        sandbox.run(unreadable)
    assert caught.value.problems == (problem,)
    with pytest.raises(ZeroDivisionError) as wrong:
        sandbox.run(lambda: 1 // 0)
    assert "test_sandbox.py" in str(wrong.value.__cause__)


class Unpicklable(Exception):
    """An error that cannot be sent."""

    def __reduce__(self) -> Any:
        raise pickle.PicklingError("no")


def test_what_cannot_be_sent_is_told() -> None:
    """A result or an error that cannot be pickled is an error, and never silence."""

    def job() -> None:
        raise Unpicklable("odd")

    with pytest.raises(LimitReached, match="Unpicklable: odd"):
        sandbox.run(job)
    with pytest.raises((pickle.PicklingError, AttributeError, TypeError)):
        sandbox.run(lambda: lambda: 1)


def test_jobs_of_many_threads_do_not_mix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads may run jobs at once: each gets its own answer, no pipe stays open, and no child is left."""
    children = []  # ours alone: a server of another test may run meanwhile
    fork = os.fork

    def counted() -> int:
        if child := fork():
            children.append(child)
        return child

    monkeypatch.setattr(os, "fork", counted)
    before = len(list(Path("/dev/fd").iterdir()))
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda n: sandbox.run(lambda: [n]), range(40))) == [[n] for n in range(40)]
    assert len(list(Path("/dev/fd").iterdir())) == before
    assert len(children) == 40
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def test_a_hung_job_holds_up_no_other() -> None:
    """A job that is done is answered at once, though another that was begun before it still runs."""
    with ThreadPoolExecutor(2) as pool:
        hung = pool.submit(sandbox.run, lambda: time.sleep(60), Limits(timeout=3))
        time.sleep(0.3)
        begin = time.monotonic()
        assert sandbox.run(lambda: b"quick") == b"quick"
        assert time.monotonic() - begin < 2
        with pytest.raises(LimitReached):
            hung.result()


def test_a_store_in_memory_answers_in_a_child_of_a_thread() -> None:
    """Our store has threads behind it while it loads, and none that a forked child would wait for."""
    STORE.bulk_extend(Quad(NamedNode(f"a:{n % 500}"), NamedNode(f"a:p{n % 7}"), Literal(str(n))) for n in range(20_000))

    def count() -> int:
        return len(list(cast("QuerySolutions", STORE.query("SELECT * { ?s ?p ?o }"))))

    with ThreadPoolExecutor(3) as pool:
        assert {future.result() for future in [pool.submit(sandbox.run, count) for _ in range(9)]} == {20_001}


def test_duckdb_with_its_threads_works_inside() -> None:
    """DuckDB, connected in ``opening``, starts its threads inside, though this process had some of its own."""
    duckdb = pytest.importorskip("duckdb")
    duckdb.sql("SELECT count(*) FROM range(1000000)").fetchall()

    def job(connection: Any) -> int:
        return int(connection.sql("SELECT count(*) FROM range(3000000) a WHERE a.range % 3 = 0").fetchall()[0][0])

    assert sandbox.run(job, opening=lambda: duckdb.connect(config={"threads": 2})) == 1_000_000
