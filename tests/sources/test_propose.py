"""Tests of confgraph.sources.propose: the whole way from a file to the catalog and back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import confgraph
from confgraph.problems import FileTrouble, UnreadableInput, UsageError
from confgraph.sources import Proposal, as_text
from confgraph.writing import replace
from sources.world import propose

RAW = Path(__file__).parents[3] / "shared" / "sources" / "raw"
HEADER = "name,year,start_date,end_date,city,country,latitude,longitude,url,proposal_deadline,status\n"
LINES = """Alpine Conf,2024,2024-05-13,2024-05-16,Vienna,Austria,16.37,48.2,https://alpine.example/2024,2024-01-10,
Alpine Conf,2026,2026-05-13,2026-05-15,Łódź,Poland,51.77,19.45,https://alpine.example/2026,2026-01-10,
Bergsee Days,2026,2026-06-01,2026-06-02,Graz,Austria,,,,2026-07-01,Cancelled
Alpine Conf,2023,2022-05-13,2022-05-15,Vienna,Austria,,,,,
"""
PAGE = "https://list.example/"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table with one of each kind: a contradiction, a new edition, a new series, a fault."""
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + LINES, encoding="utf-8")
    return path


def test_each_row_has_its_outcome(small: Path, table: Path) -> None:
    """Known faults are told, nothing is mended without a word, and the counts add up."""
    proposal = propose(small, "csv", table, page=PAGE)
    assert [one.kind for one in proposal.outcomes] == ["contradicts", "new", "new", "left out"]
    text = as_text(proposal)
    assert "cg:endDate 2024-05-16, the catalog has 2024-05-15: the end is one day late" in text
    assert "coordinates: latitude and longitude are swapped; they are not taken" in text
    assert "deadline 2026-07-01: it is after the start; it is not taken" in text
    assert "the start 2022-05-13 is not in the edition year 2023: correct one of them" in text
    assert [one.records for one in proposal.outcomes[1:3]] == [("place:poland", "place:lodz"), ("series:bergsee-days",)]


def test_nothing_is_written_by_proposing(small: Path, table: Path) -> None:
    """The catalog is as it was until somebody writes the contents."""
    before = {path: path.read_bytes() for path in (small / "data").rglob("*.ttl")}
    assert propose(small, "csv", table, page=PAGE).contents
    assert {path: path.read_bytes() for path in (small / "data").rglob("*.ttl")} == before


def test_what_was_written_is_valid_tidy_and_not_proposed_again(world: Path, table: Path) -> None:
    """After writing, the catalog has no problem, tidy changes nothing, and a second run proposes nothing."""
    proposal = propose(world, "csv", table, page=PAGE)
    replace(proposal.contents)
    names = {str(path.relative_to(world / "data")) for path in proposal.contents}
    assert names == {
        "series/alpine-conf.ttl", "series/bergsee-days.ttl", "claims/alpine-conf.ttl", "places/poland.ttl",
        "sources.ttl",
    }  # fmt: skip
    graph = confgraph.open(world)
    assert [one for one in graph.tidy() if one.problem] == []
    assert list(graph.validate()) == []
    again = propose(world, "csv", table, page=PAGE)
    assert again.contents == {}
    assert again.counts == {"new": 0, "adds": 0, "contradicts": 0, "agrees": 3, "left out": 1}


def test_a_witness_is_cited_once(world: Path, tmp_path: Path) -> None:
    """A source that agrees is cited by the record, unless it took its words from a source that is cited."""
    path = tmp_path / "conferences.yml"
    record = "- conference: Alpine Conf\n  year: 2024\n  link: https://alpine.example/2024\n  cfp: 2024-01-10\n"
    path.write_text(f"{record}  place: Vienna, Austria\n  start: 2024-05-13\n  end: 2024-05-15\n", encoding="utf-8")
    proposal = propose(world, "python-deadlines", path)
    assert proposal.counts["adds"] == 1
    replace(proposal.contents)
    table = tmp_path / "2024.csv"
    header = "Subject,Start Date,End Date,Location,Country,Talk Deadline,Website URL\n"
    line = 'Alpine Conf,2024-05-13,2024-05-15,"Vienna, Austria",AUT,2024-01-10,https://alpine.example/2024\n'
    table.write_text(header + line, encoding="utf-8")
    copy = propose(world, "python-organizers", table)
    assert copy.counts["agrees"] == 1
    assert "no second witness" in as_text(copy)
    table.write_text(header + line.replace("2024-01-10", ""), encoding="utf-8")
    assert propose(world, "python-organizers", table).counts["adds"] == 1


def test_every_problem_of_all_files_is_told(small: Path, tmp_path: Path) -> None:
    """A wrong row stops everything and names file, line and row; with skip it alone is left out."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"name,year\nAlpine Conf,{name}\nAlpine Conf,2024\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="nothing was written: 2 problems") as caught:
        propose(small, "csv", tmp_path)
    assert [str(problem.place) for problem in caught.value.problems] == [f"{tmp_path}/a.csv:2", f"{tmp_path}/b.csv:2"]
    counts = propose(small, "csv", tmp_path, page="https://alpine.example/", skip=True).counts
    assert (counts["agrees"], counts["left out"]) == (2, 2)


def test_what_is_not_there_is_told(small: Path, tmp_path: Path) -> None:
    """A missing file, and a folder without a file of the source, are errors."""
    with pytest.raises(FileTrouble, match="no such file"):
        propose(small, "csv", tmp_path / "none.csv")
    with pytest.raises(UsageError, match="holds no file of icalendar"):
        propose(small, "icalendar", tmp_path)


def test_a_name_without_a_slug_is_left_out(small: Path, tmp_path: Path) -> None:
    """A series of which nobody could type the slug is told, with the mend."""
    path = tmp_path / "a.csv"
    path.write_text("name,year\n日本,2024\n", encoding="utf-8")
    [outcome] = propose(small, "csv", path).outcomes
    assert (outcome.kind, "use Latin letters" in str(outcome.findings[0])) == ("left out", True)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the shipped catalog."""
    folder = tmp_path_factory.mktemp("shipped")
    here = confgraph.open().catalog.folder
    for part in ("ontology", "shapes", "data", "queries"):
        shutil.copytree(here / part, folder / part)
    return folder


@pytest.mark.parametrize("name", ["python-deadlines", "pyvideo", "tech-conferences"])
def test_the_real_files_are_imported_once(shipped: Path, name: str) -> None:
    """Every row of the real files is matched, proposed or told; after writing, a second run proposes nothing."""
    folder = RAW / {"pyvideo": "pyvideo-data"}.get(name, name)
    if not folder.exists():
        pytest.skip(f"the sources are not beside the checkout: {folder}")
    proposal = propose(shipped, name, folder, skip=True)
    rows = {"python-deadlines": 1195, "pyvideo": 540, "tech-conferences": 161}[name]
    assert len(proposal.outcomes) == sum(proposal.counts.values()) == rows
    replace(proposal.contents)
    again: Proposal = propose(shipped, name, folder, skip=True)
    assert again.contents == {}
    assert {one.kind for one in again.outcomes} <= {"agrees", "left out"}
    assert [one for one in confgraph.open(shipped).tidy(*proposal.contents) if one.problem] == []


def test_the_real_files_make_valid_records(world: Path) -> None:
    """What the coming conferences of python-deadlines become, in a catalog that knows none of them, has no problem."""
    path = RAW / "python-deadlines" / "conferences.yml"
    if not path.exists():
        pytest.skip(f"the sources are not beside the checkout: {path}")
    proposal = propose(world, "python-deadlines", path)
    assert len(proposal.outcomes) == sum(proposal.counts.values()) == 58
    replace(proposal.contents)
    assert list(confgraph.open(world).validate()) == []
