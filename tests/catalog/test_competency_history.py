"""Competency questions 1 to 11, 16 and 17: the story of the conferences, with answers written from the sources.

"The wiki" is the Python wiki's page on the International Python Conferences, "Wikipedia" the article on the Python
Conference: the two documents that the project began with.
"""

from __future__ import annotations

import pytest
from asking import ask

WIKI = "source/psf-wiki-international-python-conference"

# The wiki, "Past conferences": "Python4 … was held at June 1996 in Livermore, CA" and so on. Edition 11 "was a track
# at OSCON 2003", without place and day. "All earlier workshops are also found here", so 1 to 3 are listed as well.
WIKI_LIST = {
    4: ("1996-06", {"Livermore"}),
    5: ("1996-11", {"Washington", "Washington, D.C."}),
    6: ("1997-10", {"San Jose"}),
    # "at Houston, TX"; a trip report has "Houston (actually League City)".
    7: ("1998-11", {"Houston", "League City"}),
    8: ("2000-01", {"Arlington"}),
    9: ("2001-03", {"Long Beach"}),
    10: ("2002-02-04", {"Alexandria"}),
}


def test_question_1_ipc_editions() -> None:
    """The eleven editions come in order, each with the date and city of the wiki's list."""
    rows = ask("ipc-editions")
    assert [row["number"] for row in rows] == list(range(1, 12))
    for row in rows:
        if row["number"] in WIKI_LIST:
            start, cities = WIKI_LIST[int(str(row["number"]))]
            assert str(row["start"]).startswith(start)
            assert row["city"] in cities
    # "held at February 4-7, 2002"; the blog on the first workshop: November 1-3, 1994.
    assert (rows[9]["start"], rows[9]["end"]) == ("2002-02-04", "2002-02-07")
    assert (rows[0]["start"], rows[0]["end"]) == ("1994-11-01", "1994-11-03")
    assert (rows[10]["start"], rows[10]["partOf"]) == ("2003", "OSCON 2003")


def test_question_2_tracks() -> None:
    """Of the IPC editions only the eleventh was part of another event, OSCON 2003."""
    # The wiki: "IPC 11, the 11th International Python Conference, was a track at OSCON 2003"
    rows = ask("tracks", series="series/ipc")
    assert [(row["edition"], row["number"], row["partOf"]) for row in rows] == [
        ("edition/ipc-11", 11, "edition/oscon-2003")
    ]


def test_question_3_organizers_of_ipc_11() -> None:
    """IPC 11 was organised by O'Reilly, as the wiki says, and by nobody else as a fact."""
    # The wiki: "was a track at OSCON 2003, organized by O'Reilly."
    facts = [row for row in ask("organizers", event="edition/ipc-11") if row["fact"]]
    assert {row["organizer"] for row in facts} == {"organization/oreilly"}
    assert "O'Reilly" in str(facts[0]["label"])
    assert WIKI in {row["source"] for row in facts}


def test_question_4_run_by_cnri_or_foretec() -> None:
    """Editions 6 to 10 were run by CNRI and/or Foretec."""
    # The wiki: "(Only the 6th through 10th were run by CNRI and/or Foretec.)"
    rows = ask("run-by-cnri-or-foretec")
    assert [row["number"] for row in rows] == [6, 7, 8, 9, 10]
    assert [row["edition"] for row in rows] == [f"edition/ipc-{number}" for number in range(6, 11)]


@pytest.mark.parametrize("number", range(6, 11))
def test_question_4_and_or_is_no_fact(number: int) -> None:
    """What the wiki leaves open between the two organisations stays open: a disjunctive claim, and no fact."""
    rows = [row for row in ask("organizers", event=f"edition/ipc-{number}") if row["source"] == WIKI]
    assert {row["organizer"] for row in rows} == {"organization/cnri", "organization/foretec"}
    assert {(row["certainty"], row["fact"]) for row in rows} == {("cg:Disjunctive", False)}


def test_question_5_not_run_by_cnri_or_foretec() -> None:
    """Editions 1 to 5 and 11 were not run by CNRI or Foretec."""
    # "Only the 6th through 10th": all others of the eleven were not.
    rows = ask("not-run-by-cnri-or-foretec")
    assert {row["number"] for row in rows} == {1, 2, 3, 4, 5, 11}
    assert {row["organizer"] for row in rows if row["number"] == 11} == {"organization/oreilly"}


def test_question_6_subsidiaries() -> None:
    """Foretec, a commercial firm, is a subsidiary of CNRI, which is the nonprofit of the two."""
    # The wiki: "Foretec, a commercial subsidiary of nonprofit CNRI"
    rows = [row for row in ask("subsidiaries") if row["organization"] == "organization/foretec"]
    assert [(row["kind"], row["parent"], row["parentKind"]) for row in rows] == [
        ("cg:Commercial", "organization/cnri", "cg:Nonprofit")
    ]


def how(newer: str) -> set[str]:
    """Return the kinds of succession from IPC to a series."""
    rows = ask("succession", series="series/ipc")
    return {str(row["how"]) for row in rows if (row["older"], row["newer"]) == ("series/ipc", newer)}


def test_question_7_what_replaced_ipc() -> None:
    """IPC was replaced by PyCon US in 2003, and by nothing else."""
    # The wiki: "The IPC conferences have been replaced by the volunteer-run PyCon"; "In 2003 the community started
    # afresh with the PyCon series"
    rows = ask("succession", series="series/ipc")
    replaced = [row for row in rows if row["how"] == "cg:replaces" and row["older"] == "series/ipc"]
    assert [(row["newer"], row["year"], row["certainty"]) for row in replaced] == [
        ("series/pycon-us", 2003, "cg:Stated")
    ]


def test_question_8_what_continues_name_and_numbering() -> None:
    """The Python track at OSCON continues both the name and the numbering of IPC."""
    # The wiki: "The Python track at OSCON has continued to use the name and numbering of International Python
    # Conferences."
    assert how("series/oscon-python-track") == {"cg:continuesNameOf", "cg:continuesNumberingOf"}


def test_question_9_pycon_counts_afresh() -> None:
    """PyCon does not continue the numbering: it replaces IPC and that is all."""
    # succession.csv, on "started afresh": "role taken over, name and numbering not"
    assert how("series/pycon-us") == {"cg:replaces"}


def test_question_10_first_pycon() -> None:
    """The first PyCon was in March 2003 at George Washington University in Washington, D.C."""
    # The wiki: "the first one was at GW University in Washington, DC in 2003"; Linux Journal 6800: 2003-03-26.
    (first,) = ask("first-editions", series="series/pycon-us")
    assert (first["edition"], first["start"]) == ("edition/pycon-us-2003", "2003-03-26")
    assert (first["city"], first["country"]) == ("Washington, D.C.", "United States")
    university = ask("editions-in", place="place/george-washington-university")
    assert university[0]["edition"] == "edition/pycon-us-2003"


def test_question_11_first_europython() -> None:
    """EuroPython started in 2002 in Charleroi, Belgium."""
    # The wiki: "EuroPython started in 2002 in Charleroi, Belgium." editions.csv has the days, 26 to 28 June.
    (first,) = ask("first-editions", series="series/europython")
    assert (first["edition"], first["start"]) == ("edition/europython-2002", "2002-06-26")
    assert (first["city"], first["country"]) == ("Charleroi", "Belgium")


def test_question_16_organizers_and_supporters_of_pycon() -> None:
    """PyCon is organised by the PSF and supported by Microsoft, Google and Facebook."""
    # Wikipedia: "It is organised by the Python Software Foundation, and is supported by many significant companies,
    # including Microsoft, Google, and Facebook." "PyCon is often attended by Guido van Rossum"; "Other groups, such
    # as PyLadies and Django Girls, often have concurrent sessions."
    roles: dict[str, set[str]] = {}
    for row in ask("supporters", event="series/pycon-us"):
        roles.setdefault(str(row["role"]), set()).add(str(row["label"]))
    assert roles["cg:organizedBy"] == {"Python Software Foundation"}
    assert roles["cg:supportedBy"] >= {"Microsoft", "Google", "Facebook"}
    assert roles["cg:attendedBy"] == {"Guido van Rossum"}
    assert roles["cg:hostsSessionsOf"] == {"PyLadies", "Django Girls"}


def test_question_17_descendants_of_ipc() -> None:
    """From IPC descend the OSCON Python track, by name and numbering, and PyCon US, by its role."""
    # The same sentences of the wiki as for the questions 7 and 8.
    rows = [row for row in ask("descendants", series="series/ipc") if row["from"] == "series/ipc"]
    assert {(row["descendant"], row["how"], row["year"]) for row in rows} == {
        ("series/oscon-python-track", "cg:continuesNameOf", 2003),
        ("series/oscon-python-track", "cg:continuesNumberingOf", 2003),
        ("series/pycon-us", "cg:replaces", 2003),
    }
    assert "series/ipc" in {row["ancestor"] for row in ask("ancestors", series="series/pycon-us")}
