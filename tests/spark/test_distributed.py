"""The command line asks files on Spark as it asks the catalog."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import confgraph
from running import Run


def test_stats_and_export(spark: Any, run: Run, tmp_path: Path) -> None:
    """Counts and triples are those that the same command gives without Spark."""
    path, out = tmp_path / "x.nt", tmp_path / "out.nt"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    path.write_text(f'<http://b> {kind} <https://w3id.org/confgraph/ns#Edition> .\n<http://a> <http://p> "1" .\n')
    words = ["--engine", "spark", "--partitions", "2", str(path)]
    assert run("stats", *words).out == run("stats", str(path)).out
    assert run("export", "ntriples", *words, "-o", str(out)).code == 0
    assert out.read_bytes() == confgraph.open().export("ntriples", path)
