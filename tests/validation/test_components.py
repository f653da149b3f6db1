"""The parameters of the core components: which values they take."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from confgraph.namespaces import expand
from confgraph.validation.components import CORE, NODE_KINDS, fault
from confgraph.validation.report import Term
from tricky import typed

IRI, BLANK, TEXT = NamedNode("http://e.org/a"), BlankNode("b"), Literal("a")
# SHACL, section 4: what each kind of parameter takes, and what it does not.
FORMS: dict[str, tuple[list[Term], list[Term]]] = {
    "iri": ([IRI], [BLANK, TEXT]),
    "shape": ([IRI, BLANK], [TEXT]),
    "term": ([IRI, BLANK, TEXT], []),
    "literal": ([TEXT], [IRI, BLANK]),
    "count": (
        [typed("0", "xsd:integer"), typed("+3", "xsd:integer"), typed("2", "xsd:nonNegativeInteger")],
        [typed("-1", "xsd:integer"), typed("1.0", "xsd:decimal"), typed("one", "xsd:integer"), TEXT, IRI],
    ),
    "string": ([TEXT], [Literal("a", language="en"), typed("1", "xsd:integer"), IRI]),
    "boolean": (
        [typed("true", "xsd:boolean"), typed("0", "xsd:boolean")],
        [Literal("true"), typed("yes", "xsd:boolean")],
    ),
    "nodeKind": ([NamedNode(expand(f"sh:{kind}")) for kind in NODE_KINDS], [IRI, TEXT, NamedNode(expand("sh:Iri"))]),
}


@pytest.mark.parametrize("kind", FORMS)
def test_a_value_has_the_form_of_its_parameter(kind: str) -> None:
    """What has another form is named, with the mend."""
    right, wrong = FORMS[kind]
    assert [fault(kind, one) for one in right] == [None] * len(right)
    for one in wrong:
        what, mend = fault(kind, one) or ("", "")
        assert what
        assert mend


def test_all_kinds_of_parameters_are_known() -> None:
    """Each parameter has a form that is checked, and its component is one of SHACL's 29 with their own parameters."""
    assert {one.form.kind for one in CORE} == set(FORMS)
    assert len({one.name for one in CORE}) == len(CORE)
