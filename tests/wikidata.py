"""A Wikidata of the size of a table: its items and its reconciliation service, on loopback, and what is in them.

Cities and countries have the real numbers that ../shared/sources gives, with Natural Earth's names and coordinates.
Numbers from Q9000000000 on are nobody's: they are those of look-alikes and of what is made up.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from confgraph.catalog import new_catalog, open_catalog
from confgraph.linking.candidates import Services
from confgraph.namespaces import expand
from confgraph.reading import Document, parse
from confgraph.remote import Endpoint, RemoteStore
from confgraph.remote.service import Service
from confgraph.writing import replace, turtle
from servers import oxigraph
from serving import running

SOURCES: Final = Path(__file__).parents[2] / "shared" / "sources"
NATURAL_EARTH: Final = SOURCES / "raw" / "natural-earth" / "ne_10m_populated_places_ids.csv"
CITY, TOWN, COUNTRY, ORGANIZATION, SERIES, EDITION, HUMAN, DISAMBIGUATION, OTHER = (
    "Q515", "Q9000000001", "Q6256", "Q43229", "Q15900647", "Q27968055", "Q5", "Q4167410", "Q9000000002",
)  # fmt: skip
_WKT: Final = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
_TIME: Final = NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")
_CLASSES: Final = {CITY: "cg:City", TOWN: "cg:City", COUNTRY: "cg:Country", ORGANIZATION: "org:Organization"}


@dataclass
class Made:
    """An item as it is written into the store: values by property, and dates by property as (time, precision)."""

    id: str
    label: str
    kind: str
    other: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: dict[str, tuple[str, int]] = field(default_factory=dict)
    ordinals: dict[str, str] = field(default_factory=dict)
    point: tuple[float, float] | None = None
    merged_into: str = ""


class Table(NamedTuple):
    """The two servers: where they are asked, and as Services."""

    reconciliation: str
    queries: str

    @property
    def services(self) -> Services:
        """Ask the two, without a cache."""
        return Services(Service(self.reconciliation), RemoteStore(Endpoint(self.queries)))


def places() -> Iterator[Made]:
    """Yield the countries and cities of the sources, and what looks like them."""
    countries = {row["iso1A2"]: row for row in _rows(SOURCES / "raw" / "country-coder" / "country_qids.csv")}
    for code, row in countries.items():
        yield Made(row["wikidata"], row["nameEn"], COUNTRY, values={"P297": (code,), "P17": (row["wikidata"],)})
    known, number = {row["wikidata"] for row in countries.values()}, 9_000_100_000
    for row in _rows(NATURAL_EARTH):
        if not row["wikidataid"] or row["wikidataid"] in known:
            continue
        known.add(row["wikidataid"])
        country = countries.get(row["iso_a2"], {}).get("wikidata", "")
        point = float(row["latitude"]), float(row["longitude"])
        within = {"P17": (country,)} if country else {}
        yield Made(row["wikidataid"], row["name"], CITY, (row["nameascii"],), values=within, point=point)
        number += 10
        yield Made(f"Q{number}", row["name"], DISAMBIGUATION)
        yield Made(f"Q{number + 1}", row["name"], OTHER, labels={"de": f"{row['name']} (Film)"}, values=within)
        # A namesake two degrees to the north, in the same country.
        yield Made(f"Q{number + 2}", row["name"], TOWN, values=within, point=(min(89.0, point[0] + 2), point[1]))


def organizations() -> Iterator[Made]:
    """Yield the organizations of the sources, and the language and the snake that share the name of one."""
    for row in _rows(SOURCES / "organizations.csv"):
        if row["wikidata_qid"] and "(" not in row["name"] and row["name"] != "Guido van Rossum":
            yield Made(row["wikidata_qid"], row["name"], ORGANIZATION)
    yield Made("Q28865", "Python", OTHER)
    yield Made("Q9000000020", "Python", OTHER, labels={"la": "Python (genus serpentium)"})
    yield Made("Q9000000021", "Python Software Foundation", DISAMBIGUATION)


def triples(items: Iterable[Made]) -> Iterator[Triple]:
    """Yield items as Wikidata's RDF has them (Wikibase, RDF dump format)."""
    yield _link("wd", TOWN, "wdt:P279", CITY)
    yield _link("wd", CITY, "wdt:P279", "Q486972")
    for item in items:
        subject = NamedNode(expand(f"wd:{item.id}"))
        if item.merged_into:
            yield _link("wd", item.id, "owl:sameAs", item.merged_into)
            continue
        yield Triple(subject, NamedNode("http://schema.org/version"), Literal(1000 + int(item.id[1:]) % 1000))
        yield _link("wd", item.id, "wdt:P31", item.kind)
        for language, label in {"en": item.label, **item.labels}.items():
            yield Triple(subject, NamedNode(expand("rdfs:label")), Literal(label, language=language))
        for other in item.other:
            yield Triple(subject, NamedNode(expand("skos:altLabel")), Literal(other, language="en"))
        for prop, values in item.values.items():
            for value in values:
                is_item = value[:1] == "Q" and value[1:].isdecimal()
                is_web = value.startswith("http")
                term = NamedNode(expand(f"wd:{value}")) if is_item else NamedNode(value) if is_web else Literal(value)
                yield Triple(subject, NamedNode(expand(f"wdt:{prop}")), term)
        if item.point:
            text = f"Point({item.point[1]} {item.point[0]})"
            yield Triple(subject, NamedNode(expand("wdt:P625")), Literal(text, datatype=_WKT))
        yield from _statements(item, subject)
    country = NamedNode(expand("wd:P17"))
    yield Triple(country, NamedNode("http://wikiba.se/ontology#directClaim"), NamedNode(expand("wdt:P17")))
    yield Triple(country, NamedNode(expand("rdfs:label")), Literal("country", language="en"))


def _statements(item: Made, subject: NamedNode) -> Iterator[Triple]:
    """Yield the statements that have nodes of their own: dates with a precision, series with a number."""
    prop, wikibase = "http://www.wikidata.org/prop/", "http://wikiba.se/ontology#"
    best = NamedNode(f"{wikibase}BestRank")
    for name, (when, precision) in item.dates.items():
        statement, value = (NamedNode(f"http://www.wikidata.org/{part}/{item.id}-{name}") for part in ("s", "v"))
        time = Literal(f"{when}T00:00:00Z", datatype=_TIME)
        yield Triple(subject, NamedNode(expand(f"wdt:{name}")), time)
        yield Triple(subject, NamedNode(prop + name), statement)
        yield Triple(statement, NamedNode(expand("rdf:type")), best)
        yield Triple(statement, NamedNode(f"{prop}statement/value/{name}"), value)
        yield Triple(value, NamedNode(f"{wikibase}timeValue"), time)
        yield Triple(value, NamedNode(f"{wikibase}timePrecision"), Literal(precision))
    for series, ordinal in item.ordinals.items():
        statement = NamedNode(f"http://www.wikidata.org/s/{item.id}-{series}")
        yield Triple(subject, NamedNode(f"{prop}P179"), statement)
        yield Triple(statement, NamedNode(f"{prop}statement/P179"), NamedNode(expand(f"wd:{series}")))
        yield Triple(statement, NamedNode(f"{prop}qualifier/P1545"), Literal(ordinal))


def _link(prefix: str, subject: str, predicate: str, value: str) -> Triple:
    return Triple(
        NamedNode(expand(f"{prefix}:{subject}")), NamedNode(expand(predicate)), NamedNode(expand(f"wd:{value}"))
    )


def hidden(documents: list[Document]) -> list[Document]:
    """Return the data without a word about Wikidata."""
    said = {quad.subject for one in documents for quad in one if _names_item(quad)}
    claims = {one for one in said if isinstance(one, NamedNode) and "/claim/" in one.value}
    kept = [
        (one, [Triple(q.subject, q.predicate, q.object) for q in one if not _names_item(q) and q.subject not in claims])
        for one in documents
    ]
    return [parse(turtle(triples).encode(), one.format, one.name) for one, triples in kept if triples]


def _names_item(quad: Quad) -> bool:
    return isinstance(quad.object, NamedNode) and quad.object.value.startswith(expand("wd:"))


@contextmanager
def wikidata(folder: Path, items: Iterable[Made]) -> Iterator[Table]:
    """Run Oxigraph's server with the items, and our own reconciliation service in front of them."""
    listed = list(items)
    with ExitStack() as stack:
        server = stack.enter_context(oxigraph(folder))
        data = folder / "items.nt"
        data.write_bytes(serialize(triples(listed), format=RdfFormat.N_TRIPLES) or b"")
        subprocess.run([sys.executable, "-m", "confgraph", "load", server.url, data, "--replace"], check=True)
        catalog = folder / "catalog"
        shutil.rmtree(catalog, ignore_errors=True)
        files = new_catalog(catalog)
        files = {**files, catalog / "data" / "items.ttl": turtle(list(_described(listed))).encode()}
        replace(files)
        client = stack.enter_context(running(open_catalog(catalog)))
        yield Table(f"{client.base}reconcile", f"{server.url}/query")


def _described(items: Iterable[Made]) -> Iterator[Triple]:
    """Yield items as a catalog of ours describes things, so that our service can reconcile names with them."""
    for item in items:
        if item.merged_into:
            continue
        subject = NamedNode(expand(f"wd:{item.id}"))
        kind = _CLASSES.get(item.kind, {SERIES: "cg:EventSeries", EDITION: "cg:Edition"}.get(item.kind, "cg:Venue"))
        yield Triple(subject, NamedNode(expand("rdf:type")), NamedNode(expand(kind)))
        yield Triple(subject, NamedNode(expand("rdfs:label")), Literal(item.label, language="en"))
        for other in {*item.other, *item.labels.values()} - {item.label}:
            yield Triple(subject, NamedNode(expand("skos:altLabel")), Literal(other, language="en"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
