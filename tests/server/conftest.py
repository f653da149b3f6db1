"""One server of the shipped catalog, and one of a few graphs, for all tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from confgraph.catalog import open_catalog
from serving import Client, running


@pytest.fixture(scope="session")
def shipped() -> Iterator[Client]:
    """Serve the shipped catalog."""
    with running(open_catalog()) as client:
        yield client
