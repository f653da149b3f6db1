"""Find what a name means: candidates with scores, and the Reconciliation Service API that tools ask for them."""

from confgraph.reconciliation.candidates import Candidate, Candidates, Sought

__all__ = ["Candidate", "Candidates", "Sought"]
