"""cli/endpoints.py: the options of an endpoint, on every command that has them."""

from __future__ import annotations

from pathlib import Path

from misbehaving import says, serving
from running import Run


def test_the_password_is_the_first_line_of_a_file(run: Run, tmp_path: Path) -> None:
    """A password is read from a file, without the end of its line, and sent when it is asked for."""
    (tmp_path / "password").write_text("s\n")
    with serving(says("", 401, WWW_Authenticate='Basic realm="r"'), says("no", 403)) as fake:
        asked = run("load", fake.url, "--user", "dba", "--password-file", tmp_path / "password")
    assert asked.code == 6
    assert fake.asked[1].headers["authorization"] == "Basic ZGJhOnM="


def test_a_password_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """An empty or missing file is told by its name."""
    (tmp_path / "empty").write_text("\n")
    asked = run("load", "http://127.0.0.1:1/", "--user", "dba", "--password-file", tmp_path / "empty")
    assert (asked.code, "there is no password in this file" in asked.err) == (2, True)
    asked = run("load", "http://127.0.0.1:1/", "--user", "dba", "--password-file", tmp_path / "missing")
    assert (asked.code, "missing: no such file" in asked.err) == (5, True)
