"""Tests of confgraph.cli.terminal: words, data and tables."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import confgraph
from confgraph.cli.terminal import Session, drawn, emit, emit_rows, emit_table, say_error
from confgraph.problems import FileTrouble, Place, Problem, UnreadableInput, UsageError
from confgraph.results import Rows
from running import COMMAND

EVIL = "a\x1b[31m\u202eb"


def test_errors_are_said_with_their_problems(capsys: pytest.CaptureFixture[str]) -> None:
    """An error is one line that begins with confgraph:, and each problem a line below it with its place."""
    say_error(UnreadableInput("x.ttl cannot be read", [Problem(Place("x.ttl", 2, 3), "a dot is missing", "add it")]))
    assert capsys.readouterr() == ("", "confgraph: x.ttl cannot be read\n  x.ttl:2:3: a dot is missing: add it\n")


def test_words_send_the_terminal_no_orders(capsys: pytest.CaptureFixture[str]) -> None:
    """What a file is called or says cannot colour, clear or turn the terminal."""
    say_error(UsageError(EVIL))
    assert capsys.readouterr().err == "confgraph: a\\u001b[31m\\u202eb\n"


def test_a_table_shows_what_it_is_given(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """No cell is cut, wrapped or read as markup in a file, and none sends the terminal orders."""
    long = "x" * 500
    emit_table(["one", "[bold]two"], [[long, "[red]y[/red]"], [EVIL, ""]], title="[b]title")
    out = capsysbinary.readouterr().out.decode()
    assert long in out
    assert "[red]y[/red]" in out
    assert "[bold]two" in out
    assert "[b]title" in out
    assert "\x1b" not in out


ASKED: dict[str, dict[str, Any]] = {
    "ipc-editions": {},
    "editions-of-series": {"series": "europython"},
    "succession": {},
}


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", ASKED)
def test_no_word_breaks_and_no_text_is_lost(graph: confgraph.Graph, name: str, width: int) -> None:
    """At every width of a terminal each date, id and word stands there whole, as often as in the answer."""
    answer = graph.query(name, **ASKED[name])
    assert isinstance(answer, Rows)
    rows = list(answer.texts())
    text = drawn(answer.columns, rows, "what?", width)
    assert max(map(len, text.splitlines())) <= width
    shown = text.split()
    words = [word for row in rows for cell in row for word in cell.split()]
    assert all(shown.count(word) >= words.count(word) for word in words)


def test_a_table_drops_empty_columns_and_wraps_words_on_a_terminal() -> None:
    """A column without values is left out, one with words gives way, and one without keeps its width."""
    rows = [["edition:a-1", "", "A Workshop on Python"], ["edition:a-10", "", "Another"]]
    assert drawn(["id", "none", "name"], rows, width=28).split("\n")[3:6] == [
        " edition:a-1   A Workshop",
        "               on Python",
        " edition:a-10  Another",
    ]
    assert "none" in drawn(["id", "none", "name"], rows)
    assert "none" in drawn(["id", "none"], [["", ""]], width=28)
    assert "none" in drawn(["id", "none"], [], width=28)


def test_a_row_that_is_too_wide_becomes_a_block() -> None:
    """Where the words themselves are too wide for the terminal each row is a block, and even there none is broken."""
    rows = [["edition:ipc-1", "1994-11-01", "A Workshop on Python"], ["x" * 30, "", "b"]]
    assert drawn(["id", "start", "name"], rows, "what?", 20) == (
        f"what?\n\nid: edition:ipc-1\nstart: 1994-11-01\nname: A Workshop on\n  Python\n\nid:\n  {'x' * 30}\nname: b\n"
    )


def test_a_table_in_a_file_keeps_its_width(graph: confgraph.Graph) -> None:
    """Without a terminal each row is one line, with every column and no spaces at its end."""
    answer = graph.query("succession")
    assert isinstance(answer, Rows)
    lines = drawn(answer.columns, answer.texts()).split("\n")
    assert lines[1].split() == list(answer.columns)
    assert len([line for line in lines if line.startswith(" series:")]) == len(answer)
    assert not [line for line in lines if line.endswith(" ")]
    assert drawn([], []).strip() == ""


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_a_real_terminal_is_kept_to(graph: confgraph.Graph) -> None:
    """On a terminal of 80 columns a person sees whole dates and ids."""
    import fcntl
    import pty
    import struct
    import termios

    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    env = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")} | {"TERM": "xterm"}
    call = [*COMMAND, "query", "ipc-editions"]
    with subprocess.Popen(call, stdin=inner, stdout=inner, stderr=subprocess.DEVNULL, env=env):
        os.close(inner)
        seen = b""
        while b"ipc-11" not in seen or not seen.endswith(b"\n"):
            seen += os.read(outer, 65536)
    os.close(outer)
    text = re.sub(r"\x1b\[[0-9;]*m", "", seen.decode()).replace("\r", "")
    assert max(map(len, text.splitlines()[1:])) <= 80
    assert {"edition:ipc-1", "edition:ipc-10", "1994-11-01", "2002-02-07"} <= set(text.split())


def test_an_unknown_format_is_refused() -> None:
    """A format that there is not is an error that lists those that there are."""
    with pytest.raises(UsageError, match="use one of table, csv, json, markdown"):
        emit_rows(["a"], [["1"]], "xml")


def test_a_closed_stdout_is_file_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data for a stdout that is closed is not lost in silence."""
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(FileTrouble, match="standard output: it is closed"):
        emit("x")


def test_nothing_moves_where_nobody_looks(monkeypatch: pytest.MonkeyPatch, tiny: Path) -> None:
    """Long work shows its progress on a terminal only: a file gets no word of it."""
    stderr = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    with Session(str(tiny), verbose=False).working("thinking"):
        pass
    assert stderr.getvalue() == ""


def test_a_catalog_is_opened_when_it_is_needed(tmp_path: Path) -> None:
    """A wrong folder is told when the catalog is used, so that help and completion work without one."""
    session = Session(str(tmp_path), verbose=False)
    with pytest.raises(UsageError, match="is no catalog"):
        _ = session.catalog
