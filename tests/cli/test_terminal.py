"""Tests of confgraph.cli.terminal: words, data and tables."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from confgraph.cli.terminal import Session, emit, emit_rows, emit_table, say_error
from confgraph.problems import FileTrouble, Place, Problem, UnreadableInput, UsageError

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
