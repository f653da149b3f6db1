"""Spark counts what the single process counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, serialize

import confgraph
from confgraph.reading import read
from confgraph.spark import stats


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the shipped catalog's data as lines, with the ontology, in one file."""
    files = [path for part in ("ontology", "data") for path in confgraph.open().catalog.files(part)]
    path = tmp_path_factory.mktemp("lines") / "all.nt"
    serialize((quad.triple for file in files for quad in read(file)), str(path), format=RdfFormat.N_TRIPLES)
    return path


@pytest.mark.parametrize("partitions", [1, 6])
def test_the_counts_of_the_catalog(spark: Any, catalog: Path, partitions: int) -> None:
    """Series, editions, places along paths, independent sources: each count is that of the store."""
    counts, problems = stats([catalog], partitions=partitions)
    assert counts == confgraph.open().stats(catalog)
    assert counts.editions > 1000
    assert problems == []


def test_a_line_that_cannot_be_read_is_told(spark: Any, tmp_path: Path) -> None:
    """What can be read is counted, the rest is told with its line; an empty file has nothing."""
    (tmp_path / "x.nt").write_text("<http://a> <http://b> <http://c> .\n?\n<http://a> <http://b> <http://c> .\n")
    counts, problems = stats([tmp_path / "x.nt"], partitions=2)
    assert counts.triples == 1
    assert [(one.place.file, one.place.line) for one in problems] == [(str(tmp_path / "x.nt"), 2)]
