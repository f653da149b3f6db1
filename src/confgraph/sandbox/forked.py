"""A job in a forked child: limits are set, the result comes back through a pipe, and no child is left behind."""

from __future__ import annotations

import fcntl
import gc
import os
import resource  # noqa: F401 (imported here, once, and not in every child)
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import Any, Final

from confgraph.problems import LimitReached
from confgraph.sandbox.imports import keep_importing
from confgraph.sandbox.limits import (
    MIB,
    Limits,
    bound,
    crashed,
    held_memory,
    limit_time,
    out_of_memory,
    out_of_room,
    out_of_time,
    seal,
)
from confgraph.sandbox.outcome import done

Opening = Callable[[], Any] | None
Ends = tuple[int, int, int, int]
Again = Callable[[Callable[..., Any], Limits, "Opening", int, int, int, int, int], None]
"""What a child does that is asked again and again, with job, limits, opening, held memory and the four pipes."""

_FORKING: Final = Lock()  # a child that is forked meanwhile would hold the pipes of another
_HEAD: Final = 9  # one byte for the kind of result, eight for its length
_FOREVER: Final = 1e6  # seconds: what is more, the system cannot count
_WORDS: Final = 4096  # so many bytes of the child's last words are kept


def answer(job: Callable[..., Any], limits: Limits, opening: Opening, name: str) -> tuple[bytes, bytes]:
    """Do the job in a child; return the kind of its result (r raw bytes, p a pickle, e an error), and the bytes."""
    child = Child(job, limits, opening)
    try:
        return child.result(name, child.begun + child.limits.timeout)
    finally:
        child.end()


class Child:
    """The child as its parent sees it: a pipe with the result, one with its last words, one that tells it of us.

    A child that works ``again`` has one more, through which it is asked.
    """

    def __init__(self, job: Callable[..., Any], limits: Limits, opening: Opening, again: Again | None = None) -> None:
        self.limits = limits._replace(timeout=min(limits.timeout, _FOREVER))
        self.begun = time.monotonic()
        self._ended: int | None = None
        self.held = held = held_memory()
        with _FORKING:
            result, words, life = os.pipe(), os.pipe(), os.pipe()
            asked = os.pipe() if again else (-1, -1)
            self.pid = _fork()
            ours, theirs = (result[0], words[0], life[1], asked[1]), (result[1], words[1], life[0], asked[0])
            for end in theirs if self.pid else ours:
                if end >= 0:
                    os.close(end)
        if not self.pid:
            work = partial(_work, job) if again is None else partial(again, job)
            _apart(work, self.limits, opening, held, theirs)
        self._result, self._words, self._life, self.asked = ours

    def result(self, name: str, until: float, meanwhile: Callable[[], float] | None = None) -> tuple[bytes, bytes]:
        """Wait ``until`` a time of the monotonic clock for kind and bytes of a result.

        ``meanwhile`` is called now and then, and returns in how many seconds it wants to be called again. Raises
        LimitReached where no result comes.
        """
        got, words = bytearray(), b""
        open_pipes = [self._result, self._words]
        while True:
            ready = self._ready(open_pipes, until, meanwhile)
            if self._words in ready:
                read = os.read(self._words, 65536)
                words = (words + read)[:_WORDS]
                if not read:
                    open_pipes.remove(self._words)
            if self._result in ready:
                read = os.read(self._result, MIB)
                got += read
                length = int.from_bytes(got[1:_HEAD], "big") if len(got) >= _HEAD else None
                if length is not None and length > self.limits.answer * MIB:
                    raise out_of_room(name, self.limits)
                if length is not None and len(got) == _HEAD + length:
                    return self._known(bytes(got[:1]), bytes(memoryview(got)[_HEAD:]), name)
                if not read:
                    raise self._failure(name, words)
            if not ready:
                raise out_of_time(name, self.limits)

    def ready(self, seconds: float) -> bool:
        """Wait so long for a result to begin; tell whether it has."""
        poll = select.poll()
        poll.register(self._result, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def _ready(self, pipes: list[int], until: float, meanwhile: Callable[[], float] | None) -> set[int]:
        """Wait until there is something to read; return the pipes with something, none when the time is over."""
        poll = select.poll()
        for pipe in pipes:
            poll.register(pipe, select.POLLIN)
        while (left := until - time.monotonic()) > 0:
            ready = poll.poll(1000 * (left if meanwhile is None else min(left, meanwhile())))
            if ready:
                return {pipe for pipe, _ in ready}
        return set()

    def _known(self, kind: bytes, data: bytes, name: str) -> tuple[bytes, bytes]:
        if kind == b"m":
            raise out_of_memory(name, self.limits)
        if kind == b"d":
            raise LimitReached(f"{name} is nested too deeply: {data.decode()}")
        return kind, data

    def _failure(self, name: str, words: bytes) -> LimitReached:
        self._ended = os.waitpid(self.pid, 0)[1]
        os.set_blocking(self._words, False)
        with suppress(BlockingIOError):
            words += os.read(self._words, _WORDS)
        return crashed(name, self.limits, self._ended, words)

    def end(self) -> None:
        """Kill the child if it still runs, and close the pipes."""
        if self._ended is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
        for end in (self._result, self._words, self._life, self.asked):
            if end >= 0:
                os.close(end)


def _fork() -> int:
    if sys.version_info < (3, 12):
        return os.fork()
    import warnings

    with warnings.catch_warnings():  # of threads that are not forked: the head of the package says what to do
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _apart(work: Callable[..., Any], limits: Limits, opening: Opening, held: int, ends: Ends) -> None:
    """Do the work of the child, and end."""
    result, words, life, asked = ends
    try:
        gc.freeze()  # what the parent left over may join threads that are not here, such as those of a database
        _be_quiet(words)
        _end_with(life)
        work(limits, opening, held, result, *((words, life, asked) if asked >= 0 else ()))
    finally:
        os._exit(0)


def _work(job: Callable[..., Any], limits: Limits, opening: Opening, held: int, result: int) -> None:
    """Do the job once, and send its result."""

    def bounded() -> Any:
        bound(limits, held)
        limit_time(limits)
        opened = () if opening is None else (opening(),)
        seal(limits)
        keep_importing()
        return job(*opened)

    send(result, *done(bounded))


def send(pipe: int, kind: bytes, data: bytes) -> None:
    """Send the kind and the bytes of a result."""
    os.write(pipe, kind + len(data).to_bytes(8, "big"))
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view[:MIB]) :]


def _be_quiet(words: int) -> None:
    """Take signals as the system does, read nothing, and say nothing but last words."""
    if "faulthandler" in sys.modules:
        sys.modules["faulthandler"].disable()
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(one, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    null = os.open(os.devnull, os.O_RDWR)
    for number, end in enumerate((null, null, words)):
        os.dup2(end, number)


def _end_with(life: int) -> None:
    """End as soon as the process that waits for the result has ended, however it ends.

    Linux sends a signal when the other end of the pipe closes: that needs no thread, and no engine can delay it.
    (The signal of PR_SET_PDEATHSIG would come when the thread ends that has forked.) Elsewhere a thread waits.
    """
    if sys.platform == "linux":
        fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(life, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC)
    else:
        from threading import Thread

        Thread(target=lambda: os.read(life, 1) or os._exit(1), daemon=True).start()
    poll = select.poll()
    poll.register(life, select.POLLIN)
    if poll.poll(0):  # it had ended before the signal was ordered
        os._exit(1)
