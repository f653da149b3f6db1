"""Spark starts on loopback, in this process or at a cluster, and a worker that dies takes nothing with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from confgraph.problems import UsageError
from confgraph.spark.session import session
from confgraph.validation import REPORT_FORMATS, validate_files
from spark.clusters import cluster

EVENTS = Path(__file__).parents[2] / "benchmarks" / "events.py"


def on_the_command_line(folder: Path, *words: str) -> subprocess.Popen[str]:
    """Start to validate the events of a folder with Spark, as JSON."""
    command = [sys.executable, "-m", "confgraph", "validate", "--engine", "spark", "--format", "json"]
    files = ["--shapes", str(folder / "shapes.ttl"), str(folder / "events.nt")]
    return subprocess.Popen([*command, *words, *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_one_thread(java: None, tmp_path: Path) -> None:
    """With one thread the command prints the report of the single process, and nothing of Spark's own."""
    subprocess.run([sys.executable, EVENTS, "300", tmp_path], check=True)
    whole = validate_files([tmp_path / "events.nt"], tmp_path / "shapes.ttl")
    done = on_the_command_line(tmp_path, "--master", "local[1]", "--partitions", "2")
    out, err = done.communicate(timeout=240)
    assert out == REPORT_FORMATS["json"](whole)
    assert done.returncode == whole.exit_code
    assert err.splitlines()[-1].startswith(f"{len(whole.errors)} error")
    assert "WARN" not in err


def test_a_worker_dies_in_the_middle(java: None, tmp_path: Path) -> None:
    """Of a cluster of two workers one is killed when it has written a part of a shuffle: the report is the same."""
    subprocess.run([sys.executable, EVENTS, "8000", tmp_path], check=True)
    whole = validate_files([tmp_path / "events.nt"], tmp_path / "shapes.ttl")
    with cluster(tmp_path / "cluster") as running:
        done = on_the_command_line(tmp_path, "--master", running.master, "--partitions", "6")
        running.kill_one_with_output(seconds=180)
        assert done.poll() is None
        out, err = done.communicate(timeout=300)
    assert out == REPORT_FORMATS["json"](whole), err
    assert json.loads(out)["triples"] > 100_000


def test_a_master_that_is_not_there(java: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is said with how to get it."""
    monkeypatch.setattr("confgraph.spark.session.shutil.which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(UsageError, match="Java 17"), session():
        pass


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyspark the error names the extra."""
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(UsageError, match=r"pip install 'confgraph\[spark\]'"), session():
        pass
