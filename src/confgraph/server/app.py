"""The application: which address is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, NamedTuple
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from confgraph import queries
from confgraph.catalog import Catalog
from confgraph.evaluation import QueryLimits
from confgraph.sandbox.pool import Running
from confgraph.server.asking import DEFAULT, SIZE, Asked, Asking
from confgraph.server.canned import asked_for, openapi
from confgraph.server.clients import Turns, base_of, client_of
from confgraph.server.failures import Failure, body_of
from confgraph.server.manners import Manners, gone_of, json_of, read_body
from confgraph.server.negotiation import Media, preferred
from confgraph.server.pages import Pages
from confgraph.server.protocol import asked_by, description, limits_in_words, not_acceptable, pairs_of
from confgraph.server.reconcile import Reconcile
from confgraph.server.resources import TYPES, Resources
from confgraph.server.respond import Representation, respond
from confgraph.site.build import check
from confgraph.site.contents import Contents
from confgraph.site.describe import JsonLd, data_file
from confgraph.site.render import Settings
from confgraph.store import Store
from confgraph.writing import ordered

_DATASET: Final = "https://w3id.org/confgraph/dataset"
_IN_MEMORY: Final = 64_000_000
"""Catalogs of fewer bytes are served from memory."""
_QUERY_METHODS: Final = ["GET", "POST"]


class Options(NamedTuple):
    """How a server is run: the site's settings, what queries may use, how many at once in all and of one client.

    ``proxies`` are the addresses of proxies whose X-Forwarded headers count.
    """

    settings: Settings
    limits: QueryLimits = DEFAULT
    size: int = SIZE
    of_client: int = 4
    waiting: int = 200
    proxies: frozenset[str] = frozenset()


class Service:
    """Answers requests about one catalog."""

    def __init__(self, catalog: Catalog, options: Options) -> None:
        self.catalog = catalog
        self.options = options
        self.resources = Resources(Contents(catalog, options.settings))
        self.pages = Pages(self.resources)
        self.reconcile = Reconcile(self.resources.facts, options.settings.title, self.base)
        self.store = self._store(catalog)
        self.asking = Asking(self.store, lambda: catalog.context, options.limits, options.size)
        self._turns = Turns(options.of_client, options.waiting, options.limits.timeout)
        self._threads = CapacityLimiter(options.size * 2)
        self._triples = len(self.store)

    @staticmethod
    def _store(catalog: Catalog) -> Store:
        """Return the store that is asked: in memory where it fits, which the children share and answer from sooner."""
        if catalog.endpoint is None and catalog.size < _IN_MEMORY:
            return catalog.in_memory()
        return catalog.store

    def base(self, request: Request) -> str:
        """Return the address of the root of the site as the client knows it."""
        return base_of(request, self.options.settings.base_url, self.options.proxies)

    async def sparql(self, request: Request) -> Response:
        """Answer the SPARQL protocol; without a query describe the service, or show the page to ask on."""
        body = await read_body(request) if request.method == "POST" else b""
        asked, media = asked_by(request.method, request.headers, request.scope["query_string"], body)
        if asked is None or media is None:
            return await self._described(request)
        return await self._answered(request, asked._replace(base=f"{self.base(request)}sparql"), media)

    async def _described(self, request: Request) -> Response:
        media = preferred(request.headers.get("accept"), [*list(TYPES.values())[1:], TYPES[".html"]])
        if media is None:
            raise not_acceptable(TYPES.values())
        if media is TYPES[".html"]:
            return await self.pages.file(request, "sparql.html")
        said = description(f"{self.base(request)}sparql", _DATASET, self._triples, self.options.limits)
        suffix = next(suffix for suffix, one in TYPES.items() if one is media)
        data = data_file(ordered(said), suffix, JsonLd(self.catalog.context))
        return respond(request, Representation(data, media.name), vary=("Accept",))

    async def canned(self, request: Request) -> Response:
        """Answer a canned query whose parameters stand in the address."""
        name, accept = request.path_params["name"], request.headers.get("accept")
        pairs = pairs_of(request.scope["query_string"])
        asked, media = await run_in_threadpool(asked_for, self.catalog.queries, self.store, name, pairs, accept)
        return await self._answered(request, asked, media)

    async def _answered(self, request: Request, asked: Asked, media: Media) -> Response:
        async with self._turns.turn(client_of(request, self.options.proxies)), gone_of(request) as gone:
            data = self.asking.at_once(asked)
            if isinstance(data, Running):
                running = data
                data = await self._in_thread(lambda: running.result(gone))
            elif data is None:
                data = await self._in_thread(lambda: self.asking.ask(asked, gone))
        headers = {"Confgraph-Limits": limits_in_words(self.options.limits)}
        name = f"{media.name}; charset=utf-8" if media.name.startswith("text/") else media.name
        return respond(request, Representation(data, name, headers), vary=("Accept",), max_age=0)

    async def _in_thread(self, work: Callable[[], bytes]) -> bytes:
        return await to_thread.run_sync(work, limiter=self._threads)

    async def openapi(self, request: Request) -> Response:
        """Describe the canned queries for programs."""
        found = queries.find(self.catalog.queries)
        document = openapi(found, self.options.settings.title, self.base(request))
        return respond(request, json_of(document))

    async def failed(self, request: Request, error: Exception) -> Response:
        """Say what is wrong, in the format that was asked for."""
        if isinstance(error, HTTPException):
            detail = f"{request.method} {request.url.path}: {error.detail}".lower()
            error = Failure(error.status_code, detail, headers=error.headers)
        if not isinstance(error, Failure):  # the trace goes to the log
            error = Failure(500, "this should not happen: tell who runs the server")
        media, body = body_of(error, request.headers.get("accept"), _address(request))
        if error.status == 404 and media.startswith("text/html"):
            body = await self.pages.missing(self.base(request)) or body
        headers = {**error.headers, "Content-Type": media, "Vary": "Accept", "Cache-Control": "no-store"}
        return Response(body, error.status, headers)


def _address(request: Request) -> str:
    """Return the address that was asked, as an IRI whatever was sent."""
    path = quote(request.scope["path"], safe="/")
    try:
        return base_of(request, "", frozenset()).rstrip("/") + path
    except Failure:
        return f"urn:x-asked:{path}"


def application(catalog: Catalog, options: Options) -> Starlette:
    """Return the application of a catalog; its files are read now, its pages made when they are asked for.

    Raises UsageError for settings whose base address is none of the web.
    """
    check(options.settings)
    service = Service(catalog, options)
    pages = service.pages

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        yield
        service.asking.close()

    routes = [
        Route("/sparql", service.sparql, methods=_QUERY_METHODS),
        Route("/sparql/", service.sparql, methods=_QUERY_METHODS),
        Route("/queries/{name}", service.canned),
        Route("/openapi.json", service.openapi),
        *service.reconcile.routes(),
        Route("/.well-known/void", pages.dataset),
        Route("/dataset", pages.dataset),
        Route("/id/{name:path}", pages.identified),
        Route("/{path:path}", pages.anything),
    ]
    handlers: dict[object, Callable[[Request, Exception], Awaitable[Response]]] = {
        Failure: service.failed,
        HTTPException: service.failed,
        Exception: service.failed,
    }
    return Starlette(
        routes=routes,
        middleware=[Middleware(Manners)],
        exception_handlers=handlers,
        lifespan=life,
    )
