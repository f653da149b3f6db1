"""Count what a catalog holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

from pyoxigraph import Quad

from confgraph.store import Store

_PLACE: Final = "(cg:takesPlaceIn|cg:plannedLocation/cg:within*)"
_PLACES: Final = f"""?s a cg:Edition . ?c a %s
    {{ ?s {_PLACE} ?c }} UNION {{ ?claim cg:subject ?s ; cg:value/cg:within* ?c }}"""
_EVERY: Final = "COUNT(DISTINCT ?{})"
PATTERNS: Final = {
    "series": ("s", _EVERY, "{ ?s a cg:EventSeries } UNION { ?s a cg:TrackSeries }"),
    "editions": ("s", _EVERY, "?s a cg:Edition"),
    "countries": ("c", _EVERY, _PLACES % "cg:Country"),
    "cities": ("c", _EVERY, _PLACES % "cg:City"),
    "first_year": ("y", "MIN(?{})", "?s a cg:Edition ; cg:year ?y"),
    "last_year": ("y", "MAX(?{})", "?s a cg:Edition ; cg:year ?y"),
    "organizations": ("s", _EVERY, "?s a org:Organization"),
    "sources": ("s", _EVERY, "?s a cg:Source"),
    "claims": ("s", _EVERY, "?s a cg:Claim"),
    "dated_to_the_day": ("s", _EVERY, "?s a cg:Edition ; cg:startDate ?d FILTER(DATATYPE(?d) = xsd:date)"),
    "with_city": ("s", _EVERY, f"?s a cg:Edition ; {_PLACE} ?c . ?c a cg:City"),
    "with_coordinates": ("s", _EVERY, f"?s a cg:Edition ; {_PLACE} ?c . ?c wgs84:lat ?lat ; wgs84:long ?long"),
    "in_linked_place": (
        "s",
        _EVERY,
        f"""?s a cg:Edition ; {_PLACE} ?c . ?c a cg:City ; owl:sameAs ?w
        FILTER(STRSTARTS(STR(?w), "http://www.wikidata.org/entity/"))""",
    ),
    "linked_to_wikidata": (
        "s",
        _EVERY,
        '?s owl:sameAs ?w FILTER(STRSTARTS(STR(?w), "http://www.wikidata.org/entity/"))',
    ),
    "with_two_sources": (
        "s",
        _EVERY,
        """?s a cg:Edition ; cg:source ?a, ?b FILTER(STR(?a) < STR(?b))
        FILTER NOT EXISTS { ?a prov:wasDerivedFrom* ?origin . ?b prov:wasDerivedFrom* ?origin }""",
    ),
}
"""What is counted: of a variable, how, in which pattern. Each is about ``?s``, and leads from it to the rest."""
_TABLE: Final = (
    ("with dates to the day", "dated_to_the_day"),
    ("with a city", "with_city"),
    ("with coordinates", "with_coordinates"),
    ("in a city with a link to Wikidata", "in_linked_place"),
    ("with two or more independent sources", "with_two_sources"),
)


@dataclass(frozen=True)
class Stats:
    """How much a catalog holds; everything from ``dated_to_the_day`` on counts editions, links count entities.

    A place counts where an edition took place or was planned, a country or city also where one source has it. Two
    sources are independent when neither was made from the other (``prov:wasDerivedFrom``), nor both from a third.
    """

    triples: int
    series: int
    editions: int
    countries: int
    cities: int
    first_year: int
    last_year: int
    organizations: int
    sources: int
    claims: int
    dated_to_the_day: int
    with_city: int
    with_coordinates: int
    in_linked_place: int
    linked_to_wikidata: int
    with_two_sources: int

    def rows(self) -> list[tuple[str, int]]:
        """Return each count with its words."""
        return [(name.replace("_", " "), count) for name, count in asdict(self).items()]

    def markdown(self) -> str:
        """Return what there is, and of how many editions what is known, as a table in Markdown."""
        whole = [("series", self.series), ("editions", self.editions), ("countries", self.countries)]
        lines = ["| what | count | share |", "|---|--:|--:|"]
        lines += [f"| {name} | {count:,} | |" for name, count in [*whole, ("cities", self.cities)]]
        lines.append(f"| years | {self.first_year} to {self.last_year} | |")
        for words, name in _TABLE:
            count = getattr(self, name)
            share = f"{count / self.editions:.0%}" if self.editions else ""
            lines.append(f"| editions {words} | {count:,} | {share} |")
        return "\n".join(lines) + "\n"

    def _repr_html_(self) -> str:
        """Show the counts as a table in Jupyter; a year has no thousands."""
        cells = [(name, f"{count}" if name.endswith("year") else f"{count:,}") for name, count in self.rows()]
        return f"<table>{''.join(f'<tr><th>{name}</th><td>{count}</td></tr>' for name, count in cells)}</table>"


def stats(store: Store) -> Stats:
    """Return the counts of a store; 0 for the years of one without editions."""
    triples = int(store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0].n or 0)
    counts = {name: _count(store, *pattern) for name, pattern in PATTERNS.items()}
    return Stats(triples, **counts)


def _count(store: Store, variable: str, how: str, pattern: str) -> int:
    query = f"SELECT ({how.format(variable)} AS ?n) WHERE {{ {pattern} }}"
    return int(store.select(query)[0].n or 0)


def stats_of(documents: Iterable[Iterable[Quad]]) -> Stats:
    """Return the counts of the statements of documents, all in one graph."""
    store = Store()
    for quads in documents:
        store.put(Quad(*quad.triple) for quad in quads)
    return stats(store)
