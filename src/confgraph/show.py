"""Show everything about one entity, in both directions, in words."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from confgraph.entities import resolve
from confgraph.namespaces import expand, shorten
from confgraph.results import as_html, html_table, readable
from confgraph.store import Store
from confgraph.writing import natural, predicate_order

_LABEL: Final = "rdfs:label"
_TYPE: Final = expand("rdf:type")
_SUBJECT: Final = expand("cg:subject")
_SOURCE: Final = expand("cg:source")
_DISJUNCTIVE: Final = NamedNode(expand("cg:Disjunctive"))
# Nodes that only carry what belongs to a link are shown in place: a membership, a succession.
_INLINE: Final = tuple(NamedNode(expand(name)) for name in ("cg:Membership", "cg:Succession"))

_INVERSES: Final = """
SELECT ?property ?label WHERE {
  { ?inverse owl:inverseOf ?property } UNION { ?property owl:inverseOf ?inverse }
  ?inverse rdfs:label ?label
}"""
_CLAIMS: Final = """
SELECT ?claim ?property ?value ?kind ?rank ?certainty ?source ?quote ?reason WHERE {
  ?claim cg:subject ?_entity ; cg:property ?property ; cg:value ?value .
  OPTIONAL { ?claim cg:rank ?rank } OPTIONAL { ?claim cg:certainty ?certainty } OPTIONAL { ?claim cg:source ?source }
  OPTIONAL { ?claim cg:attendanceKind ?kind } OPTIONAL { ?claim cg:quote ?quote } OPTIONAL { ?claim cg:reason ?reason }
}"""


@dataclass(frozen=True)
class Value:
    """A value with the words for it: the label of an entity, the text of a literal."""

    term: object
    words: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """What one source says: property and value in words, the source, how it ranks, and its quote."""

    claim: str
    property: str
    values: tuple[str, ...]
    source: str
    rank: str
    certainty: str
    disjunctive: bool
    quote: str = ""
    reason: str = ""

    def cells(self) -> tuple[str, ...]:
        """Return what a row of a table says: property, values, source, rank, certainty, quote, reason."""
        values = (" or " if self.disjunctive else ", ").join(self.values)
        return (self.property, values, self.source, self.rank, self.certainty, self.quote, self.reason)


@dataclass(frozen=True)
class Description:
    """Everything about one entity: its facts, what points to it, and who says what."""

    iri: str
    label: str
    types: tuple[str, ...]
    facts: tuple[tuple[str, tuple[Value, ...]], ...]
    incoming: tuple[tuple[str, tuple[Value, ...]], ...]
    statements: tuple[Statement, ...]

    def _repr_html_(self) -> str:
        """Show the description in Jupyter: the facts in one table, who says so in another."""
        rows = "".join(
            f"<tr><th>{html.escape(name)}</th><td>{'<br>'.join(_linked(value) for value in values)}</td></tr>"
            for name, values in (*self.facts, *self.incoming)
        )
        kinds = html.escape(", ".join(self.types))
        head = f"<h3>{html.escape(self.label)}</h3><p>{kinds} · {as_html(NamedNode(self.iri))}</p>"
        return f"{head}<table>{rows}</table>{self._claims_html()}"

    def _claims_html(self) -> str:
        if not self.statements:
            return ""
        names = ("property", "values", "source", "rank", "certainty", "quote", "reason")
        return "<h4>who says so</h4>" + html_table(names, (map(html.escape, said.cells()) for said in self.statements))


def show(store: Store, name: str) -> Description:
    """Return the description of the entity that ``name`` stands for; raise UsageError where there is none."""
    entity = resolve(store, name)
    words = _Words(store)
    outwards: dict[str, list[object]] = defaultdict(list)
    inwards: dict[str, list[object]] = defaultdict(list)
    for quad in store.about(entity):
        if quad.subject == entity:
            outwards[quad.predicate.value].append(quad.object)
        elif quad.predicate.value != _SUBJECT:
            inwards[quad.predicate.value].append(quad.subject)
    types = outwards.pop(_TYPE, [])
    return Description(
        iri=entity.value,
        label=words.of(entity),
        types=tuple(sorted(words.of(kind) for kind in types)),
        facts=tuple((words.of(NamedNode(name)), _values(words, outwards[name])) for name in _ordered(outwards)),
        incoming=tuple((words.inverse(name), _values(words, inwards[name])) for name in _ordered(inwards)),
        statements=_statements(store, words, entity),
    )


class _Words:
    """The words for terms, looked up once each."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[NamedNode, str] = {}
        self._inverses = {row.property: row.label for row in store.select(_INVERSES)}

    def of(self, term: object) -> str:
        """Return the English label of an entity, else any label, else its short name; the text of a literal."""
        if not isinstance(term, NamedNode):
            return readable(term)
        if term not in self._known:
            labels = [q.object for q in self._store.of(term, _LABEL) if isinstance(q.object, Literal)]
            labels.sort(key=lambda label: (label.language != "en", label.value))
            self._known[term] = labels[0].value if labels else shorten(term.value)
        return self._known[term]

    def inverse(self, predicate: str) -> str:
        """Return the words for a property read backwards."""
        return self._inverses.get(predicate) or f"is {self.of(NamedNode(predicate))} of"

    def inline(self, term: object) -> tuple[str, ...]:
        """Return the facts of a membership or succession, which are shown in place, without who says so."""
        if not isinstance(term, NamedNode):
            return ()
        quads = self._store.of(term)
        if not any(quad.object in _INLINE for quad in quads):
            return ()
        facts = [quad for quad in quads if quad.predicate.value not in (_TYPE, _SOURCE)]
        facts.sort(key=lambda quad: predicate_order(quad.predicate.value))
        return tuple(f"{self.of(quad.predicate)} {self.of(quad.object)}" for quad in facts)


def _values(words: _Words, terms: Iterable[object]) -> tuple[Value, ...]:
    values = [Value(term, words.of(term), words.inline(term)) for term in dict.fromkeys(terms)]
    return tuple(sorted(values, key=lambda value: natural(readable(value.term))))


def _ordered(properties: Iterable[str]) -> list[str]:
    return sorted((name for name in properties if name != expand(_LABEL)), key=predicate_order)


def _statements(store: Store, words: _Words, entity: NamedNode) -> tuple[Statement, ...]:
    rows = store.select(_CLAIMS, _entity=entity)
    claims: dict[object, list[dict[str, object]]] = defaultdict(list)
    for terms in rows.terms:
        row: dict[str, object] = dict(zip(rows.columns, terms, strict=True))
        claims[row["claim"]].append(row)
    found = [_statement(words, claim, group) for claim, group in claims.items()]
    return tuple(sorted(found, key=lambda one: (one.property, one.rank != "preferred", natural(one.claim))))


def _statement(words: _Words, claim: object, rows: list[dict[str, object]]) -> Statement:
    """Put the rows of one claim, which may have several values, sources and quotes, into one statement."""
    values = {f"{words.of(row['value'])} {words.of(row['kind'])}".strip() for row in rows}

    def every(name: str) -> str:
        return ", ".join(sorted({words.of(row[name]) for row in rows}))

    return Statement(
        claim=readable(claim),
        property=words.of(rows[0]["property"]),
        values=tuple(sorted(values)),
        source=every("source"),
        rank=words.of(rows[0]["rank"]),
        certainty=words.of(rows[0]["certainty"]),
        disjunctive=rows[0]["certainty"] == _DISJUNCTIVE,
        quote=every("quote"),
        reason=every("reason"),
    )


def _linked(value: Value) -> str:
    text = html.escape(value.words)
    if isinstance(value.term, NamedNode) and value.term.value.startswith(("http://", "https://")):
        text = f'<a href="{html.escape(value.term.value)}">{text}</a>'
    return " · ".join([text, *map(html.escape, value.notes)])
