"""The catalog of Narnia, and a Wikidata on loopback that knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from confgraph.catalog import Catalog
from confgraph.linking.kinds import kinds
from confgraph.linking.subjects import Subjects
from linking.narnia import ALL_LINKED, items, made_catalog, made_subjects
from wikidata import Table, wikidata


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """Run the Wikidata."""
    with wikidata(tmp_path_factory.mktemp("wikidata"), items()) as running:
        yield running


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Return the catalog without a link."""
    return made_catalog(tmp_path / "narnia")


@pytest.fixture
def subjects(catalog: Catalog) -> Subjects:
    """Return its entities."""
    return made_subjects(catalog)


@pytest.fixture
def linked_subjects(tmp_path: Path) -> Subjects:
    """Return the entities of the catalog where all but one are linked."""
    return made_subjects(made_catalog(tmp_path / "linked", ALL_LINKED))


@pytest.fixture
def classes(catalog: Catalog) -> Mapping[str, frozenset[str]]:
    """Return the kinds of items."""
    return kinds(catalog.documents("ontology"))
