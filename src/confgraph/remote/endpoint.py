"""An endpoint that speaks SPARQL 1.1: what it is, its addresses, and how it is asked and written to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from confgraph.namespaces import GRAPH
from confgraph.problems import RemoteFailure
from confgraph.remote.connection import AGENT, SECONDS, Connection
from confgraph.remote.response import Response

if TYPE_CHECKING:
    import urllib.request

    from confgraph.remote.cache import Cache

CATALOG_GRAPH: Final = GRAPH + "catalog"
"""The graph that is used where none is named and the store has no default graph to write to."""
_RESULTS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.8, text/plain;q=0.5"
_GUESSES: Final = ("", "/query", "/sparql")
"""What is tried behind the address, in this order, until something there answers a query."""


class Kind(NamedTuple):
    """What is known of a kind of store: its name, what its addresses end in, and its manners.

    ``store`` is the Graph Store behind the base, up to the address of the graph ("" where there is none to use).
    ``whole`` tells that a PUT there replaces a graph in one transaction. ``own_graph`` tells that there is no default
    graph to write to. ``most`` is the number of rows at which an answer may end without a word.
    """

    name: str
    query: str = ""
    update: str = ""
    store: str = ""
    whole: bool = False
    own_graph: bool = False
    most: int = 0


OXIGRAPH: Final = Kind("Oxigraph", "/query", "/update", "/store", whole=True)
VIRTUOSO: Final = Kind("Virtuoso", "/sparql", "/sparql-auth", "/sparql-graph-crud-auth", own_graph=True, most=10_000)
FUSEKI: Final = Kind("Fuseki", "/query", "/update", "/data", whole=True)
OTHER: Final = Kind("SPARQL 1.1 store")


class Endpoint:
    """One endpoint and the graph that is meant in it; None is the default graph, or that of the catalog."""

    def __init__(
        self,
        url: str,
        graph: str | None = None,
        user: str | None = None,
        password: str | None = None,
        seconds: float = SECONDS,
        updates: str | None = None,
        cache: Cache | None = None,
        public: bool = False,
    ) -> None:
        from confgraph.remote.connection import checked

        self._given = checked(url)
        self._graph = graph
        self._updates = checked(updates) if updates else None
        self.connection = Connection(url, user, password, seconds, cache=cache, public=public)

    @property
    def graph(self) -> str | None:
        """The graph that is read and written, None for the default graph."""
        return self._graph or (CATALOG_GRAPH if self.kind.own_graph else None)

    @property
    def kind(self) -> Kind:
        """What the endpoint is, told by its own headers."""
        return self._found[0]

    @property
    def url(self) -> str:
        """The address that answers queries."""
        return self._found[1]

    @property
    def base(self) -> str:
        """What the addresses of the endpoint have in common."""
        url = self.url.partition("?")[0]
        return url.removesuffix(self.kind.query or "/").removesuffix("/")

    @cached_property
    def _found(self) -> tuple[Kind, str]:
        failures: list[RemoteFailure] = []
        for guess in _GUESSES if self._given.count("/") == 2 or self._given.endswith("/") else ("", "/query"):
            url = self._given if not guess else self._given.rstrip("/") + guess
            try:
                response = self._ask(url, "ASK {}", "ASK", _RESULTS)
                if response.media_type == _RESULTS or "json" in response.media_type:
                    return _kind(response), url
                failures.append(no_results(url, response))
            except RemoteFailure as failure:
                failures.append(failure)
                if "answered" not in failure.message:
                    break
        raise failures[0]

    def select(self, text: str) -> Response:
        """Send a SELECT or ASK and return the answer, which is SPARQL JSON or raises RemoteFailure."""
        response = self._ask(self.url, text, "SELECT", _RESULTS)
        if "json" not in response.media_type:
            raise no_results(self.url, response)
        return response

    def construct(self, text: str) -> Response:
        """Send a CONSTRUCT or DESCRIBE and return the answer, in N-Triples or Turtle."""
        response = self._ask(self.url, text, "CONSTRUCT", _TRIPLES)
        if response.media_type not in ("application/n-triples", "text/plain", "text/turtle"):
            raise no_results(self.url, response)
        return response

    def update(self, text: str, once: bool = False) -> None:
        """Send a SPARQL update; with ``once`` it is not sent again where it is not known to have arrived."""
        self.connection.send(lambda: _form(self._update_url, text, "INSERT", "*/*", ()), once)

    @property
    def _update_url(self) -> str:
        return self._updates or (self.base + self.kind.update if self.kind.update else self._given)

    def put(self, graph: str | None, data: bytes, add: bool = False, once: bool = False) -> None:
        """Replace a graph by N-Triples, or add them to it, with the Graph Store protocol; ``once`` as for update()."""
        name = "graph-uri" if self.kind is VIRTUOSO else "graph"
        which = "default" if graph is None else f"{name}={quote(graph, safe='')}"
        url = f"{self.base}{self.kind.store}?{which}"
        # Virtuoso knows N-Triples by the name that they had before RDF 1.1.
        media_type = "text/plain" if self.kind is VIRTUOSO else "application/n-triples"
        self.connection.send(lambda: _upload(url, data, media_type, "POST" if add else "PUT"), once)

    def _ask(self, url: str, text: str, form: str, accept: str) -> Response:
        # While the kind is looked for, the graph does not matter.
        graph = self.graph if "_found" in self.__dict__ else None
        return self.connection.send(lambda: _form(url, text, form, accept, [graph] if graph else ()))


def no_results(url: str, response: Response) -> RemoteFailure:
    """Return the failure of an answer that is none."""
    what = f"answered {response.media_type or 'something without a media type'} and no results of a query"
    return RemoteFailure(f"{url}: {what}: name the address of a SPARQL endpoint")


def _kind(response: Response) -> Kind:
    server = response.headers.get("server", "").lower()
    for kind in (OXIGRAPH, VIRTUOSO, FUSEKI):
        if kind.name.lower() in server:
            return kind
    return FUSEKI if "fuseki-request-id" in response.headers else OTHER


def _form(url: str, text: str, form: str, accept: str, graphs: Iterable[str]) -> urllib.request.Request:
    """Return a form-encoded POST (SPARQL 1.1 Protocol, sections 2.1.2 and 2.2.1): every store takes it."""
    from SPARQLWrapper import JSON, POST, TURTLE, URLENCODED, SPARQLWrapper

    wrapper: Any = SPARQLWrapper(url, agent=AGENT)
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(URLENCODED)
    wrapper.setReturnFormat(TURTLE if form == "CONSTRUCT" else JSON)  # the header Accept is our own, below
    wrapper.setOnlyConneg(True)
    wrapper.queryString, wrapper.queryType = text, form  # its setQuery looks for the form with a pattern, and errs
    for graph in graphs:
        wrapper.addParameter("default-graph-uri", graph)
    wrapper.addCustomHttpHeader("Accept", accept)
    request: urllib.request.Request = wrapper._createRequest()
    return request


def _upload(url: str, data: bytes, media_type: str, method: str) -> urllib.request.Request:
    import urllib.request

    headers = {"Content-Type": media_type, "User-Agent": AGENT, "Accept": "*/*"}
    return urllib.request.Request(url, data=data, headers=headers, method=method)  # noqa: S310  checked before
