"""rdflib and pyoxigraph, two engines that share no code, answer every canned query alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph
import pytest
import rdflib
from asking import XSD, bound, files, names, text_of
from rdflib.term import Node

GIVEN: Final[dict[str, dict[str, object]]] = {
    "editions-of-series": {"series": "series/pycon-us"},
    "editions-in-year": {"year": 2003},
    "editions-in": {"place": "place/virginia"},
}
# Beside the defaults: each optional parameter once, since a free variable and a term take different ways.
ALSO: Final[dict[str, dict[str, object]]] = {
    "numbering": {"series": "series/ipc"},
    "succession": {"series": "series/pycon-us"},
    "tracks": {"series": "series/ipc"},
    "first-editions": {"series": "series/europython"},
    "latest-editions": {"series": "series/pycon-us", "date": "2021-01-01"},
    "gaps": {"series": "series/pycon-uk"},
    "hosts": {"series": "series/europython", "atleast": 1},
    "map": {"series": "series/pycon-us"},
    "near": {"lat": 38.9, "long": -77.03, "km": 1000},
    "date-precision": {"series": "series/ipc"},
    "documented-at": {"series": "series/ipc", "number": 9},
    "attendance": {"series": "series/pycon-us"},
    "missing-links": {"lack": "place"},
    "upcoming": {"date": "2020-01-01"},
    "describe": {"id": "series/ipc"},
}
CASES: Final = [(name, GIVEN.get(name, {})) for name in names() if name != "wikidata-facts"] + list(ALSO.items())
# rdflib takes minutes for the whole catalog, so both engines get the history of these series.
SERIES: Final = (
    "accu accu-python-track europython ipc oscon oscon-python-track perl-conference pycon-uk pycon-us".split()
)
NUMBERS: Final = {f"{XSD}{kind}" for kind in ("integer", "decimal", "double")}


def part() -> list[Path]:
    """Return the files of the ontology, of these series and of the countries that they met in."""
    history = [path for path in files() if path.stem in SERIES]
    met = set(re.findall(r"place:([a-z-]+)", " ".join(path.read_text(encoding="utf-8") for path in history)))
    others = [path for path in files() if path.parent.name not in ("series", "claims", "places")]
    return [*others, *history, *(path for path in files() if path.parent.name == "places" and path.stem in met)]


@cache
def store() -> pyoxigraph.Store:
    """Return the same part as a store of pyoxigraph."""
    filled = pyoxigraph.Store()
    for path in part():
        filled.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    return filled


@pytest.fixture(scope="module")
def graph() -> Iterator[rdflib.Graph]:
    """Give that part of the catalog as an rdflib graph that keeps its literals as written."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    graph = rdflib.Graph()
    for path in part():
        graph.parse(path, format="turtle")
    yield graph
    rdflib.NORMALIZE_LITERALS = before


def literal(text: str, datatype: str, language: str | None) -> object:
    """Return a literal by its value if it is a number, else by its text and language."""
    return Decimal(text).normalize() if datatype in NUMBERS else (text, (language or "").lower())


def comparable(term: object) -> object:
    """Return a term of either engine in one form, numbers by their value."""
    if isinstance(term, rdflib.Literal):
        return literal(str(term), str(term.datatype or ""), term.language)
    if isinstance(term, pyoxigraph.Literal):
        return literal(term.value, term.datatype.value, term.language)
    return term.value if isinstance(term, pyoxigraph.NamedNode) else None if term is None else str(term)


def with_pyoxigraph(text: str) -> Counter[tuple[object, ...]]:
    """Return the rows or triples of a query with how often each comes."""
    result = store().query(text)
    return Counter(tuple(map(comparable, row)) for row in result)  # type: ignore[union-attr]


def with_rdflib(graph: rdflib.Graph, text: str) -> Counter[tuple[object, ...]]:
    """Return the same from rdflib."""
    rows: list[tuple[Node, ...]] = list(graph.query(text))  # type: ignore[arg-type]
    return Counter(tuple(map(comparable, row)) for row in rows)


@pytest.mark.parametrize(("name", "values"), CASES)
def test_engines_agree(graph: rdflib.Graph, name: str, values: dict[str, object]) -> None:
    """Both engines give the same rows, each as often, whichever parameters are given."""
    text = bound(text_of(name), **values)
    expected = with_rdflib(graph, text)
    assert expected
    found = with_pyoxigraph(text)
    if name == "describe":  # a CONSTRUCT gives a set of triples, and pyoxigraph may say one twice
        found, expected = Counter(set(found)), Counter(set(expected))
    assert found == expected
