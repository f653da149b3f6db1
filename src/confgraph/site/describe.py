"""The bounded description of a thing as RDF: what is said of it, what points to it, and labels for all of that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from confgraph.namespaces import expand
from confgraph.problems import UsageError
from confgraph.site.facts import LABEL, Facts, full
from confgraph.writing import Names, Ordered, entities_as_jsonld, indented, ordered, refuse_for_xml, serialize

MOST: Final = 300
"""How many things of one property that point to an entity its description holds; the dump has all."""

_MOST_BLANK: Final = 8
_LABEL: Final = NamedNode(expand(LABEL))
_INLINE: Final = ("cg:Membership", "cg:Succession", "cg:Claim")
_NAME: Final = re.compile(r'"(?:\\.|[^"\\])*"')


def description(facts: Facts, iri: str) -> list[Triple]:
    """Return the bounded description of an entity or term: both directions, claims in full, a label for every link."""
    found = dict.fromkeys(facts.triples(iri))
    inline = []
    for predicate, subjects in facts.into.get(iri, {}).items():
        name = NamedNode(full(predicate))
        for subject in subjects[:MOST]:
            found[Triple(NamedNode(subject), name, NamedNode(iri))] = None
            inline.append(subject)
    linked = [triple.object.value for triple in found if isinstance(triple.object, NamedNode)]
    for node in dict.fromkeys([*inline, *linked]):
        if facts.is_a(node, *_INLINE):
            found.update(dict.fromkeys(facts.triples(node)))
    whole = _with_blank_nodes(facts, found)
    return [*whole, *_labels(facts, whole, iri)]


def _with_blank_nodes(facts: Facts, triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples with those about their blank nodes, such as lists; without any of them where there are many.

    Whoever names blank nodes canonically tries orders of those that look alike: many of them would take for ever.
    """
    found = list(triples)
    waiting = [triple.object for triple in found if isinstance(triple.object, BlankNode)]
    seen = set(waiting)
    while waiting and len(seen) <= _MOST_BLANK:
        more = facts.blank.get(waiting.pop(), [])
        found += more
        fresh = {triple.object for triple in more if isinstance(triple.object, BlankNode)} - seen
        seen |= fresh
        waiting += sorted(fresh, key=str)
    if len(seen) > _MOST_BLANK:
        return [t for t in found if not isinstance(t.subject, BlankNode) and not isinstance(t.object, BlankNode)]
    return list(dict.fromkeys(found))


def _labels(facts: Facts, triples: Iterable[Triple], iri: str) -> Iterator[Triple]:
    named = {term.value for t in triples for term in (t.subject, t.object) if isinstance(term, NamedNode)} - {iri}
    for name in sorted(named):
        labels = facts.values(name, LABEL)
        for label in labels if labels else [facts.label(name)]:
            yield Triple(NamedNode(name), _LABEL, label)


SUFFIXES: Final = (".ttl", ".nt", ".jsonld", ".rdf")
"""The suffixes of the formats in which data stands beside a page."""


def data_files(triples: Iterable[Triple | Quad], jsonld: JsonLd) -> Iterator[tuple[str, bytes]]:
    """Yield the suffix and the bytes of each format; RDF/XML is left out where XML cannot carry what is said."""
    statements = ordered(triples)
    for suffix in suffixes(statements):
        yield suffix, data_file(statements, suffix, jsonld)


def suffixes(statements: Iterable[Triple | Quad]) -> tuple[str, ...]:
    """Return the suffixes of the formats that can carry what is said."""
    try:
        refuse_for_xml(statements)
    except UsageError:
        return SUFFIXES[:-1]
    return SUFFIXES


def data_file(statements: Ordered, suffix: str, jsonld: JsonLd) -> bytes:
    """Return statements in the format of one of ``SUFFIXES``."""
    if suffix == ".jsonld":
        return jsonld.document(statements)
    return serialize(statements, {".ttl": "turtle", ".nt": "ntriples", ".rdf": "rdfxml"}[suffix])


class JsonLd:
    """A writer of JSON-LD documents that carry as much of the catalog's context as they use."""

    def __init__(self, context: Mapping[str, object]) -> None:
        self._context = context
        self._names = Names(context)
        self._needs = {name: _prefixes(name, definition, context) for name, definition in context.items()}

    def document(self, statements: Iterable[Triple | Quad]) -> bytes:
        """Return a document that stands alone: no context is fetched to read it."""
        graph = entities_as_jsonld(ordered(statements), self._names)
        text = indented(graph, " ")
        named = {found[0][1:-1] for found in _NAME.finditer(text)}
        named |= {name.partition(":")[0] for name in named if ":" in name}
        used = {needed for name in named if name in self._needs for needed in (name, *self._needs[name])}
        kept = {
            n: spec for n, spec in self._context.items() if n in used or n.startswith("@") or spec in ("@id", "@type")
        }
        return f'{{\n"@context": {json.dumps(kept, ensure_ascii=False)},\n"@graph": {text}\n}}\n'.encode()


def _prefixes(name: str, definition: object, context: Mapping[str, object]) -> set[str]:
    texts = [name, *([definition] if isinstance(definition, str) else [])]
    if isinstance(definition, Mapping):
        texts += [value for value in definition.values() if isinstance(value, str)]
    return {text.partition(":")[0] for text in texts if ":" in text} & set(context)
