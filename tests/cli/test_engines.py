"""Options of Spark are for Spark, and what Spark does not do is said."""

from __future__ import annotations

import pytest

from running import Run


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["validate", "--engine", "spark"], "name files or folders of N-Triples"),
        (["validate", "--master", "local[2]", "x.nt"], "--master is for --engine spark"),
        (["stats", "--partitions", "3"], "--partitions is for --engine spark"),
        (["validate", "--engine", "spark", "--since", "main", "x.nt"], "--since is not for --engine spark"),
        (["export", "turtle", "--engine", "spark", "x.nt"], "--engine spark exports ntriples alone"),
        (["export", "csv", "x.nt"], "for a catalog"),
    ],
)
def test_misplaced_options(run: Run, words: list[str], told: str) -> None:
    """A wrong call is told with what to do, and ends with 2."""
    done = run(*words)
    assert done.code == 2
    assert told in done.err
