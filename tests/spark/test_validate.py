"""Spark gives the report of the single process, byte by byte, in however many parts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

import confgraph
from confgraph.problems import FileTrouble, UsageError
from confgraph.reading import read
from confgraph.spark import validate
from confgraph.validation import REPORT_FORMATS, validate_files
from confgraph.validation.compiled import run
from confgraph.validation.shape import IllFormedShapes
from tricky import TERMS
from validation.shapes_and_graphs import EX, PREFIXES, case, quads

EVENTS = Path(__file__).parents[2] / "benchmarks" / "events.py"
as_json = REPORT_FORMATS["json"]


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with 3,000 events, of which 30 have an error."""
    folder = tmp_path_factory.mktemp("events")
    subprocess.run([sys.executable, EVENTS, "3000", folder], check=True)
    return folder


@pytest.mark.parametrize("partitions", [1, 2, 7])
def test_any_number_of_partitions(spark: Any, events: Path, partitions: int) -> None:
    """Files cut into blocks and nodes into parts have the report of the whole: results, places, words, counts."""
    whole = validate_files([events / "events.nt"], events / "shapes.ttl")
    report = validate([events / "events.nt"], events / "shapes.ttl", partitions=partitions)
    assert len(report) > 30
    assert as_json(report) == as_json(whole)


def test_random_shapes_and_graphs(spark: Any, tmp_path: Path) -> None:
    """Of random shapes, paths of any length among them, no result is lost or invented by the parts."""
    (tmp_path / "shapes").mkdir()
    files = []
    for seed in range(24):
        one = case(seed)
        own = PREFIXES.replace(EX, f"{EX}{seed}/")
        try:
            run(quads(one.data), quads(one.shapes))
        except IllFormedShapes:
            continue
        (tmp_path / "shapes" / f"{seed}.ttl").write_text(own + one.shapes, encoding="utf-8")
        (tmp_path / f"{seed}.ttl").write_text(own + one.data, encoding="utf-8")
        data = read(tmp_path / f"{seed}.ttl")
        files.append(tmp_path / f"{seed}.nt")
        serialize((quad.triple for quad in data), str(files[-1]), format=RdfFormat.N_TRIPLES)
    whole = validate_files(files, tmp_path / "shapes")
    report = validate(files, tmp_path / "shapes", partitions=5)
    assert len(report) > 80
    assert as_json(report) == as_json(whole)


def test_ill_formed_lines_lose_nothing_else(spark: Any, events: Path, tmp_path: Path) -> None:
    """Each line that cannot be read is a problem with file and line; the rest has the report that it has without it."""
    lines = (events / "events.nt").read_bytes().split(b"\n")
    bad = {100: b"<http://a> <http://b> .", 20_000: b"\xff\xfe <x> .", 20_001: b'<http://a> <http://b> "open .'}
    bad[41_999] = b"?"
    good, broken = tmp_path / "good.nt", tmp_path / "broken.nt"
    good.write_bytes(b"\n".join(b"" if n in bad else line for n, line in enumerate(lines, 1)))
    broken.write_bytes(b"\n".join(bad.get(n, line) for n, line in enumerate(lines, 1)))
    report = validate([broken], events / "shapes.ttl", partitions=3)
    told = [one for one in report if one.focus == "" and one.component == ""]
    assert {one.place.line for one in told} == set(bad)
    assert all(one.place.file == str(broken) and one.source for one in told)
    assert (report.exit_code, report.unreadable) == (3, True)
    rest = [one._replace(place=one.place._replace(file=str(good))) for one in report if one not in told]
    assert rest == list(validate_files([good], events / "shapes.ttl"))


def test_several_files_and_formats(spark: Any, events: Path, tmp_path: Path) -> None:
    """N-Triples, N-Quads and Parquet are one graph: each triple once, blank nodes of two files apart."""
    lines = (events / "events.nt").read_text(encoding="utf-8").splitlines(keepends=True)
    parts = [lines[:9000], lines[9000:20_000], lines[20_000:]]
    plain, quads_, rows = tmp_path / "a [1].nt", tmp_path / "b.nq", tmp_path / "c.parquet"
    plain.write_text("".join(parts[0]), encoding="utf-8")
    quads_.write_text("".join(f"{line[:-2]}<http://g> .\n" for line in parts[1]), encoding="utf-8")
    (tmp_path / "c.nt").write_text("".join(parts[2]), encoding="utf-8")
    table = [line.rstrip("\n").removesuffix(" .").split(" ", 2) for line in parts[2]]
    columns = [list(column) for column in zip(*table, strict=True)]
    sql = f"COPY (SELECT unnest($1) AS s, unnest($2) AS p, unnest($3) AS o) TO '{rows}' (FORMAT parquet)"
    duckdb.connect().execute(sql, columns)
    whole = validate_files([plain, quads_, tmp_path / "c.nt"], events / "shapes.ttl")
    report = validate([plain, quads_, rows], events / "shapes.ttl", partitions=2)
    assert as_json(report) == as_json(whole).replace(str(tmp_path / "c.nt"), str(rows))


def test_tricky_terms(spark: Any, tmp_path: Path) -> None:
    """Odd numbers, escapes, invisible characters and addresses are judged and shown as the single process does."""
    subject, known = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
    statements = [Quad(subject, known, term) for term in TERMS.values()]
    statements += [Quad(term, known, subject) for term in TERMS.values() if isinstance(term, NamedNode)]
    serialize([one.triple for one in statements], str(tmp_path / "x.nt"), format=RdfFormat.N_TRIPLES)
    shapes = """
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <urn:s> a sh:NodeShape ; sh:targetSubjectsOf <http://example.org/p> ; sh:property [
            sh:path <http://example.org/p> ; sh:minInclusive 3 ; sh:datatype xsd:decimal ; sh:pattern "^[0-9]+$" ;
            sh:languageIn ( "en" ) ; sh:maxLength 4 ; sh:node [ sh:closed true ; sh:property [ sh:path <urn:q> ] ] ] .
    """
    (tmp_path / "shapes.ttl").write_text(shapes, encoding="utf-8")
    whole = validate_files([tmp_path / "x.nt"], tmp_path / "shapes.ttl")
    report = validate([tmp_path / "x.nt"], tmp_path / "shapes.ttl", partitions=3)
    assert len(report) > 200
    assert as_json(report) == as_json(whole)


def test_with_a_catalog_around(spark: Any, tmp_path: Path) -> None:
    """Files may refer to the rest of a catalog, whose own nodes are not judged, and replace what it says of them."""
    graph = confgraph.open()
    document = read(graph.catalog.folder / "data" / "series" / "ipc.ttl")
    text = serialize([one.triple for one in document], format=RdfFormat.N_TRIPLES) or b""
    kept = [line for n, line in enumerate(text.splitlines(keepends=True)) if n % 5]
    (tmp_path / "some.nt").write_bytes(b"".join(kept))
    whole = graph.validate(tmp_path / "some.nt")
    report = graph.on_spark(tmp_path / "some.nt", partitions=4).validate()
    assert len(whole) > 10
    assert as_json(report) == as_json(whole)


def test_what_cannot_be_read(java: None, tmp_path: Path, events: Path) -> None:
    """A file that is not there, and one that is no lines, are named before Spark starts."""
    with pytest.raises(FileTrouble, match=r"none\.nt: no such file"):
        validate([tmp_path / "none.nt"], events / "shapes.ttl")
    with pytest.raises(UsageError, match=r"Spark reads \.nt, \.nq and \.parquet"):
        validate([events / "shapes.ttl"], events / "shapes.ttl")


def test_the_report_is_json(spark: Any, events: Path) -> None:
    """The report counts the triples of all blocks, and the files."""
    told = json.loads(as_json(validate([events], events / "shapes.ttl", partitions=2)))
    assert (told["files"], told["triples"]) == (1, (events / "events.nt").read_bytes().count(b"\n"))
