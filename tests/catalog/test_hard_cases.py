"""The eight hard cases of the model, each asked through the canned queries or a plain SELECT."""

from __future__ import annotations

import pytest
from asking import ask, fixture, select

WIKI = "source/psf-wiki-international-python-conference"
PREFIXES = """
PREFIX cg: <https://w3id.org/confgraph/ns#>
PREFIX schema: <https://schema.org/>
PREFIX edition: <https://w3id.org/confgraph/id/edition/>
PREFIX source: <https://w3id.org/confgraph/id/source/>
"""

# succession.csv: PyCon DE (2017, 2018) and PyData Berlin (2014 to 2018) "merged" into PyCon DE & PyData Berlin 2019,
# "renamed" PyCon DE & PyData in 2025, when PyData Berlin "split" off again.
PYCON_DE = """
series:pycon-de a cg:EventSeries ; rdfs:label "PyCon DE"@en .
series:pydata-berlin a cg:EventSeries ; rdfs:label "PyData Berlin"@en .
series:pycon-de-pydata-berlin a cg:EventSeries ; rdfs:label "PyCon DE & PyData Berlin"@en ;
  cg:mergedFrom series:pycon-de, series:pydata-berlin ; cg:succeeds series:pycon-de, series:pydata-berlin .
series:pycon-de-pydata a cg:EventSeries ; rdfs:label "PyCon DE & PyData"@en ;
  cg:renamedFrom series:pycon-de-pydata-berlin ; cg:succeeds series:pycon-de-pydata-berlin .
series:pydata-berlin-2025 a cg:EventSeries ; rdfs:label "PyData Berlin (since 2025)"@en ;
  cg:splitFrom series:pycon-de-pydata-berlin ; cg:succeeds series:pycon-de-pydata-berlin .
succession:pycon-de-pydata-berlin-merged-from-pycon-de a cg:Succession ;
  cg:successor series:pycon-de-pydata-berlin ; cg:predecessor series:pycon-de ; cg:property cg:mergedFrom ;
  cg:year 2019 ; cg:certainty cg:Stated .
succession:pydata-berlin-2025-split-from-pycon-de-pydata-berlin a cg:Succession ;
  cg:successor series:pydata-berlin-2025 ; cg:predecessor series:pycon-de-pydata-berlin ; cg:property cg:splitFrom ;
  cg:year 2025 ; cg:certainty cg:Inferred .
"""

# relations.csv: "PyCon APAC 2013, hostedBy, PyCon JP"; succession.csv: both in Tokyo, no PyCon Japan row for 2013.
PYCON_APAC = """
series:pycon-apac a cg:EventSeries ; rdfs:label "PyCon APAC"@en .
series:pycon-jp a cg:EventSeries ; rdfs:label "PyCon JP"@en .
edition:pycon-apac-2013 a cg:Edition ; rdfs:label "PyCon APAC 2013"@en ;
  cg:editionOf series:pycon-apac, series:pycon-jp ; cg:year 2013 ; schema:eventStatus cg:Held ;
  cg:membership membership:pycon-apac-2013-in-pycon-apac, membership:pycon-apac-2013-in-pycon-jp ;
  cg:startDate "2013"^^xsd:gYear ; cg:earliestStart "2013-01-01"^^xsd:date ; cg:latestEnd "2013-12-31"^^xsd:date .
membership:pycon-apac-2013-in-pycon-apac a cg:Membership ; cg:inSeries series:pycon-apac ; cg:ordinal 4 .
membership:pycon-apac-2013-in-pycon-jp a cg:Membership ; cg:inSeries series:pycon-jp ; cg:ordinal 3 .
"""


def test_case_1_ipc_11() -> None:
    """IPC 11 is one individual, an edition and a track, in two series, part of OSCON 2003."""
    # The wiki: "IPC 11, the 11th International Python Conference, was a track at OSCON 2003, organized by O'Reilly."
    classes = select(f"{PREFIXES} SELECT ?class WHERE {{ edition:ipc-11 a ?class }}")
    assert {row["class"] for row in classes} >= {"cg:Edition", "cg:Track"}
    numbers = {row["series"]: row["number"] for row in ask("numbering") if row["edition"] == "edition/ipc-11"}
    assert numbers["series/ipc"] == 11
    joint = [row for row in ask("joint-editions") if row["edition"] == "edition/ipc-11"]
    assert [(row["series"], row["otherSeries"]) for row in joint] == [("series/ipc", "series/oscon-python-track")]
    assert {row["partOf"] for row in ask("tracks", series="series/ipc")} == {"edition/oscon-2003"}


def test_case_1_city_of_ipc_11_is_not_from_the_wiki() -> None:
    """The wiki names no city for IPC 11, so where the graph has one, another source claims it."""
    rows = [row for row in ask("claims-of", id="edition/ipc-11") if row["property"] == "cg:location"]
    assert WIKI not in {row["source"] for row in rows}
    placed = select(f"{PREFIXES} SELECT ?place WHERE {{ edition:ipc-11 cg:location ?place }}")
    # Steve Holden's report (artima 11058) has OSCON 2003 in Portland, Oregon.
    preferred = {row["value"] for row in rows if row["rank"] == "cg:Preferred"}
    assert {row["place"] for row in placed} == preferred


def test_case_2_two_heirs() -> None:
    """The OSCON Python track continues name and numbering of IPC, while PyCon US replaces it: both at once."""
    rows = ask("succession", series="series/ipc")
    assert {(row["newer"], row["how"]) for row in rows} == {
        ("series/oscon-python-track", "cg:continuesNameOf"),
        ("series/oscon-python-track", "cg:continuesNumberingOf"),
        ("series/pycon-us", "cg:replaces"),
    }


def test_case_3_one_number_many_names() -> None:
    """The numbers of IPC run on from 1 to 11 while the names change between workshop and conference."""
    # The wiki: "Python4, the Fourth International Python Conference", "Python5, Python Workshop 5", "Python6, the 6th
    # International Python Conference"
    rows = {row["number"]: f"{row['name']} / {row['label']}" for row in ask("numbering", series="series/ipc")}
    assert sorted(map(str, rows)) == sorted(map(str, range(1, 12)))
    assert "Fourth International Python Conference" in rows[4]
    assert "Python Workshop 5" in rows[5]
    assert "Conference" not in rows[5]
    assert "6th International Python Conference" in rows[6]


def test_case_4_foretec_and_cnri() -> None:
    """Foretec, commercial, is a subsidiary of CNRI, a nonprofit, and not the other way round."""
    # The wiki: "Foretec, a commercial subsidiary of nonprofit CNRI"
    pairs = {(row["organization"], row["kind"]): (row["parent"], row["parentKind"]) for row in ask("subsidiaries")}
    assert pairs[("organization/foretec", "cg:Commercial")] == ("organization/cnri", "cg:Nonprofit")
    assert "organization/cnri" not in {organization for organization, _ in pairs}


def test_case_5_partial_dates() -> None:
    """Two editions in 1996, none in 1999; month and year stay month and year, and sort beside days."""
    rows = ask("editions-of-series", series="series/ipc")
    starts = [str(row["start"]) for row in rows]
    assert sum(start.startswith("1996") for start in starts) == 2
    assert not any(start.startswith("1999") for start in starts)
    # The wiki has the month of 8 and the year of 11, and no other source has more.
    assert (starts[7], starts[10]) == ("2000-01", "2003")
    assert [(row["number"], row["edition"]) for row in rows] == [(n, f"edition/ipc-{n}") for n in range(1, 12)]


@pytest.mark.parametrize("shipped", [True, False])
def test_case_6_joint_editions(shipped: bool) -> None:
    """PyCon APAC 2013 in Tokyo is one individual in two series, PyCon APAC and PyCon JP."""
    store = None if shipped else fixture(PYCON_APAC)
    found = [row for row in ask("joint-editions", store) if "APAC" in str(row["label"]) and "2013" in str(row["start"])]
    assert [(row["series"], row["otherSeries"]) for row in found] == [("series/pycon-apac", "series/pycon-jp")]
    for series in ("series/pycon-apac", "series/pycon-jp"):
        assert found[0]["edition"] in {row["edition"] for row in ask("editions-of-series", store, series=series)}
    (year,) = [row for row in ask("growth-by-year", store) if row["year"] == 2013]
    if not shipped:
        assert (year["editions"], year["seriesCount"]) == (1, 2)


def test_case_7_pycon_us_2020() -> None:
    """PyCon US 2020 was planned for Pittsburgh and held online; the graph keeps plan and outcome."""
    # Wikipedia's table: "online; Pittsburgh, Pennsylvania cancelled (COVID-19)"
    rows = [row for row in ask("plan-and-outcome") if row["edition"] == "edition/pycon-us-2020"]
    assert {row["plannedPlace"] for row in rows} == {"Pittsburgh"}
    assert {row["place"] for row in rows} == {"Online"}
    assert "schema:EventMovedOnline" in {row["status"] for row in rows}
    listed = [row for row in ask("editions-of-series", series="series/pycon-us") if "2020" in str(row["label"])]
    assert [(row["city"], row["mode"]) for row in listed] == [(None, "schema:OnlineEventAttendanceMode")]


@pytest.mark.parametrize("series", ["pycon-us", "europython"])
def test_case_7_status_in_lists(series: str) -> None:
    """What moved online says so wherever its edition is listed, once."""
    # history_facts.csv: EuroPython 2020, "Dublin, Ireland (planned; held online)"; Wikipedia's table as above.
    for rows in (ask("editions-of-series", series=f"series/{series}"), ask("editions-in-year", year=2020)):
        listed = [row["status"] for row in rows if row["edition"] == f"edition/{series}-2020"]
        assert listed == ["schema:EventMovedOnline"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("cg:Held, schema:EventMovedOnline", "schema:EventMovedOnline"),
        ("cg:Held, schema:EventRescheduled", "schema:EventRescheduled"),
        ("schema:EventScheduled", "schema:EventScheduled"),
        ("cg:Held", "cg:Held"),
    ],
)
def test_case_7_outcome_beside_the_move(written: str, shown: str) -> None:
    """An edition with two words for its status is one row, with the word that tells more."""
    store = fixture(
        f"""
series:x a cg:EventSeries ; rdfs:label "X"@en .
edition:x-2020 a cg:Edition ; rdfs:label "X 2020"@en ; cg:editionOf series:x ; cg:year 2020 ;
  schema:eventStatus {written} ; cg:startDate "2020"^^xsd:gYear ; cg:earliestStart "2020-01-01"^^xsd:date .
"""
    )
    assert [row["status"] for row in ask("editions-of-series", store, series="series/x")] == [shown]
    assert [row["status"] for row in ask("editions-in-year", store, year=2020)] == [shown]


def test_case_8_merger_renaming_split() -> None:
    """The vocabulary tells the merger of PyCon DE and PyData Berlin from the renaming and the split."""
    store = fixture(PYCON_DE)
    rows = ask("succession", store)
    assert {(row["older"], row["how"], row["newer"]) for row in rows} == {
        ("series/pycon-de", "cg:mergedFrom", "series/pycon-de-pydata-berlin"),
        ("series/pydata-berlin", "cg:mergedFrom", "series/pycon-de-pydata-berlin"),
        ("series/pycon-de-pydata-berlin", "cg:renamedFrom", "series/pycon-de-pydata"),
        ("series/pycon-de-pydata-berlin", "cg:splitFrom", "series/pydata-berlin-2025"),
    }
    years = {(row["older"], row["how"]): (row["year"], row["certainty"]) for row in rows}
    assert years[("series/pycon-de", "cg:mergedFrom")] == (2019, "cg:Stated")
    assert years[("series/pycon-de-pydata-berlin", "cg:splitFrom")] == (2025, "cg:Inferred")
    assert years[("series/pydata-berlin", "cg:mergedFrom")] == (None, None)
    heirs = {row["descendant"] for row in ask("descendants", store, series="series/pycon-de")}
    assert heirs == {"series/pycon-de-pydata-berlin", "series/pycon-de-pydata", "series/pydata-berlin-2025"}


def test_case_8_in_the_catalog() -> None:
    """The catalog tells the merger, the renaming and the split of PyCon DE as the sources do."""
    rows = [row for row in ask("succession") if "pycon-de" in f"{row['older']} {row['newer']}"]
    years = {str(row["how"]): row["year"] for row in rows}
    assert (years["cg:mergedFrom"], years["cg:renamedFrom"], years["cg:splitFrom"]) == (2019, 2025, 2025)
