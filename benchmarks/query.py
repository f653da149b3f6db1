"""Measure `confgraph query NAME` as a whole process: CSV into a pipe, on the shipped catalog.

    python benchmarks/query.py [ROUNDS]

Each round runs every contender once, so that a busy moment of the machine hits all of them. Of all rounds the least
time counts, because noise only adds to it. The ratios are the goals: at most 2 times `import click`, at most 1/8 of
rdflib that loads and asks the same.
"""

from __future__ import annotations

import compileall
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
    for _ in range(rounds):
        for name, command in contenders.items():
            begin = time.perf_counter()
            subprocess.run(command, stdout=subprocess.PIPE, check=True)
            taken[name].append(time.perf_counter() - begin)
    return report({name: min(times) for name, times in taken.items()})


def report(least: dict[str, float]) -> int:
    """Print the least times in milliseconds and the two ratios of each query."""
    click = least["import click"]
    print(f"import click: {click * 1000:.0f} ms\n")
    print("| query | confgraph ms | to import click | rdflib ms | to rdflib |")
    print("|---|--:|--:|--:|--:|")
    missed = 0
    for name in QUERIES:
        ours, theirs = least[f"confgraph query {name}"], least[f"rdflib {name}"]
        ratios = {"import click": ours / click, "rdflib": ours / theirs}
        missed += sum(ratios[goal] > limit for goal, limit in GOALS.items())
        cells = (name, f"{ours * 1000:.0f}", f"{ours / click:.2f}", f"{theirs * 1000:.0f}", f"1/{theirs / ours:.1f}")
        print(f"| {' | '.join(cells)} |")
    print(f"\ngoals: at most {GOALS['import click']} and 1/8; {'all met' if not missed else f'{missed} missed'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
