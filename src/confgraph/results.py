"""What a query answers: rows of Python values, triples, or yes and no, each with the formats of the standards."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from confgraph.namespaces import shorten
from confgraph.problems import UsageError
from confgraph.values import python_value, rdflib_graph

if TYPE_CHECKING:
    import pandas
    import polars
    import rdflib

Term = NamedNode | BlankNode | Literal

_STANDARD: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
ROW_FORMATS: Final = (*_STANDARD, "markdown")
"""The formats of rows: the four of SPARQL 1.1, and a Markdown table."""
TRIPLE_FORMATS: Final = ("turtle", "jsonld", "ntriples", "rdfxml")


class Rows(Sequence[Any]):
    """The rows of a SELECT, in order, each a named tuple of Python values.

    IRIs become str, xsd:integer int, xsd:decimal Decimal, xsd:boolean bool, xsd:date date, unbound None;
    every other literal, partial dates among them, its text. ``terms`` has the RDF terms themselves.
    """

    def __init__(self, sparql_json: bytes) -> None:
        self._json = sparql_json
        parsed = self._solutions()
        self.columns = tuple(variable.value for variable in parsed.variables)
        self.terms: list[tuple[Term | None, ...]] = [tuple(solution) for solution in parsed]

    def __len__(self) -> int:
        return len(self.terms)

    def __getitem__(self, index: Any) -> Any:
        row = self._row
        if isinstance(index, slice):
            return [row(*map(python_value, terms)) for terms in self.terms[index]]
        return row(*map(python_value, self.terms[index]))

    @cached_property
    def _row(self) -> Any:
        """The class of the rows; a column that is no Python name (?class, ?1) is called by its position, _0."""
        return namedtuple("Row", self.columns, rename=True)

    def _solutions(self) -> QuerySolutions:
        return cast("QuerySolutions", parse_query_results(self._json, format=QueryResultsFormat.JSON))

    def dicts(self) -> list[dict[str, Any]]:
        """Return each row as a dict from column to Python value."""
        return [dict(zip(self.columns, map(python_value, terms), strict=True)) for terms in self.terms]

    def serialize(self, row_format: str) -> bytes:
        """Return the rows in one of ``ROW_FORMATS`` (SPARQL 1.1 Query Results JSON, XML, CSV and TSV; Markdown)."""
        if row_format == "json":
            return self._json + b"\n"
        if row_format in _STANDARD:
            data = self._solutions().serialize(format=_STANDARD[row_format]) or b""
            return data if data.endswith(b"\n") else data + b"\n"
        if row_format == "markdown":
            return self._markdown().encode()
        raise UsageError(f"rows have no format {row_format!r}: use one of {', '.join(ROW_FORMATS)}")

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas DataFrame with one column a variable; needs the extra ``confgraph[pandas]``.

        A column of integers, booleans or full dates alone is Int64, boolean or datetime64[s], also with gaps.
        """
        import pandas

        rows = self.dicts()
        columns = {name: [row[name] for row in rows] for name in self.columns}
        series = {name: _pandas_column(values) for name, values in columns.items()}
        return pandas.DataFrame(series, index=range(len(rows)), columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """Return a polars DataFrame with one column a variable; needs the extra ``confgraph[polars]``."""
        import polars

        rows = self.dicts()
        return polars.DataFrame({name: _alike([row[name] for row in rows]) for name in self.columns}, strict=False)

    def texts(self) -> Iterator[list[str]]:
        """Yield each row as people read it: short names for IRIs, plain text for literals, "" for unbound."""
        for terms in self.terms:
            yield [readable(term) for term in terms]

    def _markdown(self) -> str:
        def line(cells: Sequence[str]) -> str:
            return "| " + " | ".join(_markdown_cell(cell) for cell in cells) + " |\n"

        return line(self.columns) + line(["---"] * len(self.columns)) + "".join(map(line, self.texts()))

    def _repr_html_(self) -> str:
        """Show the rows as a table in Jupyter."""
        return html_table(self.columns, ([as_html(term) for term in terms] for terms in self.terms))

    def __repr__(self) -> str:
        return f"<Rows {len(self)} x ({', '.join(self.columns)})>"


class Triples(Sequence[Triple]):
    """The triples of a CONSTRUCT or DESCRIBE, each once."""

    def __init__(self, triples: Iterable[Triple], context: Callable[[], Mapping[str, object]] = dict) -> None:
        self.triples = list(dict.fromkeys(triples))
        self._context = context

    def __len__(self) -> int:
        return len(self.triples)

    def __getitem__(self, index: Any) -> Any:
        return self.triples[index]

    def serialize(self, rdf_format: str = "turtle") -> bytes:
        """Return the triples in one of ``TRIPLE_FORMATS``."""
        if rdf_format not in TRIPLE_FORMATS:
            raise UsageError(f"triples have no format {rdf_format!r}: use one of {', '.join(TRIPLE_FORMATS)}")
        from confgraph.writing import serialize  # late: rows, the usual answer, need no writer of RDF

        return serialize(self.triples, rdf_format, self._context() if rdf_format == "jsonld" else None)

    def to_rdflib(self) -> rdflib.Graph:
        """Return a new rdflib graph with these triples and their literals as written."""
        return rdflib_graph(self.triples)

    def _repr_html_(self) -> str:
        """Show the triples as Turtle in Jupyter."""
        import html

        return f"<pre>{html.escape(self.serialize('turtle').decode())}</pre>"

    def __repr__(self) -> str:
        return f"<Triples {len(self)}>"


Answer = Rows | Triples | bool


def _alike(values: list[Any]) -> list[Any]:
    """Return a column for polars, which has one type in each: texts where types differ, so that no value is lost."""
    kinds = {type(value) for value in values if value is not None}
    return values if len(kinds) < 2 else [None if value is None else str(value) for value in values]


def _pandas_column(values: list[Any]) -> Any:
    """Return a column for pandas, with a type of its own for integers, booleans or dates: 3 is not to become 3.0."""
    import numpy
    import pandas

    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        fits = all(-(2**63) <= value < 2**63 for value in values if value is not None)
        return pandas.Series(values, dtype="Int64" if fits else "object")
    if kinds == {date}:  # by way of numpy: pandas 2.0 would go by nanoseconds, which begin in 1677
        return pandas.Series(numpy.array(values, dtype="datetime64[s]"))
    return pandas.Series(values, dtype="boolean" if kinds == {bool} else None)


def _markdown_cell(text: str) -> str:
    """Return a text as it can stand in a table of GitHub Flavored Markdown, section 4.10: on one line, without HTML."""
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return " ".join(escaped.splitlines())


def readable(term: object) -> str:
    """Return a term as people read it: short names for IRIs, the text of literals, "" for None."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return shorten(term.value)
    return term.value if isinstance(term, Literal) else str(term)


def as_html(term: object) -> str:
    """Return a term as HTML: web addresses as links, everything else as escaped text."""
    import html

    text = html.escape(readable(term))
    if isinstance(term, NamedNode) and term.value.startswith(("http://", "https://")):
        return f'<a href="{html.escape(term.value)}">{text}</a>'
    return text


def html_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table for Jupyter: names of columns as text, cells as HTML."""
    import html

    head = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n" for cells in rows)
    return f"<table>\n<tr>{head}</tr>\n{body}</table>"
