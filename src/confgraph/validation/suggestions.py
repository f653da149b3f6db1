"""Suggest what was likely meant: the nearest name, the other coordinate, a language; and find the names of nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from confgraph.namespaces import ID, ONTOLOGY, PREFIXES, expand, shorten
from confgraph.problems import did_you_mean
from confgraph.validation.report import Result
from confgraph.writing import term_as_turtle

_NAMES: Final = (
    *(expand(name) for name in ("rdfs:label", "schema:name", "skos:prefLabel", "foaf:name", "dcterms:title")),
    "http://schema.org/name",
)
_LATITUDES: Final = {
    expand("schema:latitude"): expand("schema:longitude"),
    expand("wgs84:lat"): expand("wgs84:long"),
}


class Suggestions:
    """What the data knows: its subjects, the names of them, and their coordinates."""

    def __init__(self, data: Iterable[Quad]) -> None:
        self._labels: dict[object, tuple[int, str]] = {}
        self._numbers: dict[tuple[object, str], str] = {}
        self._known: set[str] = set()
        order = {name: rank for rank, name in enumerate(_NAMES)}
        coordinates = {*_LATITUDES, *_LATITUDES.values()}
        for quad in data:
            predicate = quad.predicate.value
            if isinstance(quad.subject, NamedNode):
                self._known.add(quad.subject.value)
            if isinstance(quad.object, Literal):
                if predicate in order:
                    best = (2 * order[predicate] + (quad.object.language not in ("en", None)), quad.object.value)
                    self._labels[quad.subject] = min(best, self._labels.get(quad.subject, best))
                elif predicate in coordinates:
                    self._numbers[quad.subject, predicate] = quad.object.value
        self._short = {shorten(iri) for iri in self._known if iri.startswith((ID, ONTOLOGY))}

    def label(self, node: object) -> str:
        """Return the name of a node, "" where it has none."""
        return self._labels.get(node, (0, ""))[1]

    def of(self, result: Result) -> str:
        """Return what was likely meant by what a result is about, "" where nothing is near."""
        return self._nearest(result) or self._swapped(result) or _language(result)

    def _nearest(self, result: Result) -> str:
        for term in (result.value, result.path):
            if isinstance(term, NamedNode) and term.value not in self._known:
                if term.value.startswith((ID, ONTOLOGY)):
                    return did_you_mean(shorten(term.value), self._short)
                namespace = term.value[: max(term.value.rfind("/"), term.value.rfind("#")) + 1]
                near = [iri for iri in self._known if iri.startswith(namespace) and namespace.count("/") > 2]
                if near and (found := did_you_mean(term.value, near)):
                    return found
        return ""

    def _swapped(self, result: Result) -> str:
        path = getattr(result.path, "value", "")
        latitude = next((a for a, b in _LATITUDES.items() if path in (a, b)), "")
        if not latitude:
            return ""
        here, there = (_number(self._numbers.get((result.focus, p), "")) for p in (latitude, _LATITUDES[latitude]))
        if here is None or there is None or abs(here) <= 90 or abs(here) > 180 or abs(there) > 90:
            return ""
        return f"swap {shorten(latitude)} and {shorten(_LATITUDES[latitude])}?"


def _number(text: str) -> float | None:
    try:
        return float(text) if len(text) < 40 else None
    except ValueError:
        return None


def _language(result: Result) -> str:
    """Suggest a language for a name that has none where the shape wants one."""
    value, component = result.value, result.component
    if not isinstance(value, Literal) or value.language or len(value.value) > 80:
        return ""
    named = getattr(result.path, "value", "") in _NAMES
    wants = component.endswith(("#DatatypeConstraintComponent", "#LanguageInConstraintComponent"))
    is_text = value.datatype.value == PREFIXES["xsd"] + "string"
    return f"write {term_as_turtle(Literal(value.value, language='en'))}?" if named and wants and is_text else ""
