"""The parameters of SHACL's core constraint components and the form that their values must have (SHACL, section 4)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import expand
from confgraph.reading.lexical import RANGES, wrong_form
from confgraph.validation.report import Term


class Form(NamedTuple):
    """What values a parameter takes: their kind, whether in a list, whether once, whether on property shapes alone."""

    kind: str
    many: bool = False
    once: bool = False
    on_path: bool = False


class Parameter(NamedTuple):
    """A parameter of SHACL by its local name, its component without the ending, and its form."""

    name: str
    component: str
    form: Form


CORE: Final = (
    Parameter("class", "Class", Form("iri")),
    Parameter("datatype", "Datatype", Form("iri", once=True)),
    Parameter("nodeKind", "NodeKind", Form("nodeKind", once=True)),
    Parameter("minCount", "MinCount", Form("count", once=True, on_path=True)),
    Parameter("maxCount", "MaxCount", Form("count", once=True, on_path=True)),
    *(
        Parameter(f"{end}{kind}", f"{end[0].upper()}{end[1:]}{kind}", Form("literal", once=True))
        for end in ("min", "max")
        for kind in ("Exclusive", "Inclusive")
    ),
    Parameter("minLength", "MinLength", Form("count", once=True)),
    Parameter("maxLength", "MaxLength", Form("count", once=True)),
    Parameter("pattern", "Pattern", Form("string", once=True)),
    Parameter("languageIn", "LanguageIn", Form("string", many=True, once=True)),
    Parameter("uniqueLang", "UniqueLang", Form("boolean", once=True, on_path=True)),
    Parameter("equals", "Equals", Form("iri")),
    Parameter("disjoint", "Disjoint", Form("iri")),
    Parameter("lessThan", "LessThan", Form("iri", on_path=True)),
    Parameter("lessThanOrEquals", "LessThanOrEquals", Form("iri", on_path=True)),
    Parameter("not", "Not", Form("shape")),
    Parameter("and", "And", Form("shape", many=True)),
    Parameter("or", "Or", Form("shape", many=True)),
    Parameter("xone", "Xone", Form("shape", many=True)),
    Parameter("node", "Node", Form("shape")),
    Parameter("property", "Property", Form("shape")),
    Parameter("qualifiedValueShape", "QualifiedValueShape", Form("shape", once=True, on_path=True)),
    Parameter("closed", "Closed", Form("boolean", once=True)),
    Parameter("hasValue", "HasValue", Form("term")),
    Parameter("in", "In", Form("term", many=True, once=True)),
)

NODE_KINDS: Final = {
    "IRI": "i",
    "BlankNode": "b",
    "Literal": "l",
    "BlankNodeOrIRI": "bi",
    "BlankNodeOrLiteral": "bl",
    "IRIOrLiteral": "il",
}
"""The values of sh:nodeKind, with a letter for each kind of term that they allow."""

_STRING: Final = expand("xsd:string")
_BOOLEAN: Final = expand("xsd:boolean")


def fault(kind: str, term: Term) -> tuple[str, str] | None:
    """Return what is wrong with the value of a parameter and the mend, None where it has the right form."""
    if kind == "iri":
        return None if isinstance(term, NamedNode) else (f"{term} is no IRI", "write an IRI")
    if kind == "shape":
        return None if not isinstance(term, Literal) else (f"{term} is no shape", "write the address of a shape")
    if kind == "nodeKind":
        known = isinstance(term, NamedNode) and term.value in {expand(f"sh:{one}") for one in NODE_KINDS}
        return (
            None
            if known
            else (f"{term} is no kind of node", "use sh:IRI, sh:Literal, sh:BlankNode, sh:BlankNodeOrIRI …")
        )
    if kind == "term":
        return None
    if not isinstance(term, Literal):
        return f"{term} is no literal", "write a literal"
    if kind == "count":
        name = term.datatype.value.removeprefix(expand("xsd:"))
        number = name in RANGES and wrong_form(term.value, term.datatype.value) is None
        if number and re.fullmatch(r"\+?[0-9]{1,18}", term.value):
            return None
        return f"{term} is no count", "write a whole number, zero or more, such as 1"
    if kind == "string" and term.datatype.value != _STRING:
        return f"{term} is no plain text", "write a text without a language"
    if kind == "boolean" and (term.datatype.value != _BOOLEAN or wrong_form(term.value, _BOOLEAN)):
        return f"{term} is neither true nor false", "write true or false, without quotes"
    return None
