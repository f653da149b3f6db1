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
from confgraph.sandbox.outcome import meant

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
        self._name = name
        self._closed = False
        self._idle: LifoQueue[Child | None] = LifoQueue()
        for _ in range(size):
            self._idle.put(self._new() if hasattr(os, "fork") else None)

    def ask(self, question: object, wait: float = 0, gone: Callable[[], bool] = lambda: False) -> Any:
        """Return what the job makes of a question that can be pickled.

        Raises what the job raises, LimitReached where a limit was hit, Busy where no child was free for ``wait``
        seconds, and Abandoned as soon as ``gone`` says that nobody waits any more.
        """
        try:
            child = self._idle.get(timeout=wait) if wait > 0 else self._idle.get_nowait()
        except Empty:
            raise Busy("too many queries are answered now: ask again in a moment") from None
        if not hasattr(os, "fork"):
            try:
                return self._once(question)
            finally:
                self._idle.put(None)
        kept = None
        try:
            child, (kind, data), kept = self._answered(child or self._new(), question, gone)
        finally:
            self._idle.put(kept or (None if self._closed else self._new()))
        return meant(kind, data)

    def close(self) -> None:
        """End all children, those at work too."""
        self._closed = True
        with suppress(Empty):
            while True:
                child = self._idle.get_nowait()
                if child is not None:
                    child.end()

    def _new(self) -> Child:
        from confgraph.sandbox.forked import Child

        return Child(self._job, self.limits, self._opening, again=_work)

    def _once(self, question: object) -> Any:
        from confgraph.sandbox.spawned import answer

        return meant(*answer(partial(_swapped, self._job, question), self.limits, self._opening, self._name))

    def _answered(
        self, child: Child, question: object, gone: Callable[[], bool]
    ) -> tuple[Child, tuple[bytes, bytes], Child | None]:
        """Return the child that was asked, kind and bytes of the result, and the child if it can be asked again."""
        asked = pickle.dumps(question)
        message = len(asked).to_bytes(_LENGTH, "big") + asked
        kept = False
        try:
            try:
                _write(child.asked, message)
            except BrokenPipeError:  # it was killed while it waited
                child.end()
                child = self._new()
                _write(child.asked, message)
            begun = time.monotonic()
            late = False

            def meanwhile() -> float:
                nonlocal late
                if self._closed or gone():
                    raise Abandoned
                if not late and time.monotonic() - begun > _LONG:
                    late = True
                    with suppress(OSError):
                        os.setpriority(os.PRIO_PROCESS, child.pid, _NICE)
                return _LOOK

            result = child.result(self._name, begun + child.limits.timeout, meanwhile)
            grown = held_memory(child.pid) - child.held > self.limits.memory * MIB // 2
            kept = not (late or grown or self._closed)
            return child, result, child if kept else None
        finally:
            if not kept:
                child.end()


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
    from confgraph.sandbox.forked import done, send
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
