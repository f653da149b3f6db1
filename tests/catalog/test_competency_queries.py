"""Every canned query: its header, its parameters, its prefixes, and that it answers on the shipped data."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

import pytest
from asking import QUERIES, bound, header, names, parameters, shipped, text_of
from pyoxigraph import QueryTriples
from rdflib.plugins.sparql import prepareQuery

NEEDED = {
    *("ipc-editions", "succession", "editions-of-series", "organizers", "run-by-cnri-or-foretec", "tracks"),
    *("colocated", "first-editions", "latest-editions", "gaps", "hosts", "growth-by-year", "countries", "near"),
    *("date-precision", "conflicts", "sources-of", "documented-at", "moved-online", "upcoming", "missing-links"),
    *("map", "describe", "wikidata-facts"),
}
FEDERATED = {"wikidata-facts"}  # asks query.wikidata.org, and tests have no network
GIVEN: Final[dict[str, dict[str, object]]] = {
    "editions-of-series": {"series": "series/pycon-us"},
    "editions-in-year": {"year": 2003},
    "editions-in": {"place": "place/virginia"},
}


def code(text: str) -> str:
    """Return a query without header, comments, IRIs and strings."""
    return re.sub(r'<[^<>\s]*>|"[^"\n]*"|#[^\n]*', " ", text)


def test_the_promised_queries_are_there() -> None:
    """Each query that the catalog promises by name has a file, and file names are lower-case words with hyphens."""
    assert set(names()) >= NEEDED
    files = {path.name for path in QUERIES.iterdir()} - {"queries.ttl"}
    assert [name for name in files if not re.fullmatch(r"[a-z]+(-[a-z]+)*\.rq", name)] == []


@pytest.mark.parametrize("name", names())
def test_header_asks_a_question(name: str) -> None:
    """Every query begins with a header as grlc reads it: one question, a description, tags and perhaps defaults."""
    text = text_of(name)
    lines = list(takewhile(lambda line: line.startswith("#+"), text.splitlines()))
    assert [line for line in text.splitlines() if line.startswith("#+")] == lines
    for line in lines:
        assert re.fullmatch(r"#\+ [a-z]+:( \S.*)?|#\+   - \S.*", line), line
    found = header(text)
    assert found.keys() - {"defaults"} == {"summary", "description", "tags"}
    assert found["summary"][0].endswith("?")
    assert found["description"][0].endswith(".")
    assert all(re.fullmatch(r"[a-z]+", tag) for tag in found["tags"])
    # A colon and a space, or a space and a hash, would end the plain text in YAML, which grlc uses.
    assert not re.search(r": | #", found["summary"][0] + found["description"][0])


@pytest.mark.parametrize("name", names())
def test_parameters_are_documented(name: str) -> None:
    """The description names every parameter; each has a type, and only real parameters have defaults."""
    text = text_of(name)
    found = parameters(text)
    words = set(re.findall(r"\w+", header(text)["description"][0]))
    assert found.keys() <= words
    assert all(kind in {"iri", "integer", "decimal", "xsd_date", "string"} for _, kind, _ in found.values())
    defaults = {item.partition(": ")[0] for item in header(text).get("defaults", [])}
    assert defaults <= found.keys()


@pytest.mark.parametrize("name", names())
def test_parameters_can_be_replaced_by_terms(name: str) -> None:
    """A parameter stands only where a term may stand: not in the projection, BOUND, VALUES or behind AS."""
    text = code(text_of(name))
    variable = r"[?$]__?[a-z]\w*"
    assert not re.search(rf"(?i)BOUND\s*\(\s*{variable}|AS\s+{variable}|VALUES\s*\(?[^{{]*{variable}", text)
    projection = re.search(r"SELECT(.*?)WHERE", text, re.DOTALL)
    assert not (projection and re.search(variable, projection[1]))


@pytest.mark.parametrize("name", names())
def test_prefixes_are_declared_and_used(name: str) -> None:
    """Every query runs anywhere: it declares the prefixes that it uses, no others, in order."""
    text = code(text_of(name))
    declared = re.findall(r"PREFIX (\w+):", text)
    used = set(re.findall(r"(?<![\w?])(\w+):\w", text))
    assert declared == sorted(used)


@pytest.mark.parametrize("name", names())
def test_query_is_sparql_1_1_for_two_engines(name: str) -> None:
    """Every query, with its parameters in place, parses in rdflib and in pyoxigraph."""
    text = bound(text_of(name), **GIVEN.get(name, {}))
    prepareQuery(text)
    if name not in FEDERATED:
        shipped().query(text)
    assert not re.search(r"[?$]_[a-z]", code(text))


@pytest.mark.parametrize("name", [name for name in names() if name not in FEDERATED])
def test_query_answers_on_the_shipped_data(name: str) -> None:
    """Every query has an answer on the shipped data, without parameters where none is required."""
    text = text_of(name)
    required = {key for key, (_, _, optional) in parameters(text).items() if not optional} - {"date"}
    assert required == GIVEN.get(name, {}).keys()
    answer = shipped().query(bound(text, **GIVEN.get(name, {})))
    rows = list(answer)  # type: ignore[arg-type]
    assert rows
    assert isinstance(answer, QueryTriples) or len(rows) == len(set(map(str, rows)))


@pytest.mark.parametrize("name", names())
def test_rows_have_a_fixed_order(name: str) -> None:
    """Every SELECT orders its rows, and shows a label beside what has one."""
    text = code(text_of(name))
    if "CONSTRUCT" in text:
        return
    assert re.search(r"ORDER BY [^\n]+\n?$", text.rstrip())
    assert "rdfs:label" in text or name == "growth-by-year"


def test_federated_query_has_nothing_open_inside_the_service() -> None:
    """The federated query sends the item along, since pyoxigraph sends SERVICE without what is known outside."""
    text = bound(text_of("wikidata-facts"))
    inside = text[text.index("SERVICE") :]
    assert '"Q81046"' in inside
    prepareQuery(re.sub(r"SERVICE <[^>]*>", "OPTIONAL", text))
