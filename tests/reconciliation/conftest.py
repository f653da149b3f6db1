"""The shipped catalog, made ready for finding names once."""

from __future__ import annotations

import pytest

import confgraph
from confgraph.reconciliation.service import Reconciliation
from confgraph.site.facts import Facts


@pytest.fixture(scope="session")
def service() -> Reconciliation:
    """Return the service of the shipped catalog."""
    return Reconciliation(Facts(confgraph.open().catalog), "Python conferences")
