"""The Reconciliation Service API, 0.2 and 1.0-draft, about one catalog (W3C Entity Reconciliation Community Group)."""

from __future__ import annotations

from typing import Final

from confgraph.namespaces import ID, ONTOLOGY, VERSION
from confgraph.reconciliation.asked import BATCH, batch, batch_of_draft
from confgraph.reconciliation.candidates import Candidate, Candidates, Sought
from confgraph.reconciliation.entities import Document, Entities
from confgraph.reconciliation.extension import Extension
from confgraph.site.facts import Facts

VERSIONS: Final = ("0.2", "1.0-draft")
_SIZE: Final = {"width": 430, "height": 260}
_KINDS: Final = ("entity", "property", "type")


class Reconciliation:
    """Answers the API about one catalog. Entities go by their IRIs."""

    def __init__(self, facts: Facts, title: str) -> None:
        self._title = title
        self._candidates = Candidates(facts)
        self.entities = Entities(facts, self._candidates)
        self.extension = Extension(self.entities)

    def manifest(self, base: str, version: str) -> Document:
        """Return the manifest in one of ``VERSIONS`` of the service of a site, whose address ends in a slash."""
        document: Document = {
            "versions": list(VERSIONS),
            "name": self._title,
            "identifierSpace": ID,
            "schemaSpace": ONTOLOGY,
            "documentation": f"{base}docs/serving.html",
            "serviceVersion": VERSION,
            "batchSize": BATCH,
            "defaultTypes": [{"id": iri, "name": name} for iri, name in self.entities.types.items()],
            "view": {"url": "{{id}}"},
        }
        if version == VERSIONS[1]:  # its paths are fixed
            document["suggest"] = dict.fromkeys(_KINDS, True)
            document["preview"] = _SIZE
            document["extend"] = {"proposeProperties": True, "propertySettings": [_setting("helpText")]}
            return document
        site = base.rstrip("/")
        document["suggest"] = {
            kind: {
                "service_url": site,
                "service_path": f"/reconcile/suggest/{kind}",
                "flyout_service_url": site,
                "flyout_service_path": f"/reconcile/flyout/{kind}?id=${{id}}",
            }
            for kind in _KINDS
        }
        document["preview"] = {"url": f"{base}reconcile/preview?id={{{{id}}}}", **_SIZE}
        proposing = {"service_url": site, "service_path": "/reconcile/properties"}
        document["extend"] = {"propose_properties": proposing, "property_settings": [_setting("help_text")]}
        return document

    def match(self, queries: object) -> Document:
        """Return the answer to a batch of 0.2: candidates by the names of the queries."""
        return {name: {"result": self._results(sought)} for name, sought in batch(queries).items()}

    def match_of_draft(self, body: object) -> Document:
        """Return the answer to a batch of 1.0-draft: candidates in the order of the queries."""
        return {"results": [{"candidates": self._results(sought)} for sought in batch_of_draft(body)]}

    def _results(self, sought: Sought) -> list[Document]:
        return [self._result(one) for one in self._candidates.find(sought)]

    def _result(self, found: Candidate) -> Document:
        features = [{"id": name, "name": name, "value": round(value, 2)} for name, value in found.features.items()]
        known = self.entities.entity(found.thing.iri, "type")
        return {**known, "score": found.score, "match": found.match, "features": features}


def _setting(help_name: str) -> Document:
    words = "How many values of this property at most; 0 for all."
    name = {"name": "limit", "label": "Limit"} if help_name == "help_text" else {"id": "limit", "name": "Limit"}
    return {**name, "type": "number", "default": 0, help_name: words}
