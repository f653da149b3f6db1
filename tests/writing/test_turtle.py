"""The Turtle that people edit: every term as it was, one order, few surprises."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from pyoxigraph import BaseDirection, Literal, NamedNode, RdfFormat, Triple

from confgraph.namespaces import ID, expand
from confgraph.problems import UsageError
from confgraph.writing import term_as_turtle, turtle
from tricky import NOT_FOR_XML, PREDICATE, SUBJECT, TERMS, canonical, graphs, triples_of, typed

CG = "@prefix cg: <https://w3id.org/confgraph/ns#> .\n"
EDITION = "@prefix edition: <https://w3id.org/confgraph/id/edition/> .\n"


def says(subject: str, predicate: str, value: NamedNode | Literal) -> Triple:
    """Return a triple of prefixed names and a value."""
    return Triple(NamedNode(expand(subject)), NamedNode(expand(predicate)), value)


@pytest.mark.parametrize("term", [pytest.param(t, id=n) for n, t in {**TERMS, **NOT_FOR_XML}.items()])
def test_every_term_is_read_back_as_it_was(term: NamedNode | Literal) -> None:
    """A term in the Turtle that is written is the very same term when it is read (RDF 1.1 Turtle, section 7)."""
    triple = Triple(SUBJECT, PREDICATE, term)
    assert triples_of(turtle([triple]).encode(), RdfFormat.TURTLE) == {str(triple)}


@given(graphs)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_random_graphs_are_read_back_as_they_were(statements: list[Triple]) -> None:
    """Whatever the graph, its Turtle holds the same graph."""
    assert triples_of(turtle(statements).encode(), RdfFormat.TURTLE) == canonical(statements)


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (typed("2003", "xsd:integer"), "2003"),
        (typed("01", "xsd:integer"), '"01"^^xsd:integer'),
        (typed("48.20", "xsd:decimal"), "48.20"),
        (typed("5.", "xsd:decimal"), '"5."^^xsd:decimal'),
        (typed("1e6", "xsd:double"), '"1e6"^^xsd:double'),
        (typed("true", "xsd:boolean"), "true"),
        (typed("1", "xsd:boolean"), '"1"^^xsd:boolean'),
        (typed("yes", "xsd:boolean"), '"yes"^^xsd:boolean'),
        (typed("٣", "xsd:integer"), '"٣"^^xsd:integer'),
        (Literal('a "b"\\\r\t\x00'), r'"a \"b\"\\\r\t\u0000"'),
        (Literal('one "quote"\ntwo ""'), '"""one "quote"\ntwo \\"\\""""'),
        (Literal('three """\n'), '"""three \\"\\""\n"""'),
        (Literal("x", language="en-us"), '"x"@en-us'),
        (NamedNode(expand("cg:year")), "cg:year"),
        (NamedNode(f"{ID}edition/a.b"), "edition:a.b"),
        (NamedNode(f"{ID}edition/a."), f"<{ID}edition/a.>"),
        (NamedNode(f"{ID}edition/"), f"<{ID}edition/>"),
    ],
    ids=str,
)
def test_terms_are_short_only_where_turtle_allows_it(term: NamedNode | Literal, written: str) -> None:
    """Numbers, booleans and names are short where every reader keeps their spelling, and written out elsewhere."""
    assert term_as_turtle(term) == written


def test_what_rdf_1_1_cannot_say_is_refused() -> None:
    """A triple term or a text with a direction is an error, and not another term."""
    triple = Triple(SUBJECT, PREDICATE, Literal("x"))
    for term in (triple, Literal("x", language="en", direction=BaseDirection.LTR)):
        with pytest.raises(UsageError, match=r"RDF 1\.1"):
            turtle([Triple(SUBJECT, PREDICATE, term)])


def test_a_record_is_one_paragraph() -> None:
    """A record begins with its type, has one property a line, and ends with a dot; only used prefixes stand above."""
    statements = [
        says("edition:a", "cg:year", typed("2003", "xsd:integer")),
        says("edition:a", "rdf:type", NamedNode(expand("cg:Edition"))),
        says("edition:a", "rdfs:label", Literal("A", language="en")),
    ]
    labels = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    assert (
        turtle(statements)
        == f'{CG}{EDITION}{labels}\nedition:a a cg:Edition ;\n  rdfs:label "A"@en ;\n  cg:year 2003 .\n'
    )


def test_a_record_without_a_type_begins_with_its_name() -> None:
    """A subject whose type stands elsewhere has its name on a line of its own."""
    assert turtle([says("edition:a", "cg:year", typed("2003", "xsd:integer"))]) == (
        f"{CG}{EDITION}\nedition:a\n  cg:year 2003 .\n"
    )


def test_long_lists_stand_one_below_the_other() -> None:
    """No line is longer than 120 characters because of many values."""
    statements = [says("edition:a", "cg:source", NamedNode(f"{ID}source/{'x' * 30}-{n}")) for n in range(9)]
    text = turtle(statements)
    assert max(map(len, text.splitlines())) <= 120
    assert text.count("\n    source:") == 9


def test_comments_stand_where_they_belong() -> None:
    """Comments of the file are on top, those of a record directly above it, and none is changed."""
    text = turtle(
        [says("edition:a", "cg:year", typed("2003", "xsd:integer"))],
        head=["the file", "", "## part"],
        above={f"{ID}edition/a": ["the record"]},
    )
    assert text == f"# the file\n#\n### part\n\n{CG}{EDITION}\n# the record\nedition:a\n  cg:year 2003 .\n"


def test_a_string_that_looks_like_a_datatype_declares_no_prefix() -> None:
    """The prefixes above are those of the terms, whatever a text looks like."""
    text = turtle([says("edition:a", "cg:quote", Literal('"^^xsd:integer'))])
    assert [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")] == ["cg:", "edition:"]


@given(graphs)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_the_order_of_the_input_does_not_matter(statements: list[Triple]) -> None:
    """The same triples give the same text, in whatever order they come and however often."""
    assert turtle(_shuffled(statements)) == turtle(statements)


def test_records_of_the_same_slug_have_one_order() -> None:
    """An edition and a membership with the same last part of their address are still told apart."""
    one = [says(f"{kind}:tiny", "cg:year", typed("1", "xsd:integer")) for kind in ("membership", "edition")]
    one.append(Triple(NamedNode(f"{ID}edition/x/tiny"), NamedNode(expand("cg:year")), typed("1", "xsd:integer")))
    assert len({turtle(order) for order in (one, one[::-1], [one[1], one[2], one[0]])}) == 1


def _shuffled(statements: Iterable[Triple]) -> list[Triple]:
    listed = [*statements, *statements]
    random.Random(7).shuffle(listed)
    return listed
