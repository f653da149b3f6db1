"""linking/asked.py: the catalog of a call, and who is asked."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from confgraph.catalog import Catalog
from confgraph.linking.asked import Asked
from confgraph.problems import RemoteFailure, UsageError
from confgraph.remote.cache import Cache
from linking.narnia import ALL_LINKED, CAIR, NARNIA, made_catalog
from wikidata import Table


def test_names_mean_entities_that_can_have_an_item(catalog: Catalog, tmp_path: Path) -> None:
    """A slug or short name is found, a source or a misspelt name is refused with what to do."""
    asked = Asked(catalog, Cache(tmp_path))
    assert [one.name for one in asked.wanted(["narnia", "edition:pycon-narnia-2025"], [])] == [
        "place:narnia",
        "edition:pycon-narnia-2025",
    ]
    assert {one.kind for one in asked.wanted([], ["series", "place"])} == {"series", "place"}
    with pytest.raises(UsageError, match="'source:times' is none of place, organization, series, edition"):
        asked.wanted(["source:times"], [])
    with pytest.raises(UsageError, match="did you mean narnia"):
        asked.wanted(["narnja"], [])


def test_items_are_those_of_linked_entities(table: Table, tmp_path: Path) -> None:
    """Only links are looked up, and the day is that of the oldest answer that was taken."""
    cache = Cache(tmp_path / "cache")
    asked = Asked(made_catalog(tmp_path / "c", ALL_LINKED), cache, queries=table.queries)
    assert set(asked.items(asked.wanted([], ["place"]))) == {NARNIA, CAIR}
    assert asked.day == time.strftime("%Y-%m-%d")
    for path in (tmp_path / "cache").iterdir():
        os.utime(path, (0, 3 * 86_400))
    later = Asked(asked.catalog, Cache(tmp_path / "cache", offline=True), queries=table.queries)
    assert set(later.items(later.wanted([], ["place"]))) == {NARNIA, CAIR}
    assert later.day == "1970-01-04"


def test_offline_asks_nobody(catalog: Catalog, tmp_path: Path) -> None:
    """Without an answer in the cache there is an error, and no connection."""
    asked = Asked(catalog, Cache(tmp_path, offline=True))
    with pytest.raises(RemoteFailure, match="leave --offline out"):
        asked.services.reconciliation.post({"queries": "{}"})


def test_another_service_is_asked_alone(catalog: Catalog, tmp_path: Path) -> None:
    """Who names a reconciliation service of their own does not ask Wikidata's search as well."""
    own = Asked(catalog, Cache(tmp_path), service="http://127.0.0.1:1/", queries="http://127.0.0.1:1/")
    assert own.services.search is None
    assert Asked(catalog, Cache(tmp_path), queries="http://127.0.0.1:1/").services.search is not None
