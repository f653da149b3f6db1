"""Give the values of properties of things (Reconciliation Service API, data extension)."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from confgraph.reconciliation.asked import expand_or_same, extension
from confgraph.reconciliation.entities import Document, Entities

_NUMBERS: Final = {"integer": int, "gYear": int, "decimal": float, "double": float}


class Extension:
    """Proposes properties and gives their values."""

    def __init__(self, entities: Entities) -> None:
        self._entities = entities
        self._facts = entities.facts

    def properties(self, kind: str, limit: int = 0) -> Document:
        """Return the properties that things of a class have, those that most have first."""
        counts = dict.fromkeys(self._entities.properties, 0)
        for iri, thing in self._entities.candidates.things.items():
            if not kind or kind in thing.kinds:
                for name in self._facts.out[iri].keys() & counts.keys():
                    counts[name] += 1
        names = sorted((name for name, count in counts.items() if count), key=lambda name: -counts[name])
        listed = [{"id": name, "name": self._entities.properties[name]} for name in names[: limit or None]]
        return {"properties": listed, **({"type": kind} if kind else {}), **({"limit": limit} if limit else {})}

    def rows(self, body: object) -> Document:
        """Return the values of properties of entities as 0.2 wants them: rows by id, then by property."""
        ids, wanted = extension(body)
        rows = {iri: {name: self._values(iri, name, most) for name, most in wanted} for iri in ids}
        return {"meta": self._meta(wanted), "rows": rows}

    def rows_of_draft(self, body: object) -> Document:
        """Return the same as 1.0-draft wants it: lists in the order of what was asked."""
        ids, wanted = extension(body)
        rows = [
            {"id": iri, "properties": [{"id": name, "values": self._values(iri, name, most)} for name, most in wanted]}
            for iri in ids
        ]
        return {"meta": self._meta(wanted), "rows": rows}

    def _meta(self, wanted: list[tuple[str, int]]) -> list[Document]:
        return [{"id": name, "name": self._entities.property_name(name), **self._type_of(name)} for name, _ in wanted]

    def _values(self, iri: str, prop: str, most: int) -> list[Document]:
        found = [self._value(value) for value in self._facts.values(iri, prop)]
        return found[: most or None] or [{}]

    def _value(self, value: object) -> Document:
        if isinstance(value, NamedNode):
            if value.value in self._facts.out:
                return {"id": value.value, "name": self._facts.label(value.value).value}
            return {"str": value.value}
        assert isinstance(value, Literal)
        number = _NUMBERS.get(value.datatype.value.rpartition("#")[2])
        try:
            return {"float" if number is float else "int": number(value.value)} if number else {"str": value.value}
        except ValueError:
            return {"str": value.value}

    def _type_of(self, prop: str) -> Document:
        """Return the class of the values of a property, where all that there are have one that is known."""
        full = expand_or_same(prop)
        ranges = [one for one in self._facts.links(full, "rdfs:range") if one in self._entities.types]
        return {"type": {"id": ranges[0], "name": self._entities.types[ranges[0]]}} if ranges else {}
