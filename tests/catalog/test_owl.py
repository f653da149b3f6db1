"""The ontology is OWL 2 DL and OWL 2 RL, and HermiT finds no contradiction in it, its mappings and all data."""

from __future__ import annotations

import re
from typing import Final

import pytest
from graphs import CG, data, mappings, ontology
from owl import Report, check
from rdflib import OWL, RDF, RDFS, Graph, URIRef

# Dates are outside the datatype map of OWL 2, so no data with dates are OWL 2 RL to the letter; they must be all.
DATE: Final = re.compile(r"Use of data range not in profile: xsd:(date|gYearMonth|gYear) ")
IPC: Final = URIRef("https://w3id.org/confgraph/id/series/ipc")
PYCON: Final = URIRef("https://w3id.org/confgraph/id/series/pycon-us")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """Return what Java says of the ontology, of the whole catalog, and of ontologies with one mistake each."""
    terms = ontology() + mappings()
    return check(
        {
            "terms": terms,
            "catalog": terms + data(),
            "not-dl": terms + _graph((CG.within, RDF.type, OWL.AsymmetricProperty)),
            "not-rl": terms + _graph((CG.source, RDFS.domain, OWL.Thing)),
            "empty-class": terms + _graph((CG.Edition, RDFS.subClassOf, CG.EventSeries)),
            "series-as-event": terms + _graph((IPC, RDF.type, CG.EventSeries), (IPC, RDF.type, CG.Edition)),
            "own-successor": terms + _graph((IPC, CG.replaces, IPC)),
            "both-succeed": terms + _graph((IPC, CG.replaces, PYCON), (PYCON, CG.continuesNameOf, IPC)),
        },
        tmp_path_factory.mktemp("owl"),
    )


def _graph(*triples: tuple[URIRef, URIRef, URIRef]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


@pytest.mark.parametrize("name", ["terms", "catalog"])
def test_it_is_owl_2_dl(reports: dict[str, Report], name: str) -> None:
    """The ontology with its mappings, and with all data as well, is OWL 2 DL."""
    assert reports[name].axioms > 500
    assert reports[name].dl == []


def test_the_terms_are_owl_2_rl(reports: dict[str, Report]) -> None:
    """The ontology with its mappings is OWL 2 RL."""
    assert reports["terms"].rl == []


def test_the_catalog_is_owl_2_rl_but_for_its_dates(reports: dict[str, Report]) -> None:
    """Nothing in the data leaves OWL 2 RL except that dates, months and years are written as what they are."""
    assert [violation for violation in reports["catalog"].rl if not DATE.match(violation)] == []


@pytest.mark.parametrize("name", ["terms", "catalog"])
def test_it_is_consistent(reports: dict[str, Report], name: str) -> None:
    """HermiT finds no contradiction, and every class can have instances."""
    assert reports[name].refused == []
    assert reports[name].consistent
    assert reports[name].unsatisfiable == []


def test_the_checks_can_fail(reports: dict[str, Report]) -> None:
    """Each check finds the mistake that was made for it."""
    assert any("AsymmetricObjectProperty" in violation for violation in reports["not-dl"].dl)
    assert any("owl:Thing" in violation for violation in reports["not-rl"].rl)
    assert f"{CG}Edition" in reports["empty-class"].unsatisfiable


@pytest.mark.parametrize("name", ["series-as-event", "own-successor", "both-succeed"])
def test_contradictory_data_are_found(reports: dict[str, Report], name: str) -> None:
    """A series that is an event, one that succeeds itself, and two that succeed each other are contradictions."""
    assert reports[name].refused == []
    assert not reports[name].consistent
