"""Children that work again and again."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from confgraph.problems import LimitReached, UsageError
from confgraph.sandbox.limits import Limits
from confgraph.sandbox.pool import Abandoned, Busy, Pool

Made = Callable[..., Pool]


def job(question: Any) -> Any:
    """Do what the question says."""
    word, *rest = question if isinstance(question, tuple) else (question,)
    if word == "sleep":
        time.sleep(rest[0])
    elif word == "spin":
        while True:
            pass
    elif word == "eat":
        return len(bytearray(rest[0]))
    elif word == "open":
        return Path(rest[0]).read_bytes()
    elif word == "socket":
        socket.create_connection(("127.0.0.1", rest[0]))
    elif word == "refuse":
        raise UsageError("no")
    elif word == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    return os.getpid()


@pytest.fixture
def made() -> Iterator[Made]:
    """Return what makes pools, which are closed afterwards."""
    pools: list[Pool] = []

    def make(limits: Limits | None = None, size: int = 1, **options: Any) -> Pool:
        pools.append(Pool(job, limits or Limits(timeout=20, memory=200), size=size, **options))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


def running(pid: int) -> bool:
    """Tell whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_answers_again_and_again(made: Made) -> None:
    """One child answers one question after the other, and knows what was opened for it."""
    pool = made()
    assert len({pool.ask("who") for _ in range(20)}) == 1
    opened = Pool(lambda found, question: (found, question), opening=lambda: "opened", size=1)
    assert opened.ask("asked") == ("opened", "asked")
    opened.close()


@pytest.mark.parametrize(
    ("question", "words"),
    [("spin", r"stopped after 0\.3 s"), (("eat", 1 << 30), "more than 200 MiB"), ("die", "crashed its process")],
)
def test_a_limit_costs_one_child_and_no_more(made: Made, question: object, words: str) -> None:
    """Whoever hits a limit is told so, and the next question has a new child."""
    pool = made(Limits(timeout=0.3, memory=200))
    before = pool.ask("who")
    with pytest.raises(LimitReached, match=words):
        pool.ask(question)
    after = pool.ask("who")
    assert after != before
    assert not running(before)


def test_an_error_of_the_job_leaves_the_child(made: Made) -> None:
    """What the job raises comes over, and the child goes on."""
    pool = made()
    before = pool.ask("who")
    with pytest.raises(UsageError, match="no"):
        pool.ask("refuse")
    assert pool.ask("who") == before


def test_nothing_is_opened_inside(made: Made, tmp_path: Path) -> None:
    """No question opens a file or a socket, also not after one that failed."""
    (tmp_path / "secret").write_text("secret")
    pool = made()
    with socket.create_server(("127.0.0.1", 0)) as server:
        for _ in range(3):
            with pytest.raises(OSError, match="Too many open files"):
                pool.ask(("open", tmp_path / "secret"))
            with pytest.raises(OSError, match="Too many open files"):
                pool.ask(("socket", server.getsockname()[1]))


def test_who_waits_no_more_is_not_worked_for(made: Made) -> None:
    """When nobody waits any more the child is killed at once."""
    pool, begin = made(), time.monotonic()
    before = pool.ask("who")
    with pytest.raises(Abandoned):
        pool.ask("spin", gone=lambda: time.monotonic() - begin > 0.3)
    assert not running(before)
    assert pool.ask("who") != before


def test_a_full_pool_says_so(made: Made) -> None:
    """Where every child is at work one waits as long as one wants to, and is told."""
    pool = made()
    thread = threading.Thread(target=pool.ask, args=(("sleep", 1),))
    thread.start()
    time.sleep(0.2)
    with pytest.raises(Busy, match="ask again"):
        pool.ask("who")
    assert pool.ask("who", wait=5)
    thread.join()


def test_a_long_job_lets_others_go_first(made: Made) -> None:
    """After a second a job steps back, and its child does not come back to the front."""
    pool = made()
    before = pool.ask("who")
    thread = threading.Thread(target=pool.ask, args=(("sleep", 2),))
    thread.start()
    time.sleep(1.5)
    assert os.getpriority(os.PRIO_PROCESS, before) == 10
    thread.join()
    after = pool.ask("who")
    assert after != before
    assert os.getpriority(os.PRIO_PROCESS, after) == 0


def test_a_child_that_was_killed_is_replaced(made: Made) -> None:
    """A child that somebody has killed while it waited costs no question."""
    pool = made()
    before = pool.ask("who")
    os.kill(before, signal.SIGKILL)
    time.sleep(0.1)
    assert pool.ask("who") != before


def test_a_child_holds_no_connection_of_ours_open(made: Made) -> None:
    """A connection that ends here ends for its client, though children were forked meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        ours = server.accept()[0]
        made(size=3).ask("who")
        ours.close()
        client.settimeout(5)
        assert client.recv(1) == b""


def test_a_pool_that_is_closed_leaves_nobody(made: Made) -> None:
    """Closing ends the children that wait and those at work."""
    pool = made(size=2)
    pids: list[int] = [pool.ask("who")]
    ended: list[type[Exception]] = []

    def ask() -> None:
        try:
            pool.ask("spin")
        except Abandoned as error:
            ended.append(type(error))

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.2)
    pids.append(pool.ask("who"))
    pool.close()
    thread.join(5)
    assert ended == [Abandoned]
    assert not any(map(running, pids))
