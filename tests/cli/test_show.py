"""Tests of confgraph.cli.show: everything about one entity."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from pyoxigraph import RdfFormat, parse

import confgraph
from confgraph.cli.show import _lines
from running import Run


def test_an_entity_is_shown_in_words(run: Run) -> None:
    """Label, class, facts with labels, memberships in place and who says so stand there to be read."""
    lines = run("show", "tiny-2").out.splitlines()
    assert lines[:2] == ["Tiny Conference 2002", "edition · https://w3id.org/confgraph/id/edition/tiny-2"]
    text = "\n".join(lines)
    assert "in series Tiny Conference · ordinal 2" in text
    assert "Tiny Conference  (series:tiny)" in text
    assert "start date: 2002-05-13  [preferred, stated]" in text
    assert "“we begin on the 13th”" in text


def test_either_or_reads_so(run: Run) -> None:
    """The values of a disjunctive claim are joined by "or"."""
    assert "start date: 2010-03 or 2010-04  [normal, disjunctive]" in run("show", "tiny-10").out


@pytest.mark.parametrize(
    ("chosen", "rdf_format"),
    [
        ("turtle", RdfFormat.TURTLE),
        ("jsonld", RdfFormat.JSON_LD),
        ("ntriples", RdfFormat.N_TRIPLES),
        ("rdfxml", RdfFormat.RDF_XML),
    ],
)
def test_an_entity_is_shown_as_rdf(run: Run, chosen: str, rdf_format: RdfFormat) -> None:
    """Every RDF format holds the triples that describe the entity."""
    found = list(parse(run("show", "smallville", "-f", chosen).out.encode(), format=rdf_format))
    assert {quad.subject.value for quad in found} == {"https://w3id.org/confgraph/id/place/smallville"}


def test_no_text_sends_the_terminal_orders(run: Run, tiny_copy: Path) -> None:
    """Control characters in labels, quotes and addresses are shown, not obeyed."""
    (tiny_copy / "data" / "evil.ttl").write_text(
        """@prefix cg: <https://w3id.org/confgraph/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <https://w3id.org/confgraph/id/edition/evil> a cg:Evil ; rdfs:label "E\\u001B[31mvil"@en ;
          cg:evil "x\\u001B]0;y" .
        cg:Evil rdfs:label "kind\\u001B[1m"@en . cg:evil rdfs:label "property\\u001B[1m"@en .""",
        encoding="utf-8",
    )
    out = run.on(tiny_copy)("show", "evil").out
    assert "\x1b" not in out
    assert "E\\u001b[31mvil" in out
    assert "property\\u001b[1m" in out


@pytest.mark.parametrize("width", [40, 60, 100])
def test_on_a_terminal_long_lines_hang_below_their_beginning(graph: confgraph.Graph, width: int) -> None:
    """A narrow terminal cuts no line in a word, and no word is lost on the way."""
    found = graph.show("ipc-11")
    narrow, wide = ("".join(_lines(found, columns)) for columns in (width, 0))
    assert click.unstyle(narrow).split() == wide.split()
    for line in click.unstyle(narrow).splitlines()[2:]:
        longest = max(map(len, line.split()), default=0)
        assert len(line) <= width or longest > width - 33  # a word that no line could hold beside the property
