"""Measure `confgraph build` beside the least that Python needs, and whether the time a page stays flat.

    python benchmarks/build.py [ROUNDS [COPIES]]

The peer parses the same Turtle with pyoxigraph, writes it back, and renders one page an entity with Jinja2 alone: a
list of its triples. The site has for each entity a page and four files of data, and maps, dumps, calendars and search
beside them. Goals: at most 20 times the peer, and the time a page at most 1.2 times as long with COPIES (4) of the
catalog.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from index import make

ROOT: Final = Path(__file__).parents[1]
GOAL: Final = 20.0
FLAT: Final = 1.2
PEER: Final = """
import sys, time
from collections import defaultdict
from pathlib import Path
import jinja2, pyoxigraph
begin = time.perf_counter()
catalog, out = Path(sys.argv[1]), Path(sys.argv[2])
quads = [quad for part in ("ontology", "data") for path in sorted((catalog / part).rglob("*.ttl"))
         for quad in pyoxigraph.parse(path=path)]
out.mkdir(parents=True)
(out / "all.ttl").write_bytes(pyoxigraph.serialize((q.triple for q in quads), format=pyoxigraph.RdfFormat.TURTLE))
about = defaultdict(list)
for quad in quads:
    about[quad.subject].append(quad)
page = jinja2.Environment(autoescape=True).from_string(
    "<!doctype html><title>{{ name }}</title><h1>{{ name }}</h1><dl>{% for q in quads %}"
    "<dt>{{ q.predicate.value }}<dd>{{ q.object.value }}{% endfor %}</dl>")
entities = [one for one in about if "/id/" in one.value]
for number, one in enumerate(entities):
    (out / f"{number}.html").write_text(page.render(name=one.value, quads=about[one]))
print(time.perf_counter() - begin, len(entities))
"""
OURS: Final = """
import sys, time
begin = time.perf_counter()
from pathlib import Path
from confgraph.catalog import open_catalog
from confgraph.site import build, settings_of
built = build(open_catalog(sys.argv[1]), Path(sys.argv[2]), settings_of("Benchmark", "https://example.org/"))
print(time.perf_counter() - begin, built.pages)
"""


def main() -> int:
    """Print the table; return 1 where a goal is missed."""
    given = [int(text) for text in sys.argv[1:3]]
    rounds, copies = [*given, *(3, 4)[len(given) :]]
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "catalog"
        make(large, copies)
        ours, pages = least(OURS, ROOT, f"{folder}/out", rounds)
        peer, entities = least(PEER, ROOT, f"{folder}/out", rounds)
        many, more = least(OURS, large, f"{folder}/out", 1)
    growth = many / more / (ours / pages)
    print("| what | s | pages | its peer s | pages | ratio | goal |\n|---|--:|--:|--:|--:|--:|--:|")
    print(f"| build, to parsing and plain pages | {ours:.2f} | {pages:,} | {peer:.2f} | {entities:,} ", end="")
    print(f"| {ours / peer:.1f} | {GOAL:g} |")
    among, alone = many / more * 1000, ours / pages * 1000
    print(f"| ms a page among {more:,}, to among {pages:,} | {among:.2f} | | {alone:.2f} | | {growth:.2f} | {FLAT} |")
    missed = (ours / peer > GOAL) + (growth > FLAT)
    print(f"\n{'all goals are met' if not missed else f'{missed} missed'}")
    return 1 if missed else 0


def least(job: str, catalog: Path, out: str, rounds: int) -> tuple[float, int]:
    """Return the least time of a job in a new process, and the pages that it made; the folder is empty before each."""
    found = []
    for _ in range(rounds):
        shutil.rmtree(out, ignore_errors=True)
        seconds, pages = subprocess.check_output([sys.executable, "-c", job, catalog, out]).split()
        found.append((float(seconds), int(pages)))
    return min(found)


if __name__ == "__main__":
    sys.exit(main())
