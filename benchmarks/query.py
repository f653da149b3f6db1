"""Measure `confgraph query NAME` as a whole process: CSV into a pipe, on the shipped catalog.

    python benchmarks/query.py [ROUNDS]

Each round runs every contender once, so that a busy moment of the machine hits all of them. The figures are
medians, and the ratios are what counts: at most 2 times `import click`, at most 1/8 of rdflib that loads and asks the
same.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
QUERIES = ("hosts", "ipc-editions", "succession", "growth-by-year")
GOALS = {"import click": 2.0, "rdflib": 1 / 8}

RDFLIB = """
import sys
from pathlib import Path
import rdflib
root, query = Path(sys.argv[1]), Path(sys.argv[2]).read_text()
graph = rdflib.Graph()
for part in ("ontology", "data"):
    for path in sorted((root / part).rglob("*.ttl")):
        graph.parse(path)
sys.stdout.buffer.write(graph.query(query).serialize(format="csv"))
"""


def main() -> int:
    """Print the table; return 1 where a goal is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    compileall.compile_dir(str(ROOT / "src"), quiet=1)  # as pip does when it installs
    contenders = {"import click": [sys.executable, "-c", "import click"]}
    for name in QUERIES:
        contenders[f"confgraph query {name}"] = [str(Path(sys.executable).with_name("confgraph")), "query", name]
        contenders[f"rdflib {name}"] = [sys.executable, "-c", RDFLIB, str(ROOT), str(ROOT / "queries" / f"{name}.rq")]
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds):
        for name, command in contenders.items():
            if name.startswith("rdflib") and number >= max(3, rounds // 5):
                continue  # seconds each: a few are enough
            begin = time.perf_counter()
            subprocess.run(command, stdout=subprocess.PIPE, check=True)
            taken[name].append(time.perf_counter() - begin)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    return report(medians)


def report(medians: dict[str, float]) -> int:
    """Print medians in milliseconds and the two ratios of each query."""
    click = medians["import click"]
    print(f"import click: {click * 1000:.0f} ms\n")
    print("| query | confgraph ms | to import click | rdflib ms | to rdflib |")
    print("|---|--:|--:|--:|--:|")
    missed = 0
    for name in QUERIES:
        ours, theirs = medians[f"confgraph query {name}"], medians[f"rdflib {name}"]
        ratios = {"import click": ours / click, "rdflib": ours / theirs}
        missed += sum(ratios[goal] > limit for goal, limit in GOALS.items())
        cells = (name, f"{ours * 1000:.0f}", f"{ours / click:.2f}", f"{theirs * 1000:.0f}", f"1/{theirs / ours:.1f}")
        print(f"| {' | '.join(cells)} |")
    print(f"\ngoals: at most {GOALS['import click']} and 1/8; {'all met' if not missed else f'{missed} missed'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
