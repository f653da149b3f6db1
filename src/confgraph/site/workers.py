"""Do one job for many things on every processor, with the answers as they come."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeVar

_BATCH: Final = 40
"""How many things a worker takes at once: enough that the way to it costs little."""
_LEAST: Final = 4 * _BATCH
"""From how many things on workers pay."""

T = TypeVar("T")
R = TypeVar("R")

_job: Callable[[Any], Any] | None = None


def in_parallel(
    job: Callable[[T], R], things: Sequence[T], workers: int | None = None, first: Sequence[T] = ()
) -> Iterator[R]:
    """Yield what ``job`` returns for each thing, as it is done; the first error ends it.

    The things in ``first`` take long: each is begun alone, before all others. Workers are forked, so they know what
    this process knows. Where there is one processor, or no fork that is safe (macOS, Windows), everything is done here.
    """
    global _job  # noqa: PLW0603  # what a forked worker is to do cannot be sent to it
    count = workers if workers is not None else _processors()
    if count < 2 or len(things) < _LEAST or not sys.platform.startswith("linux"):
        yield from map(job, [*first, *things])
        return
    import multiprocessing

    _job = job
    batches = [[one] for one in first] + [things[at : at + _BATCH] for at in range(0, len(things), _BATCH)]
    with multiprocessing.get_context("fork").Pool(count, _begin) as pool:
        for answers in pool.imap_unordered(_batch, batches):
            yield from answers


def _begin() -> None:
    """Leave Ctrl-C to the process that waits for the answers, and look for garbage seldom: pages leave hardly any."""
    gc.set_threshold(100_000, 50, 1000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _batch(things: Sequence[Any]) -> list[Any]:
    assert _job is not None
    return [_job(thing) for thing in things]


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
