"""Tests of confgraph.queries: canned queries, their headers and parameters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

import confgraph
from confgraph.problems import UnreadableInput, UsageError
from confgraph.queries import CannedQuery, Parameter, ask, bind, find, get, read_query
from confgraph.results import Rows

XSD = "http://www.w3.org/2001/XMLSchema#"


def written(folder: Path, body: str, header: str = "#+ summary: Is it so?\n") -> CannedQuery:
    """Return the canned query of a file with this text."""
    path = folder / "q.rq"
    path.write_text(header + body, encoding="utf-8")
    return read_query(path)


def test_a_header_says_the_question_and_the_parameters(tiny: Path) -> None:
    """The header gives summary, description, tags and defaults; the variables give the parameters, as in grlc."""
    query = get(tiny / "queries", "editions")
    assert (query.summary, query.tags) == ("Which editions are there?", ("test",))
    assert query.description == "All, or those of one series, from one year on."
    assert query.parameters == (
        Parameter("series", "__series_iri", "iri", required=False),
        Parameter("from", "_from_integer", "integer", required=False, default="1990"),
    )


def test_queries_are_found_by_name_in_order(tiny: Path) -> None:
    """All queries of a folder come in the order of their names."""
    assert [query.name for query in find(tiny / "queries")] == ["describe", "editions"]


@pytest.mark.parametrize(
    ("header", "place", "message"),
    [
        ("SELECT * {}\n", "q.rq:1", "the query has no question: add '#+ summary: …'"),
        ("#+ summary: a\n#+ odd\n", "q.rq:2", "odd header line"),
        ("#+ - item\n#+ summary: a\n", "q.rq:1", "odd header line"),
        ("#+ summary: a\n#+ defaults:\n#+   - yaer: 3\nSELECT * { ?s ?p ?_year_integer }", "q.rq:3", "mean year?"),
        ("#+ summary: a\nSELECT * {\n ?s ?p ?_year_integr }", "q.rq:3", "did you mean integer?"),
        ("#+ summary: a\nSELECT * { ?s ?_x_iri\n ?__x_iri }", "q.rq:3", "'x' is written in two ways"),
    ],
    ids=["no question", "odd line", "item without key", "default of nothing", "unknown type", "two ways"],
)
def test_a_wrong_header_is_an_error_with_file_and_line(tmp_path: Path, header: str, place: str, message: str) -> None:
    """What cannot be read in a query file is told with the file and the line."""
    with pytest.raises(UnreadableInput) as caught:
        written(tmp_path, "", header)
    (problem,) = caught.value.problems
    assert str(problem).startswith(str(tmp_path / place))
    assert message in problem.message


def test_a_query_file_that_is_no_text_is_an_error_with_its_line(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are told with file and line, as for every other file."""
    path = tmp_path / "q.rq"
    path.write_bytes(b"#+ summary: a\n\xff")
    with pytest.raises(UnreadableInput, match=r"q\.rq:2:1: byte 0xff is not UTF-8"):
        read_query(path)


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("?_x_iri", Parameter("x", "_x_iri", "iri", required=True)),
        ("?__x_iri", Parameter("x", "__x_iri", "iri", required=False)),
        ("$_x_iri", Parameter("x", "_x_iri", "iri", required=True)),
        ("?_x_integer", Parameter("x", "_x_integer", "integer", required=True)),
        ("?_x_decimal", Parameter("x", "_x_decimal", "decimal", required=True)),
        ("?_x_xsd_date", Parameter("x", "_x_xsd_date", "date", required=True)),
        ("?_x_boolean", Parameter("x", "_x_boolean", "boolean", required=True)),
        ("?_x", Parameter("x", "_x", "string", required=True)),
        ("?_date_xsd_date", Parameter("date", "_date_xsd_date", "date", required=False)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_variable_says_what_a_parameter_takes(tmp_path: Path, variable: str, expected: Parameter) -> None:
    """One underscore makes a parameter required, two make it optional, and its end gives its type."""
    assert written(tmp_path, f"SELECT * {{ ?s ?p {variable} }}").parameters == (expected,)


@pytest.mark.parametrize(
    "body",
    ['SELECT * { ?s ?p "?_x_iri" }', "SELECT * { ?s ?p ?o } # ?_x_iri", "SELECT * { ?s <http://e.org/?_x_iri> ?o }"],
    ids=["string", "comment", "address"],
)
def test_only_variables_are_parameters(tmp_path: Path, body: str) -> None:
    """What looks like a parameter within a string, comment or address is none."""
    assert written(tmp_path, body).parameters == ()


@pytest.mark.parametrize(
    ("variable", "value", "datatype"),
    [
        ("_x_integer", 2003, "integer"),
        ("_x_integer", "-7", "integer"),
        ("_x_decimal", Decimal("50.4"), "decimal"),
        ("_x_boolean", True, "boolean"),
        ("_x_xsd_date", date(2026, 5, 13), "date"),
        ("_x_string", "2003", "string"),
    ],
)
def test_values_become_terms_of_their_type(
    tmp_path: Path, tiny_graph: confgraph.Graph, variable: str, value: object, datatype: str
) -> None:
    """Python values and texts alike become literals of the type that the parameter names."""
    query = written(tmp_path, f"SELECT * {{ ?s ?p ?{variable} }}")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    assert bind(tiny_graph.catalog.store, query, {"x": value}) == {
        variable: Literal(text, datatype=NamedNode(XSD + datatype))
    }


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("_x_integer", "two"),
        ("_x_integer", "٢٠٠٣"),
        ("_x_integer", ""),
        ("_x_decimal", "1e5"),
        ("_x_decimal", "."),
        ("_x_boolean", "yes"),
        ("_x_xsd_date", "2026-02-30"),
        ("_x_xsd_date", "2026"),
        ("_x_xsd_date", "2026-05-13T10:00"),
    ],
)
def test_ill_formed_values_are_refused(tmp_path: Path, tiny_graph: confgraph.Graph, variable: str, value: str) -> None:
    """A value that is none of its type (XML Schema part 2) is an error that shows how to write one."""
    query = written(tmp_path, f"SELECT * {{ ?s ?p ?{variable} }}")
    with pytest.raises(UsageError, match=r"is no \w+ for 'x': write it as"):
        bind(tiny_graph.catalog.store, query, {"x": value})


def test_everything_wrong_with_parameters_is_told_at_once(tmp_path: Path, tiny_graph: confgraph.Graph) -> None:
    """Unknown, missing and ill-formed parameters are all reported by one error, with the nearest name."""
    query = written(tmp_path, "SELECT * { ?_series_iri ?_place_iri ?_from_integer }")
    with pytest.raises(UsageError) as caught:
        bind(tiny_graph.catalog.store, query, {"seris": "tiny", "place": "smalville", "from": "now"})
    assert caught.value.message.split("; ") == [
        "q has no parameter 'seris': did you mean series?",
        "q needs a value for 'series': give --series",
        "there is no place 'smalville': did you mean smallville?",
        "'now' is no integer for 'from': write it as 2003",
    ]


def test_a_date_that_is_not_given_is_today(tmp_path: Path, tiny_graph: confgraph.Graph) -> None:
    """The parameter "date" means today where nothing is said."""
    query = written(tmp_path, "SELECT * { ?s ?p ?_date_xsd_date }")
    before = date.today().isoformat()
    bound = bind(tiny_graph.catalog.store, query, {})["_date_xsd_date"].value
    assert before <= bound <= date.today().isoformat()


@pytest.mark.parametrize(
    ("values", "editions"),
    [
        ({}, ["edition:tiny-2", "edition:tiny-10"]),
        ({"from": 2003}, ["edition:tiny-10"]),
        ({"series": "tiny", "from": "1900"}, ["edition:tiny-2", "edition:tiny-10"]),
        ({"series": None}, ["edition:tiny-2", "edition:tiny-10"]),
    ],
    ids=["defaults", "number", "slug and text", "None"],
)
def test_parameters_narrow_the_answer(
    tiny_graph: confgraph.Graph, values: dict[str, object], editions: list[str]
) -> None:
    """A value narrows the answer, a default stands in for one, and an optional one may stay open."""
    store = tiny_graph.catalog.store
    answer = ask(store, get(tiny_graph.catalog.queries, "editions"), values)
    assert isinstance(answer, Rows)
    assert [row[0] for row in answer.texts()] == editions


@pytest.mark.parametrize(
    "value",
    [
        '"',
        "'",
        "}",
        "\\",
        "x\n}",
        '" } DROP ALL #',
        "> } DROP ALL #",
        '""" } ; DELETE WHERE { ?s ?p ?o } #',
        "?s",
        "é🐍",
    ],
)
def test_a_value_stays_a_value(tmp_path: Path, tiny_graph: confgraph.Graph, value: str) -> None:
    """Whatever a value holds, the query gets this very literal and changes in nothing else."""
    store = tiny_graph.catalog.store
    size = len(store)
    query = written(tmp_path, "SELECT ?v { BIND(?_x AS ?v) }")
    answer = ask(store, query, {"x": value})
    assert isinstance(answer, Rows)
    assert answer.terms == [(Literal(value),)]
    assert len(store) == size


@pytest.mark.parametrize("value", ["> } DROP ALL #", "<a> <b>", 'tiny> . ?s ?p "'])
def test_an_address_stays_an_address(tiny_graph: confgraph.Graph, value: str) -> None:
    """A value for an IRI that is none is refused, and nothing of it reaches the query."""
    with pytest.raises(UsageError, match="there is no series"):
        tiny_graph.query("editions", series=value)


def test_an_unknown_query_names_the_nearest(tiny: Path) -> None:
    """A misspelt name gets the nearest one; a name that is near to nothing gets the list."""
    with pytest.raises(UsageError, match="there is no query 'edition': did you mean editions"):
        get(tiny / "queries", "edition")
    with pytest.raises(UsageError, match="list all with confgraph queries"):
        get(tiny / "queries", "../queries/zzzzzz")


def test_every_query_of_the_catalog_can_be_read(graph: confgraph.Graph) -> None:
    """Each shipped query has a question, a description and parameters that are right."""
    found = graph.queries()
    assert len(found) >= 24
    assert all(query.summary.endswith("?") and query.description for query in found)
