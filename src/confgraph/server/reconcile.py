"""The addresses of the Reconciliation Service API: of 0.2 at /reconcile, of 1.0-draft below /reconcile/1.0."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from confgraph.reconciliation.asked import Wrong
from confgraph.reconciliation.service import VERSIONS, Reconciliation
from confgraph.server.failures import Failure
from confgraph.server.manners import json_of, read_body
from confgraph.server.protocol import pairs_of
from confgraph.server.respond import Representation, respond
from confgraph.site.facts import Facts

_DRAFT: Final = "/reconcile/1.0"
_METHODS: Final = ("GET", "POST")
Answer = Callable[[], Any]


class Reconcile:
    """Answers the API over HTTP."""

    def __init__(self, facts: Facts, title: str, base: Callable[[Request], str]) -> None:
        self._facts = facts
        self._title = title
        self._base = base

    @cached_property
    def _service(self) -> Reconciliation:
        """The service, made when it is first asked: its names take a second."""
        return Reconciliation(self._facts, self._title)

    def routes(self) -> list[Route]:
        """Return the routes of both versions."""
        return [
            Route("/reconcile", self.root, methods=_METHODS),
            Route("/reconcile/preview", self.preview),
            Route("/reconcile/properties", self.properties),
            Route("/reconcile/flyout/{kind}", self.flyout),
            Route("/reconcile/suggest/{kind}", self.suggest),
            Route(_DRAFT, self.manifest_of_draft),
            Route(f"{_DRAFT}/match", self.match_of_draft, methods=_METHODS),
            Route(f"{_DRAFT}/extend", self.extend_of_draft, methods=_METHODS),
            Route(f"{_DRAFT}/extend/propose", self.properties),
            Route(f"{_DRAFT}/suggest/{{kind}}", self.suggest),
            Route(f"{_DRAFT}/preview", self.preview),
        ]

    async def root(self, request: Request) -> Response:
        """Answer 0.2: the manifest, a batch of queries, or an extension (its sections 3.2, 4.3 and 7.3)."""
        pairs = pairs_of(request.scope["query_string"])
        if request.method == "POST":
            pairs += pairs_of(await read_body(request))
        given = dict(pairs)
        if "queries" in given:
            queries = _parsed(given["queries"], "queries")
            return await self._answer(request, lambda: self._service.match(queries))
        if "extend" in given:
            body = _parsed(given["extend"], "extend")
            return await self._answer(request, lambda: self._service.extension.rows(body))
        return await self._answer(request, lambda: self._service.manifest(self._base(request), VERSIONS[0]))

    async def manifest_of_draft(self, request: Request) -> Response:
        """Return the manifest of 1.0-draft."""
        return await self._answer(request, lambda: self._service.manifest(self._base(request), VERSIONS[1]))

    async def match_of_draft(self, request: Request) -> Response:
        """Answer a batch of queries."""
        body = await _sent(request)
        return await self._answer(request, lambda: self._service.match_of_draft(body))

    async def extend_of_draft(self, request: Request) -> Response:
        """Give the values of properties."""
        body = await _sent(request)
        return await self._answer(request, lambda: self._service.extension.rows_of_draft(body))

    async def suggest(self, request: Request) -> Response:
        """Complete the name of an entity, a property or a type."""
        kind, given = _kind(request), dict(pairs_of(request.scope["query_string"]))
        cursor = int(given["cursor"]) if given.get("cursor", "").isdecimal() else 0
        return await self._answer(
            request, lambda: self._service.entities.suggest(kind, given.get("prefix", ""), min(cursor, 10_000))
        )

    async def flyout(self, request: Request) -> Response:
        """Tell in a few words what a suggestion is."""
        _kind(request)
        iri = _named(request)
        return await self._answer(request, lambda: self._service.entities.flyout(iri))

    async def properties(self, request: Request) -> Response:
        """Propose properties of a type."""
        given = dict(pairs_of(request.scope["query_string"]))
        limit = int(given["limit"]) if given.get("limit", "").isdecimal() else 0
        return await self._answer(request, lambda: self._service.extension.properties(given.get("type", ""), limit))

    async def preview(self, request: Request) -> Response:
        """Show an entity in a small page."""
        iri = _named(request)
        page = await run_in_threadpool(lambda: self._service.entities.preview(iri))
        if page is None:
            raise Failure(404, f"there is no entity {iri}")
        return respond(request, Representation(page.encode("utf-8", "replace"), "text/html; charset=utf-8"))

    async def _answer(self, request: Request, answer: Answer) -> Response:
        try:
            document = await run_in_threadpool(answer)
        except Wrong as error:
            raise Failure(400, str(error)) from None
        return respond(request, json_of(document), max_age=0)


def _kind(request: Request) -> str:
    kind: str = request.path_params["kind"]
    if kind not in ("entity", "property", "type"):
        raise Failure(404, f"nothing suggests {kind}: ask for entity, property or type")
    return kind


def _named(request: Request) -> str:
    iri = dict(pairs_of(request.scope["query_string"])).get("id", "")
    if not iri:
        raise Failure(400, "no entity is named: add ?id=…")
    return iri


async def _sent(request: Request) -> Any:
    """Return the JSON that was sent; the catch-all route would call another method not found."""
    if request.method != "POST":
        raise Failure(
            405, f"{request.url.path} takes JSON by POST: method not allowed", headers={"Allow": "POST, OPTIONS"}
        )
    return _parsed((await read_body(request)).decode("utf-8", "replace"), "the request")


def _parsed(text: str, what: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Failure(400, f"{what} is no JSON: {error}") from None
