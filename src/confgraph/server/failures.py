"""What a server says where it cannot do what was asked, in the format that was asked for."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from confgraph.namespaces import expand
from confgraph.problems import ConfgraphError, LimitReached, Problem, RemoteFailure, UsageError, printable
from confgraph.sandbox.pool import Busy
from confgraph.server.negotiation import Media, preferred
from confgraph.sparql import LeavesCatalog, TooLong
from confgraph.writing import serialize

TITLES: Final = {
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}
_RDF: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
}
_JSON: Final = "application/problem+json"
_FORMATS: Final = (
    Media(_JSON, ("application/json", "application/sparql-results+json")),
    Media("text/html", ("application/xhtml+xml",)),
    Media("text/plain", ("text/csv", "text/tab-separated-values")),
    *map(Media, _RDF),
)
_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<h1>{title}</h1>
<p>{detail}</p>
{problems}</html>
"""


class Failure(Exception):
    """A request that is answered with a status above 399: why, how to mend it, and what the headers say."""

    def __init__(
        self, status: int, detail: str, problems: Iterable[Problem] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.problems = tuple(problems)
        self.headers = dict(headers or {})


def failure_of(error: ConfgraphError) -> Failure:
    """Return the failure that an error of a query means to who asked it."""
    headers = {}
    if isinstance(error, LeavesCatalog):
        status = 403
    elif isinstance(error, TooLong):
        status = 413
    elif isinstance(error, UsageError):
        status = 400
    elif isinstance(error, RemoteFailure):
        status = 502
    elif isinstance(error, LimitReached):
        status = 503
        headers = {"Retry-After": "5"} if isinstance(error, Busy) else {}
    else:
        status = 500
    return Failure(status, error.message, error.problems, headers)


def body_of(failure: Failure, accept: str | None, address: str) -> tuple[str, bytes]:
    """Return the type and the bytes of what is said of a failure (RFC 9457 for JSON, which is the default)."""
    chosen = (preferred(accept, _FORMATS) or _FORMATS[0]).name
    title = TITLES[failure.status]
    if chosen == "text/html":
        items = "".join(f"<li>{html.escape(str(one))}</li>" for one in failure.problems)
        page = _PAGE.format(
            title=f"{failure.status} {title}",
            detail=html.escape(failure.detail),
            problems=f"<ul>{items}</ul>\n" if items else "",
        )
        return "text/html; charset=utf-8", page.encode("utf-8", "replace")
    lines = printable("\n".join([f"{failure.status} {title}: {failure.detail}", *map(str, failure.problems)]))
    if chosen in _RDF:
        about = Triple(NamedNode(address), NamedNode(expand("rdfs:comment")), Literal(lines, language="en"))
        return f"{chosen}; charset=utf-8", serialize([about], _RDF[chosen], {})
    if chosen == "text/plain":
        return "text/plain; charset=utf-8", f"{lines}\n".encode("utf-8", "replace")
    return _JSON, _as_json(failure, title)


def _as_json(failure: Failure, title: str) -> bytes:
    document: dict[str, object] = {"type": "about:blank", "title": title, "status": failure.status}
    document["detail"] = failure.detail
    if failure.problems:
        document["problems"] = [
            {"line": one.place.line, "column": one.place.column, "what": one.what, "mend": one.mend}
            for one in failure.problems
        ]
    return (json.dumps(document, indent=1) + "\n").encode()
