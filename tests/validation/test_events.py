"""The events of the benchmarks: what their generator calls the truth is what an independent engine finds."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import shacl

EVENTS = Path(__file__).parents[2] / "benchmarks" / "events.py"


@pytest.mark.parametrize("form", [(), ("--shuffled",)], ids=["in order", "shuffled"])
def test_the_truth_is_what_an_engine_finds(form: tuple[str, ...], tmp_path: Path) -> None:
    """Focus node, path, value, component and severity of all results are as the generator says, each kind of error."""
    subprocess.run([sys.executable, EVENTS, "1600", tmp_path, *form], check=True)
    report = shacl.validate(str(tmp_path / "events.nt"), str(tmp_path / "shapes.ttl"))
    found = Counter(
        (
            result.focus_node,
            result.path if result.path and " " not in result.path and result.path.startswith("<") else "",
            result.value or "",
            result.component_iri.strip("<>"),
            result.severity_iri.strip("<>"),
        )
        for result in report.results
    )
    truth = (tmp_path / "truth.tsv").read_text(encoding="utf-8").splitlines()
    assert found == Counter(tuple(row.split("\t")) for row in truth)
    assert len({row[3:] for row in found}) >= 10
