"""Workers split lines as the parser does, and say of each that they cannot where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from confgraph.spark.lines import File, Lines, Where
from confgraph.validation.ntriples import rows
from tricky import TERMS

pyarrow: Any = pytest.importorskip("pyarrow")


def batch(*lines: bytes, block: int = 0) -> Any:
    """Return lines as Spark hands them over."""
    texts = pyarrow.array(list(lines), pyarrow.binary()).view(pyarrow.string())
    return pyarrow.record_batch({"value": texts, "file": [9] * len(lines), "block": [block] * len(lines)})


def triples(lines: Lines) -> list[tuple[Any, ...]]:
    """Return what was read, in the order of the lines."""
    return lines.db.execute("SELECT line, s, p, o FROM triples ORDER BY line").fetchall()


def test_tricky_terms() -> None:
    """Each line gives what the parser makes of it, with its number."""
    subject, known = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
    data = serialize([Quad(subject, known, one).triple for one in TERMS.values()], format=RdfFormat.N_TRIPLES) or b""
    parsed = list(pyoxigraph.parse(data, format=RdfFormat.N_TRIPLES))
    lines = Lines({9: File(0, "x.nt")})
    lines.read(batch(*data.rstrip(b"\n").split(b"\n")))
    assert triples(lines) == [(n, *row) for n, row in enumerate(rows(parsed), 1)]
    assert lines.counts == {(0, 0): (len(TERMS), len(TERMS))}


def test_faults_take_nothing_away() -> None:
    """Bytes that are no UTF-8, and lines that are no triple, are told with the number of the line."""
    good = b"<http://a> <http://b> _:c ."
    lines = Lines({9: File(4, "x.nt")})
    lines.read(batch(good, b"\xff", good, b"<http://a> .", b"", b"# no triple", good + b"\r"))
    assert [row[0] for row in triples(lines)] == [1, 3, 7]
    assert {row[3] for row in triples(lines)} == {"_:d4-c"}
    assert [fault.where for fault in lines.faults] == [Where(4, 0, 2), Where(4, 0, 4)]
    assert all(fault.problems for fault in lines.faults)


def test_blocks_count_on() -> None:
    """Batches of one block are counted on; another block begins anew."""
    line = b"<http://a> <http://b> <http://c> ."
    lines = Lines({9: File(0, "x.nt")})
    for one in (batch(line, line), batch(line), batch(line, block=700)):
        lines.read(one)
    assert lines.counts == {(0, 0): (3, 3), (0, 700): (1, 1)}


def test_quads_lose_their_graph() -> None:
    """All graphs are one; the tag of a language is written as the parser writes it."""
    lines = Lines({9: File(0, "x.nq", quads=True)})
    lines.read(batch(b'<http://a> <http://b> "x"@en-GB <http://g> .', b"<http://a> <http://b> <http://c> _:g ."))
    assert triples(lines) == [
        (1, "<http://a>", "<http://b>", '"x"@en-gb'),
        (2, "<http://a>", "<http://b>", "<http://c>"),
    ]


def test_a_mark_at_the_beginning(tmp_path: Path) -> None:
    """A byte order mark before the first line is no part of it."""
    lines = Lines({9: File(0, "x.nt")})
    lines.read(batch("\ufeff<http://a> <http://b> <http://c> .".encode()))
    assert len(triples(lines)) == 1
