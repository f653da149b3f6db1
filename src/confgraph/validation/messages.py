"""The words of a result: the message of its shape, or what its constraint asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import shorten
from confgraph.validation.ntriples import parts
from confgraph.validation.shape import Constraint, Shape

_PLACE: Final = re.compile(r"\{[?$](\w+)\}")

_DEFAULTS: Final = {
    "And": "the value does not conform to all of several shapes",
    "Class": "the value is no {0}",
    "Closed": "the shape allows no such property",
    "Datatype": "the value is no well-formed {0}",
    "Disjoint": "the value is also one of {0}",
    "Equals": "the values are not those of {0}",
    "HasValue": "the value {0} is missing",
    "In": "the value is none of {*}",
    "LanguageIn": "the language is none of {*}",
    "LessThan": "the value is not less than each {0}",
    "LessThanOrEquals": "the value is more than a {0}, or cannot be compared with it",
    "MaxCount": "there are more values than {0}",
    "MaxExclusive": "the value is not less than {0}",
    "MaxInclusive": "the value is more than {0}, or cannot be compared with it",
    "MaxLength": "the value has more characters than {0}",
    "MinCount": "there are fewer values than {0}",
    "MinExclusive": "the value is not more than {0}",
    "MinInclusive": "the value is less than {0}, or cannot be compared with it",
    "MinLength": "the value has fewer characters than {0}",
    "Node": "the value does not conform to a shape",
    "NodeKind": "the value is not of the kind {0}",
    "Not": "the value conforms to a shape that it must not conform to",
    "Or": "the value conforms to none of several shapes",
    "Pattern": "the value does not match {0}",
    "QualifiedMaxCount": "more values than {0} conform to a shape",
    "QualifiedMinCount": "fewer values than {0} conform to a shape",
    "SPARQL": "the query of the shape finds it",
    "UniqueLang": "a language has more than one value",
    "Xone": "the value does not conform to exactly one of several shapes",
}


def message(shape: Shape, constraint: Constraint, words: Iterable[tuple[str, str]] = ()) -> str:
    """Return the message of a result, in English where there are several; ``words`` are what a query found."""
    own = constraint.query.messages if constraint.query is not None else ()
    found = dict(words)
    if "message" in found:
        return parts(found["message"]).text
    written = own or shape.messages
    if not written:
        return _default(constraint)
    best = min(written, key=lambda one: (not _is_english(one), one.language or "", one.value))
    return filled(best.value, found)


def filled(template: str, words: Mapping[str, str]) -> str:
    """Return a message with the values of its variables (SHACL, section 5.3.2); what is not bound stays as it is."""

    def word(found: re.Match[str]) -> str:
        return _shown(words[found[1]]) if found[1] in words else found[0]

    return _PLACE.sub(word, template)


def _shown(text: str) -> str:
    kind, value, *_ = parts(text)
    return shorten(value) if kind == "i" else value


def _is_english(one: Literal) -> bool:
    return one.language is None or one.language.lower().split("-")[0] == "en"


def _default(constraint: Constraint) -> str:
    template = _DEFAULTS.get(constraint.name, "the constraint is violated")
    terms = [shorten(one.value) if isinstance(one, NamedNode) else one.value for one in constraint.terms]
    return template.replace("{0}", terms[0] if terms else "").replace("{*}", ", ".join(terms))
