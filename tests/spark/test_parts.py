"""What is read away from home comes along paths of any length, also in circles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from confgraph.spark import validate
from confgraph.spark.parts import parts_for
from confgraph.validation import REPORT_FORMATS, validate_files

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> a sh:NodeShape ; sh:targetSubjectsOf <http://in> ; sh:property <urn:r> .
<urn:r> a sh:PropertyShape ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:path ( [ sh:zeroOrMorePath <http://in> ] <http://code> ) .
<urn:t> a sh:NodeShape ; sh:targetObjectsOf <http://in> ; sh:property
    [ sh:path [ sh:oneOrMorePath [ sh:inversePath <http://in> ] ] ; sh:maxCount 2 ] .
"""


def test_paths_without_end(spark: Any, tmp_path: Path) -> None:
    """A chain of four, a circle of three and a node within itself are walked to their ends, forward and backward."""
    chain = [(f"c{n}", f"c{n + 1}") for n in range(4)]
    circle = [(f"r{n}", f"r{(n + 1) % 3}") for n in range(3)]
    pairs = [*chain, *circle, ("self", "self")]
    lines = [f"<http://e/{a}> <http://in> <http://e/{b}> .\n" for a, b in pairs]
    lines += ['<http://e/c4> <http://code> "x" .\n', '<http://e/c3> <http://code> "y" .\n']
    (tmp_path / "x.nt").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    whole = validate_files([tmp_path / "x.nt"], tmp_path / "shapes.ttl")
    report = validate([tmp_path / "x.nt"], tmp_path / "shapes.ttl", partitions=4)
    assert len(whole) > 3
    assert REPORT_FORMATS["json"](report) == REPORT_FORMATS["json"](whole)


def test_parts_by_size(spark: Any) -> None:
    """A part is for each thread, one for each 64 MiB, or what was wanted."""
    assert parts_for(spark, 100, None) == 2
    assert parts_for(spark, 10 * (64 << 20) + 1, None) == 11
    assert parts_for(spark, 100, 7) == 7
