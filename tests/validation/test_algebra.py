"""What the algebra of a query says: its paths as ours, its variables, and whether it asks for patterns."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
import rdflib
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from confgraph.validation.algebra import has_pattern, path_of, triples_of, variables_of
from confgraph.validation.paths import as_sparql
from confgraph.validation.queries import Untranslatable

PREFIX = "PREFIX e: <http://e.org/> "


def pattern(text: str) -> Any:
    """Return the algebra of a pattern."""
    return translateQuery(parseQuery(f"{PREFIX} SELECT * {{ {text} }}")).algebra.p.p


@pytest.mark.parametrize(
    ("path", "ours"),
    [
        ("e:p", "<{}p>"),
        ("^e:p", "^(<{}p>)"),
        ("(e:p/e:q)+", "((<{}p>/<{}q>))+"),
        ("(e:p|^e:q)*", "((<{}p>|^(<{}q>)))*"),
        ("e:p?", "(<{}p>)?"),
    ],
)
def test_a_path_is_read_whole(path: str, ours: str) -> None:
    """Written again, it is the same path."""
    (_, predicate, _), *_ = pattern(f"?a ({path}) ?b").triples
    if path == "^e:p":
        predicate = rdflib.paths.InvPath(rdflib.URIRef("http://e.org/p"))
    assert as_sparql(path_of(predicate)) == ours.replace("{}", "http://e.org/")


def test_a_negated_set_has_no_translation() -> None:
    """!e:p is none of the paths of SHACL."""
    (_, predicate, _), *_ = pattern("?a !e:p ?b").triples
    with pytest.raises(Untranslatable):
        path_of(predicate)


def test_a_sequence_becomes_triples() -> None:
    """Each step has its own node on the way, and steps back are turned around."""
    ways = count()
    (found,) = [list(triples_of(pattern("?a e:p/^e:q/e:r ?b").triples, lambda: f"way{next(ways)}"))]
    e, a, b = rdflib.Namespace("http://e.org/"), rdflib.Variable("a"), rdflib.Variable("b")
    assert found == [(a, e.p, "way0"), ("way1", e.q, "way0"), ("way1", e.r, b)]


def test_variables_and_patterns_of_expressions_are_found() -> None:
    """Those inside EXISTS too."""
    expression = pattern("?a e:p ?b FILTER (?b > 1 || NOT EXISTS { ?b e:q ?c })").expr
    assert variables_of(expression) >= {"b", "c"}
    assert "a" not in variables_of(expression)
    assert has_pattern(expression)
    assert not has_pattern(pattern("?a e:p ?b FILTER (?b > 1)").expr)
