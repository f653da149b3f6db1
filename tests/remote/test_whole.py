"""remote/whole.py: an answer is whole, or it is a failure; never short."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable

import pytest

from confgraph.problems import RemoteFailure
from confgraph.remote import Endpoint, RemoteStore
from confgraph.remote.answers import Table
from confgraph.remote.response import Response
from confgraph.remote.whole import parts, probe, whole_table
from misbehaving import count, rows, serving

URL = "http://127.0.0.1/sparql"
MOST = 100


class Cutting:
    """A store of plain literals that answers with at most MOST rows, as Virtuoso does."""

    def __init__(
        self, values: list[str], change: Callable[[str, list[str]], list[str]] = lambda _, found: found
    ) -> None:
        self.values = values
        self.change = change
        self.asked: list[str] = []

    def __call__(self, text: str) -> tuple[Table, Response]:
        """Answer a query of whole_table()."""
        self.asked.append(text)
        if "COUNT" in text:
            return self.answer("n", [str(len(self.values))])
        low, high = (re.search(rf"MD5\(COALESCE\(STR\(\?x\), ''\)\) {sign} '(\w+)'", text) for sign in (">=", "<"))
        start, end = low[1] if low else "", high[1] if high else "g"
        found = [one for one in self.values if start <= hashlib.md5(one.encode()).hexdigest() < end]
        return self.answer("x", self.change(start, found)[:MOST])

    def answer(self, name: str, values: list[str]) -> tuple[Table, Response]:
        """Return one column of values."""
        return Table((name,), [{name: {"type": "literal", "value": value}} for value in values]), Response({}, b"")


def test_every_row_comes_as_often_as_it_is() -> None:
    """The rest of a cut answer is fetched in parts; rows that are the same keep their number."""
    values = [f"v{number // 2}" for number in range(1500)]
    found = whole_table(Cutting(values), "SELECT ?x { ?s ?p ?x }", URL, MOST)
    assert Counter(row["x"]["value"] for row in found.bindings) == Counter(values)


def test_a_short_answer_is_asked_once() -> None:
    """Where nothing can be missing, nothing more is asked."""
    store = Cutting([str(number) for number in range(MOST - 1)])
    assert len(whole_table(store, "SELECT ?x { ?s ?p ?x }", URL, MOST).bindings) == MOST - 1
    assert len(store.asked) == 1


def test_an_answer_that_only_looks_cut_is_counted() -> None:
    """Exactly as many rows as the store gives at most are all rows where the count says so."""
    store = Cutting([str(number) for number in range(MOST)])
    assert len(whole_table(store, "SELECT ?x { ?s ?p ?x } ORDER BY ?x", URL, MOST).bindings) == MOST


@pytest.mark.parametrize("tail", ["ORDER BY ?x", "LIMIT 900", "OFFSET 1"])
def test_an_order_cannot_be_put_together_from_parts(tail: str) -> None:
    """Where parts would lose the meaning, the answer is a failure that says what to do."""
    store = Cutting([str(number) for number in range(1000)])
    with pytest.raises(RemoteFailure, match=r"gives only 100 of 1,000 rows: ask for at most 100 rows with LIMIT"):
        whole_table(store, f"SELECT ?x {{ ?s ?p ?x }} {tail}", URL, MOST)


def test_what_cannot_be_parted_fails() -> None:
    """A thousand rows that are all the same come in one part, which is cut again."""
    with pytest.raises(RemoteFailure, match="100 of 1,000 rows"):
        whole_table(Cutting(["same"] * 1000), "SELECT ?x { ?s ?p ?x }", URL, MOST)


def test_a_part_that_loses_a_row_fails() -> None:
    """The parts are counted: a store that changes meanwhile, or loses a row, gives no answer."""
    store = Cutting(
        [str(number) for number in range(1000)], lambda start, found: found[1:] if start == "0000" else found
    )
    with pytest.raises(RemoteFailure, match="999 of 1,000 rows"):
        whole_table(store, "SELECT ?x { ?s ?p ?x }", URL, MOST)


def test_unknown_stores_are_looked_into_at_round_numbers() -> None:
    """A thousand rows exactly may be a limit that nobody told; Virtuoso tells by a header."""
    with (
        serving(rows(), rows(*map(str, range(1000))), count(1001)) as fake,
        pytest.raises(RemoteFailure, match="1,001"),
    ):
        RemoteStore(Endpoint(fake.url)).query("SELECT ?x { ?s ?p ?x } ORDER BY ?x")
    with serving(rows(), rows("1", "2", most=2), count(3)) as fake, pytest.raises(RemoteFailure, match="2 of 3"):
        RemoteStore(Endpoint(fake.url)).query("SELECT ?x { ?s ?p ?x } ORDER BY ?x")


def test_modifiers_are_those_of_the_outermost_query() -> None:
    """ORDER BY in a subquery, a string or a comment is none of the query."""
    prologue, body, found = parts("PREFIX a: <b:>\nSELECT * { { SELECT ?x { ?s ?p ?x } LIMIT 1 } # ORDER\n }")
    assert (prologue, body[:8], found) == ("PREFIX a: <b:>\n", "SELECT *", frozenset())
    assert parts("SELECT * FROM <g:h> { } ORDER BY (?x) LIMIT 2 OFFSET 3")[2] == {"FROM", "ORDER BY", "LIMIT", "OFFSET"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PREFIX a: <b:> CONSTRUCT { ?s a:b { } } WHERE { ?s ?p ?o } LIMIT 3", "WHERE { ?s ?p ?o } LIMIT 3"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "WHERE { ?s ?p ?o }"),
        ("CONSTRUCT { ?s ?p '}' } # }\n FROM <g:h> { ?s ?p ?o }", "FROM <g:h> { ?s ?p ?o }"),
    ],
)
def test_a_construct_is_probed_by_its_rows(text: str, expected: str) -> None:
    """What a store cuts are the rows of the pattern: the probe has the pattern of the CONSTRUCT and all behind it."""
    probing = " ".join(probe(text).split())
    assert probing.endswith(expected)
    assert "SELECT (1 AS ?one)" in probing
    assert "CONSTRUCT" not in probing
