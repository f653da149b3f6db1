"""A catalog with those who are asked about its links: what each way to link begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from confgraph.catalog import Catalog
from confgraph.entities import resolve
from confgraph.linking.candidates import QUERIES, RECONCILIATION, SEARCH, Services
from confgraph.linking.items import Item, Items
from confgraph.linking.kinds import kinds
from confgraph.linking.subjects import CLASSES, Subject, Subjects
from confgraph.linking.suggest import SAME
from confgraph.problems import UsageError
from confgraph.remote import Endpoint, RemoteStore
from confgraph.remote.cache import Cache
from confgraph.remote.service import Service
from confgraph.sources.draft import Draft


class Asked:
    """A catalog and its links; ``queries``, ``service`` and ``search`` are addresses, None for Wikidata's own.

    An address that is not the user's own word must be public: see Connection.
    """

    def __init__(
        self,
        catalog: Catalog,
        cache: Cache,
        queries: str | None = None,
        service: str | None = None,
        search: str | None = None,
    ) -> None:
        self.catalog = catalog
        self.cache = cache
        self._queries, self._service, self._search = queries, service, search
        self.documents = [*catalog.documents("data")]
        self.subjects = Subjects(Draft(catalog.folder, self.documents))
        self.kinds = kinds(catalog.documents("ontology"))

    @cached_property
    def services(self) -> Services:
        """Those who are asked, without a search where the user named another reconciliation service."""
        store = RemoteStore(Endpoint(self._queries or QUERIES, cache=self.cache, public=self._queries is None))
        search = self._at(self._search, SEARCH) if self._search or self._service is None else None
        return Services(self._at(self._service, RECONCILIATION), store, search)

    def _at(self, given: str | None, ours: str) -> Service:
        return Service(given or ours, cache=self.cache, public=given is None)

    @property
    def day(self) -> str:
        """The day of the oldest answer that was taken."""
        return date.fromtimestamp(self.cache.oldest).isoformat()

    def wanted(self, ids: Sequence[str], types: Sequence[str]) -> list[Subject]:
        """Return the entities that are meant, all of some kinds for no ids.

        Raises UsageError for a name that there is not, and for an entity that can have no item.
        """
        if not ids:
            return list(self.subjects.all(types))
        found = [resolve(self.catalog.store, one, types[0] if types else "") for one in ids]
        for iri, name in zip(found, ids, strict=True):
            if not self.subjects.class_of(iri):
                raise UsageError(f"{name!r} is none of {', '.join(CLASSES)}: nothing else is linked to Wikidata")
        return [self.subjects.of(iri) for iri in found]

    def items(self, wanted: Sequence[Subject]) -> Mapping[str, Item]:
        """Return the items of linked entities."""
        known = self.subjects.links(SAME)
        return Items(self.services.store, self.kinds).find(one for each in wanted for one in known.get(each.iri, ()))
