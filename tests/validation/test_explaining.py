"""A rule is explained in words, with examples, in the terminal and on a page."""

from __future__ import annotations

from pathlib import Path

import pytest

import confgraph
from confgraph.problems import UsageError
from confgraph.validation.explaining import explain, records
from confgraph.validation.rules import SHAPES
from running import Run
from validation.shapes_and_graphs import quads


def test_a_rule_of_ours_is_explained(run: Run) -> None:
    """The command tells what a rule is about, asks for and says, and shows both examples."""
    run = run.on(None)
    done = run("validate", "--explain", "Edition-year")
    assert done.code == 0
    head = "shape:Edition-year  year of the edition\n  about   each cg:Edition\n  asks    cg:year: at least 1\n"
    assert done.out.startswith(head)
    assert "\n  error   the edition has no year: add cg:year with the year in its name\n" in done.out
    good, _, bad = done.out.partition("\n  bad\n")
    assert "cg:year" in good.partition("\n  good\n")[2]
    assert "cg:year" not in bad
    assert run("validate", "--explain", f"{SHAPES}Edition-year").out == done.out
    assert run("validate", "--explain", "Edition-yaer").code == 2


def test_a_rule_that_shapes_share_is_explained_once(graph: confgraph.Graph) -> None:
    """What it is about names all of them."""
    (found,) = graph.explain("label-spaces")
    assert found.rule.about.count("each ") > 3
    assert found.markdown().startswith("### shape:label-spaces\n\n**spaces in the label**\n\nAbout each ")
    assert "```turtle\n" in found.markdown()


def test_shapes_of_others_are_explained(tmp_path: Path) -> None:
    """Any shapes graph has its rules in words; without data there are no examples."""
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e.org/> ."
        "e:S a sh:NodeShape ; sh:targetClass e:C ; sh:nodeKind sh:IRI ; sh:message 'no address' ."
    )
    (found,) = explain("", shapes, [])
    assert found.example is None
    assert str(found) == "http://e.org/S\n  about   each http://e.org/C\n  asks    an address\n  error   no address\n"
    with pytest.raises(UsageError, match="there is no shape"):
        explain("e:T", shapes, [])


def test_records_have_no_prefixes() -> None:
    """Readers know them."""
    assert records(quads("<https://w3id.org/confgraph/id/series/x> a <https://w3id.org/confgraph/ns#Track> .")) == (
        "series:x a cg:Track ."
    )
