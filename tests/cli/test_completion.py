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
        ("queries --tag t", ["test"]),
        ("queries --tag z", []),
        ("show edition:tiny-1", ["edition:tiny-10"]),
        ("query editions --series series:t", ["series:tiny"]),
        ("query editions --series edition:t", []),
        ("query editions --series=t", ["tiny"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_can_stand_there_is_offered(run: Run, line: str, expected: list[str]) -> None:
    """Commands, queries, options, slugs and formats are offered, of the catalog that the line names."""
    assert offered(run, line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("show edition : tiny", ["tiny-10", "tiny-2"]),
        ("show edition :", ["tiny-10", "tiny-2"]),
        ("show edition : ", []),
        ("show zzz : t", []),
        ("show :", []),
        ("show edition : tiny-2 --for", ["--format"]),
        ("show tiny --format = tu", ["turtle"]),
        ("query editions --series series : t", ["tiny"]),
        ("query editions --series = series : t", ["tiny"]),
        ("query editions --series = t", ["tiny"]),
        ("query editions --series =", ["tiny"]),
        ("query editions --series edition : t", []),
        ("query editions series : t", []),
    ],
)
def test_a_word_that_bash_breaks_is_completed(run: Run, line: str, expected: list[str]) -> None:
    """Bash breaks a word before and after a colon and an equals sign, and puts in what follows the last of them."""
    assert offered(run, line) == expected


def test_records_are_offered_once_their_prefix_is_typed(run: Run) -> None:
    """Of claims and memberships, which outnumber all else, only those are offered that a prefix asks for."""
    shipped = run.on(None)
    assert offered(shipped, "show ipc-1") == ["ipc-1", "ipc-10", "ipc-11"]
    assert offered(shipped, "query claims-of --id ipc-1") == ["ipc-1", "ipc-10", "ipc-11"]
    assert offered(shipped, "show membership:ipc-1-") == ["membership:ipc-1-in-ipc"]
    assert "ipc-1-label-psf-wiki" in offered(shipped, "show claim : ipc-1-")


def test_a_parameter_is_offered_its_own_kinds(run: Run) -> None:
    """An event is an edition or a series, a series only a series."""
    shipped = run.on(None)
    assert {"ipc", "ipc-1"} <= set(offered(shipped, "query supporters --event ipc"))
    assert offered(shipped, "query editions-of-series --series ip") == ["ipc"]
    assert offered(shipped, "query supporters --event place:") == []


BASH = shutil.which("bash")


@pytest.mark.skipif(BASH is None or shutil.which("confgraph") is None, reason="there is no bash or no confgraph")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("show", "edition", ":", "tiny-1"), "tiny-10"),
        (("query", "editions", "--series", "series", ":", "t"), "tiny"),
    ],
)
def test_the_script_works_in_bash(run: Run, words: tuple[str, ...], expected: str) -> None:
    """The script itself, run by bash with the words as bash breaks them, yields what follows the colon."""
    line = ["confgraph", *run.arguments(), *words]
    script = run("completion", "bash").out
    call = f'COMP_WORDS=("$@"); COMP_CWORD={len(line) - 1}; _confgraph_completion confgraph; echo "${{COMPREPLY[*]}}"'
    done = subprocess.run(
        [str(BASH), "-c", f"{script}\n{call}", "bash", *line], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == (f"{expected}\n", "")


def test_without_a_catalog_nothing_breaks_the_line(run: Run, tmp_path: Path) -> None:
    """Where the line names no catalog a person who presses Tab sees no traceback."""
    done = complete(run.on(tmp_path), "show t")
    assert done.out == ""
    assert "Traceback" not in done.err
