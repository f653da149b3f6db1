"""Write JSON-LD compacted with a context: one readable object per entity, the same for every run.

rdflib's and pyoxigraph's writers either know no context or order by chance; the part of JSON-LD 1.1 that is needed here
(terms, aliases, type coercion, language maps, sets) is small, and the tests read the result back with both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from confgraph.namespaces import PREFIXES, expand, shorten
from confgraph.problems import UsageError

_TYPE: Final = expand("rdf:type")
_STRING: Final = expand("xsd:string")
_INTEGER: Final = expand("xsd:integer")
_BOOLEAN: Final = expand("xsd:boolean")
# JSON numbers lose lexical forms: only what JSON-LD 1.1 API, section 8.2, reads back unchanged is written as one.
_PLAIN_INTEGER: Final = r"0|-?[1-9][0-9]{0,14}"

_CONTAINERS: Final = frozenset(("@set", "@language"))

Object = dict[str, Any]


@dataclass(frozen=True)
class _Key:
    """How one property is written: its key, the type that its values have without saying, and its container."""

    name: str
    coerced: str = ""
    container: frozenset[str] = frozenset()
    language: str | None = None


def entities_as_jsonld(triples: Iterable[Triple], context: Mapping[str, object] | Names) -> list[Object]:
    """Return one JSON object for each subject, in the order in which the subjects come, compacted with ``context``.

    Who writes many documents with one context reads it once, as ``Names``.
    """
    names = context if isinstance(context, Names) else Names(context)
    entities: dict[object, Object] = {}
    for triple in triples:
        entity = entities.setdefault(triple.subject, {names.id: names.of(triple.subject)})
        if triple.predicate.value == _TYPE and isinstance(triple.object, NamedNode):
            entity.setdefault(names.type, []).append(names.key(triple.object).name)
        else:
            _add(entity, triple, names)
    return [_unpacked(entity, names) for entity in entities.values()]


class Names:
    """The names that a context gives to keywords, properties and prefixes, read once for many documents."""

    def __init__(self, context: Mapping[str, object]) -> None:
        aliases = {value: key for key, value in context.items() if isinstance(value, str)}
        self.id = aliases.get("@id", "@id")
        self.type = aliases.get("@type", "@type")
        self.keys = _keys(context)
        self._prefixes = {prefix for prefix, iri in PREFIXES.items() if _iri(f"{prefix}:", context) == iri}
        self._taken = tuple(f"{name}:" for name in context if not name.startswith("@"))
        self.sets = {key.name for keys in self.keys.values() for key in keys if "@set" in key.container}
        self._known: dict[NamedNode, str] = {}
        self.language = context.get("@language")

    def key(self, term: NamedNode, value: object = None) -> _Key:
        """Return how a property, for this value of it, or a class is written.

        Of several keys for one property the one is taken that gives the value its datatype, else the first.
        """
        known = self.keys.get(term.value) or [_Key(self.of(term))]
        datatype = value.datatype.value if isinstance(value, Literal) else ""
        return next((key for key in known if datatype and key.coerced == datatype), known[0])

    def of(self, term: NamedNode | BlankNode | Triple) -> str:
        """Return a term with a prefix that the context has, else in full."""
        if not isinstance(term, NamedNode):
            return str(term)
        if term not in self._known:
            self._known[term] = self._name(term)
        return self._known[term]

    def _name(self, term: NamedNode) -> str:
        short = shorten(term.value)
        if short != term.value and short.partition(":")[0] in self._prefixes:
            return short
        if term.value.startswith(self._taken) and not term.value.partition(":")[2].startswith("//"):
            raise UsageError(f"{term} cannot be told from a short name of the JSON-LD context: export another format")
        return term.value


def _keys(context: Mapping[str, object]) -> dict[str, list[_Key]]:
    """Return the keys of each IRI that the context has terms for, in the order of the context."""
    keys: dict[str, list[_Key]] = {}
    for name, definition in context.items():
        if name.startswith("@") or definition is None:
            continue
        spec = definition if isinstance(definition, Mapping) else {"@id": definition}
        iri = _iri(str(spec.get("@id", name)), context)
        if iri.startswith("@") or (iri.endswith(("/", "#")) and spec is not definition) or "@reverse" in spec:
            continue
        container = spec.get("@container") or []
        kept = frozenset([container] if isinstance(container, str) else map(str, cast("Iterable[object]", container)))
        coerced = _iri(str(spec.get("@type", "")), context)
        if not kept <= _CONTAINERS or coerced in ("@json", "@none") or "@context" in spec:
            continue  # lists, indexes and the like: the property goes under its full name
        language = spec.get("@language")
        keys.setdefault(iri, []).append(_Key(name, coerced, kept, str(language) if language else None))
    return keys


def _iri(name: str, context: Mapping[str, object]) -> str:
    prefix, colon, local = name.partition(":")
    if not colon or local.startswith("//"):
        vocab = context.get("@vocab")
        return f"{vocab}{name}" if vocab and name and not colon and not name.startswith("@") else name
    namespace = context.get(prefix)
    if isinstance(namespace, Mapping):
        namespace = namespace.get("@id")
    return f"{namespace}{local}" if isinstance(namespace, str) else name


def _add(entity: Object, triple: Triple, names: Names) -> None:
    value = triple.object
    key = names.key(triple.predicate, value)
    if "@language" in key.container and isinstance(value, Literal) and value.language:
        entity.setdefault(key.name, {}).setdefault(value.language, []).append(value.value)
        return
    if "@language" in key.container:  # a value without a language fits no language map: it goes under the full name
        key = _Key(names.of(triple.predicate))
    entity.setdefault(key.name, []).append(_value(value, key, names))


def _value(term: object, key: _Key, names: Names) -> object:
    if isinstance(term, (NamedNode, BlankNode)):
        return names.of(term) if key.coerced in ("@id", "@vocab") else {names.id: names.of(term)}
    if not isinstance(term, Literal):
        raise UsageError(f"RDF 1.1 has no triple terms: {term}")
    datatype = term.datatype.value
    if term.language:
        return term.value if term.language == key.language else {"@value": term.value, "@language": term.language}
    if datatype == _INTEGER and key.coerced in ("", _INTEGER) and re.fullmatch(_PLAIN_INTEGER, term.value):
        return int(term.value)
    if datatype == _BOOLEAN and key.coerced in ("", _BOOLEAN) and term.value in ("true", "false"):
        return term.value == "true"
    if datatype == key.coerced or (datatype == _STRING and not key.coerced and not key.language and not names.language):
        return term.value
    return {"@value": term.value} if datatype == _STRING else {"@value": term.value, "@type": names.of(term.datatype)}


def _unpacked(entity: Object, names: Names) -> Object:
    """Write a single value without a list, unless the context says that the property is a set."""
    for name, values in entity.items():
        if isinstance(values, dict):
            entity[name] = {tag: texts[0] if len(texts) == 1 else texts for tag, texts in values.items()}
        elif isinstance(values, list) and len(values) == 1 and name not in names.sets:
            entity[name] = values[0]
    return entity
