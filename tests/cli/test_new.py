"""Tests of confgraph.cli.new: records to edit."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from running import COMMAND, Run


@pytest.mark.parametrize(
    ("arguments", "subject"),
    [
        (["edition", "tiny", "2028", "--start", "2028-05-13", "--place", "smallville"], "edition/tiny-2028"),
        (["series", "PyCon Narnia", "--homepage", "https://e.org/"], "series/pycon-narnia"),
        (["organization", "Narnia", "--place", "smallville"], "organization/narnia"),
        (["place", "Mildendo", "--within", "lilliput", "--lat", "-1.5", "--long", "2"], "place/mildendo"),
    ],
    ids=["edition", "series", "organization", "place"],
)
def test_each_kind_of_record_is_printed(run: Run, arguments: list[str], subject: str) -> None:
    """Stdout gets one record in Turtle, and stderr nothing."""
    done = run("new", *arguments)
    assert (done.code, done.err) == (0, "")
    subjects = {quad.subject.value for quad in parse(done.out.encode(), format=RdfFormat.TURTLE)}
    assert subjects == {f"https://w3id.org/confgraph/id/{subject}"}


def test_nothing_is_printed_for_what_cannot_be(run: Run) -> None:
    """A wrong place ends with 2 and prints nothing that could end up in a file."""
    done = run("new", "edition", "tiny", "2028", "--place", "smalville")
    assert (done.code, done.out) == (2, "")
    assert "did you mean smallville?" in done.err


def test_a_record_can_be_sent_to_the_file_that_it_belongs_to(run: Run, tiny_copy: Path) -> None:
    """The shell has made or opened the file before the command reads the catalog: it works all the same."""
    there = run.on(tiny_copy)
    command = " ".join(f"'{part}'" for part in [*COMMAND, *there.arguments("new")])
    data = tiny_copy / "data" / "series"
    script = (
        f"{command} series 'PyCon Narnia' > {data}/pycon-narnia.ttl && {command} edition tiny 2028 >> {data}/tiny.ttl"
    )
    subprocess.run(["sh", "-c", script], check=True, timeout=60)
    assert there("tidy").code == 0
    assert there("tidy", "--check").code == 0
    assert there("show", "tiny-2028").out.startswith("Tiny Conference 2028\n")
    assert there("show", "pycon-narnia").out.startswith("PyCon Narnia\n")
