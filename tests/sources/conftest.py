"""The small catalog that tests import into."""

from __future__ import annotations

from pathlib import Path

import pytest

from confgraph.sources.draft import Draft
from sources.world import draft_of, make_world


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small catalog, which nobody may write to."""
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Return the folder of a small catalog that a test may change."""
    return make_world(tmp_path / "world")


@pytest.fixture
def draft(small: Path) -> Draft:
    """Return a draft of the small catalog."""
    return draft_of(small)
