"""Write Turtle that people edit: one record a paragraph, properties in a fixed order, terms exactly as they were.

rdflib's Turtle writer is not used for files: it writes ill-formed booleans bare, and orders by its own lights.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from confgraph.namespaces import PREFIXES, expand, shorten
from confgraph.problems import UsageError
from confgraph.writing.order import natural, predicate_order, subject_order

WIDTH: Final = 120
"""The longest line, in characters, before the values of one property stand one below the other."""

_TYPE: Final = expand("rdf:type")
_STRING: Final = expand("xsd:string")
# The forms that Turtle reads back as the very same literal (RDF 1.1 Turtle, section 2.5.2), and rdflib too, which
# spells a bare +7, 007, .5, 0.00000001 or 1e6 anew.
_BARE: Final = {
    expand("xsd:integer"): re.compile(r"0|-?[1-9][0-9]*"),
    expand("xsd:decimal"): re.compile(r"-?([1-9][0-9]*\.[0-9]+|0\.[0-9]{1,6})"),
    expand("xsd:boolean"): re.compile(r"true|false"),
}
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED: Final = re.compile(r'["\\\x00-\x1f\x7f]')
_LAST: Final = r'"(?="|\Z)'

Property = tuple[str, str]
"""The IRIs of a subject and of a predicate."""

Statement = Quad | Triple
Term = NamedNode | BlankNode | Literal | Triple


def turtle(
    statements: Iterable[Statement],
    head: Iterable[str] = (),
    above: Mapping[str, Iterable[str]] | None = None,
    behind: Mapping[Property, str] | None = None,
) -> str:
    """Return the statements as canonical Turtle: the same graph gives the same text, whatever its order was.

    ``head`` are comment lines for the top of the file, ``above`` those above a record, by its IRI, and ``behind`` the
    comment behind a property.
    """
    used: set[str] = set()
    body = records(statements, used, above or {}, behind=behind or {})
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in PREFIXES if name in used)
    comment = "".join(_comment(line) for line in head)
    return "\n".join(part for part in (comment, prefixes, *body) if part)


def records(
    statements: Iterable[Statement],
    used: set[str],
    above: Mapping[str, Iterable[str]],
    indent: str = "",
    behind: Mapping[Property, str] = MappingProxyType({}),
) -> list[str]:
    """Return one paragraph for each subject, in order, and add the prefixes that they use to ``used``."""
    graph: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        graph[statement.subject][statement.predicate.value].append(statement.object)
    ordered = sorted(graph, key=lambda subject: _subject_key(subject, graph[subject]))
    if not (indent or above or behind):
        return [_plain_record(subject, graph[subject], used) for subject in ordered]
    return [
        "".join(indent + _comment(line) for line in above.get(getattr(subject, "value", ""), ()))
        + _record(subject, graph[subject], used, indent, behind)
        for subject in ordered
    ]


@lru_cache(maxsize=65536)
def term_as_turtle(term: Term) -> str:
    """Return one term in Turtle: a prefixed name where one fits, the literal exactly as it was."""
    if isinstance(term, NamedNode):
        short = shorten(term.value)
        return short if short != term.value else f"<{term.value}>"
    if isinstance(term, BlankNode):
        return str(term)
    if not isinstance(term, Literal) or term.direction:
        raise UsageError(f"RDF 1.1 has neither triple terms nor text directions: {term}")
    bare = _BARE.get(term.datatype.value)
    if bare and bare.fullmatch(term.value):
        return term.value
    quoted = _quoted(term.value)
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype.value == _STRING else f"{quoted}^^{term_as_turtle(term.datatype)}"


def _plain_record(subject: Term, properties: Mapping[str, list[Term]], used: set[str]) -> str:
    """Return a record without comments; one that only has a name is written again and again on a site."""
    if len(properties) > 1:
        return _record(subject, properties, used, "", {})
    ((predicate, values),) = properties.items()
    text, prefixes = _name(subject, predicate, tuple(values))
    used |= prefixes
    return text


@lru_cache(maxsize=65536)
def _name(subject: Term, predicate: str, values: tuple[Term, ...]) -> tuple[str, frozenset[str]]:
    used: set[str] = set()
    return _record(subject, {predicate: [*values]}, used, "", {}), frozenset(used)


def _record(
    subject: Term, properties: Mapping[str, list[Term]], used: set[str], indent: str, behind: Mapping[Property, str]
) -> str:
    lines, ends = [], []
    for predicate in sorted(properties, key=predicate_order):
        name = "a" if predicate == _TYPE else _noted(NamedNode(predicate), used)
        values = sorted(set(properties[predicate]), key=_value_key)
        lines.append(_property(name, [_noted(value, used) for value in values], indent))
        comment = behind.get((getattr(subject, "value", ""), predicate))
        ends.append("\n" if comment is None else f" {_comment(comment)}")
    first = indent + _noted(subject, used)
    lines[0] = f"{first} {lines[0].lstrip()}" if _TYPE in properties else f"{first}\n{lines[0]}"
    signs = [" ;"] * (len(lines) - 1) + [" ."]
    return "".join(line + sign + end for line, sign, end in zip(lines, signs, ends, strict=True))


def _property(name: str, values: list[str], indent: str) -> str:
    line = f"{indent}  {name} {', '.join(values)}"
    if len(values) == 1 or len(line) + 2 <= WIDTH:
        return line
    return f"{indent}  {name}\n" + ",\n".join(f"{indent}    {value}" for value in values)


def _noted(term: Term, used: set[str]) -> str:
    """Return the term as Turtle and remember the prefixes that it uses."""
    text = term_as_turtle(term)
    if isinstance(term, NamedNode):
        spelled = text
    elif isinstance(term, Literal) and not text.endswith(('"', f"@{term.language}")) and text.startswith('"'):
        spelled = term_as_turtle(term.datatype)
    else:
        return text
    if not spelled.startswith("<"):
        used.add(spelled.partition(":")[0])
    return text


def _subject_key(subject: Term, properties: Mapping[str, list[Term]]) -> tuple[object, ...]:
    if not isinstance(subject, NamedNode):
        return (99, 0, natural(str(subject)), "")
    return subject_order(
        subject.value, [kind.value for kind in properties.get(_TYPE, ()) if isinstance(kind, NamedNode)]
    )


@lru_cache(maxsize=65536)
def _value_key(term: Term) -> tuple[object, ...]:
    """Order names before literals, each naturally; literals by text, then language, then datatype."""
    if isinstance(term, Literal):
        return (1, natural(term.value), term.language or "", term.datatype.value)
    return (0, natural(term_as_turtle(term)), "", "")


def _quoted(text: str) -> str:
    """Return a text in quotes; one of several lines keeps them (RDF 1.1 Turtle, section 2.5.1)."""
    if "\n" not in text:
        return f'"{_ESCAPED.sub(_escape, text)}"'
    inside = _ESCAPED.sub(lambda found: found[0] if found[0] in '"\n' else _escape(found), text)
    # Of quotes in a row only the last may stand bare, and none before the closing three.
    return f'"""{re.sub(_LAST, _escape, inside)}"""'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0], f"\\u{ord(found[0]):04X}")


def _comment(line: str) -> str:
    return f"# {line}\n" if line and line[0] != "#" else f"#{line}\n"


class Ordered(list[Triple]):
    """Triples with canonical blank nodes in canonical order, each once: no writer names or sorts them again."""


def sorted_statements(statements: Iterable[Statement]) -> Iterator[Triple]:
    """Yield the triples in the canonical order of records, properties and values, each once."""
    if isinstance(statements, Ordered):
        yield from statements
        return
    triples = {Triple(statement.subject, statement.predicate, statement.object) for statement in statements}
    types: dict[Term, list[Term]] = {triple.subject: [] for triple in triples}
    for triple in triples:
        if triple.predicate.value == _TYPE:
            types[triple.subject].append(triple.object)
    subjects = {subject: _subject_key(subject, {_TYPE: kinds}) for subject, kinds in types.items()}
    yield from sorted(
        triples,
        key=lambda triple: (
            subjects[triple.subject],
            predicate_order(triple.predicate.value),
            _value_key(triple.object),
        ),
    )
