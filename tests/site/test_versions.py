"""Versions of the ontology keep their address."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import confgraph
from confgraph.catalog import open_catalog
from confgraph.problems import UsageError
from confgraph.reading import read
from confgraph.site import Settings, build
from confgraph.site.facts import Facts
from confgraph.site.versions import versions
from confgraph.writing import ordered

SETTINGS = Settings("Versions", "https://example.org/", "2026-11-26")
OLD = """
@prefix cg: <https://w3id.org/confgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
cg:Gone a rdfs:Class ; rdfs:label "gone"@en ; skos:definition "What was given up."@en .
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return the ontology of the shipped catalog without data, and versions of it before."""
    folder, shipped = tmp_path / "catalog", confgraph.open().catalog.folder
    shutil.copytree(shipped / "ontology", folder / "ontology")
    (folder / "data").mkdir()
    (folder / "versions").mkdir()
    for number in ("0.9", "0.10.2"):
        (folder / "versions" / f"{number}.ttl").write_text(OLD, encoding="utf-8")
    return folder


def test_old_versions_are_offered_and_not_loaded(kept: Path, tmp_path: Path) -> None:
    """A kept version has a page and every format; its terms are no terms of today."""
    catalog = open_catalog(kept)
    build(catalog, tmp_path / "site", SETTINGS)
    for number in ("0.9", "0.10.2", "1.0.0"):
        for suffix in (".ttl", ".nt", ".jsonld", ".rdf", ".html"):
            assert (tmp_path / "site" / "ns" / f"{number}{suffix}").is_file(), (number, suffix)
    page = (tmp_path / "site/ns/0.9.html").read_text(encoding="utf-8")
    assert "What was given up." in page
    assert re.findall('href="([0-9.]+).html"', page) == ["1.0.0", "0.10.2"]
    assert ordered(read(tmp_path / "site/ns/0.9.ttl")) == ordered(read(kept / "versions/0.9.ttl"))
    assert not (tmp_path / "site/ns/Gone.html").exists()
    assert b"Gone" not in (tmp_path / "site/ns/index.ttl").read_bytes()
    assert not catalog.store.query("ASK { cg:Gone ?p ?o }")


def test_the_latest_comes_first(kept: Path) -> None:
    """Numbers are compared as numbers, and the version of today is one of them."""
    found = versions(Facts(open_catalog(kept)))
    assert [(one.number, one.current) for one in found] == [("1.0.0", True), ("0.10.2", False), ("0.9", False)]


def test_what_was_released_stays(kept: Path) -> None:
    """An ontology that was changed without a new number is refused, and a file without a number too."""
    same = kept / "versions" / "1.0.0.ttl"
    same.write_text(OLD, encoding="utf-8")
    with pytest.raises(UsageError, match=r"1\.0\.0\.ttl is not what the ontology says.*raise owl:versionInfo"):
        versions(Facts(open_catalog(kept)))
    same.rename(kept / "versions" / "latest.ttl")
    with pytest.raises(UsageError, match=r"latest\.ttl is no version"):
        versions(Facts(open_catalog(kept)))


def test_a_version_can_be_kept(kept: Path, tmp_path: Path) -> None:
    """The file that a site has of the version of today is the one to keep."""
    build(open_catalog(kept), tmp_path / "site", SETTINGS)
    shutil.copy(tmp_path / "site/ns/1.0.0.ttl", kept / "versions")
    build(open_catalog(kept), tmp_path / "site", SETTINGS)


def test_the_shipped_ontology_is_new_or_as_released() -> None:
    """The ontology differs from no kept version with its number."""
    assert versions(Facts(confgraph.open().catalog))[0].current
