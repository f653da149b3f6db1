"""Terms in N-Triples are taken apart and put together without a change."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from confgraph.namespaces import expand
from confgraph.validation.ntriples import parts, term
from tricky import NOT_FOR_XML, TERMS


@pytest.mark.parametrize("one", [*TERMS.values(), *NOT_FOR_XML.values(), BlankNode("d1-b")], ids=str)
def test_a_term_comes_back(one: NamedNode | BlankNode | Literal) -> None:
    """What pyoxigraph writes is read as the same term, and its parts are the term's own."""
    assert term(str(one)) == one
    found = parts(str(one))
    assert found.text == one.value
    if isinstance(one, Literal):
        assert (found.kind, found.datatype, found.language) == ("l", one.datatype.value, one.language or "")
    else:
        assert found.kind == ("i" if isinstance(one, NamedNode) else "b")


def test_escapes_of_others_are_known() -> None:
    """N-Triples, section 2.4: letters, and the numbers of characters in four or eight digits."""
    assert parts(r'"\t\b\n\r\f\"\'\\\u00E9\U0001F40D"').text == "\t\b\n\r\f\"'\\é🐍"
    assert parts(f'"1"^^<{expand("xsd:integer")}>').datatype == expand("xsd:integer")


def test_what_is_no_term_is_refused() -> None:
    """A text without quotes is none."""
    with pytest.raises(ValueError, match="is no term of N-Triples"):
        parts("bare")
