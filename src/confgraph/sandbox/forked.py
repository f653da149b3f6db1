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
from threading import Lock
from typing import Any, Final

from confgraph.problems import ConfgraphError, LimitReached
from confgraph.sandbox.imports import keep_importing
from confgraph.sandbox.limits import (
    MIB,
    Limits,
    bound,
    crashed,
    held_memory,
    out_of_memory,
    out_of_room,
    out_of_time,
    seal,
    unseal,
)

Opening = Callable[[], Any] | None

_FORKING: Final = Lock()  # a child that is forked meanwhile would hold the pipes of another
_HEAD: Final = 9  # one byte for the kind of result, eight for its length
_FOREVER: Final = 1e6  # seconds: what is more, the system cannot count
_WORDS: Final = 4096  # so many bytes of the child's last words are kept


def answer(job: Callable[..., Any], limits: Limits, opening: Opening, name: str) -> tuple[bytes, bytes]:
    """Do the job in a child; return the kind of its result (r raw bytes, p a pickle, e an error), and the bytes."""
    limits = limits._replace(timeout=min(limits.timeout, _FOREVER))
    child = _Child(job, limits, opening)
    try:
        kind, data = child.result(name)
    finally:
        child.end()
    if kind == b"m":
        raise out_of_memory(name, limits)
    if kind == b"d":
        raise LimitReached(f"{name} is nested too deeply: {data.decode()}")
    return kind, data


class _Child:
    """The child as its parent sees it: a pipe with the result, one with its last words, one that tells it of us."""

    def __init__(self, job: Callable[..., Any], limits: Limits, opening: Opening) -> None:
        self._limits = limits
        self._until = time.monotonic() + limits.timeout
        self._ended: int | None = None
        held = held_memory()
        with _FORKING:
            result, words, life = os.pipe(), os.pipe(), os.pipe()
            self._pid = _fork()
            for end in (result[1], words[1], life[0]) if self._pid else (result[0], words[0], life[1]):
                os.close(end)
        if not self._pid:
            _work(job, limits, opening, held, (result[1], words[1], life[0]))
        self._result, self._words, self._life = result[0], words[0], life[1]

    def result(self, name: str) -> tuple[bytes, bytes]:
        """Wait for kind and bytes of the result; raise LimitReached where none comes."""
        got, words = bytearray(), b""
        open_pipes = [self._result, self._words]
        while True:
            ready = self._ready(open_pipes)
            if self._words in ready:
                read = os.read(self._words, 65536)
                words = (words + read)[:_WORDS]
                if not read:
                    open_pipes.remove(self._words)
            if self._result in ready:
                read = os.read(self._result, MIB)
                got += read
                length = int.from_bytes(got[1:_HEAD], "big") if len(got) >= _HEAD else None
                if length is not None and length > self._limits.answer * MIB:
                    raise out_of_room(name, self._limits)
                if length is not None and len(got) == _HEAD + length:
                    return bytes(got[:1]), bytes(memoryview(got)[_HEAD:])
                if not read:
                    raise self._failure(name, words)
            if not ready:
                raise out_of_time(name, self._limits)

    def _ready(self, pipes: list[int]) -> set[int]:
        """Wait until there is something to read; return the pipes with something, none when the time is over."""
        poll = select.poll()
        for pipe in pipes:
            poll.register(pipe, select.POLLIN)
        left = self._until - time.monotonic()
        return {pipe for pipe, _ in poll.poll(left * 1000)} if left > 0 else set()

    def _failure(self, name: str, words: bytes) -> LimitReached:
        self._ended = os.waitpid(self._pid, 0)[1]
        os.set_blocking(self._words, False)
        with suppress(BlockingIOError):
            words += os.read(self._words, _WORDS)
        return crashed(name, self._limits, self._ended, words)

    def end(self) -> None:
        """Kill the child if it still runs, and close the pipes."""
        if self._ended is None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
        for end in (self._result, self._words, self._life):
            os.close(end)


def _fork() -> int:
    if sys.version_info < (3, 12):
        return os.fork()
    import warnings

    with warnings.catch_warnings():  # of threads that are not forked: the head of the package says what to do
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _work(job: Callable[..., Any], limits: Limits, opening: Opening, held: int, ends: tuple[int, int, int]) -> None:
    """Do the job in the child, send its result, and end."""
    result, words, life = ends
    try:
        gc.freeze()  # what the parent left over may join threads that are not here, such as those of a database
        _be_quiet(words)
        _end_with(life)
        kind, data = _done(job, limits, opening, held)
        os.write(result, kind + len(data).to_bytes(8, "big"))
        view = memoryview(data)
        while view:
            view = view[os.write(result, view[:MIB]) :]
    finally:
        os._exit(0)


def _done(job: Callable[..., Any], limits: Limits, opening: Opening, held: int) -> tuple[bytes, bytes]:
    """Return the kind and the bytes of the result: also m where memory, and d where Python's stack ended."""
    try:
        bound(limits, held)
        opened = () if opening is None else (opening(),)
        seal(limits)
        keep_importing()
        value = job(*opened)
        return (b"r", value) if isinstance(value, bytes) else (b"p", _pickled(value))
    except MemoryError:
        return b"m", b""
    except RecursionError as error:
        return b"d", str(error).encode()
    except BaseException as error:  # a panic in Rust is no Exception
        return b"e", _pickled_error(error)


def _pickled(value: object) -> bytes:
    unseal()
    import pickle

    return pickle.dumps(value)


def _pickled_error(error: BaseException) -> bytes:
    unseal()
    import traceback

    trace = "" if isinstance(error, ConfgraphError) else traceback.format_exc()
    try:
        return _pickled((error, trace))
    except Exception:
        return _pickled((LimitReached(f"the job crashed: {type(error).__name__}: {error}"), trace))


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
