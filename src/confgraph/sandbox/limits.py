"""The limits of a job, how they are set in its process, and how it is told that one was hit."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, NamedTuple

from confgraph.problems import LimitReached

MIB: Final = 1 << 20
GRACE: Final = 2.0
"""So many seconds after its time a job ends itself, where nobody is left to end it."""


class Limits(NamedTuple):
    """What a job may use.

    ``timeout`` is in seconds of the clock, ``cpu`` in seconds of all its threads (by default ``timeout`` on every
    core), ``memory`` in MiB of address space above what the parent holds, ``answer`` in MiB of the result. ``files``
    is how many files and sockets the job may open besides those of ``opening``, ``file_size`` how many MiB it may write
    to each.
    """

    timeout: float = 30.0
    memory: int = 1024
    answer: int = 256
    cpu: float | None = None
    files: int = 0
    file_size: int = 0

    @property
    def processor_seconds(self) -> int:
        """The limit on processor time in whole seconds, as the system takes it."""
        seconds = self.cpu if self.cpu is not None else (self.timeout + GRACE) * (os.cpu_count() or 1)
        return max(1, round(seconds))


DEFAULT: Final = Limits()


def bound(limits: Limits, held: int) -> None:
    """Set the limits of this process but that on time.

    ``held`` is the address space in bytes that its parent had, 0 if unknown.
    """
    import resource

    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_FSIZE, limits.file_size * MIB)
    if held:
        _set(resource.RLIMIT_AS, held + limits.memory * MIB)


def limit_time(limits: Limits) -> None:
    """Set the limit of this process on time, of the clock and of the processor."""
    import resource

    signal.setitimer(signal.ITIMER_REAL, limits.timeout + GRACE)
    _set(resource.RLIMIT_CPU, limits.processor_seconds, limits.processor_seconds + 1)


def seal(limits: Limits) -> None:
    """Let no file or socket be opened from here on but ``limits.files``; what is open can be read on.

    The soft limit is enough: neither a query nor a shape can raise it, and ``unseal`` can when the job is done.
    """
    import resource

    lowest = os.dup(2)  # the limit is on the numbers of descriptors: the lowest that is free
    os.close(lowest)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest + limits.files if limits.files else 0, most))


def unseal() -> None:
    """Let files be opened again: a result is pickled by a module that may have to be imported first."""
    import resource

    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@contextmanager
def unsealed() -> Iterator[None]:
    """Let files be opened in a block of a job that is sealed: a module that is imported, a database that is made."""
    try:
        import resource
    except ImportError:  # where there is no such module nothing is sealed
        yield
        return
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))


def _set(what: int, soft: int, hard: int | None = None) -> None:
    """Set a limit, never above one that is set already; a system that knows none ignores it."""
    import resource

    most = resource.getrlimit(what)[1]
    if most == resource.RLIM_INFINITY:
        most = sys.maxsize
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (min(soft, most), min(soft if hard is None else hard, most)))


def held_memory(process: int | str = "self") -> int:
    """Return the bytes of address space that a process has, by default this one, 0 where the system does not say."""
    try:
        with open(f"/proc/{process}/statm", "rb") as file:  # noqa: PTH123 (a query does without pathlib)
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def out_of_time(name: str, limits: Limits) -> LimitReached:
    """Return the error of a job that took too long."""
    return LimitReached(f"{name} was stopped after {limits.timeout:g} s: {_raised('timeout', 'SECONDS')}")


def out_of_memory(name: str, limits: Limits) -> LimitReached:
    """Return the error of a job that needed too much memory."""
    return LimitReached(f"{name} needs more than {limits.memory} MiB of memory: {_raised('memory', 'MIB')}")


def out_of_room(name: str, limits: Limits) -> LimitReached:
    """Return the error of a job whose result is too large."""
    return LimitReached(f"{name} has an answer above {limits.answer} MiB: ask for less, or set answer= in Python")


def crashed(name: str, limits: Limits, status: int, words: bytes) -> LimitReached:
    """Return the error of a job whose process ended by itself, by its status as waitpid gives it and its last words."""
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number == signal.SIGALRM:
        return out_of_time(name, limits)
    if number == signal.SIGXCPU:
        mend = _raised("timeout", "SECONDS")
        return LimitReached(f"{name} was stopped after {limits.processor_seconds} s of processor time: {mend}")
    if b"memory allocation of" in words or b"bad_alloc" in words:
        return out_of_memory(name, limits)
    how = signal.Signals(number).name if number else f"exit code {os.WEXITSTATUS(status)}"
    return LimitReached(f"{name} crashed its process ({how}): it is nested too deeply, or needs too much memory")


def _raised(limit: str, unit: str) -> str:
    return f"allow more with --{limit} {unit}, or {limit}= in Python"
