"""Count what a catalog holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from confgraph.store import Store

_PLACE: Final = "(cg:takesPlaceIn|cg:plannedLocation/cg:within*)"
_PLACES: Final = f"""SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ ?s a cg:Edition . ?c a %s
    {{ ?s {_PLACE} ?c }} UNION {{ ?claim cg:subject ?s ; cg:value/cg:within* ?c }} }}"""
_COUNTS: Final = {
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "series": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { { ?s a cg:EventSeries } UNION { ?s a cg:TrackSeries } }",
    "editions": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a cg:Edition }",
    "countries": _PLACES % "cg:Country",
    "cities": _PLACES % "cg:City",
    "first_year": "SELECT (MIN(?y) AS ?n) WHERE { ?s a cg:Edition ; cg:year ?y }",
    "last_year": "SELECT (MAX(?y) AS ?n) WHERE { ?s a cg:Edition ; cg:year ?y }",
    "organizations": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a org:Organization }",
    "sources": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a cg:Source }",
    "claims": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a cg:Claim }",
    "dated_to_the_day": """SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {
        ?s a cg:Edition ; cg:startDate ?d FILTER(DATATYPE(?d) = xsd:date) }""",
    "with_city": f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s a cg:Edition ; {_PLACE} ?c . ?c a cg:City }}",
    "with_coordinates": f"""SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{
        ?s a cg:Edition ; {_PLACE} ?c . ?c wgs84:lat ?lat ; wgs84:long ?long }}""",
    "in_linked_place": f"""SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{
        ?s a cg:Edition ; {_PLACE} ?c . ?c a cg:City ; owl:sameAs ?w
        FILTER(STRSTARTS(STR(?w), "http://www.wikidata.org/entity/")) }}""",
    "linked_to_wikidata": """SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {
        ?s owl:sameAs ?w FILTER(STRSTARTS(STR(?w), "http://www.wikidata.org/entity/")) }""",
    "with_two_sources": """SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {
        ?s a cg:Edition ; cg:source ?a, ?b FILTER(STR(?a) < STR(?b))
        FILTER NOT EXISTS { ?a prov:wasDerivedFrom* ?origin . ?b prov:wasDerivedFrom* ?origin } }""",
}
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
    return Stats(**{name: int(store.select(query)[0].n or 0) for name, query in _COUNTS.items()})
