"""Tests of confgraph.cli.main: commands, errors, exit codes, help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from confgraph.cli.main import COMMANDS, confgraph
from confgraph.namespaces import VERSION
from running import Run

NONSENSE = [
    [],
    ["--"],
    ["-"],
    [""],
    ["--catalog"],
    ["--catalog", "\udcff", "stats"],
    ["--nonsense"],
    ["query"],
    ["query", ""],
    ["query", "../editions"],
    ["query", "editions", "--from"],
    ["query", "editions", "--from", "\udcff"],
    ["query", "editions", "--series", "\udcff"],
    ["query", "editions", "extra"],
    ["query", "editions", "-f", "table", "-o", "/dev/null/x"],
    ["query", "--text", ""],
    ["query", "--text", "SELECT"],
    ["query", "--text", "\udcff"],
    ["query", "--text", "ASK {}", "editions"],
    ["query", "--text", "ASK {}", "--file", "x"],
    ["query", "--text", "ASK {}", "-f", "turtle"],
    ["query", "--text", "SELECT (<http://e.org/f>(1) AS ?x) {}"],
    ["query", "--text", "CONSTRUCT WHERE { ?s ?p ?o }", "-f", "csv"],
    ["query", "--text", "DROP ALL"],
    ["query", "--file", "."],
    ["query", "--file", "/none"],
    ["queries", "-f", "xml"],
    ["show"],
    ["show", ""],
    ["show", ":"],
    ["show", "\udcff"],
    ["show", "tiny", "-f", "pdf"],
    ["search"],
    ["search", ""],
    ["search", "\udcff"],
    ["search", "x", "--type", "thing"],
    ["search", "x", "-n", "0"],
    ["stats", "extra"],
    ["validate", "."],
    ["validate", "/none.ttl"],
    ["validate", "\udcff.ttl"],
    ["validate", "--shapes", "/none.ttl"],
    ["export"],
    ["export", ""],
    ["export", "\udcff"],
    ["export", "csv", "-o", "/dev/null/x"],
    ["new"],
    ["new", "edition"],
    ["new", "edition", "tiny", "last"],
    ["new", "edition", "tiny", "1"],
    ["new", "series", ""],
    ["new", "series", "\udcff"],
    ["new", "place", "X", "--kind", "village"],
    ["new", "thing"],
    ["tidy", "/none.ttl"],
    ["tidy", "."],
    ["completion"],
    ["completion", "tcsh"],
]


@pytest.mark.parametrize("arguments", NONSENSE, ids=lambda arguments: ascii(" ".join(arguments)))
def test_nonsense_ends_with_words_and_a_code(run: Run, arguments: list[str]) -> None:
    """Whatever the arguments are, the answer is a code of architecture.md and words, never an exception."""
    done = run(*arguments)
    assert done.code in (0, 1, 2, 3, 5)
    assert "Traceback" not in done.err
    if done.code > 1:
        assert done.err.startswith(("confgraph: ", "Usage: confgraph"))


@pytest.mark.parametrize("arguments", [[], ["new"]], ids=["confgraph", "new"])
def test_a_group_without_a_command_shows_its_help(run: Run, arguments: list[str]) -> None:
    """Who calls a group and names no command is told, on stderr, which there are."""
    done = run.on(None)(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Commands:\n" in done.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["stats"], 0),
        (["search", "qqqqqqqq"], 1),
        (["show", "nobody"], 2),
        (["query", "--file", "{broken}"], 3),
        (["validate", "{broken}"], 3),
        (["query", "--file", "{folder}/none.rq"], 5),
        (["export", "csv", "-o", "{folder}/broken.ttl/x.csv"], 5),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_each_ending_has_its_code(run: Run, tmp_path: Path, arguments: list[str], code: int) -> None:
    """0 well, 1 nothing found, 2 wrong use, 3 unreadable input, 5 a file that cannot be read or written."""
    broken = tmp_path / "broken.ttl"
    broken.write_bytes(b"\xff")
    done = run(*(argument.format(broken=broken, folder=tmp_path) for argument in arguments))
    assert done.code == code, done.err


def test_data_with_errors_ends_with_one(run: Run, tmp_path: Path) -> None:
    """A file with an error in it ends with 1."""
    path = tmp_path / "bare.ttl"
    path.write_text(
        "<https://w3id.org/confgraph/id/edition/x> a <https://w3id.org/confgraph/ns#Edition> .", encoding="utf-8"
    )
    assert run("validate", path).code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["quer"], "there is no command 'quer': did you mean query?"),
        (["zzz"], "there is no command 'zzz' (see confgraph --help)"),
        (["query", "edition"], "there is no query 'edition': did you mean editions?"),
        (["query", "editions", "--serie", "tiny"], "--series"),
        (["--catlog", "x", "stats"], "--catalog"),
        (["show", "tinny"], "there is no entity 'tinny': did you mean tiny?"),
        (["export", "turtel"], "did you mean turtle?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_misspelt_word_gets_the_nearest(run: Run, arguments: list[str], message: str) -> None:
    """A misspelt command, query, option, entity or format is answered with the one that was likely meant."""
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("confgraph: ")
    assert message in done.err


def test_a_folder_that_is_no_catalog_says_what_it_lacks(run: Run, tmp_path: Path) -> None:
    """--catalog with another folder ends with 2 and names the parts that are missing."""
    (tmp_path / "data").mkdir()
    done = run.on(tmp_path)("stats")
    assert done.code == 2
    assert "it has no ontology/: name a folder with ontology, shapes, data, queries" in done.err
    assert f"{tmp_path / 'none'} is no folder: name a catalog" in run.on(tmp_path / "none")("stats").err


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_said(run: Run, option: str) -> None:
    """--version says name and version on stdout."""
    assert run.on(None)(option) == (0, f"confgraph {VERSION}\n", "")


def test_verbose_speaks_on_stderr_only(run: Run, tiny: Path) -> None:
    """-v says which catalog is open and what is done, and leaves stdout as it is."""
    quiet, loud = run("query", "editions"), run("-v", "query", "editions")
    assert quiet.out == loud.out
    assert quiet.err == ""
    assert f"catalog {tiny}" in loud.err
    assert re.search(r"asking editions: \d+\.\d\d s", loud.err)


def every_command(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command below one; the canned queries have a test of their own."""
    yield path
    if isinstance(command, click.Group) and path != ("query",):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from every_command(found, (*path, name))


@pytest.mark.parametrize("path", [*every_command(confgraph), ("query", "editions")], ids=" ".join)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help_that_fits(run: Run, path: tuple[str, ...], option: str) -> None:
    """Every command says what it does, what its options mean, and keeps to 100 columns."""
    done = run(*path, option)
    assert (done.code, done.err) == (0, "")
    usage, prose, *_ = done.out.split("\n\n")
    assert usage.startswith(f"Usage: {' '.join(('confgraph', *path))}")
    assert len(prose.split()) >= 4
    assert max(map(len, done.out.splitlines())) <= 100
    for line in re.findall(r"^  (-.*)$", done.out, re.MULTILINE):
        assert re.search(r"\s{2,}\S", line) or len(line) > 20, f"no words for {line}"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_lists_every_command_with_words(run: Run, name: str) -> None:
    """The first help has a line for each command that says what it is for."""
    assert re.search(rf"^  {name} +\w+ \w+", run("--help").out, re.MULTILINE)
