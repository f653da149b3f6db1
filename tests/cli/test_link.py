"""confgraph link: the five ways from and to Wikidata, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from confgraph.cli import link
from linking.narnia import ALL_LINKED, CAIR, FIRST, NARNIA, NORTH, PYCON, items, linked, made_catalog
from running import Run
from wikidata import Table, wikidata


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """Run the Wikidata that knows Narnia."""
    with wikidata(tmp_path_factory.mktemp("wikidata"), items()) as running:
        yield running


@pytest.fixture
def narnia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs the command on a new catalog of Narnia, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Run(made_catalog(tmp_path / "narnia").folder)


def asking(table: Table) -> list[str]:
    """Return the options that name who is asked."""
    return ["--service", table.reconciliation, "--queries", table.queries]


def test_a_pipe_gets_json_with_facts(narnia: Run, table: Table) -> None:
    """Each entity comes with what would be written, its candidates, and what speaks for and against each."""
    done = narnia("link", "suggest", "cair-paravel", "narnia", *asking(table))
    assert done.code == 0, done.err
    city, country = json.loads(done.out)
    assert (country["link"], country["candidates"][0]["item"]) == ("owl:sameAs", NARNIA)
    facts = {one["item"]: {fact["what"]: fact["agrees"] for fact in one["facts"]} for one in city["candidates"]}
    assert facts[CAIR]["distance"] is True
    assert facts[NORTH]["distance"] is False
    assert "2 without an item" in done.err


def test_a_table_says_the_same(narnia: Run, table: Table) -> None:
    """The table has a row for each candidate, with the facts in words."""
    done = narnia("link", "suggest", "cair-paravel", "--format", "table", *asking(table))
    assert "place:cair-paravel" in done.out
    assert "but distance: 222 km" in done.out


def test_what_is_sure_is_written_and_the_run_can_go_on(narnia: Run, table: Table) -> None:
    """--write links what is sure, with claims; a second run has only the rest; check finds the links good."""
    first = narnia("link", "suggest", "--write", *asking(table))
    assert first.code == 0, first.err
    again = narnia("link", "suggest", *asking(table))
    left = {one["entity"].rpartition("/")[2] for one in json.loads(again.out)}
    assert left == {"pycon-narnia-2025", "pycon-narnia-2027"}
    checked = narnia("link", "check", "--queries", table.queries)
    assert checked.code == 0, checked.out
    assert "0 wrong of 5 links" in checked.err
    assert narnia("validate").out.count("links.ttl") == 0


@pytest.mark.parametrize(("form", "begin"), [("json", "{"), ("sarif", "{"), ("github", "::"), ("ttl", "@prefix")])
def test_a_wrong_link_ends_with_1_in_every_format(
    tmp_path: Path, table: Table, monkeypatch: pytest.MonkeyPatch, form: str, begin: str
) -> None:
    """The formats are those of validate."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    run = Run(made_catalog(tmp_path / "c", linked(f"place:cair-paravel {NORTH}")).folder)
    done = run("link", "check", "--format", form, "--queries", table.queries)
    assert done.code == 1
    assert done.out.startswith(begin)
    assert "Link-distance" in done.out or form == "github"


def test_offline_answers_from_what_was_asked(narnia: Run, table: Table) -> None:
    """What was asked once is answered without a network; what was not is an error that says what to do."""
    online = narnia("link", "suggest", "narnia", *asking(table))
    assert narnia("link", "suggest", "narnia", "--offline", *asking(table)).out == online.out
    other = narnia("link", "suggest", "cair-paravel", "--offline", *asking(table))
    assert (other.code, other.out) == (6, "")
    assert "leave --offline out" in other.err


def test_quickstatements_wants_to_know_when(narnia: Run, table: Table) -> None:
    """Without the day on which the pages were seen nothing is given; with it, lines come, and why others do not."""
    assert narnia("link", "quickstatements").code == 2
    done = narnia("-v", "link", "quickstatements", "--retrieved", "2026-11-30", *asking(table))
    assert done.code == 0, done.err
    assert f"series:pycon-narnia: it may be {PYCON}" in done.err


def test_pull_proposes_and_writes(tmp_path: Path, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an item says is proposed, and with --write it is in the data: the next run has nothing to propose."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    run = Run(made_catalog(tmp_path / "c", ALL_LINKED).folder)
    proposed = run("link", "pull", "--queries", table.queries)
    assert f"({FIRST}, revision" in proposed.out
    assert "+ cg:attendance 250" in proposed.out
    assert "write with --write" in proposed.err
    assert run("link", "pull", "--write", "--format", "json", "--queries", table.queries).code == 0
    assert run("link", "pull", "--queries", table.queries).out == ""


def test_sssom_asks_nobody(narnia: Run) -> None:
    """The mapping set is read off the catalog."""
    done = narnia("link", "sssom", "--title", "Narnia")
    assert done.code == 0
    assert "#mapping_set_title: Narnia" in done.out


def test_a_person_chooses_by_key(narnia: Run, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal what is not sure is asked, and the answer is written with who gave it."""
    monkeypatch.setattr(link, "on_terminal", lambda: True)
    keys = iter("1")
    monkeypatch.setattr("click.getchar", lambda: next(keys))
    done = narnia("link", "suggest", "pycon-narnia-2025", "--write", "--by", "Lucy", *asking(table))
    assert done.code == 0, done.err
    assert f"1  {FIRST} PyCon Narnia 2025" in done.err
    assert narnia.catalog is not None
    assert 'dcterms:creator "Lucy"' in (narnia.catalog / "data" / "sources.ttl").read_text()
    assert f"wd:{FIRST}" in (narnia.catalog / "data" / "narnia.ttl").read_text()


def test_wikidata_is_asked_beside_the_catalog(tmp_path: Path, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """The federated canned query joins what the catalog says of a linked entity with what the item says."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    run = Run(made_catalog(tmp_path / "c", ALL_LINKED).folder)
    assert run.catalog is not None
    text = (run.catalog / "queries" / "wikidata-facts.rq").read_text(encoding="utf-8")
    for name, value in (("https://query.wikidata.org/sparql", table.queries), ("?_item", f'"{CAIR}"')):
        assert name in text
        text = text.replace(name, value)
    (tmp_path / "facts.rq").write_text(text, encoding="utf-8")
    query = ("query", "--file", tmp_path / "facts.rq", "--format", "csv")
    assert run(*query).code == 2
    done = run(*query, "--allow-service", "127.0.0.1")
    assert done.code == 0, done.err
    assert "place/cair-paravel,Cair Paravel,http://www.wikidata.org/entity/P17,country," in done.out
    assert f"entity/{NARNIA},Narnia" in done.out
