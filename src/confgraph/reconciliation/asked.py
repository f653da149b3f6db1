"""Read what the Reconciliation Service API asks, of 0.2 and of 1.0-draft: queries, batches, names of properties."""

from __future__ import annotations

from typing import Final

from confgraph.namespaces import expand, shorten
from confgraph.reconciliation.candidates import Sought

BATCH: Final = 50
"""So many queries are answered in one request; what is more is refused."""
MOST_IDS: Final = 1000
"""So many entities are described in one request."""
LIMIT: Final = 100
"""The most candidates of one query."""


class Wrong(Exception):
    """A request that is none of the API's, in words."""


def short_name(name: str) -> str:
    """Return a property, given as an IRI or a short name, as a short name."""
    return shorten(name) if "://" in name else name


def expand_or_same(name: str) -> str:
    """Return the IRI of a short name, or the name itself where it is none."""
    try:
        return expand(name)
    except KeyError:
        return name


def batch(queries: object) -> dict[str, Sought]:
    """Read a batch of 0.2: what is sought, by the names of the queries."""
    if not isinstance(queries, dict):
        raise Wrong("queries is an object: name each query, as in {'q0': {'query': 'PyCon'}}")
    _refuse_many(len(queries))
    return {name: _sought(query) for name, query in queries.items()}


def batch_of_draft(body: object) -> list[Sought]:
    """Read a batch of 1.0-draft: what is sought, in the order of the queries."""
    queries = body.get("queries") if isinstance(body, dict) else None
    if not isinstance(queries, list):
        raise Wrong('there is no list of queries: send {"queries": [{"conditions": […]}]}')
    _refuse_many(len(queries))
    return [_sought_of_draft(query) for query in queries]


def extension(body: object) -> tuple[list[str], list[tuple[str, int]]]:
    """Read which entities and properties are wanted, each with the most values of it, 0 for all."""
    lists = isinstance(body, dict) and all(isinstance(body.get(name), list) for name in ("ids", "properties"))
    if not lists or not isinstance(body, dict):
        raise Wrong('send {"ids": ["…"], "properties": [{"id": "cg:year"}]}')
    ids = [one for one in body["ids"] if isinstance(one, str)]
    if len(ids) > MOST_IDS:
        raise Wrong(f"there are {len(ids):,} ids: send at most {MOST_IDS:,} at once")
    wanted = []
    for one in body["properties"]:
        if not isinstance(one, dict) or not isinstance(one.get("id"), str):
            raise Wrong('a property is an object with an id: {"id": "cg:year"}')
        settings = one.get("settings")
        most = settings.get("limit", 0) if isinstance(settings, dict) else 0
        wanted.append((short_name(one["id"]), int(most) if str(most).isdecimal() else 0))
    return ids, wanted


def _refuse_many(count: int) -> None:
    if count > BATCH:
        raise Wrong(f"there are {count} queries in one request: send at most {BATCH}")


def _sought(query: object) -> Sought:
    """Read a query of 0.2."""
    if not isinstance(query, dict):
        raise Wrong("a query is an object: {'query': 'PyCon'}")
    values: dict[str, tuple[str, ...]] = {}
    for one in _listed(query.get("properties")):
        if not isinstance(one, dict) or not isinstance(one.get("pid"), str):
            raise Wrong("a property of a query has a pid and a value v: {'pid': 'cg:year', 'v': 2003}")
        values[short_name(one["pid"])] = _texts(one.get("v"))
    name, strict = query.get("query", ""), query.get("type_strict", "any") != "should"
    if not isinstance(name, str) or (not name.strip() and not values):
        raise Wrong("a query has a text or properties: {'query': 'PyCon'}")
    return Sought(name, _kinds(query.get("type")), values, _limit(query.get("limit")), strict)


def _sought_of_draft(query: object) -> Sought:
    """Read a query of 1.0-draft."""
    if not isinstance(query, dict) or not isinstance(query.get("conditions"), list):
        raise Wrong('a query has conditions: {"conditions": [{"matchType": "name", "propertyValue": "PyCon"}]}')
    name, values = "", dict[str, tuple[str, ...]]()
    for one in query["conditions"]:
        if not isinstance(one, dict):
            raise Wrong('a condition is an object: {"matchType": "name", "propertyValue": "PyCon"}')
        if one.get("matchType") == "name":
            name = next(iter(_texts(one.get("propertyValue"))), "")
        elif isinstance(one.get("propertyId"), str):
            values[short_name(one["propertyId"])] = _texts(one.get("propertyValue"))
        else:
            raise Wrong(
                'a condition is about the name or a property: {"matchType": "property", "propertyId": "cg:year", …}'
            )
    if not name.strip() and not values:
        raise Wrong("a query has a condition about the name or a property")
    return Sought(name, _kinds(query.get("type")), values, _limit(query.get("limit")))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(value: object) -> tuple[str, ...]:
    """Return the values of a condition as texts; an entity goes by its id."""
    found = [one.get("id") if isinstance(one, dict) else one for one in _listed(value)]
    return tuple(str(one) for one in found if isinstance(one, (str, int, float)))


def _kinds(value: object) -> tuple[str, ...]:
    """Return the IRIs of types, given as IRIs or short names."""
    found = [one.get("id") if isinstance(one, dict) else one for one in _listed(value)]
    return tuple(expand_or_same(one) for one in found if isinstance(one, str) and one)


def _limit(value: object) -> int:
    return max(1, min(LIMIT, int(value))) if isinstance(value, (int, float)) and not isinstance(value, bool) else 10
