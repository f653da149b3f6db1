"""The canned queries that no competency question asks for, but users do, with answers from the sources."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

import pytest
from asking import ROOT, TODAY, ask, construct, fixture, select
from pyoxigraph import BlankNode, Literal, NamedNode, parse

ID = "https://w3id.org/confgraph/id/"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")

# places.csv: latitude and longitude
CHARLEROI, COLOGNE = (50.41162, 4.44453), (50.93333, 6.95)
COORDINATES = {
    "place/basel": (47.56, 7.59),
    "place/birmingham": (52.4797, -1.90269),
    "place/geneva": (46.20472, 6.14231),
}


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance by the haversine formula."""
    (lat, long), (lat0, long0) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((lat - lat0) / 2) ** 2 + cos(lat) * cos(lat0) * sin((long - long0) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))


def test_near_a_city() -> None:
    """The city itself is nearest, at 0 km, and nothing is farther than asked for."""
    rows = ask("near", place="place/charleroi", km=700)
    assert [(row["km"], row["edition"]) for row in rows[:2]] == [
        (0, "edition/europython-2002"),
        (0, "edition/europython-2003"),
    ]
    assert [float(str(row["km"])) for row in rows] == sorted(float(str(row["km"])) for row in rows)
    assert all(float(str(row["km"])) <= 700 for row in rows)
    assert {"place/charleroi", "place/birmingham", "place/geneva"} <= {row["city"] for row in rows}
    assert "place/prague" not in {row["city"] for row in rows}


@pytest.mark.parametrize("city", ["place/birmingham", "place/geneva"])
def test_near_measures_well(city: str) -> None:
    """Distances are within 0.1 % of the great circle at 500 km."""
    (row,) = {row["km"] for row in ask("near", place="place/charleroi", km=700) if row["city"] == city}
    assert float(str(row)) == pytest.approx(kilometres(CHARLEROI, COORDINATES[city]), rel=0.001)


def test_near_a_point() -> None:
    """A point goes before the place."""
    lat, long = COLOGNE
    near = {row["city"] for row in ask("near", lat=lat, long=long, km=190)}
    far = {row["city"] for row in ask("near", lat=lat, long=long, km=180)}
    assert kilometres(CHARLEROI, COLOGNE) == pytest.approx(186, abs=2)
    assert "place/charleroi" in near
    assert "place/charleroi" not in far


@pytest.mark.parametrize(("long", "far", "expected"), [(179.5, -179.5, 55.6), (0, 0, 0), (-1, 1, 111.1)])
def test_near_knows_the_date_line(long: float, far: float, expected: float) -> None:
    """Across the date line the shorter way counts, and one point is 0 km from itself."""
    store = fixture(
        f"""
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
place:charleroi a cg:City ; rdfs:label "Here"@en ; wgs84:lat 60.0 ; wgs84:long {long}.0 .
place:there a cg:City ; rdfs:label "There"@en ; wgs84:lat 60.0 ; wgs84:long {far}.0 .
edition:x a cg:Edition ; rdfs:label "X"@en ; cg:editionOf series:x ; cg:takesPlaceIn place:there ;
  cg:startDate "2003"^^xsd:gYear ; cg:earliestStart "2003-01-01"^^xsd:date .
""".replace(".5.0", ".5")
    )
    (row,) = ask("near", store, km=300)
    assert float(str(row["km"])) == pytest.approx(expected, abs=0.11)


def test_editions_of_series() -> None:
    """PyCon US has an edition for every year from 2003 to 2027, in Canada in 2014 and 2015."""
    # The wiki: "held once a year ever since"; Wikipedia's longer version: "except for 2014-2015 … Canada".
    rows = ask("editions-of-series", series="series/pycon-us")
    assert [row["edition"] for row in rows] == [f"edition/pycon-us-{year}" for year in range(2003, 2028)]
    canada = {row["edition"] for row in rows if row["country"] == "Canada"}
    assert canada == {"edition/pycon-us-2014", "edition/pycon-us-2015"}
    assert {row["country"] for row in rows} == {"Canada", "United States", None}
    assert {row["edition"] for row in rows if row["country"] is None} == {
        "edition/pycon-us-2020",
        "edition/pycon-us-2021",
    }


def test_no_past_edition_is_still_planned() -> None:
    """What is over is not "scheduled": it has a status that a source tells, or none; what is to come is."""
    rows = select("""
PREFIX cg: <https://w3id.org/confgraph/ns#>
PREFIX schema: <https://schema.org/>
SELECT ?edition ?last WHERE { ?edition schema:eventStatus schema:EventScheduled ; cg:latestEnd ?last }""")
    assert "edition/pycon-us-2027" in {row["edition"] for row in rows}
    assert [row["edition"] for row in rows if str(row["last"]) < TODAY] == []


@pytest.mark.parametrize(("status", "counts"), [("", True), ("schema:eventStatus schema:EventCancelled ;", False)])
def test_edition_without_a_status_is_not_cancelled(status: str, counts: bool) -> None:
    """Where no source tells the outcome, the edition counts as every other that was not cancelled."""
    store = fixture(
        f"""
series:x a cg:EventSeries ; rdfs:label "X"@en .
place:here a cg:City ; rdfs:label "Here"@en .
place:land a cg:Country ; rdfs:label "Land"@en .
edition:x a cg:Edition ; rdfs:label "X"@en ; cg:editionOf series:x ; cg:takesPlaceIn place:here, place:land ; {status}
  cg:year 2026 ; cg:startDate "2026"^^xsd:gYear ; cg:earliestStart "2026-01-01"^^xsd:date ;
  cg:latestEnd "2026-12-31"^^xsd:date .
"""
    )
    for query in ("latest-editions", "first-editions", "growth-by-year", "growth-by-country", "countries", "upcoming"):
        assert bool(ask(query, store)) == counts, query
    assert bool(ask("hosts", store, atleast=1)) == counts
    assert bool(ask("editions-in", store, place="place/here")) == counts
    assert [row["status"] for row in ask("editions-of-series", store, series="series/x")] == [
        None if counts else "schema:EventCancelled"
    ]


def test_no_blank_node_in_the_data() -> None:
    """Everything in the data has an address."""
    triples = (triple for path in (ROOT / "data").rglob("*.ttl") for triple in parse(path=str(path)))
    assert not any(isinstance(term, BlankNode) for triple in triples for term in (triple.subject, triple.object))


def test_moved_online_is_of_series_that_had_met() -> None:
    """A series that began online, and first met after 2021, did not move; one that had met before did."""
    years = {"began": (2021, 2022, 2023), "moved": (2019, 2021, 2023)}
    editions = "".join(
        f"""
edition:{series}-{year} a cg:Edition ; rdfs:label "{series} {year}"@en ; cg:editionOf series:{series} ; cg:year {year} ;
  {"schema:eventAttendanceMode schema:OnlineEventAttendanceMode" if year == 2021 else "cg:takesPlaceIn place:land"} .
series:{series} rdfs:label "{series}"@en ."""
        for series, found in years.items()
        for year in found
    )
    store = fixture(f'place:land a cg:Country ; rdfs:label "Land"@en .{editions}')
    (row,) = ask("moved-online", store)
    assert (row["series"], row["firstOnline"], row["returned"]) == ("series/moved", 2021, 2023)


def test_editions_in_a_region() -> None:
    """A region finds what took place in its cities: IPC 3, 8 and 10 in Virginia."""
    # Reston (3), Arlington (8), Alexandria (10)
    rows = ask("editions-in", place="place/virginia")
    assert [row["edition"] for row in rows][:3] == ["edition/ipc-3", "edition/ipc-8", "edition/ipc-10"]


def test_editions_in_a_year() -> None:
    """A year finds each of its editions once, joint ones too."""
    editions = [row["edition"] for row in ask("editions-in-year", year=2003)]
    assert {"edition/ipc-11", "edition/oscon-2003", "edition/pycon-us-2003", "edition/europython-2003"} <= set(editions)
    assert len(editions) == len(set(editions))


def test_latest_editions() -> None:
    """The latest edition is the last that had begun on the day asked for."""
    # editions.csv: EuroPython 2026 from 2026-07-13 in Kraków, 2025 from 2025-07-14 in Prague.
    (now,) = ask("latest-editions", series="series/europython", date="2026-11-20")
    (before,) = ask("latest-editions", series="series/europython", date="2026-07-12")
    assert (now["edition"], now["city"]) == ("edition/europython-2026", "Kraków")
    assert (before["edition"], before["city"]) == ("edition/europython-2025", "Prague")


def test_attendance_names_what_was_counted() -> None:
    """The counts of PyCon US 2016 to 2018 are badges issued, badges received and people checked in."""
    # Wikipedia's table: "3,294 (badges issued)", "3,391 (badges received)", "3,260 (checked-in people)"
    rows = {(row["year"], row["attendance"], row["kind"]) for row in ask("attendance", series="series/pycon-us")}
    assert rows >= {
        (2016, 3294, "cg:BadgesIssued"),
        (2017, 3391, "cg:BadgesReceived"),
        (2018, 3260, "cg:CheckedIn"),
        (2021, 2650, "cg:Online"),
    }


def test_map_and_countries_agree_with_the_list() -> None:
    """EuroPython was in Charleroi twice, and Belgium has those two editions among its own."""
    (charleroi,) = [row for row in ask("map", series="series/europython") if row["city"] == "place/charleroi"]
    assert (charleroi["country"], charleroi["editions"], charleroi["first"], charleroi["last"]) == (
        "Belgium",
        2,
        2002,
        2003,
    )
    assert float(str(charleroi["lat"])) == pytest.approx(CHARLEROI[0], abs=0.01)
    (belgium,) = [row for row in ask("countries") if row["country"] == "place/belgium"]
    assert (belgium["label"], belgium["first"]) == ("Belgium", 2002)
    assert int(str(belgium["editions"])) >= 2
    grown = [row for row in ask("growth-by-country") if row["country"] == "place/belgium"]
    assert sum(int(str(row["editions"])) for row in grown) == belgium["editions"]


def test_sources_of_ipc_9() -> None:
    """The three sources that count the attendees of IPC 9 are among its sources, each with a page."""
    rows = [row for row in ask("sources-of", id="edition/ipc-9") if row["property"] == "cg:attendance"]
    assert len({row["source"] for row in rows}) == 3
    assert {"https://www.linuxjournal.com/article/4731", "https://www.linuxjournal.com/article/5854"} <= {
        row["page"] for row in rows
    }


def test_claims_keep_hearsay_apart() -> None:
    """That the conferences lost money is a reported claim, with the words of the wiki."""
    # The wiki: "The conferences were quite expensive yet reportedly lost money"
    rows = [row for row in ask("claims-of", id="series/ipc") if row["property"] == "cg:financialResult"]
    assert any(row["certainty"] == "cg:Reported" and "reportedly lost money" in str(row["quote"]) for row in rows)


def test_organized_by() -> None:
    """The PSF organises PyCon US, and O'Reilly organised OSCON and IPC 11."""
    assert "series/pycon-us" in {row["event"] for row in ask("organized-by", organizer="organization/psf")}
    oreilly = {row["event"] for row in ask("organized-by", organizer="organization/oreilly")}
    assert oreilly >= {"series/oscon", "edition/ipc-11"}


def test_describe_looks_both_ways_and_labels() -> None:
    """A description has the triples from and to the entity, and a label for each entity that it links."""
    triples = construct("describe", id="organization/cnri")
    cnri = NamedNode(f"{ID}organization/cnri")
    foretec = NamedNode(f"{ID}organization/foretec")
    assert any(triple.subject == foretec and triple.object == cnri for triple in triples)
    assert any(triple.subject == cnri for triple in triples)
    labels = {triple.subject: triple.object for triple in triples if triple.predicate == LABEL}
    assert labels[foretec] == Literal("Foretec Seminars, Inc.", language="en")


def test_terms_are_defined() -> None:
    """Each term of the vocabulary comes with its definition."""
    rows = {row["term"]: row for row in ask("terms")}
    assert rows.keys() >= {"cg:Edition", "cg:continuesNumberingOf", "cg:Disjunctive"}
    assert all(row["definition"] for row in rows.values())
    assert rows["cg:continuesNumberingOf"]["superterm"] == "cg:succeeds"
