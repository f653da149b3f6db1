"""What a server has, by path."""

from __future__ import annotations

from pathlib import Path

import pytest

from confgraph.catalog import Catalog
from confgraph.server.resources import Resources, media_of
from confgraph.site import Settings
from confgraph.site.contents import Contents


@pytest.fixture(scope="module")
def resources(excerpt: Catalog, settings: Settings) -> Resources:
    """Return the resources of the excerpt."""
    return Resources(Contents(excerpt, settings))


def test_every_file_of_the_site_is_there(resources: Resources, site: Path) -> None:
    """The server has each file that a build writes, with the same bytes."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.name != ".confgraph-files")
    things = [path for path in files if resources.thing(str(path.relative_to(site)).rpartition(".")[0])]
    for path in [*things[::29], *(path for path in files if path not in set(things))]:
        found = resources.file(str(path.relative_to(site)))
        assert found is not None, path
        assert found.body == path.read_bytes(), path


def test_what_is_not_there_is_none(resources: Resources) -> None:
    """An unknown path has no file and no offers."""
    for path in ("edition/nosuch", "nosuch", "", "data/nosuch", "../x", "ns/nosuch"):
        assert resources.file(path) is None
        assert resources.offers(path) == {}


def test_only_so_many_are_kept(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for long ago is made again, so that memory does not grow with what was asked."""
    monkeypatch.setattr("confgraph.server.resources._MOST", 3)
    paths = [f"{resources.facts.addresses[iri]}.ttl" for iri in resources.facts.entities[:9]]
    first = [resources.file(path) for path in paths]
    assert len(resources._kept) == 3
    assert all(one is not None for one in first)
    again = resources.file(paths[0])
    assert again is not None
    assert first[0] is not None
    assert again.body == first[0].body


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("a/b.html", "text/html; charset=utf-8"),
        ("b.ttl", "text/turtle; charset=utf-8"),
        ("b.jsonld", "application/ld+json"),
        ("b.csv", "text/csv; charset=utf-8"),
        ("b.ics", "text/calendar; charset=utf-8"),
        ("b.geojson", "application/geo+json"),
        ("b.nt.gz", "application/gzip"),
        ("data/SHA256SUMS", "text/plain; charset=utf-8"),
        ("a.b/c", "text/plain; charset=utf-8"),
    ],
)
def test_types(path: str, media: str) -> None:
    """Each file has the type that is registered for its format."""
    assert media_of(path) == media
