"""The records of a folder of Turtle as plain text values, with nothing of the package."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

ROOT: Final = Path(__file__).parents[2]
ID: Final = "https://w3id.org/confgraph/id/"
KINDS: Final = "series edition organization place person source claim membership succession".split()
PREFIXES: Final = {kind: f"{ID}{kind}/" for kind in KINDS} | {
    "cg": "https://w3id.org/confgraph/ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "org": "http://www.w3.org/ns/org#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}
TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
Point = tuple[float, float]


def short(term: object) -> str:
    """Return an address as a prefixed name, a literal as its text."""
    text = term.value if isinstance(term, (NamedNode, Literal)) else str(term)
    if isinstance(term, Literal):
        return text
    if text == TYPE:
        return "a"
    return next((f"{p}:{text[len(iri) :]}" for p, iri in PREFIXES.items() if text.startswith(iri)), text)


def below(name: str) -> str:
    """Return the part of a prefixed name behind the prefix."""
    return name.partition(":")[2]


def distance_km(one: Point, other: Point) -> float:
    """Return the great-circle distance of two points in degrees."""
    (a, b), (c, d) = (tuple(map(radians, point)) for point in (one, other))
    return 2 * 6371 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


@dataclass
class Records:
    """Every triple of a folder, found by subject and property."""

    triples: list[tuple[str, str, str]] = field(default_factory=list)
    files: dict[Path, list[str]] = field(default_factory=dict)
    size: int = 0
    _values: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _kinds: dict[str, list[str]] = field(default_factory=dict)
    _claims: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _terms: set[str] = field(default_factory=set)

    @classmethod
    def of_folder(cls, folder: Path) -> Records:
        """Read every Turtle file below a folder."""
        records = cls()
        ontology = parse(path=str(ROOT / "ontology/confgraph.ttl"), format=RdfFormat.TURTLE)
        records._terms = {short(quad.subject) for quad in ontology}
        for path in sorted(folder.rglob("*.ttl")):
            records.size += path.stat().st_size
            subjects = records.files.setdefault(path, [])
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                triple = short(quad.subject), short(quad.predicate), short(quad.object)
                records.triples.append(triple)
                records._values.setdefault(triple[:2], []).append(triple[2])
                if triple[1] == "a":
                    records._kinds.setdefault(triple[2], []).append(triple[0])
                if triple[0] not in subjects:
                    subjects.append(triple[0])
        for claim in records.of("cg:Claim"):
            about = records.value(claim, "cg:subject"), records.value(claim, "cg:property")
            records._claims.setdefault(about, []).append(claim)
        return records

    @staticmethod
    def prefixes() -> str:
        """Return the declarations of the prefixes that records are written with."""
        return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())

    def of(self, kind: str) -> list[str]:
        """Return the subjects of a class."""
        return self._kinds.get(kind, [])

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return what a record says of a property."""
        return self._values.get((subject, predicate), [])

    def value(self, subject: str, predicate: str) -> str:
        """Return the first value of a property, or an empty text."""
        return next(iter(self.values(subject, predicate)), "")

    def claims_about(self, subject: str, predicate: str) -> list[str]:
        """Return the claims about a property of a record."""
        return self._claims.get((subject, predicate), [])

    def numbers(self, edition: str) -> dict[str, str]:
        """Return the number that an edition has in each series."""
        members = self.values(edition, "cg:membership")
        return {
            self.value(m, "cg:inSeries"): self.value(m, "cg:ordinal") for m in members if self.value(m, "cg:ordinal")
        }

    def days(self, event: str) -> int:
        """Return how many days an event lasts at most; below 1 where it ends before its start."""
        start, end = self.value(event, "cg:earliestStart"), self.value(event, "cg:latestEnd")
        return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1

    def point(self, place: str) -> Point | None:
        """Return the coordinates of a place in degrees, if it has any."""
        latitude, longitude = self.value(place, "wgs84:lat"), self.value(place, "wgs84:long")
        return (float(latitude), float(longitude)) if latitude and longitude else None

    def folded(self, subject: str) -> str:
        """Return the label without accents and capitals."""
        text = unicodedata.normalize("NFKD", self.value(subject, "rdfs:label"))
        return "".join(c for c in text if not unicodedata.combining(c)).casefold()

    def ours(self, name: str) -> bool:
        """Tell whether a value is an address of ours."""
        return name.partition(":")[0] in (*KINDS, "cg") and " " not in name and not name.endswith(":")

    def described(self, name: str) -> bool:
        """Tell whether a record or the ontology describes an address of ours."""
        return name in self._terms or (name, "a") in self._values
