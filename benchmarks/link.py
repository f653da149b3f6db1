"""Link the cities, countries and organizations whose items are known, with the items hidden from the matcher.

    python benchmarks/link.py

The pool is every city of Natural Earth and every country of country-coder, each city with a page that lists its
namesakes, a film of its name and a namesake two degrees to the north (tests/wikidata.py). Beside it: plain comparison
of labels, and rapidfuzz's best name above 90, each of them with and without the right kind of thing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import wikidata
from confgraph.catalog import open_catalog
from confgraph.linking.kinds import kinds
from confgraph.linking.subjects import Subject, Subjects
from confgraph.linking.suggest import CLOSE, SAME, suggest
from confgraph.reading import read
from confgraph.remote.connection import Connection
from confgraph.sources.draft import Draft

PICK = {"cg:Country": wikidata.COUNTRY, "cg:City": wikidata.CITY, "org:Organization": wikidata.ORGANIZATION}


def main() -> None:
    """Print precision, recall and requests."""
    catalog = open_catalog()
    documents = [read(path) for path in catalog.files("data")]
    linked = Subjects(Draft(catalog.folder, documents))
    truth = {iri: set(ids) for prop in (CLOSE, SAME) for iri, ids in linked.links(prop).items()}
    subjects = Subjects(Draft(catalog.folder, wikidata.hidden(documents)))
    assert not subjects.links(SAME)
    wanted = [one for one in subjects.all(("place", "organization")) if one.iri in truth and one.cls in PICK]
    pool = [*wikidata.places(), *wikidata.organizations()]
    print(f"{len(wanted)} entities, {len(pool):,} items")
    with tempfile.TemporaryDirectory() as folder, wikidata.wikidata(Path(folder), pool) as table:
        asked = _counted()
        begin = time.perf_counter()
        found = suggest(subjects, wanted, table.services, kinds(catalog.documents("ontology")))
        seconds, requests = time.perf_counter() - begin, len(asked)
        asked.clear()
        many = [*wanted, *subjects.all(("edition",))][:1000]
        suggest(subjects, many, table.services, kinds(catalog.documents("ontology")))
    written = {one.subject.iri: one.judged[0].item.id for one in found if one.verdict == SAME}
    _print("confgraph", wanted, truth, written)
    for name, pick in _baselines(pool).items():
        _print(name, wanted, truth, {one.iri: item for one in wanted if (item := pick(one))})
    print(f"{requests} requests, {seconds:.1f} s; {len(asked)} requests for {len(many):,} entities")
    for one in found:
        best = one.judged[0] if one.judged else None
        if one.verdict != SAME or one.judged[0].item.id not in truth[one.subject.iri]:
            told = f"{best.item.id} {best.score:.0f}: {best.explained()}" if best else "nothing was found"
            print(f"  {one.subject.name} is {', '.join(truth[one.subject.iri])}: {told}")


def _counted() -> list[str]:
    """Let every request be counted."""
    asked: list[str] = []
    attempt = Connection._attempt

    def counting(self: Connection, request: object) -> object:
        asked.append(self.url)
        return attempt(self, request)  # type: ignore[arg-type]

    Connection._attempt = counting  # type: ignore[method-assign,assignment]
    return asked


def _print(name: str, wanted: list[Subject], truth: dict[str, set[str]], written: dict[str, str]) -> None:
    right = sum(item in truth[iri] for iri, item in written.items())
    precision = right / len(written) if written else 1.0
    print(
        f"| {name} | {len(written)} written | precision {precision:.4f} | recall {right / len(wanted):.4f} |",
        flush=True,
    )


def _baselines(pool: list[wikidata.Made]) -> dict[str, Callable[[Subject], str | None]]:
    """Return what others do: the first item of that label, the most alike name, and both among items of the kind."""
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in pool:
        for kind in ("", one.kind):
            named[kind, one.label.casefold()].append(one.id)
    names = {kind: [label for other, label in named if other == kind] for kind in ("", *PICK.values())}

    def labels(kind: str, subject: Subject) -> str | None:
        return next(iter(named.get((kind, subject.label.casefold()), ())), None)

    def fuzzy(kind: str, subject: Subject) -> str | None:
        best = process.extractOne(subject.label.casefold(), names[kind], scorer=fuzz.WRatio, score_cutoff=90)
        return named[kind, best[0]][0] if best else None

    return {
        "label": lambda one: labels("", one),
        "label and kind": lambda one: labels(PICK[one.cls], one),
        "rapidfuzz": lambda one: fuzzy("", one),
        "rapidfuzz and kind": lambda one: fuzzy(PICK[one.cls], one),
    }


if __name__ == "__main__":
    main()
