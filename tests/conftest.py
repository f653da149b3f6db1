"""What many tests need: the tiny catalog, the shipped one, the command line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import confgraph
from confgraph.validation import Report
from running import TINY, Run
from servers import Server, oxigraph, virtuoso

pytest_plugins = ["sites"]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep indexes out of the cache folder of who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def tiny() -> Path:
    """Return the folder of the tiny catalog, which nobody may write to."""
    return TINY


@pytest.fixture
def tiny_copy(tmp_path: Path) -> Path:
    """Return a copy of the tiny catalog that a test may change."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


@pytest.fixture(scope="session")
def tiny_graph() -> confgraph.Graph:
    """Return the tiny catalog, opened."""
    return confgraph.open(TINY)


@pytest.fixture(scope="session")
def graph() -> confgraph.Graph:
    """Return the shipped catalog, opened."""
    return confgraph.open()


@pytest.fixture(scope="session")
def run() -> Run:
    """Return what runs the command line, on the tiny catalog unless the test says otherwise."""
    return Run()


@pytest.fixture(scope="session")
def with_a_new_edition(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Return the report of the shipped catalog with a record of ``confgraph new`` in it: its one slow validation."""
    folder = tmp_path_factory.mktemp("shipped")
    shipped = confgraph.open().catalog.folder
    for part in ("ontology", "shapes", "data", "queries"):
        shutil.copytree(shipped / part, folder / part)
    new = Run(folder)
    made = new("new", "edition", "pycon-us", "2031", "--start", "2031-05", "--source", "psf-wiki-pycon")
    assert made.code == 0, made.err
    with (folder / "data" / "series" / "pycon-us.ttl").open("a", encoding="utf-8") as file:
        file.write(made.out)
    assert new("tidy").code == 0
    return confgraph.open(folder).validate(folder / "data" / "series" / "pycon-us.ttl")


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run Oxigraph's server."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run Virtuoso, where it is installed."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    """Return each of the real triplestores in turn."""
    found = request.getfixturevalue(f"{request.param}_server")
    assert isinstance(found, Server)
    return found
