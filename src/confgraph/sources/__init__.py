"""Bring what others have gathered into the catalog: rows of a source, matched, compared, proposed with their source."""

from confgraph.sources.importers import IMPORTERS
from confgraph.sources.proposal import PROPOSAL_FORMATS, Proposal, as_json, as_text
from confgraph.sources.propose import propose

__all__ = ["IMPORTERS", "PROPOSAL_FORMATS", "Proposal", "as_json", "as_text", "propose"]
