"""Competency questions 12 to 15 and 18 to 23: dates, places, growth and sources, with answers from the sources."""

from __future__ import annotations

import pytest
from asking import Row, ask

WIKI = "source/psf-wiki-international-python-conference"
ONLINE_YEARS = (2020, 2021)

# The links of the wiki's list. Edition 11 has none.
PAGES = {
    4: "http://legacy.python.org/workshops/1996-06/",
    5: "http://legacy.python.org/workshops/1996-11/",
    6: "http://legacy.python.org/workshops/1997-10/",
    7: "http://legacy.python.org/workshops/1998-11/",
    8: "http://legacy.python.org/workshops/2000-01/",
    9: "http://web.archive.org/web/20010418224615/http://www.python9.org/",
    10: "http://legacy.python.org/workshops/2002-02/",
}


def test_question_12_date_precision() -> None:
    """The wiki dates IPC 10 to the day, 4 to 9 to the month, and IPC 11, PyCon 2003 and EuroPython 2002 to the year."""
    # The wiki: "at February 4-7, 2002", "at June 1996" … "at March 2001", "OSCON 2003", "in 2003", "started in 2002"
    stated = {
        row["edition"]: (row["start"], row["precision"]) for row in ask("date-precision") if row["source"] == WIKI
    }
    assert {edition: stated.get(edition) for edition in stated if "ipc" in str(edition)} == {
        "edition/ipc-4": ("1996-06", "month"),
        "edition/ipc-5": ("1996-11", "month"),
        "edition/ipc-6": ("1997-10", "month"),
        "edition/ipc-7": ("1998-11", "month"),
        "edition/ipc-8": ("2000-01", "month"),
        "edition/ipc-9": ("2001-03", "month"),
        "edition/ipc-10": ("2002-02-04", "day"),
        "edition/ipc-11": ("2003", "year"),
    }
    assert stated["edition/pycon-us-2003"] == ("2003", "year")
    assert stated["edition/europython-2002"] == ("2002", "year")


def test_question_13_colocated() -> None:
    """IPC 5 was colocated with FedUnix, in November 1996."""
    # The wiki: "Python Workshop 5, was held in November 1996 colocated with FedUnix in Washington, DC"
    rows = [row for row in ask("colocated") if "ipc" in str(row["edition"])]
    assert [(row["edition"], row["with"]) for row in rows] == [("edition/ipc-5", "edition/fedunix-1996")]
    assert str(rows[0]["start"]).startswith("1996-11")
    assert "FedUnix" in str(rows[0]["withLabel"])


def test_question_14_gaps() -> None:
    """Between 1994 and 2003 there was no IPC in 1999, and neither PyCon US nor EuroPython left out a year."""
    # discrepancies.md 1: "two editions in 1996 and none in 1999"; the wiki on PyCon: "held once a year ever since";
    # editions.csv has a row of EuroPython for every year from 2002 to 2026.
    assert [row["year"] for row in ask("gaps", series="series/ipc")] == [1999]
    assert ask("gaps", series="series/pycon-us") == []
    assert ask("gaps", series="series/europython") == []


def test_question_14_cancelled_is_not_held() -> None:
    """A cancelled edition leaves a gap, and the gap names it."""
    # editions.csv: PyCon UK 2020 is cancelled, and there are no rows for 2021 and 2024.
    gaps = {row["year"]: row["cancelled"] for row in ask("gaps", series="series/pycon-uk")}
    assert gaps[2020] == "PyCon UK 2020"
    assert gaps.keys() >= {2020, 2021, 2024}
    assert gaps[2024] is None


def test_question_15_hosts_of_ipc() -> None:
    """No city had IPC twice; California and Virginia had it several times."""
    # Menlo Park (2), Livermore (4), San Jose (6) and Long Beach (9) are in California; Reston (3), Arlington (8) and
    # Alexandria (10) in Virginia.
    rows = ask("hosts", series="series/ipc")
    assert {(row["label"], row["editions"]) for row in rows} == {("California", 4), ("Virginia", 3)}


def test_question_15_hosts_of_europython() -> None:
    """The cities that had EuroPython more than once are those of the rows of editions.csv."""
    rows = ask("hosts", series="series/europython")
    assert {row["label"]: row["editions"] for row in rows if row["kind"] == "cg:City"} == {
        "Charleroi": 2,  # 2002, 2003
        "Gothenburg": 2,  # 2004, 2005
        "Vilnius": 2,  # 2007, 2008
        "Birmingham": 2,  # 2009, 2010
        "Florence": 3,  # 2011 to 2013
        "Bilbao": 2,  # 2015, 2016
        "Prague": 3,  # 2023 to 2025; 2022 was in Dublin, 2020 only planned there
    }


def said(rows: list[Row], subject: str, name: str) -> set[tuple[str, str]]:
    """Return the values of all conflicting claims on a subject's property, each with its source."""
    of = [row for row in rows if row["subject"] == subject and row["property"] == name]
    pairs = [(row["value"], row["sourceLabel"]) for row in of] + [
        (row["otherValue"], row["otherSourceLabel"]) for row in of
    ]
    return {(str(value), str(source)) for value, source in pairs}


def test_question_18_conflicts_name_their_sources() -> None:
    """Three sources count the attendees of IPC 9 differently, and each is named beside its number."""
    # discrepancies.md 9: "Linux Journal 4731: over 300. Linux Journal 5854: … about 294. Python wiki: 330."
    counts = said(ask("conflicts"), "edition/ipc-9", "cg:attendance")
    assert {value for value, _ in counts} == {"300", "294", "330"}
    assert len({source for _, source in counts}) == 3
    assert any("wiki" in source for value, source in counts if value == "330")
    # discrepancies.md 24: "Python wiki and mailing-list …: 7-9 June. python-deadlines: 7-11 July."
    starts = said(ask("conflicts"), "edition/europython-2004", "cg:startDate")
    assert {value for value, _ in starts} == {"2004-06-07", "2004-07-07"}


def test_question_18_each_pair_once() -> None:
    """A conflict is written in both directions and answered once."""
    pairs = {(row["claim"], row["otherClaim"]) for row in ask("conflicts")}
    assert pairs
    assert not any((other, claim) in pairs for claim, other in pairs)


@pytest.mark.parametrize("number", PAGES)
def test_question_19_documented_at(number: int) -> None:
    """Each edition that the wiki lists is documented at the page that the list links."""
    rows = ask("documented-at", series="series/ipc", number=number)
    assert {row["edition"] for row in rows} == {f"edition/ipc-{number}"}
    assert PAGES[number] in {row["page"] for row in rows}


def test_question_20_growth() -> None:
    """The first years have the numbers of the sources, and twenty years later there is more of everything."""
    years = {row["year"]: row for row in ask("growth-by-year")}
    # editions.csv: no other series has a row before 2002. 1995: Menlo Park and Reston; 1996: Livermore, Washington.
    counts = {year: years[year]["editions"] for year in range(1994, 2002) if year in years}
    assert counts == {1994: 1, 1995: 2, 1996: 2, 1997: 1, 1998: 1, 2000: 1, 2001: 1}
    assert (years[1995]["cities"], years[1996]["cities"], years[1996]["countries"]) == (2, 2, 1)
    # 2002 adds Belgium (EuroPython).
    assert int(str(years[2002]["countries"])) >= 2
    assert int(str(years[2023]["countries"])) > int(str(years[1998]["countries"]))


@pytest.mark.parametrize("series", ["series/pycon-us", "series/europython"])
def test_question_21_moved_online_and_returned(series: str) -> None:
    """PyCon US and EuroPython were online in 2020 and 2021 and returned in 2022."""
    # editions.csv: online in 2020 and 2021; 2022 in Salt Lake City and in Dublin, both hybrid.
    rows = {row["series"]: row for row in ask("moved-online")}
    row = rows[series]
    assert (row["firstOnline"], row["lastOnline"], row["onlineEditions"]) == (*ONLINE_YEARS, 2)
    assert row["returned"] == 2022
    # PyCon UK 2020 was cancelled, so that series did not move online.
    assert "series/pycon-uk" not in rows


def test_question_22_upcoming() -> None:
    """On the day of the sources' newest row PyCon US 2027 is still to come, and the nearest comes first."""
    # history_facts.csv: PyCon US 2027, 2027-05-12 to 2027-05-18, Long Beach (python-organizers 2027.csv)
    rows = ask("upcoming", date="2026-11-20")
    row = next(row for row in rows if row["edition"] == "edition/pycon-us-2027")
    assert (row["start"], row["end"], row["city"]) == ("2027-05-12", "2027-05-18", "Long Beach")
    assert all(str(row["end"] or row["start"]) >= "2026-11-20" for row in rows)
    assert [str(row["start"]) for row in rows] == sorted(str(row["start"]) for row in rows)


def test_question_22_deadlines() -> None:
    """Each edition to come shows until when a talk can be proposed, and whether that is still possible."""
    # editions.csv: the deadline of PyCon US 2026 is 2025-12-19, that of EuroPython 2026 is 2026-02-15.
    rows = {row["edition"]: row for row in ask("upcoming", date="2026-01-10")}
    late, early = rows["edition/pycon-us-2026"], rows["edition/europython-2026"]
    assert (late["proposals"], late["open"]) == ("2025-12-19", False)
    assert (early["proposals"], early["open"]) == ("2026-02-15", True)


def test_question_23_missing_links() -> None:
    """No entity lacks a source; organisations without a Wikidata id are named, those with one are not."""
    # README of the sources: "Conferences, CNRI, Foretec, O'Reilly, OSCON and the EuroPython Society have no Wikidata
    # id here"; organizations.csv has one for the PSF, places.csv one for Charleroi.
    assert ask("missing-links", lack="source") == []
    unlinked = {row["entity"] for row in ask("missing-links", lack="wikidata")}
    assert unlinked >= {"organization/cnri", "organization/foretec", "organization/oreilly", "organization/eps"}
    assert unlinked >= {"series/oscon", "series/ipc", "series/pycon-us"}
    assert not unlinked & {"organization/psf", "place/charleroi"}
    # The wiki: PyCon 2003 "was at GW University in Washington, DC".
    assert "edition/pycon-us-2003" not in {row["entity"] for row in ask("missing-links", lack="place")}
