"""Tests of completion: the scripts for the shells, and what they offer."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from running import Outcome, Run


def complete(run: Run, line: str) -> Outcome:
    """Return what is offered for the last word of a line, as bash asks for it."""
    words = ["confgraph", *run.arguments(), *line.split(" ")]
    env = {
        "_CONFGRAPH_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    return Run(None).process(env=env)


def offered(run: Run, line: str) -> list[str]:
    """Return the words that are offered."""
    done = complete(run, line)
    assert (done.code, done.err) == (0, "")
    return [one.partition(",")[2] for one in done.out.splitlines() if one]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_a_script(run: Run, shell: str) -> None:
    """The script asks confgraph itself for what to offer, and the shell takes it."""
    done = run("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert f"_CONFGRAPH_COMPLETE={shell}_complete" in done.out
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=done.out, text=True, check=True, timeout=30)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("que", ["query", "queries"]),
        ("query ed", ["editions"]),
        ("query editions --series t", ["tiny"]),
        ("query describe --id sm", ["smallville"]),
        ("query editions --se", ["--series"]),
        ("show smal", ["smallville"]),
        ("export ge", ["geojson"]),
        ("new ed", ["edition"]),
        ("show zzz", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_can_stand_there_is_offered(run: Run, line: str, expected: list[str]) -> None:
    """Commands, queries, options, slugs and formats are offered, of the catalog that the line names."""
    assert offered(run, line) == expected


def test_without_a_catalog_nothing_breaks_the_line(run: Run, tmp_path: Path) -> None:
    """Where the line names no catalog a person who presses Tab sees no traceback."""
    done = complete(run.on(tmp_path), "show t")
    assert done.out == ""
    assert "Traceback" not in done.err
