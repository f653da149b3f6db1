"""SQL passes over what is surely right, and over nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from confgraph.reading.characters import suspicious_characters
from confgraph.reading.lexical import PATTERNS, RANGES, XSD
from confgraph.reading.terms import findings
from confgraph.validation.candidates import candidates, suspicious
from confgraph.validation.tables import Tables

S, P = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
FORMS = (
    "2026-02-28",
    "2026-02-30",
    "2026-13-01",
    "0000",
    "2026",
    "-1",
    "0",
    "255",
    "99999999999",
    "1.5",
    "1e9",
    "true",
)
OTHERS = (
    "2026-05-01T09:00:00Z",
    "2026-05-01T25:00:00Z",
    "yes",
    "",
    " 1",
    "1\n",
    "https://a.example/x y",
    "\u0661",
    "NaN",
)


def found(quads: list[Quad]) -> set[tuple[str, str]]:
    """Return the findings of some statements."""
    return {(str(one.quad.object), one.what) for one in findings(quads)}


LEXICAL = st.text(max_size=12) | st.sampled_from(FORMS + OTHERS)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LEXICAL, st.sampled_from([*PATTERNS, *RANGES]))))
def test_no_ill_formed_literal_is_passed_over(literals: list[tuple[str, str]]) -> None:
    """What is found among the candidates is what is found among all statements."""
    quads = [Quad(S, P, Literal(text, datatype=NamedNode(XSD + name))) for text, name in literals if "\x00" not in text]
    assert found(list(candidates(Tables([quads])))) == found(quads)


def test_every_form_of_every_datatype_is_judged() -> None:
    """The cross of forms and datatypes, of which many are wrong, gives the same findings as without SQL."""
    quads = [Quad(S, P, Literal(x, datatype=NamedNode(XSD + n))) for x in FORMS + OTHERS for n in (*PATTERNS, *RANGES)]
    assert found(list(candidates(Tables([quads])))) == found(quads)
    assert len(found(quads)) > 300


@pytest.mark.parametrize("address", ["javascript:alert(1)", "DATA:text/html,x", "file:///etc/passwd", "vbscript:x"])
def test_addresses_that_run_are_candidates(address: str) -> None:
    """In any case of letters."""
    assert [quad.object for quad in candidates(Tables([[Quad(S, P, NamedNode(address))]]))] == [NamedNode(address)]


def test_what_has_no_effect_is_a_candidate() -> None:
    """Shapes, imports and rules, as properties and as values; other statements are not."""
    shacl, owl = "http://www.w3.org/ns/shacl#", "http://www.w3.org/2002/07/owl#"
    quads = [Quad(S, NamedNode(f"{owl}imports"), P), Quad(S, P, NamedNode(f"{shacl}NodeShape")), Quad(S, P, S)]
    assert sorted(map(str, candidates(Tables([quads])))) == sorted(map(str, quads[:2]))


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20))
def test_no_suspicious_text_is_passed_over(text: str) -> None:
    """Where the file of a statement has a suspicious character, its value is named."""
    quad = Quad(S, P, Literal(text))
    if list(suspicious_characters("file", f"{quad.triple} .".encode())):
        assert str(quad.object) in suspicious(Tables([[quad]]))


@pytest.mark.parametrize(
    "value", ["a\u200bb", "\x07", "\x7f", "https://xn--80ak6aa92e.com/", "http://\u0430b.example/x"]
)
def test_what_is_suspicious_is_named(value: str) -> None:
    """Invisible and control characters, and hosts in disguise, in literals."""
    assert suspicious(Tables([[Quad(S, P, Literal(value)), Quad(S, P, Literal("fine: https://a.example/"))]])) == {
        str(Literal(value))
    }
