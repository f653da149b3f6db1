"""What DuckDB calls by its own names: texts, ends, patterns, and the terms of N-Triples."""

from __future__ import annotations

import duckdb
import pytest
from pyoxigraph import Literal

from confgraph.validation.dialect import UNDECIDED, DuckDB, setup, text
from confgraph.validation.ntriples import nt
from tricky import NOT_FOR_XML, TERMS

LITERALS = [one for one in (*TERMS.values(), *NOT_FOR_XML.values()) if isinstance(one, Literal)]


def ask(expression: str) -> object:
    """Return the value of an expression."""
    database = duckdb.connect()
    database.execute(setup())
    return database.execute(f"SELECT {expression}").fetchall()[0][0]


def test_the_text_of_a_term_is_without_escapes() -> None:
    """Of IRIs and of literals of all kinds, as pyoxigraph has it, in one query for all terms."""
    terms = [*TERMS.values(), *NOT_FOR_XML.values()]
    listed = ", ".join(text(nt(one)) for one in terms)
    found = ask(f"list_transform([{listed}], lambda v: {DuckDB().lexical('v')})")
    assert found == [one.value for one in terms]


def test_a_literal_is_written_as_pyoxigraph_writes_it() -> None:
    """Texts that SQL makes are equal to those in the data."""
    texts = sorted({one.value for one in LITERALS})
    found = ask(f"list_transform([{', '.join(map(text, texts))}], lambda v: {DuckDB().literal('v')})")
    assert found == [str(Literal(one)) for one in texts]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (DuckDB().starts_with("'it''s'", "it'"), True),
        (DuckDB().ends_with("'it''s'", "'s"), True),
        (DuckDB().matches("'Abc'", "^a", "i"), True),
        (DuckDB().matches("'Abc'", "^a"), False),
        (DuckDB().extract("'a\n@en'", "@([a-z]+)$"), "en"),
        (DuckDB().extract("'none'", "@([a-z]+)$"), ""),
    ],
)
def test_functions_are_called_by_name(expression: str, value: object) -> None:
    """Quotes in what they are given cannot end the SQL."""
    assert ask(expression) == value


def test_what_is_undecided_stops_the_query() -> None:
    """The message is the one that is looked for."""
    with pytest.raises(duckdb.InvalidInputException, match=UNDECIDED):
        ask(f"CAST({DuckDB().undecided()} AS BOOLEAN)")
