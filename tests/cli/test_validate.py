"""Tests of confgraph.cli.validate: what is wrong, where, and how to mend it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from confgraph.namespaces import expand
from reading.test_versions import git
from running import Run

PREFIXES = """@prefix cg: <https://w3id.org/confgraph/ns#> .
@prefix edition: <https://w3id.org/confgraph/id/edition/> .
@prefix series: <https://w3id.org/confgraph/id/series/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Return a file with one error."""
    path = tmp_path / "wrong.ttl"
    text = f'{PREFIXES}edition:x a cg:Edition ;\n  rdfs:label "X"@en ; cg:year 2004 ;\n  cg:editionOf series:tinny .\n'
    path.write_text(text, encoding="utf-8")
    return path


def test_a_problem_is_one_line_and_the_count_is_for_people(run: Run, wrong: Path) -> None:
    """The problem goes to stdout with place and mend, the count to stderr, and the code is 1."""
    what = (
        "the edition belongs to no series that is described: did you mean series:tiny? Else name one with cg:editionOf"
    )
    assert run("validate", wrong) == (
        1,
        f"{wrong}:7:16  error  cg:editionOf  {what}\n"
        "    7 |   cg:editionOf series:tinny .\n"
        "      |                ^\n"
        "      edition:x (X)  [shape:Edition-editionOf]\n",
        "1 error in 4 triples of 1 file\n",
    )


def test_a_file_below_the_current_folder_is_called_from_there(run: Run, wrong: Path) -> None:
    """A file is called as one would type it from where one stands."""
    done = run.process("validate", wrong, cwd=wrong.parent)
    assert done.out.startswith("wrong.ttl:7:16  error")


def test_all_well_says_so(run: Run) -> None:
    """A catalog without problems ends with 0, silence on stdout, and the count."""
    done = run("validate")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("0 errors in ")
    assert done.err.endswith("of 3 files\n")


def test_an_unreadable_file_ends_with_three_beside_the_others(run: Run, wrong: Path, tmp_path: Path) -> None:
    """A file that cannot be read is reported with its line beside the problems of the others, and the code is 3."""
    broken = tmp_path / "broken.ttl"
    broken.write_text(f"{PREFIXES}edition:y a ??? .\n", encoding="utf-8")
    done = run("validate", broken, wrong)
    assert done.code == 3
    assert [line.split("  ")[0] for line in done.out.splitlines() if line[0] != " "] == [
        f"{broken}:5:13",
        f"{wrong}:7:16",
    ]


@pytest.mark.parametrize("chosen", ["json", "github", "sarif", "ttl", "jsonld"])
def test_every_format_tells_the_same_problem(run: Run, wrong: Path, chosen: str) -> None:
    """Each format has the one problem with its line, and the code stays 1."""
    done = run("validate", wrong, "-f", chosen)
    assert done.code == 1
    if chosen == "json":
        assert [problem["line"] for problem in json.loads(done.out)["problems"]] == [7]
    elif chosen == "github":
        assert done.out.startswith(f"::error file={wrong},line=7,col=16::the edition belongs")
    elif chosen == "sarif":
        (result,) = json.loads(done.out)["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 7
    elif chosen == "jsonld":
        assert json.loads(done.out)["sh:result"][0]["sh:focusNode"] == [{"@id": expand("edition:x")}]
    else:
        texts = {quad.object.value for quad in parse(done.out.encode(), format=RdfFormat.TURTLE)}
        assert "http://www.w3.org/ns/shacl#ValidationReport" in texts


def test_broken_shapes_end_with_two(run: Run, wrong: Path, tmp_path: Path) -> None:
    """Shapes that cannot be used end with 2, one sentence and no word of pySHACL's own."""
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        f"{PREFIXES}@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "[] a sh:NodeShape ; sh:targetClass cg:Edition ; sh:property [ sh:minCount 1 ] .",
        encoding="utf-8",
    )
    done = run("validate", wrong, "--shapes", shapes)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"confgraph: the shapes cannot be used\n  {shapes}:6:")
    assert done.err.count("\n") == 2


NO_SHAPE = "holds no shape: name a file or folder of SHACL shapes\n"


def test_shapes_without_a_shape_are_no_all_clear(run: Run, wrong: Path, tmp_path: Path) -> None:
    """Data in place of shapes, an empty file and an empty folder end with 2: nothing was judged."""
    empty, folder = tmp_path / "empty.ttl", tmp_path / "folder"
    empty.write_text("", encoding="utf-8")
    folder.mkdir()
    for shapes in (wrong, empty, folder):
        assert run("validate", wrong, "--shapes", shapes) == (2, "", f"confgraph: {shapes} {NO_SHAPE}")


@pytest.mark.parametrize(
    "text",
    ["[] a sh:NodeShape .", "[] a sh:PropertyShape .", "[] sh:targetClass cg:Edition .", "[] sh:path cg:year ."],
)
def test_one_shape_is_enough(run: Run, wrong: Path, tmp_path: Path, text: str) -> None:
    """A shape is known by its class, its target or its path, also beside files that hold none."""
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "a.ttl").write_text(PREFIXES, encoding="utf-8")
    shape = f"{PREFIXES}@prefix sh: <http://www.w3.org/ns/shacl#> .\n{text}\n"
    (tmp_path / "shapes" / "b.ttl").write_text(shape, encoding="utf-8")
    assert "holds no shape" not in run("validate", wrong, "--shapes", tmp_path / "shapes").err


def test_a_catalog_without_shapes_judges_nothing(wrong: Path, tiny_copy: Path) -> None:
    """A catalog whose shapes are empty, or not there, cannot say that all is well."""
    shutil.rmtree(tiny_copy / "shapes")
    for _ in range(2):
        done = Run(tiny_copy)("validate", wrong)
        assert done == (2, "", f"confgraph: {tiny_copy / 'shapes'} {NO_SHAPE}")
        (tiny_copy / "shapes").mkdir(exist_ok=True)


def test_only_what_a_change_can_affect_is_validated(run: Run, tiny_copy: Path) -> None:
    """With --since and --changed old errors elsewhere stay aside, and what the change broke elsewhere is found."""
    data = tiny_copy / "data"
    old = data / "old.ttl"
    old.write_text(f'{PREFIXES}edition:old a cg:Edition ; rdfs:label "Old"@en ; cg:year 2004 .\n', encoding="utf-8")
    git(tiny_copy, "init", "-q")
    git(tiny_copy, "add", "-A")
    git(tiny_copy, "commit", "-q", "-m", "one")
    here = run.on(tiny_copy)
    assert here("validate").code == 1
    for chosen in (("--since", "HEAD"), ("--changed", old)):
        done = here("validate", *chosen)
        assert (done.code, done.out) == (0, "")
        assert done.err.endswith("of 4 files; 0 nodes that the change can affect\n")
    series = next(path for path in data.rglob("*.ttl") if "a cg:EventSeries" in path.read_text(encoding="utf-8"))
    series.write_text(series.read_text(encoding="utf-8").replace("a cg:EventSeries", "a cg:Track"), encoding="utf-8")
    done = here("validate", "--since", "HEAD")
    assert done.code == 1
    assert "cg:editionOf" in done.out
    assert "edition:old" not in done.out
    assert done.out == here("validate", "--changed", series).out


def test_a_change_is_of_the_catalog_or_of_named_shapes(run: Run, wrong: Path) -> None:
    """A FILE beside --since would hide what the change broke elsewhere."""
    done = run("validate", wrong, "--since", "HEAD")
    assert done.code == 2
    assert "name no FILE with --since or --changed: the whole catalog is looked at" in done.err
