"""Measure validation of generated events with known errors, beside its peers, in one run; every result is checked.

    python benchmarks/validate.py [EVENTS [ROUNDS]]

EVENTS (100,000) as N-Triples are read and validated. The peers: `pyoxigraph.parse` of the same file, `shacl` (PyPI, in
Rust), pySHACL on a tenth of the events (10,000) at most, for it takes minutes. Then the same from cached tables, with
each problem at its place, that in the sandbox and outside, and one changed event of all that are loaded. A job runs in
a process of its own, which tells its time from the file on, without imports, and the most memory that it held. One
contributed file is measured as a whole process beside pySHACL's own command on the file alone. The least time counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOT: Final = Path(__file__).parents[1]
HEAD: Final = """
import json, sys, time
def told(results):
    memory = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(json.dumps([time.perf_counter() - begin, memory / 1024, results]))
"""
JOBS: Final = {
    "parse": """
import pyoxigraph
begin = time.perf_counter()
for _ in pyoxigraph.parse(path=sys.argv[1]):
    pass
told(None)
""",
    "confgraph": """
from confgraph.reading import read
from confgraph.validation import compiled, validate
begin = time.perf_counter()
report = validate([sys.argv[1]], [read(sys.argv[2])], cache=sys.argv[3] or None)
told([[p.place.line] for p in report])
""",
    "results": """
from confgraph.reading import read
from confgraph.validation.compiled import run
from confgraph.validation.tables import Tables
begin = time.perf_counter()
words = {"error": "http://www.w3.org/ns/shacl#Violation", "warning": "http://www.w3.org/ns/shacl#Warning"}
found = run(Tables([sys.argv[1]], cache=sys.argv[3] or None), read(sys.argv[2]))
told([[str(r.focus), r.component, words[r.severity]] for r in found])
""",
    "sandbox": """
from pathlib import Path
from confgraph.validation import compiled, validate_files
begin = time.perf_counter()
report = validate_files([Path(sys.argv[1])], Path(sys.argv[2]))
told([[p.place.line] for p in report])
""",
    "shacl": """
import shacl
begin = time.perf_counter()
report = shacl.validate(sys.argv[1], sys.argv[2])
told([[r.focus_node, r.component_iri.strip("<>"), r.severity_iri.strip("<>")] for r in report.results])
""",
    "pyshacl": """
import logging, rdflib, pyshacl
logging.disable()
from rdflib.namespace import SH
rdflib.NORMALIZE_LITERALS = False
begin = time.perf_counter()
data, shapes = rdflib.Graph().parse(sys.argv[1], format="nt"), rdflib.Graph().parse(sys.argv[2])
_, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
told([[str(report.value(r, p)) for p in (SH.focusNode, SH.sourceConstraintComponent, SH.resultSeverity)]
      for r in report.objects(None, SH.result)])
""",
    "changed": """
import random
from pyoxigraph import Literal, NamedNode, Quad
from confgraph.reading import read
from confgraph.validation.changed import affected
from confgraph.validation.compiled import run, usable
from confgraph.validation.tables import Tables
tables = Tables([sys.argv[1]])
shapes = usable(read(sys.argv[2]), tables)
begin = time.perf_counter()
before = len(run(tables, shapes))
whole = time.perf_counter() - begin
tables.change([], [])  # makes the index, once
event = NamedNode("https://events.example.org/event/5")
property = NamedNode("https://events.example.org/ns#attendance")
integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
right, wrong = (Quad(event, property, Literal(text, datatype=integer)) for text in ("25", "0"))
taken = []
for removed, added, errors in [([right], [wrong], 1), ([wrong], [right], 0)] * 5:
    begin = time.perf_counter()
    tables.change(removed, added)
    found = run(tables, shapes, affected(tables, shapes, removed, added))
    taken.append(time.perf_counter() - begin)
    assert len(found) == errors, found
assert len(run(tables, shapes)) == before
told([whole, min(taken)])
""",
}
GOALS: Final = {"pySHACL": 1 / 200, "shacl": 1 / 15, "parse": 1.7, "cached": 1.0, "sandbox": 1.1, "changed": 1 / 100}
LARGE: Final = 1.4
"""The goal of a million events, to parsing."""


class Taken(NamedTuple):
    """Seconds, MiB, and what was found."""

    seconds: float
    memory: float
    found: Any


def main() -> int:
    """Print the table; return 1 where a goal is missed."""
    given = [int(text) for text in sys.argv[1:3]]
    number, rounds = [*given, *(100_000, 5)[len(given) :]]
    with tempfile.TemporaryDirectory() as folder:
        events, few = Path(folder) / "events", Path(folder) / "few"
        truth, _ = (made(target, count) for target, count in ((events, number), (few, min(number // 10, 10_000))))
        data, shapes = events / "events.nt", events / "shapes.ttl"
        print(f"{number:,} events, {data.stat().st_size / 1e6:,.0f} MB, {sum(truth.values()):,} errors\n")
        print("| what | s | MiB | its peer s | MiB | ratio | goal |\n|---|--:|--:|--:|--:|--:|--:|")
        goal = LARGE if number >= 1_000_000 else GOALS["parse"]
        missed = of_a_large_file(data, shapes, f"{folder}/cache", truth, rounds, goal)
        if number < 1_000_000:
            missed += (
                of_places(data, shapes, truth, rounds)
                + beside_pyshacl(few)
                + of_one_change(data, shapes)
                + of_contributions(rounds)
            )
    print(f"\n{'all goals are met' if not missed else f'{missed} missed'}")
    return 1 if missed else 0


def made(folder: Path, number: int) -> Counter[tuple[str, ...]]:
    """Make so many events; return focus node, component and severity of each error."""
    subprocess.run([sys.executable, ROOT / "benchmarks" / "events.py", str(number), folder], check=True)
    rows = (line.split("\t") for line in (folder / "truth.tsv").read_text(encoding="utf-8").splitlines())
    return Counter((row[0].strip("<>"), row[3], row[4]) for row in rows)


def of_a_large_file(
    data: Path, shapes: Path, cache: str, truth: Counter[tuple[str, ...]], rounds: int, goal: float
) -> int:
    """Compare validation of a file with parsing it, from the file and from cached tables."""
    least("results", (data, shapes, cache))  # fills the cache
    parsed, ours, cached = ([] for _ in range(3))
    for _ in range(rounds):
        parsed.append(least("parse", (data,)))
        ours.append(least("results", (data, shapes, "")))
        cached.append(least("results", (data, shapes, cache)))
    assert all(counted(one) == truth for one in (*ours, *cached)), "these are not the errors that were made"
    return row("results, to parsing", min(ours), min(parsed), goal) + row(
        "results from cached tables, to parsing", min(cached), min(parsed), GOALS["cached"]
    )


def of_places(data: Path, shapes: Path, truth: Counter[tuple[str, ...]], rounds: int) -> int:
    """Compare with another engine, and with each problem at its place: in the sandbox with outside."""
    peer = least("shacl", (data, shapes))
    assert counted(peer) == truth, "the peer finds other errors"
    results = min(least("results", (data, shapes, "")) for _ in range(rounds))
    placed, apart = ([least(name, (data, shapes, "")) for _ in range(rounds)] for name in ("confgraph", "sandbox"))
    assert all(line for (line,) in placed[0].found), "a problem has no place"
    assert placed[0].found == apart[0].found
    return (
        row("results, to shacl", results, peer, GOALS["shacl"])
        + row("each problem at its place, to results", min(placed), results, 0)
        + row("the same in the sandbox, to outside", min(apart), min(placed), GOALS["sandbox"])
    )


def beside_pyshacl(few: Path) -> int:
    """Compare with pySHACL, which validates fewer events."""
    arguments = (few / "events.nt", few / "shapes.ttl", "")
    ours, peer = min(least("results", arguments) for _ in range(3)), least("pyshacl", arguments)
    assert counted(ours) == counted(peer), "the peer finds other errors"
    return row("fewer events, to pySHACL", ours, peer, GOALS["pySHACL"])


def of_one_change(data: Path, shapes: Path) -> int:
    """Compare the validation of what one changed event affects with that of all, which are loaded."""
    found = least("changed", (data, shapes))
    whole, one = (Taken(seconds, found.memory, []) for seconds in found.found)
    return row("one changed event, to all loaded", one, whole, GOALS["changed"])


def of_contributions(rounds: int) -> int:
    """Compare `confgraph validate FILE`, the catalog around it, with `pyshacl` on the file alone, whole processes."""
    small = sorted((ROOT / "data" / "series").glob("*.ttl"), key=lambda path: path.stat().st_size)
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        shapes = Path(folder) / "shapes.ttl"
        shapes.write_text("".join(path.read_text(encoding="utf-8") for path in (ROOT / "shapes").glob("*.ttl")))
        for path in (small[0], small[len(small) // 2], ROOT / "data" / "series" / "pycon-us.ttl"):
            binary = Path(sys.executable).parent
            ours = timed([binary / "confgraph", "validate", path], rounds)
            peer = timed([binary / "pyshacl", "-s", shapes, path], 2)
            missed += row(f"contributed {path.name}, to pySHACL's command", ours, peer, 1.0)
    return missed


def timed(command: list[Path | str], rounds: int) -> Taken:
    """Return the least time of a command, and the most memory."""
    job = (
        "import resource, subprocess, sys, time; begin = time.perf_counter();"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    outputs = [subprocess.check_output([sys.executable, "-c", job, *map(str, command)]) for _ in range(rounds)]
    seconds, memory = min([float(number) for number in output.split()] for output in outputs)
    return Taken(seconds, memory, [])


def least(name: str, arguments: tuple[Path | str, ...]) -> Taken:
    """Return the time of a job in a process of its own, without its imports, and what it found."""
    command = [sys.executable, "-c", HEAD + JOBS[name], *map(str, arguments)]
    return Taken(*json.loads(subprocess.check_output(command)))


def counted(taken: Taken) -> Counter[tuple[str, ...]]:
    """Return focus node, component and severity of each result."""
    return Counter((focus.strip("<>"), component, severity) for focus, component, severity in taken.found)


def row(what: str, ours: Taken, peer: Taken, goal: float) -> int:
    """Print one row; return 1 where the goal, if there is one, is missed."""
    ratio = ours.seconds / peer.seconds
    shown, aim = (f"{one:.2f}" if one >= 0.3 else f"1/{1 / one:.0f}" if one else "" for one in (ratio, goal))
    print(
        f"| {what} | {ours.seconds:.3f} | {ours.memory:,.0f} | {peer.seconds:.3f} | {peer.memory:,.0f} "
        f"| {shown} | {aim} |",
        flush=True,
    )
    return int(ratio > goal > 0)


if __name__ == "__main__":
    sys.exit(main())
