"""One job for many things."""

from __future__ import annotations

import os

import pytest

from confgraph.site.workers import in_parallel


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_everything_is_done_once(workers: int) -> None:
    """However many work, each thing has one answer, and so has what is begun before the others."""
    done = list(in_parallel(lambda number: number * 2, range(500), workers, first=[-1, -2]))
    assert sorted(done) == [-4, -2, *(number * 2 for number in range(500))]


def test_workers_are_others() -> None:
    """The work is done in other processes, where that can be."""
    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("no workers on this system")
    assert os.getpid() not in set(in_parallel(lambda _: os.getpid(), range(500), 2))


def test_an_error_comes_over() -> None:
    """What goes wrong in a worker ends the whole."""

    def job(number: int) -> int:
        return 1 // (number - 300)

    with pytest.raises(ZeroDivisionError):
        list(in_parallel(job, range(500), 2))


def test_little_work_is_done_here() -> None:
    """For a few things nobody is called."""
    assert set(in_parallel(lambda _: os.getpid(), range(10), 2)) == {os.getpid()}
