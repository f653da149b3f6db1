"""An excerpt of the catalog, opened once and built once: the founding stories with all places and sources."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import confgraph
from confgraph.catalog import Catalog, open_catalog
from confgraph.site import Settings, build
from confgraph.site.events import Events
from confgraph.site.facts import Facts
from confgraph.site.render import Renderer

SERIES = (
    "ipc", "oscon", "oscon-python-track", "perl-conference", "pycon-us", "europython", "pycon-apac", "pycon-jp",
    "scipy", "euroscipy",
)  # fmt: skip
TODAY = "2026-11-26"


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Return the settings of the site that the tests build."""
    return Settings("Python conferences", "https://example.org/conferences/", TODAY)


@pytest.fixture(scope="session")
def excerpt(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Return a catalog with some series of the shipped one, and everything that they link to."""
    folder, shipped = tmp_path_factory.mktemp("excerpt"), confgraph.open().catalog.folder
    for part in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(shipped / part, folder / part)
    for path in [*folder.glob("data/series/*.ttl"), *folder.glob("data/claims/*.ttl")]:
        if path.stem not in SERIES and not (
            path.parent.name == "claims" and path.stem in ("links", "places", "people")
        ):
            path.unlink()
    return open_catalog(folder)


@pytest.fixture(scope="session")
def facts(excerpt: Catalog) -> Facts:
    """Return what the excerpt says."""
    return Facts(excerpt)


@pytest.fixture(scope="session")
def events(facts: Facts) -> Events:
    """Return the events of the excerpt."""
    return Events(facts)


@pytest.fixture(scope="session")
def renderer(settings: Settings) -> Renderer:
    """Return what makes pages."""
    return Renderer(settings)


@pytest.fixture(scope="session")
def site(excerpt: Catalog, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site of the excerpt, which nobody may write to."""
    out = tmp_path_factory.mktemp("built") / "site"
    build(excerpt, out, settings)
    return out
