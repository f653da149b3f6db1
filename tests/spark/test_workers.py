"""What is sent to a part is enough to judge its nodes, and every node is judged in one part."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from confgraph.reading import read
from confgraph.spark.lines import File
from confgraph.spark.messages import unpacked
from confgraph.spark.routes import routes
from confgraph.spark.workers import Counted, Judged, Task, judge, parts_of, send_home
from confgraph.validation.compiled import run
from confgraph.validation.reads import reads
from confgraph.validation.report import Result
from confgraph.validation.shapes import Shapes
from confgraph.validation.tables import Tables

pyarrow: Any = pytest.importorskip("pyarrow")
EVENTS = Path(__file__).parents[2] / "benchmarks" / "events.py"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ns: <https://events.example.org/ns#> .
ns:E a sh:NodeShape ; sh:targetClass ns:Event ; sh:property [ sh:path ns:year ; sh:minCount 1 ] ,
    [ sh:path ns:attendance ; sh:minInclusive 1 ] , [ sh:path ns:status ; sh:in ( ns:Held ns:Cancelled ) ] .
ns:M a sh:NodeShape ; sh:targetObjectsOf ns:membership , ns:year ; sh:nodeKind sh:BlankNode .
ns:N a sh:NodeShape ; sh:targetNode <http://nobody> ; sh:property [ sh:path ns:year ; sh:minCount 1 ] .
"""


def test_parts_are_judged_apart(tmp_path: Path) -> None:
    """Shapes that read nothing away from home give, part by part, the results of the whole, each once."""
    subprocess.run([sys.executable, EVENTS, "700", tmp_path], check=True)
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    shapes = Shapes(read(tmp_path / "shapes.ttl"))
    found = {one for shape in shapes.roots for one in reads(shape, shapes.by_node)}
    way = routes(found, parts=5)
    task = Task({9: File(0, "x.nt")}, 1, way, list(shapes.quads), [shape.node for shape in shapes.roots])
    lines = (tmp_path / "events.nt").read_text(encoding="utf-8").splitlines()
    (nobody,) = parts_of(["<http://nobody>"], 5)
    by_part = defaultdict(list, {nobody: [(nobody, False, None, "<http://nobody>", None)]})
    for batch in send_home(batches(lines), task):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            by_part[row[0]].append(row)
    told = [unpacked(text) for part in by_part for text in _judged(by_part[part], task)]
    results = [result for one in told if isinstance(one, Judged) for result in one.results]
    tables = Tables([tmp_path / "events.nt"])
    expected = run(tables, shapes)
    mine = [_key(one).replace("_:d0-", "_:") for one in results]
    assert len(by_part) == 5
    assert sorted(mine) == sorted(map(_key, expected))
    assert [one.blocks for one in told if isinstance(one, Counted)] == [{(0, 0): (len(lines), len(lines))}]


def _key(one: Result) -> str:
    return str((str(one.focus), str(one.path), str(one.value), one.component))


def batches(lines: list[str]) -> Any:
    """Yield lines as Spark hands them over."""
    for n in range(0, len(lines), 3000):
        some = lines[n : n + 3000]
        yield pyarrow.record_batch({"value": some, "file": [9] * len(some), "block": [0] * len(some)})


def _judged(rows: list[tuple[Any, ...]], task: Task) -> list[str]:
    names, types = ("part", "own", "p", "s", "o"), (pyarrow.int32(), pyarrow.bool_(), *[pyarrow.string()] * 3)
    columns = [pyarrow.array(column, kind) for column, kind in zip(zip(*rows, strict=True), types, strict=True)]
    batch = pyarrow.record_batch(dict(zip(names, columns, strict=True)))
    return [text for found in judge([batch], task) for text in found.column("message").to_pylist()]
