"""Suggest what was likely meant: the nearest name, the other coordinate, a language; and find the names of nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import ID, ONTOLOGY, PREFIXES, expand, shorten
from confgraph.validation.ntriples import nt, parts
from confgraph.validation.report import Result, Term
from confgraph.validation.tables import Tables
from confgraph.writing import term_as_turtle

_NAMES: Final = (
    *(expand(name) for name in ("rdfs:label", "schema:name", "skos:prefLabel", "foaf:name", "dcterms:title")),
    "http://schema.org/name",
)
_LATITUDES: Final = {
    expand("schema:latitude"): expand("schema:longitude"),
    expand("wgs84:lat"): expand("wgs84:long"),
}

_LIKE: Final = 70
"""How alike two names must be, of 100, for one to be meant by the other (normalized indel similarity)."""


class Suggestions:
    """What the data knows: its subjects, the names of them, and their coordinates; asked for when a result needs it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._labels: dict[str, str] = {}
        self._within: dict[str, list[str]] = {}

    @cached_property
    def _known(self) -> set[str]:
        rows = self._tables.db.execute("SELECT DISTINCT s FROM facts WHERE left(s, 1) = '<'").fetchall()
        return {iri[1:-1] for (iri,) in rows}

    @cached_property
    def _short(self) -> list[str]:
        return sorted(shorten(iri) for iri in self._known if iri.startswith((ID, ONTOLOGY)))

    def _names_in(self, namespace: str) -> list[str]:
        """Return the names of a namespace that has more than a host, in order; each is looked for once."""
        if namespace not in self._within:
            known = self._known if namespace.count("/") > 2 else ()
            self._within[namespace] = sorted(iri for iri in known if iri.startswith(namespace))
        return self._within[namespace]

    def know_labels(self, nodes: Iterable[Term]) -> None:
        """Look the names of nodes up, all at once."""
        texts = sorted({nt(node) for node in nodes if not isinstance(node, Literal)})
        names = " UNION ALL ".join(
            f"SELECT s, o, {rank} AS rank FROM {self._tables.name(name)}" for rank, name in enumerate(_NAMES)
        )
        best: dict[str, tuple[int, str]] = {}
        for subject, value, rank in self._tables.db.execute(
            f"SELECT s, o, rank FROM ({names}) WHERE s IN (SELECT unnest($1)) AND left(o, 1) = '\"'", [texts]
        ).fetchall():
            found = parts(value)
            order = (2 * rank + (found.language not in ("en", "")), found.text)
            best[subject] = min(order, best.get(subject, order))
        self._labels.update({subject: name for subject, (_, name) in best.items()})

    def label(self, node: Term) -> str:
        """Return the name of a node that was looked up, "" where it has none."""
        return self._labels.get(nt(node), "")

    def of(self, result: Result) -> str:
        """Return what was likely meant by what a result is about, "" where nothing is near."""
        return self._nearest(result) or self._swapped(result) or _language(result)

    def _nearest(self, result: Result) -> str:
        for term in (result.value, result.path):
            if isinstance(term, NamedNode) and term.value not in self._known:
                if term.value.startswith((ID, ONTOLOGY)):
                    return _meant(shorten(term.value), self._short)
                namespace = term.value[: max(term.value.rfind("/"), term.value.rfind("#")) + 1]
                if found := _meant(term.value, self._names_in(namespace)):
                    return found
        return ""

    def _swapped(self, result: Result) -> str:
        path = getattr(result.path, "value", "")
        latitude = next((a for a, b in _LATITUDES.items() if path in (a, b)), "")
        if not latitude:
            return ""
        here, there = (self._number(result.focus, p) for p in (latitude, _LATITUDES[latitude]))
        if here is None or there is None or abs(here) <= 90 or abs(here) > 180 or abs(there) > 90:
            return ""
        return f"swap {shorten(latitude)} and {shorten(_LATITUDES[latitude])}?"

    def _number(self, node: Term, predicate: str) -> float | None:
        table = self._tables.name(predicate)
        row = self._tables.db.execute(f"SELECT o FROM {table} WHERE s = $1 ORDER BY o LIMIT 1", [nt(node)]).fetchone()
        try:
            return float(parts(row[0]).text) if row and len(row[0]) < 120 else None
        except ValueError:
            return None


def _meant(word: str, known: Sequence[str]) -> str:
    """Ask for the name that is nearest to a word, the first of several, "" where none is near."""
    from rapidfuzz import fuzz, process  # late: most data has no misspelt name

    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return f"did you mean {found[0]}?" if found else ""


def _language(result: Result) -> str:
    """Suggest a language for a name that has none where the shape wants one."""
    value, component = result.value, result.component
    if not isinstance(value, Literal) or value.language or len(value.value) > 80:
        return ""
    named = getattr(result.path, "value", "") in _NAMES
    wants = component.endswith(("#DatatypeConstraintComponent", "#LanguageInConstraintComponent"))
    is_text = value.datatype.value == PREFIXES["xsd"] + "string"
    return f"write {term_as_turtle(Literal(value.value, language='en'))}?" if named and wants and is_text else ""
