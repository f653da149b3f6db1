"""What a variable is: in the pattern itself, in the patterns around it, or bound before the query runs."""

from __future__ import annotations

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode

from confgraph.validation.queries import Untranslatable
from confgraph.validation.scope import (
    NUMBER,
    TERM,
    TEXT,
    TRUTH,
    Scope,
    Sql,
    bound_before,
    constant,
    term_of,
)


def test_a_variable_of_the_pattern_hides_one_around_it() -> None:
    """What is inside is found first, what is around is found after it, and nothing else."""
    around = Scope({"a": Sql(TERM, "outer.a"), "b": Sql(TERM, "outer.b")})
    inside = Scope({"a": Sql(TERM, "inner.a")}, around)
    assert [found and found.code for found in map(inside.find, "abc")] == ["inner.a", "outer.b", None]


def test_only_terms_that_are_always_bound_are_seeded() -> None:
    """A number or a variable that may be unbound cannot restrict a join."""
    columns = {"a": Sql(TERM, "a"), "n": Sql(NUMBER, "n"), "o": Sql(TERM, "o", optional=True)}
    assert [Scope(columns, None, "seed").seeded(name) for name in "anox"] == [True, False, False, False]
    assert not Scope(columns, None, "seed").unseeded().seeded("a")


@pytest.mark.parametrize(
    ("node", "kind", "code"),
    [
        (rdflib.URIRef("http://e.org/it's"), TERM, "'<http://e.org/it''s>'"),
        (rdflib.Literal("it's"), TEXT, "'it''s'"),
        (rdflib.Literal("07", datatype=rdflib.XSD.integer, normalize=False), NUMBER, "CAST(7 AS HUGEINT)"),
        (rdflib.Literal("true", datatype=rdflib.XSD.boolean), TRUTH, "true"),
    ],
)
def test_a_constant_has_a_kind(node: rdflib.term.Node, kind: str, code: str) -> None:
    """Addresses are terms; texts, whole numbers and truth values are bare, and quotes cannot end them."""
    assert constant(node)[:2] == (kind, code)


@pytest.mark.parametrize("node", [rdflib.Literal("a", lang="en"), rdflib.Literal("1.5", datatype=rdflib.XSD.double)])
def test_other_constants_have_none(node: rdflib.Literal) -> None:
    """Another engine knows them."""
    with pytest.raises(Untranslatable):
        constant(node)


def test_what_is_bound_before_is_a_term_or_a_text() -> None:
    """A plain string is compared as text, everything else as the term that it is."""
    assert bound_before(Literal("it's")) == Sql(TEXT, "'it''s'")
    assert bound_before(Literal("a", language="EN")) == Sql(TERM, "'\"a\"@en'")
    assert bound_before(NamedNode("http://e.org/a")) == Sql(TERM, "'<http://e.org/a>'", True)


def test_terms_of_rdflib_are_those_of_the_tables() -> None:
    """Language tags are in small letters; a variable is no term."""
    assert term_of(rdflib.Literal("a", lang="DE-CH")) == '"a"@de-ch'
    assert term_of(rdflib.URIRef("http://e.org/a")) == "<http://e.org/a>"
    with pytest.raises(Untranslatable):
        term_of(rdflib.Variable("a"))
