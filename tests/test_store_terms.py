"""What the store does to terms: it re-spells some, and changes no value and no type."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from confgraph.store import Store
from tricky import NOT_FOR_XML, PREDICATE, SUBJECT, TERMS


@pytest.mark.parametrize("term", [pytest.param(term, id=name) for name, term in {**TERMS, **NOT_FOR_XML}.items()])
def test_the_store_re_spells_and_changes_no_value(term: NamedNode | Literal) -> None:
    """A term comes out of a store as it went in; what is spelled anew is the same value."""
    store = Store()
    store._index.add(Quad(SUBJECT, PREDICATE, term))
    ((found,),) = store.select("SELECT ?o { ?s ?p ?o }").terms
    assert type(found) is type(term)
    if found != term and isinstance(term, Literal) and isinstance(found, Literal):
        assert re_spelled(term) or found.language == (term.language or "").lower()
        same = store.query(f"ASK {{ ?s ?p {term} }}")
        assert same is True
    again = Store()
    again._index.add(Quad(SUBJECT, PREDICATE, found or SUBJECT))
    assert again.select("SELECT ?o { ?s ?p ?o }").terms == [(found,)]  # once is enough


def re_spelled(term: Literal) -> bool:
    """Tell whether the documentation says that terms of this type may have another spelling."""
    kinds = ("integer", "decimal", "double", "float", "boolean", "date", "dateTime", "time", "gYear", "gYearMonth")
    return term.datatype.value.removeprefix("http://www.w3.org/2001/XMLSchema#") in kinds
