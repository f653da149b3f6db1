"""Tests of confgraph.sources.match: which series and edition a row means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode

from confgraph.sources.draft import Draft, dated, english, named, typed
from confgraph.sources.match import Match
from confgraph.sources.rows import Row
from sources.world import row

KNOWN = named("series:alpine-conf")
OF_2024 = named("edition:alpine-conf-2024")


@pytest.mark.parametrize("name", ["Alpine Conf", "alpine conference", "AlpConf", "AlpineConf", "alpine-conf"])
def test_a_series_is_found_by_its_names(draft: Draft, name: str) -> None:
    """Label, other names and slug mean the series, however they are spelt."""
    assert Match(draft).series(row(name)) == (KNOWN, "")


def test_a_series_is_found_by_the_other_names_of_a_row(draft: Draft) -> None:
    """A source's own alias helps, and is told."""
    assert Match(draft).series(row("Conference of the Alps", other_names=("AlpConf",)))[0] == KNOWN


def test_a_similar_name_needs_the_country(draft: Draft) -> None:
    """A name with a slip means the series where it was in the row's country, and nothing elsewhere."""
    match = Match(draft)
    near, far = row("Alpin Conf", city="Graz", country="Austria"), row("Alpine Conv", country="Hungary")
    match.look_through([near, far])
    assert match.series(near)[0] == KNOWN
    assert match.series(far) == (None, "")


def test_a_day_and_a_city_tell_another_name(draft: Draft) -> None:
    """What begins on the same day in the same city under a similar name is the same; another conference is not."""
    match = Match(draft)
    there = row("Alpine Conference Days", start="2024-05-13", city="Vienna", country="Austria")
    assert match.series(there)[0] == KNOWN
    assert match.series(replace(there, name="DjangoCon"))[0] is None


@pytest.mark.parametrize(
    ("given", "edition"),
    [
        (row(), OF_2024),
        (row(start="2024-05-14", city="Graz", country="Austria"), OF_2024),
        (row(start="2024-11-02", city="Vienna", country="Austria"), OF_2024),
        (row(start="2024-11-02", city="Graz", country="Austria"), None),
        (row(start="2024-11-02", city="Budapest", country="Hungary"), None),
        (row(start="2024-11-02", online=True), OF_2024),
        (row(year=2023), None),
    ],
)
def test_an_edition_is_found_by_its_year(draft: Draft, given: Row, edition: object) -> None:
    """One series has one edition a year; only another city on other days makes a second one."""
    assert Match(draft).edition(given, KNOWN) == edition


def test_of_two_editions_the_nearer_is_meant(draft: Draft) -> None:
    """Where a series has two editions in a year, the city and then the days decide."""
    second = named("edition:alpine-conf-2024-graz")
    draft.add(second, "rdf:type", named("cg:Edition"), otherwise="series/alpine-conf.ttl")
    draft.add(second, "rdfs:label", english("Alpine Conf 2024"))
    draft.add(second, "cg:editionOf", KNOWN)
    draft.add(second, "cg:year", typed("2024", "integer"))
    draft.add(second, "cg:startDate", dated("2024-11-02"))
    draft.add(second, "cg:location", named("place:graz"))
    match = Match(draft)
    assert match.edition(row(start="2024-11-03", city="Graz", country="AT"), KNOWN) == second
    assert match.edition(row(start="2024-05-01", city="Vienna", country="AT"), KNOWN) == OF_2024


def test_a_name_that_several_series_share_means_none(draft: Draft) -> None:
    """A name that is only what several series have in common is no series, unless the country tells."""
    for place in ("berlin", "paris"):
        series = named(f"series:pydata-{place}")
        draft.add(series, "rdf:type", named("cg:EventSeries"), otherwise=f"series/pydata-{place}.ttl")
        draft.add(series, "rdfs:label", english(f"PyData {place.title()}"))
    match = Match(draft)
    assert match.is_common("PyData")
    assert match.series(row("PyData", country="Austria"))[0] is None
    assert not match.can_name(row("PyData"))


def second(draft: Draft, slug: str, series: str, **facts: object) -> object:
    """Add an edition of 2024 to a series, new or known, and return it."""
    owner, edition = named(f"series:{series}"), named(f"edition:{slug}")
    draft.add(owner, "rdf:type", named("cg:EventSeries"), otherwise=f"series/{series}.ttl")
    draft.add(owner, "rdfs:label", english(series.replace("-", " ").title()))
    draft.add(edition, "rdf:type", named("cg:Edition"), otherwise=f"series/{series}.ttl")
    draft.add(edition, "rdfs:label", english(f"{series} 2024"))
    draft.add(edition, "cg:editionOf", owner)
    draft.add(edition, "cg:year", typed("2024", "integer"))
    for name, value in facts.items():
        draft.add(edition, f"cg:{name}", value)
    return edition


def test_an_archive_tells_the_edition(draft: Draft) -> None:
    """What the recordings of an edition lie in means that edition, whatever the row calls it."""
    archive = "https://github.com/pyvideo/data/tree/main/alpine-2024"
    draft.add(OF_2024, "cg:videoArchive", NamedNode("https://alpine.example/data/alpine-2024/"))
    match = Match(draft)
    mislabelled = row("Alpes Pythoniques", archive=archive)
    assert match.series(mislabelled) == (KNOWN, "")
    assert match.edition(mislabelled, KNOWN) == OF_2024


def test_a_start_that_a_claim_has_tells_the_edition(draft: Draft) -> None:
    """A date that a source gives and the catalog does not prefer still means that edition, elsewhere and far apart."""
    elsewhere = row(start="2024-11-02", city="Budapest", country="Hungary")
    assert Match(draft).edition(elsewhere, KNOWN) is None
    claim = named("claim:alpine-conf-2024-start")
    draft.add(claim, "rdf:type", named("cg:Claim"), otherwise="claims/alpine-conf.ttl")
    draft.add(claim, "cg:subject", OF_2024)
    draft.add(claim, "cg:property", named("cg:startDate"))
    draft.add(claim, "cg:value", dated("2024-11-02"))
    assert Match(draft).edition(elsewhere, KNOWN) == OF_2024


def test_a_common_name_means_the_series_of_that_place(draft: Draft) -> None:
    """A bare "Snake" in Austria is the series that was there that year, not one that came before and is larger."""
    there = second(
        draft, "snake-austria-2024", "snake-austria", startDate=dated("2024-11-02"), location=named("place:graz")
    )
    for year in ("2022", "2023"):
        roaming = named(f"edition:snake-world-{year}")
        draft.add(roaming, "rdf:type", named("cg:Edition"), otherwise="series/snake-world.ttl")
        draft.add(roaming, "rdfs:label", english(f"Snake World {year}"))
        draft.add(roaming, "cg:editionOf", named("series:snake-world"))
        draft.add(roaming, "cg:year", typed(year, "integer"))
        draft.add(roaming, "cg:location", named("place:vienna"))
    second(draft, "snake-world-2024", "snake-world", startDate=dated("2024-05-01"), location=named("place:vienna"))
    meant = row("Snake", start="2024-11-02", city="Graz", country="Austria")
    match = Match(draft)
    assert match.series(meant)[0] == named("series:snake-austria")
    assert match.edition(meant, named("series:snake-austria")) == there
