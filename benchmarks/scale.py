"""Measure validation on Apache Spark beside the single process, on generated events, in one run.

    python benchmarks/scale.py [TRIPLES ...]

For each number of TRIPLES (100,000, 1,000,000 and 10,000,000) events with known errors are written as N-Triples and
validated by `validate_files` (DuckDB, two cores) and by Spark with two threads (`local[2]`), each in a process of its
own, until the whole report with its places is there. The two reports must be equal. Told are the seconds of both, those
that Spark needs to start and to do nothing, seconds of the processor, the bytes that went through shuffles, the most
memory that a process of Python and Java's held. Goal: less than 8 times the single process at
10,000,000; at less, the start of Spark is most of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Final, NamedTuple

import events

SIZES: Final = (100_000, 1_000_000, 10_000_000)
AN_EVENT: Final = 14
GOAL: Final = 8.0
FROM: Final = 10_000_000
HEAD: Final = """
import json, sys, time
from pathlib import Path
from confgraph.validation import REPORT_FORMATS, ValidationLimits, validate_files
data, shapes = map(Path, sys.argv[1:3])
begin = time.perf_counter()
"""
TAIL: Final = """
seconds = time.perf_counter() - begin
import hashlib
text = REPORT_FORMATS["json"](report)
print(json.dumps([seconds, started, len(report), report.triples, hashlib.sha256(text.encode()).hexdigest()]))
"""
JOBS: Final = {
    "duckdb": """
started = 0
report = validate_files([data], shapes, limits=ValidationLimits(timeout=7200, memory=16384))
""",
    "spark": """
from confgraph.spark import validate
from confgraph.spark.session import session
with session("local[2]", size=data.stat().st_size) as spark:
    spark.range(1).mapInArrow(lambda batches: batches, "id LONG").collect()
    started = time.perf_counter() - begin
    report = validate([data], shapes)
""",
}


class Taken(NamedTuple):
    """What a job took: seconds, those of its start and of the processor, MiB, and what it found."""

    seconds: float
    started: float
    processor: float
    java: float
    worker: float
    shuffled: float
    found: tuple[int, int, str]


class Watch(threading.Thread):
    """Looks at a process and all below it: seconds of the processor, and the most memory of each kind."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.done = threading.Event()
        self.seconds: dict[int, float] = {}
        self.memory: dict[str, float] = {"java": 0.0, "python": 0.0}

    def run(self) -> None:
        """Look four times a second."""
        while not self.done.wait(0.25):
            found: dict[int, tuple[str, list[str]]] = {}
            for stat in Path("/proc").glob("[0-9]*/stat"):
                try:
                    head, _, rest = stat.read_text().rpartition(")")
                except OSError:
                    continue
                found[int(stat.parent.name)] = head.partition("(")[2], rest.split()
            for pid, (name, words) in found.items():
                if self._is_below(pid, found):
                    self._note(pid, name, words)

    def _is_below(self, pid: int, found: dict[int, tuple[str, list[str]]]) -> bool:
        while pid in found and pid != self._pid:
            pid = int(found[pid][1][1])
        return pid == self._pid

    def _note(self, pid: int, name: str, words: list[str]) -> None:
        self.seconds[pid] = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
        kind = "java" if name == "java" else "python"
        self.memory[kind] = max(self.memory[kind], int(words[21]) * os.sysconf("SC_PAGE_SIZE") / 2**20)


def run(job: str, folder: Path) -> Taken:
    """Run a job in a process of its own."""
    logs = folder / "logs"
    logs.mkdir(exist_ok=True)
    settings = ("enabled=true", f"dir=file:{logs}", "compress=false", "rolling.enabled=false")
    words = " ".join(f"--conf spark.eventLog.{one}" for one in settings)
    process = subprocess.Popen(
        [sys.executable, "-c", HEAD + JOBS[job] + TAIL, folder / "events.nt", folder / "shapes.ttl"],
        env={**os.environ, "PYSPARK_SUBMIT_ARGS": f"{words} pyspark-shell"},
        stdout=subprocess.PIPE,
        text=True,
    )
    watch = Watch(process.pid)
    watch.start()
    out, _ = process.communicate()
    watch.done.set()
    watch.join()
    seconds, started, *found = json.loads(out.splitlines()[-1])
    processor = sum(watch.seconds.values())
    memory = watch.memory
    return Taken(seconds, started, processor, memory["java"], memory["python"], shuffled(logs), (*found,))


def shuffled(logs: Path) -> float:
    """Return how many MiB the tasks wrote for shuffles, as Spark's own log of events says; the logs are removed."""
    total = 0
    for log in logs.iterdir():
        for line in log.read_text(encoding="utf-8").splitlines():
            event: dict[str, Any] = json.loads(line)
            metrics = event.get("Task Metrics", {}) if event["Event"] == "SparkListenerTaskEnd" else {}
            total += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
        log.unlink()
    return total / 2**20


def main() -> int:
    """Print a row for each size; return 1 where a goal is missed or a report differs."""
    missed = False
    print("| triples | DuckDB s | Spark s | its start s | ratio | processor | shuffle MiB | Java MiB | Python MiB |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for size in map(int, sys.argv[1:]) if len(sys.argv) > 1 else SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            events.write(folder, size // AN_EVENT)
            begin = time.perf_counter()
            one, other = run("duckdb", folder), run("spark", folder)
            ratio = other.seconds / one.seconds
            print(
                f"| {one.found[1]:,} | {one.seconds:.1f} | {other.seconds:.1f} | {other.started:.1f} | {ratio:.1f} "
                f"| {other.processor / one.processor:.1f} | {other.shuffled:,.0f} | {other.java:,.0f} "
                f"| {other.worker:,.0f} |",
                flush=True,
            )
            if one.found != other.found:
                print(f"the reports differ: {one.found} and {other.found}")
            missed |= one.found != other.found or (size >= FROM and ratio >= GOAL)
            print(f"{time.perf_counter() - begin:.0f} s, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
