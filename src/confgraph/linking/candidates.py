"""Look for the items that an entity may be: a reconciliation service first, then labels, then Wikidata's search."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from confgraph.linking import kinds as k
from confgraph.linking.evidence import Links
from confgraph.linking.items import each, in_batches
from confgraph.linking.subjects import Subject
from confgraph.problems import RemoteFailure
from confgraph.remote.service import Service
from confgraph.store import Store

RECONCILIATION: Final = "https://wikidata.reconci.link/en/api"
QUERIES: Final = "https://query.wikidata.org/sparql"
SEARCH: Final = "https://www.wikidata.org/w/api.php"
BATCH: Final = 50
"""So many names are reconciled in one request."""
LIMIT: Final = 5
_NAMES: Final = 400
_LANGUAGES: Final = ("en", "mul")
_BY_LABEL: Final = """SELECT ?item ?name WHERE {
  VALUES ?name { %s } { ?item rdfs:label ?name } UNION { ?item skos:altLabel ?name }
}"""


@dataclass(frozen=True)
class Services:
    """What is asked: a reconciliation service, a store with Wikidata's data and, for single entities, its search."""

    reconciliation: Service
    store: Store
    search: Service | None = None


def reconciled(
    service: Service, subjects: Sequence[Subject], kinds: Mapping[str, frozenset[str]], links: Links
) -> dict[str, list[str]]:
    """Return the items that each subject may be by its label, likeliest first, by the subjects' addresses.

    ``BATCH`` are asked about in one request. Raises RemoteFailure.
    """
    parts = in_batches(lambda batch: _reconciled(service, batch, kinds, links), subjects, BATCH)
    return {iri: ids for part in parts for iri, ids in part.items()}


def _reconciled(
    service: Service, batch: Sequence[Subject], kinds: Mapping[str, frozenset[str]], links: Links
) -> dict[str, list[str]]:
    """Ask about a batch (Reconciliation Service API 0.2, section 4)."""
    queries = {f"q{number}": _query(subject, kinds, links) for number, subject in enumerate(batch)}
    answer = service.post({"queries": json.dumps(queries, ensure_ascii=False)})
    found = {}
    for name, subject in zip(queries, batch, strict=True):
        try:
            results = answer[name]["result"]
            ids = [k.number(str(one["id"]).rpartition("/")[2]) for one in results]
        except (KeyError, TypeError):
            raise RemoteFailure(
                f"{service.url}: the answer is none of a reconciliation service: see its address"
            ) from None
        found[subject.iri] = [one for one in dict.fromkeys(ids) if one.startswith("Q")][:LIMIT]
    return found


def _query(subject: Subject, kinds: Mapping[str, frozenset[str]], links: Links) -> dict[str, object]:
    properties = [{"pid": k.COUNTRY, "v": {"id": one}} for one in links.get(subject.country, ())]
    types = sorted(kinds.get(subject.cls, ()))
    return {
        "query": subject.label,
        "limit": LIMIT,
        **({"type": types, "type_strict": "should"} if types else {}),
        **({"properties": properties} if properties else {}),
    }


def by_label(store: Store, subjects: Sequence[Subject]) -> dict[str, list[str]]:
    """Return the items that have a name of a subject as it is written, in English or in no language."""
    called: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        for name in subject.names:
            called[name].append(subject.iri)
    batches = in_batches(lambda some: _rows(store, some), sorted(called), _NAMES)
    found: dict[str, set[str]] = defaultdict(set)
    for item, term in (row for rows in batches for row in rows):
        if isinstance(item, NamedNode) and isinstance(term, Literal) and (of := k.number(item.value)):
            for iri in called[term.value]:
                found[iri].add(of)
    # What many know got its number early.
    return {iri: sorted(ids, key=lambda one: int(one[1:]))[:LIMIT] for iri, ids in found.items()}


def _rows(store: Store, names: Iterable[str]) -> list[tuple[object, ...]]:
    terms = " ".join(str(Literal(name, language=language)) for name in names for language in _LANGUAGES)
    return list(store.select(_BY_LABEL % terms).terms)


def searched(service: Service, subjects: Sequence[Subject]) -> dict[str, list[str]]:
    """Return the items that Wikidata's search finds for each subject, one request each."""
    found = each(lambda subject: _searched(service, subject), subjects)
    return {subject.iri: ids for subject, ids in zip(subjects, found, strict=True)}


def _searched(service: Service, subject: Subject) -> list[str]:
    """Ask MediaWiki's API, which refuses while its databases lag (its manual: wbsearchentities, Maxlag parameter)."""
    answer = service.get({
        "action": "wbsearchentities", "search": subject.label, "language": "en", "uselang": "en", "type": "item",
        "limit": str(LIMIT), "format": "json", "maxlag": "5",
    })  # fmt: skip
    try:
        return [one for one in (k.number(str(hit["id"])) for hit in answer["search"]) if one]
    except (KeyError, TypeError):
        raise RemoteFailure(f"{service.url}: the answer is none of Wikidata's search: see what it says") from None
