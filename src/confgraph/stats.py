"""Count what a catalog holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from confgraph.store import Store

_COUNTS: Final = {
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "series": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { { ?s a cg:EventSeries } UNION { ?s a cg:TrackSeries } }",
    "editions": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a cg:Edition }",
    "countries": "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?s a cg:Edition ; cg:takesPlaceIn ?c . ?c a cg:Country }",
    "cities": "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?s a cg:Edition ; cg:takesPlaceIn ?c . ?c a cg:City }",
    "first_year": "SELECT (MIN(?y) AS ?n) WHERE { ?s a cg:Edition ; cg:year ?y }",
    "last_year": "SELECT (MAX(?y) AS ?n) WHERE { ?s a cg:Edition ; cg:year ?y }",
    "organizations": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a org:Organization }",
    "sources": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a cg:Source }",
    "claims": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a cg:Claim }",
    "dated_to_the_day": """SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {
        ?s a cg:Edition ; cg:startDate ?d FILTER(DATATYPE(?d) = xsd:date) }""",
    "with_city": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a cg:Edition ; cg:takesPlaceIn ?c . ?c a cg:City }",
    "with_coordinates": """SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {
        ?s a cg:Edition ; cg:takesPlaceIn ?c . ?c wgs84:lat ?lat ; wgs84:long ?long }""",
    "linked_to_wikidata": """SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {
        ?s owl:sameAs ?w FILTER(STRSTARTS(STR(?w), "http://www.wikidata.org/entity/")) }""",
    "with_two_sources": """SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {
        ?s a cg:Edition ; cg:source ?a, ?b FILTER(?a != ?b) }""",
}


@dataclass(frozen=True)
class Stats:
    """How much a catalog holds; everything from ``dated_to_the_day`` on counts editions, links count entities."""

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
    linked_to_wikidata: int
    with_two_sources: int

    def rows(self) -> list[tuple[str, int]]:
        """Return each count with its words."""
        return [(name.replace("_", " "), count) for name, count in asdict(self).items()]

    def _repr_html_(self) -> str:
        """Show the counts as a table in Jupyter; a year has no thousands."""
        cells = [(name, f"{count}" if name.endswith("year") else f"{count:,}") for name, count in self.rows()]
        return f"<table>{''.join(f'<tr><th>{name}</th><td>{count}</td></tr>' for name, count in cells)}</table>"


def stats(store: Store) -> Stats:
    """Return the counts of a store; 0 for the years of one without editions."""
    return Stats(**{name: int(store.select(query)[0].n or 0) for name, query in _COUNTS.items()})
