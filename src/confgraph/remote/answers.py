"""Read what endpoints answer: SPARQL JSON with the oddities of real stores, and triples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse_query_results

from confgraph.problems import LimitReached, RemoteFailure, UnreadableInput
from confgraph.remote.response import Response
from confgraph.results import Rows

Bindings = list[dict[str, dict[str, str]]]

_FORMATS: Final = {"text/turtle": RdfFormat.TURTLE}


class Table(NamedTuple):
    """The rows of an answer in the terms of SPARQL JSON."""

    columns: tuple[str, ...]
    bindings: Bindings

    def rows(self, url: str) -> Rows:
        """Return the rows with their terms; raise RemoteFailure for what is no term."""
        document = {"head": {"vars": self.columns}, "results": {"bindings": self.bindings}}
        try:
            solutions = parse_query_results(json.dumps(document).encode(), format=QueryResultsFormat.JSON)
            assert isinstance(solutions, QuerySolutions)
            return Rows(solutions.serialize(format=QueryResultsFormat.JSON) or b"")
        except (SyntaxError, ValueError) as error:
            raise RemoteFailure(f"{url}: the answer holds what is no RDF term ({error}): tell its keepers") from None


def table(response: Response, url: str) -> Table | bool:
    """Return the rows of an answer in SPARQL JSON, or its yes or no; raise RemoteFailure for half an answer.

    Virtuoso 7 writes yes and no as a row, "typed-literal" as SPARQL JSON did in 2007, and blank nodes as addresses.
    """
    document = _document(response, url)
    boolean = document.get("boolean")
    if isinstance(boolean, bool):
        return boolean
    try:
        columns = tuple(document["head"]["vars"])
        bindings = [{name: _term(term) for name, term in row.items()} for row in document["results"]["bindings"]]
    except (KeyError, TypeError, AttributeError):
        raise RemoteFailure(f"{url}: the answer is no SPARQL JSON: name the address of a SPARQL endpoint") from None
    if columns == ("__ASK_RETVAL",):
        return any(row["__ASK_RETVAL"]["value"] == "1" for row in bindings)
    return Table(columns, bindings)


def triples(response: Response, url: str) -> Iterable[Triple]:
    """Return the triples of an answer; raise RemoteFailure for bytes that are not what they are called."""
    from confgraph.reading import parse

    try:
        document = parse(response.body, _FORMATS.get(response.media_type, RdfFormat.N_TRIPLES), url)
    except (UnreadableInput, LimitReached) as error:
        raise RemoteFailure(f"{url}: the answer cannot be read: tell its keepers", error.problems) from None
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in document]


def _document(response: Response, url: str) -> Mapping[str, Any]:
    if response.headers.get("x-sql-state"):
        said = response.headers.get("x-sql-message") or response.headers["x-sql-state"]
        raise RemoteFailure(f"{url}: only a part was answered ({said.strip()}): ask for less at once")
    try:
        document = json.loads(response.body)
    except (ValueError, RecursionError):
        raise RemoteFailure(f"{url}: the answer is not whole, or no JSON: try again, or ask for less") from None
    if not isinstance(document, dict):
        raise RemoteFailure(f"{url}: the answer is no SPARQL JSON: name the address of a SPARQL endpoint")
    return document


def _term(term: dict[str, str]) -> dict[str, str]:
    if term["type"] == "typed-literal":
        return {**term, "type": "literal"}
    if term["type"] == "bnode":
        return {**term, "value": re.sub("[^A-Za-z0-9]", lambda found: f"x{ord(found[0]):x}x", term["value"])}
    return term
