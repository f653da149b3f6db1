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
        (["place", "Narnia", "--kind", "country", "--code", "NA"], "place/narnia"),
        (["source", "Narnia Times", "--page", "https://e.org/", "--date", "2026"], "source/narnia-times"),
    ],
    ids=["edition", "series", "organization", "place", "country", "source"],
)
def test_each_kind_of_record_is_printed(run: Run, arguments: list[str], subject: str) -> None:
    """Stdout gets one record in Turtle, and stderr what to do with it."""
    done = run("new", *arguments)
    assert done.code == 0
    assert "then: confgraph tidy" in done.err
    assert "then:" not in done.out
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


def test_what_was_filled_in_stays_and_the_rest_of_the_template_goes(run: Run, tiny_copy: Path) -> None:
    """After new, an edit and tidy, the file has no line of the template left, and the record is valid."""
    there = run.on(tiny_copy)
    assert there("tidy").code == 0
    path = tiny_copy / "data" / "series" / "tiny.ttl"
    before = path.read_text(encoding="utf-8")
    made = there("new", "edition", "tiny", "2028", "--source", "tiny-site").out
    edited = made.replace("#? cg:endDate", "cg:endDate").replace("cg:year 2028 ;", "cg:year 2028 ; # by phone")
    path.write_text(before + edited, encoding="utf-8")
    assert there("tidy").code == 0
    after = path.read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if "#" in line.replace("ns#>", "") and "@prefix" not in line] == [
        "  cg:year 2028 ; # by phone"
    ]
    assert '  cg:endDate "2028-05-15"^^xsd:date ;' in after
    assert there("validate", path).code == 0


def test_examples_fit_the_edition(run: Run) -> None:
    """The examples have the year of the edition, are not before its start, and name the latest place of its series."""
    for start, end in (("2028", "2028-05-15"), ("2028-10", "2028-10-15"), ("2028-10-20", "2028-10-20")):
        made = run("new", "edition", "tiny", "2028", "--start", start).out
        assert f'  #? cg:endDate "{end}"^^xsd:date ;\n' in made
        assert '  #? cg:proposalDeadline "2028-01-15"^^xsd:date ;\n' in made
        assert "  #? cg:location place:smallville ;\n" in made


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["edition", "t"], "tiny"),
        (["edition", "tiny", "2028", "--place", "sm"], "smallville"),
        (["organization", "Narnia", "--place", "sm"], "smallville"),
        (["place", "Mildendo", "--within", "li"], "lilliput"),
        (["series", "Narnia", "--source", "tiny-s"], "tiny-site"),
        (["series", "Narnia", "--organizer", "sm"], ""),
    ],
    ids=["series", "place", "base", "within", "source", "organizer"],
)
def test_slugs_of_the_right_kind_are_offered(run: Run, words: list[str], expected: str) -> None:
    """Where a shell completes the line, only what can stand there is offered."""
    line = ["confgraph", *run.arguments("new"), *words]
    env = {"_CONFGRAPH_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(line), "COMP_CWORD": str(len(line) - 1)}
    done = Run(None).process(env=env)
    assert [one.partition(",")[2] for one in done.out.splitlines() if one] == ([expected] if expected else [])


def test_a_new_catalog_grows_from_nothing_to_a_valid_one(run: Run, tmp_path: Path) -> None:
    """What new, tidy and validate make of an empty folder is a catalog without a problem that answers questions."""
    made = run.on(None)("new", "catalog", str(tmp_path / "narnia"))
    assert made.code == 0, made.err
    there, data = run.on(tmp_path / "narnia"), tmp_path / "narnia" / "data"
    for path, arguments in [
        ("sources.ttl", ["source", "Narnia Times", "--page", "https://e.org/times"]),
        ("places.ttl", ["place", "Narnia", "--kind", "country", "--code", "NA", "--source", "narnia-times"]),
        ("cities.ttl", ["place", "Cair Paravel", "--within", "narnia", "--source", "narnia-times"]),
        ("pycon-narnia.ttl", ["series", "PyCon Narnia", "--source", "narnia-times"]),
        (
            "pycon-narnia.ttl",
            "edition pycon-narnia 2026 --start 2026-05-13 --place cair-paravel --source narnia-times".split(),
        ),
    ]:
        done = there("new", *arguments)
        assert done.code == 0, done.err
        with (data / path).open("a", encoding="utf-8") as file:
            file.write(done.out)
    assert there("tidy").code == 0
    checked = there("validate")
    assert checked.code == 0, checked.out + checked.err
    assert "PyCon Narnia 2026" in there("query", "editions-of-series", "--series", "pycon-narnia").out


def test_a_new_catalog_leaves_what_is_there(run: Run, tmp_path: Path) -> None:
    """A folder with a file in it stays as it was, and so does a file of that name."""
    (tmp_path / "mine").write_text("mine")
    for target in (tmp_path, tmp_path / "mine"):
        done = run("new", "catalog", str(target))
        assert (done.code, done.out) == (2, "")
        assert "name a new or empty folder" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
