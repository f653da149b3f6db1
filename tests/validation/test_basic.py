"""Basic graph patterns: joins over the tables of predicates that begin where the focus nodes are."""

from __future__ import annotations

import pytest

from validation.sql_and_oxigraph import by_oxigraph, by_sql, node, quads

# A chain of 40 nodes with a way back from each third, and literals that look like addresses.
DATA = quads(
    "".join(f"e:n{n} e:next e:n{n + 1} ; e:label 'n{n}' .\n" for n in range(40))
    + "".join(f"e:n{n} e:back e:n{n - 2} .\n" for n in range(3, 40, 3))
    + "e:n5 e:says '<http://e.org/n6>', \"it's\" . "
)


@pytest.mark.parametrize(
    "pattern",
    [
        "$this e:next+ ?v",
        "?v e:next* $this",
        "$this (e:next|e:back)/e:label ?v",
        "$this ^e:next/e:back ?v",
        "$this e:back ?v . ?v e:next+ $this",
        "?v e:next+ e:n4 . $this e:back ?v",
        "$this e:says ?v",
        '$this e:says "it\'s" . ?v e:says ?w',
    ],
)
def test_a_pattern_finds_what_oxigraph_finds(pattern: str) -> None:
    """Repeated paths from the focus node, to it, from other variables and from constants."""
    query, focus = f"SELECT * {{ {pattern} }}", [node(f"n{n}") for n in (0, 3, 4, 5, 6, 9, 39, 41)]
    expected = by_oxigraph(DATA, query, focus)
    assert expected
    assert by_sql(DATA, query, focus) == expected
