"""A few children that do the same job again and again, each time within the limits, and can be killed one by one.

A child that is forked for each job costs as long as a small query takes; one that waits for the next costs a hundredth.
Whoever hit a limit, was left alone, ran so long that it had to step back, or has grown is replaced by a new one.
"""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Any, Final

from confgraph.problems import LimitReached
from confgraph.sandbox.limits import DEFAULT, GRACE, MIB, Limits, bound, held_memory, seal, unseal
from confgraph.sandbox.outcome import done, meant

if TYPE_CHECKING:
    from confgraph.sandbox.forked import Child, Opening

_LOOK: Final = 0.1
"""So many seconds pass between two looks whether somebody still waits."""
_LONG: Final = 1.0
"""From so many seconds on a job lets others go first."""
_NICE: Final = 10
_LENGTH: Final = 8


class Busy(LimitReached):
    """Every child was at work for as long as one wanted to wait."""


class Abandoned(Exception):
    """Nobody waits for the result any more."""


class Pool:
    """Children that wait for questions; ``job`` gets what ``opening`` returned in the child, and the question.

    Limits, ``opening`` and ``name`` are those of ``sandbox.run``; the limit on processor time is that of the clock.
    Several threads may ask at once. Where there is no fork each question has a process of its own.
    """

    def __init__(
        self,
        job: Callable[..., Any],
        limits: Limits = DEFAULT,
        *,
        opening: Opening = None,
        name: str = "the job",
        size: int = 8,
    ) -> None:
        self.limits = limits
        self._job = job
        self._opening = opening
        self.name = name
        self.closed = False
        self._idle: LifoQueue[Child | None] = LifoQueue()
        for _ in range(size):
            self._idle.put(self.new() if hasattr(os, "fork") else None)

    def ask(self, question: object, wait: float = 0, gone: Callable[[], bool] = lambda: False) -> Any:
        """Return the job's result for a question that can be pickled.

        Raises what the job raises, LimitReached where a limit was hit, Busy where no child was free for ``wait``
        seconds, and Abandoned as soon as ``gone`` says that nobody waits any more.
        """
        return self.begin(question, wait).result(gone)

    def begin(self, question: object, wait: float = 0) -> Running:
        """Give a question to a child that is free, and do not wait for the result; raises Busy.

        Whoever begins asks for the result: until then the child is kept.
        """
        try:
            child = self._idle.get(timeout=wait) if wait > 0 else self._idle.get_nowait()
        except Empty:
            raise Busy("too many queries are answered now: ask again in a moment") from None
        return Running(self, child, question)

    def close(self) -> None:
        """End all children, those at work too."""
        self.closed = True
        with suppress(Empty):
            while True:
                child = self._idle.get_nowait()
                if child is not None:
                    child.end()

    def new(self) -> Child:
        """Return a new child."""
        from confgraph.sandbox.forked import Child

        return Child(self._job, self.limits, self._opening, again=_work)

    def once(self, question: object) -> Any:
        """Answer a question in a process of its own, where there is no fork."""
        from confgraph.sandbox.spawned import answer

        return meant(*answer(partial(_swapped, self._job, question), self.limits, self._opening, self.name))

    def give_back(self, child: Child | None) -> None:
        """Take a child that can be asked again, or None for one that has ended."""
        forks = hasattr(os, "fork") and not self.closed
        self._idle.put(child or (self.new() if forks else None))


class Running:
    """A question that a child works on."""

    def __init__(self, pool: Pool, child: Child | None, question: object) -> None:
        self._pool = pool
        self._question = question
        self._late = False
        self._child: Child | None = None
        if hasattr(os, "fork"):
            self._child = self._given(child or pool.new(), question)
        self._begun = time.monotonic()

    def _given(self, child: Child, question: object) -> Child:
        asked = pickle.dumps(question)
        message = len(asked).to_bytes(_LENGTH, "big") + asked
        try:
            _write(child.asked, message)
        except BrokenPipeError:  # it was killed while it waited
            child.end()
            child = self._pool.new()
            _write(child.asked, message)
        return child

    def ready(self, seconds: float) -> bool:
        """Wait so long for the result; tell whether it can be had without waiting any more."""
        return self._child is not None and self._child.ready(seconds)

    def result(self, gone: Callable[[], bool] = lambda: False) -> Any:
        """Return the result, or raise as ``Pool.ask`` does."""
        pool, child = self._pool, self._child
        if child is None:
            try:
                return pool.once(self._question)
            finally:
                pool.give_back(None)

        def meanwhile() -> float:
            if pool.closed or gone():
                raise Abandoned
            self._step_back(child)
            return _LOOK

        kept = False
        try:
            kind, data = child.result(pool.name, self._begun + child.limits.timeout, meanwhile)
            grown = held_memory(child.pid) - child.held > pool.limits.memory * MIB // 2
            kept = not (self._late or grown or pool.closed)
        finally:
            if not kept:
                child.end()
            pool.give_back(child if kept else None)
        return meant(kind, data)

    def _step_back(self, child: Child) -> None:
        """Let others go first after a while."""
        if not self._late and time.monotonic() - self._begun > _LONG:
            self._late = True
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, child.pid, _NICE)


def _swapped(job: Callable[..., Any], question: object, *opened: object) -> Any:
    return job(*opened, question)


def _write(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view[:MIB]) :]


def _read(pipe: int, length: int) -> bytes:
    got = b""
    while len(got) < length:
        more = os.read(pipe, length - len(got))
        if not more:
            os._exit(0)  # who asks has ended
        got += more
    return got


def _work(
    job: Callable[..., Any], limits: Limits, opening: Opening, held: int, result: int, words: int, life: int, asked: int
) -> None:
    """Answer questions, one after the other, in the child."""
    from confgraph.sandbox.forked import send
    from confgraph.sandbox.imports import keep_importing

    _close_others(2, *sorted((result, words, life, asked)))
    bound(limits, held)
    opened = () if opening is None else (opening(),)
    keep_importing()

    def answered(question: bytes) -> Any:
        seal(limits)
        return job(*opened, pickle.loads(question))  # noqa: S301 (our own parent has written it)

    while True:
        question = _read(asked, int.from_bytes(_read(asked, _LENGTH), "big"))
        signal.setitimer(signal.ITIMER_REAL, limits.timeout + GRACE)
        outcome = done(partial(answered, question))
        unseal()
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(result, *outcome)


def _close_others(*kept: int) -> None:
    """Close all files but these: a connection that a child holds open would never end for its client."""
    import resource

    most = min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 1 << 20)
    for before, after in zip(kept, (*kept[1:], most), strict=True):
        os.closerange(before + 1, after)
