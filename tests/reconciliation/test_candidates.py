"""Candidates for names, by what is known of them."""

from __future__ import annotations

import pytest

import confgraph
from confgraph.namespaces import ID, expand
from confgraph.reconciliation import Candidates, Sought
from confgraph.site.facts import Facts

SERIES, EDITION, CITY = expand("cg:EventSeries"), expand("cg:Edition"), expand("cg:City")


@pytest.fixture(scope="module")
def candidates() -> Candidates:
    """Return the candidates of the shipped catalog."""
    return Candidates(Facts(confgraph.open().catalog))


@pytest.mark.parametrize(
    ("name", "kinds", "meant"),
    [
        ("PyCon US 2003", (), "edition/pycon-us-2003"),
        ("Pycon 2003 (Washington)", (EDITION,), "edition/pycon-us-2003"),
        ("PyCon DC 2003", (), "edition/pycon-us-2003"),
        ("EuroPyhton 2004", (), "edition/europython-2004"),
        ("EUROPYTHON", (SERIES,), "series/europython"),
        ("PyCon Amazonia 2017", (), "edition/pycon-amazonia-2017"),
        ("PyCon South Africa", (SERIES,), "series/pycon-za"),
        ("Sixth International Python Conference", (), "edition/ipc-6"),
        ("Gothenburg, Sweden", (CITY,), "place/gothenburg"),
        ("Wroclaw", (CITY,), "place/wroclaw"),
        ("Python Software Foundation", (expand("org:Organization"),), "organization/psf"),
    ],
)
def test_a_name_is_found(candidates: Candidates, name: str, kinds: tuple[str, ...], meant: str) -> None:
    """Typos, accents, former and alternative names, years and places lead to what is meant."""
    found = candidates.find(Sought(name, kinds))
    assert found[0].thing.iri == f"{ID}{meant}", [(one.thing.iri, one.score) for one in found[:3]]


@pytest.mark.parametrize(
    "name", ["Quantum Basket Weaving Symposium", "zzz", "()", "2031", "PyCon", "Conference", "Python"]
)
def test_what_is_not_sure_is_not_called_sure(candidates: Candidates, name: str) -> None:
    """A name that nothing has, or many have, is no match, whatever stands first."""
    assert not any(one.match for one in candidates.find(Sought(name)))


def test_another_year_is_another_edition(candidates: Candidates) -> None:
    """An edition that the catalog does not have is not taken for that of another year."""
    found = candidates.find(Sought("PyCon US 1999", (EDITION,)))
    assert not any(one.match for one in found)


def test_properties_decide(candidates: Candidates) -> None:
    """A year, a series or a place given beside the name raises what has it and lowers what has another."""
    with_year = candidates.find(Sought("PyCon US", (EDITION,), {"cg:year": ("2012",)}))
    assert with_year[0].thing.iri == f"{ID}edition/pycon-us-2012"
    assert with_year[0].features["cg:year"] > 0
    assert with_year[1].features["cg:year"] < 0
    in_place = candidates.find(Sought("PyCon 2003", (EDITION,), {"cg:takesPlaceIn": ("Washington, D.C.",)}))
    assert in_place[0].thing.iri == f"{ID}edition/pycon-us-2003"


def test_the_score_is_the_sum_of_its_features(candidates: Candidates) -> None:
    """Who wants to know why sees it: a score is what its features add up to, between 0 and 100."""
    for one in candidates.find(Sought("PyCon 2012 (Santa Clara)")):
        assert one.score == round(min(100, max(0, sum(one.features.values()))), 1)


def test_values_alone_find_too(candidates: Candidates) -> None:
    """Without a name, what has all the values is found."""
    homepage = "https://us.pycon.org/"
    found = candidates.find(Sought("", (SERIES,), {"foaf:homepage": (homepage,)}))
    assert [one.thing.iri for one in found] == [f"{ID}series/pycon-us"]
    assert found[0].match
