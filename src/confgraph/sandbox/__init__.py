"""Run one job apart, in a child process with limits on time, memory, files and sockets, which can be killed.

The job sees all that this process holds, because the child is forked; what it answers comes back through a pipe. Where
there is no fork (Windows), a new process with a limit on time alone takes its place, and job and result must be
picklable. On macOS the system ignores the limit on memory.

Fork safety: threads are not forked. Nothing in the job may wait for a thread of this process, or take a lock that one
may hold: join threads first, and connect DuckDB and open stores on disk in ``opening``. Several threads may
run jobs at once.

A module can be imported later too; what else opens files or sockets of its own goes into a block of ``unsealed``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

from confgraph.sandbox.limits import DEFAULT, Limits, unsealed
from confgraph.sandbox.outcome import Apart, meant

__all__ = ["DEFAULT", "Apart", "Limits", "run", "unsealed"]

T = TypeVar("T")


def run(
    job: Callable[..., T], limits: Limits = DEFAULT, *, opening: Callable[[], Any] | None = None, name: str = "the job"
) -> T:
    """Return what ``job`` returns, run in a child process within the limits: bytes, or what can be pickled.

    ``opening`` runs first in the child, while files can still be opened; the job gets what it returns as its argument.
    ``name`` is what errors call the job. Raises what the job raises, and LimitReached where a limit was hit or the
    child crashed. The child never outlives this process.
    """
    if hasattr(os, "fork"):
        from confgraph.sandbox.forked import answer
    else:
        from confgraph.sandbox.spawned import answer
    return meant(*answer(job, limits, opening, name))  # type: ignore[no-any-return]
