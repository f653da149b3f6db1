"""How well names are found: names as the sources spell them, against rapidfuzz alone.

The names are those of ../shared/sources: the variants of series.csv, each series in each year as the raw file of
python-deadlines calls it, pyvideo's titles, those of confs.tech, and the places as they were written. Each name falls
by its hash into the part that the weights were chosen on, or into the one that is only reported.

    python benchmarks/reconcile.py [--tune] [--misses]
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from peers import FOLDER, ask, free_port, from_pypi, server
from rapidfuzz import fuzz, process

from confgraph.catalog import open_catalog
from confgraph.namespaces import expand
from confgraph.reconciliation import Candidates, Sought
from confgraph.site.facts import Facts

SOURCES = Path(__file__).parents[2] / "shared" / "sources"
SERIES, EDITION, CITY = expand("cg:EventSeries"), expand("cg:Edition"), expand("cg:City")


class Case(NamedTuple):
    """A name, the class of what is meant, and the IRIs that are right."""

    name: str
    kind: str
    right: frozenset[str]


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of the sources."""
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases(facts: Facts) -> Iterator[Case]:
    """Yield every name with what it means; a name that the sources give to two things is left out."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    series = {facts.label(iri).value: iri for iri in facts.of_class("cg:EventSeries")}
    for row in rows("series.csv"):
        if row["series"] in series:
            for variant in re.split(r" \| |;", row["name_variants"]):
                found[variant.strip(), SERIES].add(series[row["series"]])
    for name, iri in _of_editions(facts, series):
        found[name, EDITION].add(iri)
    cities = defaultdict(set)
    for iri in facts.of_class("cg:City"):
        for value in facts.values(iri, "owl:sameAs"):
            cities[str(value)].add(iri)
    for row in rows("places.csv"):
        right = cities.get(f"<http://www.wikidata.org/entity/{row['wikidata_qid']}>", set())
        for raw in row["raw_places"].split(" || "):
            if right and raw.strip():
                found[raw.strip(), CITY] |= right
    for (name, kind), right in sorted(found.items()):
        if len(right) == 1 and name:
            yield Case(name, kind, frozenset(right))


def _of_editions(facts: Facts, series: dict[str, str]) -> Iterator[tuple[str, str]]:
    categories = json.loads((SOURCES / "raw/pyvideo-data/categories.json").read_text())
    titles = {slug: one["title"] for slug, one in categories.items()}
    by_year: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri in facts.of_class("cg:Edition"):
        for one in facts.links(iri, "cg:editionOf"):
            by_year[one, facts.text(iri, "cg:year")].append(iri)
    for row in rows("editions.csv"):
        meant = by_year.get((series.get(row["series"], ""), row["edition_year"]), [])
        if len(meant) != 1 or row["editions_that_year"] != "1":
            continue
        for record in row["records"].split(";"):
            source, _, rest = record.partition(":")
            if source == "python-deadlines":
                yield f"{rest.split(':')[1]} {row['edition_year']}", meant[0]
            elif source == "pyvideo-data" and rest in titles:
                yield titles[rest], meant[0]
            elif source == "tech-conferences":
                path, _, number = rest.partition(":")
                file = SOURCES / "raw/tech-conferences" / path.replace("/", "-")
                if file.is_file() and number.isdecimal():
                    entry = json.loads(file.read_text())[int(number)]
                    yield f"{entry['name']} ({entry.get('city', '')}) {row['edition_year']}", meant[0]


def is_tuned(case: Case) -> bool:
    """Tell whether a name is one of those that the weights were chosen on."""
    return hashlib.sha256(f"{case.name}|{case.kind}".encode()).digest()[0] % 2 == 0


def with_a_slip(case: Case) -> Case:
    """Return the case with one letter of the name lost, and without its accents."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", case.name) if not unicodedata.combining(one))
    letters = [number for number, one in enumerate(plain) if one.isalpha() and number > 1]
    if len(letters) < 5:
        return case
    at = letters[hashlib.sha256(case.name.encode()).digest()[1] % len(letters)]
    return case._replace(name=plain[:at] + plain[at + 1 :])


Found = Callable[[Case], tuple[list[str], bool]]


def report(title: str, part: list[Case], find: Found, misses: bool) -> None:
    """Print recall at 1 and at 5, false matches that were called sure, and names a second."""
    first = five = sure = false = 0
    begin = time.perf_counter()
    answers = [find(case) for case in part]
    seconds = time.perf_counter() - begin
    for case, (found, is_sure) in zip(part, answers, strict=True):
        right = bool(found) and found[0] in case.right
        first += right
        five += bool(set(found[:5]) & case.right)
        sure += is_sure
        false += is_sure and not right
        if misses and (not right or (is_sure and not right)):
            print(f"   {'FALSE' if is_sure else 'miss '} {case.name!r} -> {found[:2]} not {sorted(case.right)}")
    n = len(part)
    print(
        f"| {title} | {n} | {first / n:.3f} | {five / n:.3f} | {sure / n:.3f} | {false / n:.4f} | {n / seconds:,.0f} |"
    )


def by_datasette(texts: dict[str, list[str]], by_kind: dict[str, list[str]], part: list[Case]) -> Iterator[list[str]]:
    """Yield what datasette-reconcile answers, over full-text tables with a table for each class."""
    tables = {kind: kind.rpartition("#")[2] for kind in by_kind}
    file, told = FOLDER / "names.db", FOLDER / "names.json"
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as db:
        for kind, table in tables.items():
            db.execute(f"CREATE TABLE {table} (id TEXT PRIMARY KEY, name TEXT)")
            db.executemany(f"INSERT INTO {table} VALUES (?, ?)", list(zip(by_kind[kind], texts[kind], strict=True)))
            db.execute(f"CREATE VIRTUAL TABLE {table}_fts USING fts5(name, content={table})")
            db.execute(f"INSERT INTO {table}_fts(rowid, name) SELECT rowid, name FROM {table}")
    named = {"id_field": "id", "name_field": "name", "fts_table": "", "type_default": [{"id": "t", "name": "t"}]}
    plugin = {
        table: {"plugins": {"datasette-reconcile": {**named, "fts_table": f"{table}_fts"}}} for table in tables.values()
    }
    told.write_text(json.dumps({"databases": {"names": {"tables": plugin}}}))
    port = free_port()
    command = from_pypi("datasette", "datasette", "datasette-reconcile")
    with server([command, "serve", file, "--metadata", told, "--port", port], port):
        for case in part:
            form = urlencode({"queries": json.dumps({"q": {"query": case.name, "limit": 5}})}).encode()
            status, body = ask(port, f"/names/{tables[case.kind]}/-/reconcile", "*/*", form=form)
            assert status == 200, body
            yield [one["id"] for one in json.loads(body)["q"]["result"]]


def in_turn(answers: Iterator[list[str]]) -> Found:
    """Return what gives one answer after the other, none of them sure."""
    return lambda _case: (next(answers), False)


def main() -> None:
    """Measure both parts, or with --tune the first alone."""
    facts = Facts(open_catalog())
    candidates = Candidates(facts)
    everything = list(cases(facts))
    labels = {iri: facts.label(iri).value for iri in candidates.things}
    by_kind = {
        kind: [iri for iri, one in candidates.things.items() if kind in one.kinds] for kind in (SERIES, EDITION, CITY)
    }
    texts = {kind: [labels[iri] for iri in iris] for kind, iris in by_kind.items()}

    def ours(case: Case) -> tuple[list[str], bool]:
        found = candidates.find(Sought(case.name, (case.kind,), limit=5))
        return [one.thing.iri for one in found], bool(found) and found[0].match

    def anything(case: Case) -> tuple[list[str], bool]:
        found = candidates.find(Sought(case.name, limit=5))
        return [one.thing.iri for one in found], bool(found) and found[0].match

    def plain(case: Case) -> tuple[list[str], bool]:
        found = process.extract(case.name, texts[case.kind], scorer=fuzz.WRatio, limit=5)
        return [by_kind[case.kind][number] for _, _, number in found], bool(found) and found[0][1] >= 95

    print(
        "| | names | recall at 1 | at 5 | called sure | false of all | names a second |\n|---|--:|--:|--:|--:|--:|--:|"
    )
    for tuned in (True, False):
        part = [case for case in everything if is_tuned(case) is tuned]
        if not tuned and "--tune" in sys.argv:
            break
        word = "tuned on" if tuned else "reported"
        report(f"confgraph, {word}", part, ours, "--misses" in sys.argv)
        report(f"confgraph, no type given, {word}", part, anything, False)
        for kind in (SERIES, EDITION, CITY):
            report(
                f"confgraph, {kind.rpartition('#')[2]}, {word}", [one for one in part if one.kind == kind], ours, False
            )
        slips = [with_a_slip(case) for case in part]
        report(f"confgraph, a letter lost, {word}", slips, ours, "--slips" in sys.argv)
        report(f"rapidfuzz WRatio, {word}", part, plain, False)
        report(f"rapidfuzz WRatio, a letter lost, {word}", slips, plain, False)
        if not tuned:
            report(f"datasette-reconcile, {word}", part, in_turn(by_datasette(texts, by_kind, part)), False)


if __name__ == "__main__":
    main()
