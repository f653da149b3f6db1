"""The table of triples: numbers for predicates, labels for blank nodes, each triple once."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from confgraph.validation import facts as facts_module
from confgraph.validation.facts import Facts

P = NamedNode("http://example.org/p")


def rows(facts: Facts) -> list[tuple[object, ...]]:
    """Return the triples, sorted, the predicates as numbers."""
    return sorted(facts.db.execute("SELECT * FROM facts").fetchall())


def test_a_predicate_has_one_number() -> None:
    """The number is given once, and the table of predicates knows it."""
    facts = Facts()
    facts.number([P.value, P.value])
    facts.number(["http://example.org/q", P.value])
    assert facts.numbers == {P.value: 0, "http://example.org/q": 1}
    assert facts.db.execute("SELECT p FROM predicates WHERE id = 0").fetchall() == [(str(P),)]


def test_labels_of_blank_nodes_begin_as_told() -> None:
    """Only blank nodes are renamed; a literal that looks like one is not."""
    facts = Facts()
    facts.add([("_:d7-", [Quad(BlankNode("x"), P, BlankNode("y")), Quad(BlankNode("x"), P, Literal("_:y"))])])
    assert rows(facts) == [(0, "_:d7-x", '"_:y"'), (0, "_:d7-x", "_:d7-y")]


@pytest.mark.parametrize("at_once", [1, 3, 50_000])
def test_each_triple_stays_once(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeated triples go, whatever piece of the input they came in, and the others stay."""
    monkeypatch.setattr(facts_module, "_AT_ONCE", at_once)
    facts = Facts()
    facts.add([("_:", (Quad(P, P, Literal(str(n % 5))) for n in range(8)))])
    facts.keep_each_triple_once()
    assert rows(facts) == [(0, str(P), f'"{n}"') for n in range(5)]


def test_the_database_fetches_nothing_and_is_bounded() -> None:
    """No extension is installed or loaded by itself, and memory has the limit that was given."""
    setting = "SELECT current_setting('{}')"
    db = facts_module.connect("1GB")
    values = [
        db.execute(setting.format(name)).fetchall()[0][0]
        for name in ("autoinstall_known_extensions", "autoload_known_extensions", "memory_limit")
    ]
    assert values == [False, False, "953.6 MiB"]


def test_nothing_is_drawn_on_stdout() -> None:
    """DuckDB shows the progress of long statements where the report goes; ours does not."""
    assert Facts().db.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(False,)]
