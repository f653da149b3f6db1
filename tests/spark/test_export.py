"""Spark writes the bytes of the single process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

import confgraph
from confgraph.problems import LimitReached, UnreadableInput
from confgraph.spark import export_ntriples
from tricky import TERMS


def test_terms_stay_as_they_were_written(spark: Any, tmp_path: Path) -> None:
    """Numbers and escapes keep their spelling; each triple is there once, in the order of bytes."""
    subject, path = NamedNode("http://example.org/s"), tmp_path / "x.nt"
    triples = [Quad(subject, NamedNode("http://example.org/p"), term).triple for term in TERMS.values()]
    serialize(triples, str(path), format=RdfFormat.N_TRIPLES)
    path.write_bytes(path.read_bytes() * 2 + b'<http://a> <http://b> "x"@en-GB .\n')
    data = b"".join(export_ntriples([path], partitions=4))
    assert data == confgraph.open().export("ntriples", path)
    assert b'"48.20"' in data


def test_blank_nodes_have_canonical_names(spark: Any, tmp_path: Path) -> None:
    """Blank nodes of two files are two, and are called as RDFC-1.0 says, whatever they were called."""
    one, other = tmp_path / "one.nt", tmp_path / "other.nt"
    one.write_text("".join(f'_:b{n} <http://p> "{n}" .\n<http://a{n}> <http://q> _:b{n} .\n' for n in range(50)))
    other.write_text('_:b7 <http://p> "again" .\n_:b7 <http://p> _:b7 .\n')
    data = b"".join(export_ntriples([one, other], partitions=3))
    assert data == confgraph.open().export("ntriples", one, other)


def test_blank_nodes_that_look_alike(spark: Any, tmp_path: Path) -> None:
    """Where only the triples of others tell blank nodes apart, it is said and nothing is written."""
    path = tmp_path / "x.nt"
    path.write_text("_:a <http://p> _:b .\n_:b <http://p> _:a .\n")
    with pytest.raises(LimitReached, match="look alike"):
        list(export_ntriples([path]))


def test_a_line_that_cannot_be_read(spark: Any, tmp_path: Path) -> None:
    """Nothing is exported without a line: all that cannot be read are named."""
    path = tmp_path / "x.nt"
    path.write_text("<http://a> <http://b> <http://c> .\n?\n<x> <y> .\n")
    with pytest.raises(UnreadableInput) as raised:
        list(export_ntriples([path]))
    assert [one.place.line for one in raised.value.problems] == [2, 3]
