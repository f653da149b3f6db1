"""Rules that all records of the catalog keep; each failure names the record and how to mend it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from broken import BROKEN
from records import ROOT, Records, below, distance_km

MOST_DAYS: Final = 31
MOST_KM: Final = 60
BYTES_PER_EDITION: Final = 2_000  # the goal: 2 MB of Turtle per 1,000 editions
NEED: Final = {"cg:Edition": 1_270, "cg:EventSeries": 250, "cg:Country": 80, "cg:City": 335}

Rule = Callable[[Records], Iterator[str]]


def one_edition_per_series_year_and_city(records: Records) -> Iterator[str]:
    """A series has one edition in a year and a city, or several at different times."""
    seen: dict[tuple[str, str, str], list[str]] = {}
    for edition in records.of("cg:Edition"):
        places = records.values(edition, "cg:location") or records.values(edition, "cg:plannedLocation") or ["none"]
        for series in records.values(edition, "cg:editionOf"):
            for place in places:
                seen.setdefault((series, records.value(edition, "cg:year"), place), []).append(edition)
    for (series, year, place), editions in seen.items():
        spans = sorted((records.value(e, "cg:earliestStart"), records.value(e, "cg:latestEnd"), e) for e in editions)
        numbers = [records.numbers(e).get(series) for e in editions]
        apart = None not in numbers and len(set(numbers)) == len(numbers)
        for (_, end, one), (start, _, other) in pairwise(spans):
            if start <= end and not apart:
                yield f"{other}: {one} is in {series}, {year} and {place} too: unite them, or correct the dates of one"


def dates_are_in_order(records: Records) -> Iterator[str]:
    """An event ends after its start, and within 31 days of it."""
    for event in records.of("cg:Event") + records.of("cg:Edition"):
        if not records.value(event, "cg:endDate"):
            continue
        days = records.days(event)
        if days < 1:
            yield f"{event}: it ends before it starts: swap cg:startDate and cg:endDate, or correct the year of one"
        elif days > MOST_DAYS:
            yield f"{event}: it lasts {days} days: correct the month of cg:endDate, or keep it as a claim alone"


def venues_lie_near_their_city(records: Records) -> Iterator[str]:
    """The coordinates of a venue lie within 60 km of those of the city that it is in."""
    for place in records.of("cg:Venue"):
        for city in records.values(place, "cg:within"):
            here, there = records.point(place), records.point(city)
            if here and there and distance_km(here, there) > MOST_KM:
                far = round(distance_km(here, there))
                yield f"{place}: it lies {far} km from {city}, which it is in: correct wgs84:lat and wgs84:long of one"


def cities_lie_where_their_claims_say(records: Records) -> Iterator[str]:
    """Where claims give a city two points, the written one lies within 60 km of one from another source."""
    for city in records.of("cg:City"):
        here = records.point(city)
        for claim in records.claims_about(city, "wgs84:lat"):
            latitude = float(records.value(claim, "cg:value"))
            preferred = "cg:Preferred" in records.values(claim, "cg:rank")
            if here and preferred and abs(here[0] - latitude) * 111 > MOST_KM:
                yield f"{city}: it lies over {MOST_KM} km from its preferred claim {claim}: correct wgs84:lat"


def one_place_for_one_city(records: Records) -> Iterator[str]:
    """No two places have the same name in the same region or country, nor the same GeoNames feature."""
    seen: dict[tuple[str, str], str] = {}
    for place in records.of("cg:City"):
        keys = [(records.folded(place), around) for around in records.values(place, "cg:within")]
        keys += [("same", link) for link in records.values(place, "owl:sameAs") if "geonames" in link]
        for key in keys:
            if seen.setdefault(key, place) != place:
                yield f"{place}: {seen[key]} is the same city: keep one, and name it wherever the other was"


def nothing_dangles(records: Records) -> Iterator[str]:
    """Every address of ours that a record names is described."""
    for subject, predicate, value in records.triples:
        for part in (predicate, value):
            if records.ours(part) and not records.described(part):
                yield f"{subject}: {part} is nowhere described: correct its spelling, or describe it"


def labels_have_no_stray_spaces(records: Records) -> Iterator[str]:
    """Names have single spaces between words and none at the ends."""
    for subject, predicate, value in records.triples:
        if predicate in ("rdfs:label", "skos:altLabel") and value != " ".join(value.split()):
            yield f"{subject}: {predicate} {value!r} has a stray space: leave one space between words, none at the ends"


def slugs_are_the_names_of_files(records: Records) -> Iterator[str]:
    """The series of data/series/x.ttl is series:x, its editions are x-…, the country of places/x.ttl is place:x."""
    for path, subjects in records.files.items():
        folder, stem = path.parent.name, path.stem
        if folder == "series":
            named = [
                s for s in subjects if s in (f"series:{stem}", f"edition:{stem}") or s.startswith(f"edition:{stem}-")
            ]
            if f"series:{stem}" not in subjects:
                yield f"{path.name}: it has no series:{stem}: name the file as its series"
            for subject in subjects:
                kind = subject.partition(":")[0]
                events = records.values(subject, "a") if kind == "edition" else []
                if kind == "series" and subject not in named:
                    yield f"{subject}: it stands in {path.name}: move it to {below(subject)}.ttl"
                if "cg:Edition" in events and subject not in named:
                    yield f"{subject}: it stands in {path.name}: name it {stem}-…, or move it to the file of its series"
        if folder == "places":
            for subject in subjects:
                if "cg:Country" in records.values(subject, "a") and below(subject) != stem:
                    yield f"{subject}: it stands in {path.name}: name the file as its country"


def sources_exist(records: Records) -> Iterator[str]:
    """Every edition, series, place, organisation and claim cites a source that is described."""
    cited = ("cg:Edition", "cg:EventSeries", "cg:TrackSeries", "cg:Place", "cg:Claim", "org:Organization")
    for kind in (*cited, "cg:City", "cg:Country", "cg:Region", "cg:Venue", "cg:VirtualPlace"):
        for subject in records.of(kind):
            sources = records.values(subject, "cg:source")
            if not sources:
                yield f"{subject}: it cites no source: add cg:source with one of data/sources.ttl"
            for source in sources:
                if "cg:Source" not in records.values(source, "a"):
                    yield f"{subject}: its {source} is no source of data/sources.ttl: correct it, or describe it there"


def preferred_claims_are_written(records: Records) -> Iterator[str]:
    """What a preferred claim says is a direct triple, and of what claims are about nothing else is one."""
    preferred: dict[tuple[str, str], set[str]] = {}
    for claim in records.of("cg:Claim"):
        key = records.value(claim, "cg:subject"), records.value(claim, "cg:property")
        said = preferred.setdefault(key, set())
        if "cg:Preferred" in records.values(claim, "cg:rank"):
            said |= set(records.values(claim, "cg:value"))
    for (subject, name), said in preferred.items():
        written = {v for v in records.values(subject, name) if "sws.geonames.org" not in v}
        for value in sorted(said - written):
            yield f"{subject}: the preferred {name} {value} is not written: write it, or lower the rank of its claim"
        for value in sorted(written - said):
            yield f"{subject}: {name} {value} is in no preferred claim: remove it, or raise the rank of its claim"


def the_catalog_is_small(records: Records) -> Iterator[str]:
    """There are at most 2 MB of Turtle per 1,000 editions."""
    most, size = len(records.of("cg:Edition")) * BYTES_PER_EDITION, records.size
    if size > most:
        yield f"data/ has {size:,} bytes, more than {most:,}: leave out claims that no other source contradicts"


RULES: Final[tuple[Rule, ...]] = (
    one_edition_per_series_year_and_city,
    dates_are_in_order,
    venues_lie_near_their_city,
    cities_lie_where_their_claims_say,
    one_place_for_one_city,
    nothing_dangles,
    labels_have_no_stray_spaces,
    slugs_are_the_names_of_files,
    sources_exist,
    preferred_claims_are_written,
    the_catalog_is_small,
)


@pytest.fixture(scope="module")
def catalog() -> Records:
    """Give the records of the whole catalog."""
    return Records.of_folder(ROOT / "data")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_all_records_keep(rule: Rule, catalog: Records) -> None:
    """No record of the catalog breaks the rule."""
    assert not list(rule(catalog)), "\n" + "\n".join(rule(catalog))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_broken_record_is_told(rule: Rule, tmp_path: Path) -> None:
    """A small catalog that breaks the rule is told, with the record and the mend."""
    name, turtle, told = BROKEN[rule.__name__]
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(Records.prefixes() + turtle, encoding="utf-8")
    (found, *_) = rule(Records.of_folder(tmp_path))
    assert told in found
    assert ": " in found.partition(told)[2] or "leave" in found, "the mend is missing"


def test_the_other_half_of_two_way_rules_is_told(tmp_path: Path) -> None:
    """A direct triple that no preferred claim says is told as well, and so are swapped dates."""
    (tmp_path / "a.ttl").write_text(
        Records.prefixes()
        + """edition:a a cg:Edition ; cg:attendance 30 .
        claim:a a cg:Claim ; cg:subject edition:a ; cg:property cg:attendance ; cg:value 20 ; cg:rank cg:Normal .
        edition:b a cg:Edition ; cg:startDate "2025-08-18"^^xsd:date ; cg:endDate "2024-08-22"^^xsd:date ;
        cg:earliestStart "2025-08-18"^^xsd:date ; cg:latestEnd "2024-08-22"^^xsd:date .""",
        encoding="utf-8",
    )
    records = Records.of_folder(tmp_path)
    assert any("cg:attendance 30 is in no preferred claim" in told for told in preferred_claims_are_written(records))
    assert any("edition:b: it ends before it starts" in told for told in dates_are_in_order(records))


def test_cities_lie_where_natural_earth_has_them(catalog: Records) -> None:
    """A city linked to Wikidata lies within 60 km of the point that Natural Earth gives to the same item."""
    path = ROOT.parent / "shared/sources/raw/natural-earth/ne_10m_populated_places_ids.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there: the folder shared/ lies beside the checkout of the founders")
    with path.open(encoding="utf-8") as file:
        points = {row["wikidataid"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file)}
    far, seen = [], 0
    for city in catalog.of("cg:City"):
        here = catalog.point(city)
        for link in catalog.values(city, "owl:sameAs") + catalog.values(city, "skos:closeMatch"):
            there = points.get(link.rpartition("/")[2] or "GeoNames")
            seen += bool(here and there)
            if here and there and distance_km(here, there) > MOST_KM:
                far.append(f"{city}: it lies {distance_km(here, there):.0f} km from {link}: correct wgs84:lat and long")
    assert seen > 250
    assert not far, "\n" + "\n".join(far)


@pytest.mark.parametrize(("kind", "least"), NEED.items())
def test_the_catalog_has_what_was_gathered(kind: str, least: int, catalog: Records) -> None:
    """There are as many editions, series, countries and cities as the sources give (sources/README.md)."""
    assert len(catalog.of(kind)) >= least
