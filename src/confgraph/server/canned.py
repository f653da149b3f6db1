"""Canned queries as addresses, and their description for programs (OpenAPI 3.1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from confgraph import queries
from confgraph.namespaces import VERSION
from confgraph.problems import UsageError
from confgraph.queries import CannedQuery, Parameter
from confgraph.server.asking import Asked, formats_for
from confgraph.server.failures import Failure
from confgraph.server.negotiation import Media
from confgraph.server.protocol import format_of
from confgraph.store import Store

_SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "iri": {"type": "string", "minLength": 1, "description": "A slug, a prefixed name or an IRI."},
}
_PROBLEM: Final = {
    "description": "What is wrong, and how to mend it (RFC 9457).",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_STATUSES: Final = ("400", "404", "406", "429", "502", "503")


def asked_for(
    folder: str, store: Store, name: str, pairs: Sequence[tuple[str, str]], accept: str | None
) -> tuple[Asked, Media]:
    """Return a canned query with its parameters bound, and the type of its answer.

    Raises Failure: 404 for an unknown query, 400 for parameters that do not fit, 406 for an unknown type.
    """
    try:
        query = queries.get(folder, name)
    except UsageError as error:
        raise Failure(404, error.message) from None
    values: dict[str, object] = {}
    for key, value in pairs:
        if key in values:
            raise Failure(400, f"{key!r} is given twice: give it once")
        if key != "format":
            values[key] = value
    wanted = [value for key, value in pairs if key == "format"]
    chosen, media = format_of(query.text, wanted, accept)
    missing = [one.name for one in query.parameters if one.required and one.name not in values]
    if missing:
        raise Failure(400, f"{name} needs {' and '.join(missing)}: add ?{'&'.join(f'{one}=…' for one in missing)}")
    try:
        terms = queries.bind(store, query, values)
    except UsageError as error:
        raise Failure(400, error.message) from None
    return Asked(query.text, chosen, terms), media


def openapi(found: Iterable[CannedQuery], title: str, base: str) -> dict[str, Any]:
    """Return the description of the canned queries at the address ``base``."""
    paths = {f"/queries/{query.name}": {"get": _operation(query)} for query in found}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": VERSION, "summary": "Questions that the catalog answers."},
        "servers": [{"url": base.rstrip("/")}],
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": {
                    "type": "object",
                    "required": ["type", "title", "status", "detail"],
                    "properties": {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                        "problems": {"type": "array", "items": {"type": "object"}},
                    },
                }
            }
        },
    }


def _operation(query: CannedQuery) -> dict[str, Any]:
    formats = formats_for(query.text)
    return {
        "operationId": query.name,
        "summary": query.summary,
        **({"description": query.description} if query.description else {}),
        **({"tags": list(query.tags)} if query.tags else {}),
        "parameters": [*map(_parameter, query.parameters), _format(list(formats))],
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {media.name: {"schema": _answer(media)} for media in formats.values()},
            },
            **dict.fromkeys(_STATUSES, _PROBLEM),
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(_SCHEMAS.get(parameter.datatype, {"type": "string"}))
    if parameter.default is not None:
        schema["default"] = parameter.default if schema["type"] == "string" else json.loads(parameter.default)
    return {"name": parameter.name, "in": "query", "required": parameter.required, "schema": schema}


def _format(names: list[str]) -> dict[str, Any]:
    schema = {"type": "string", "enum": names}
    return {"name": "format", "in": "query", "required": False, "schema": schema, "description": "Instead of Accept."}


def _answer(media: Media) -> dict[str, Any]:
    return {"type": "object"} if media.name.endswith("json") else {"type": "string"}
