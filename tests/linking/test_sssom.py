"""linking/sssom.py: the links as a mapping set that others read."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from confgraph.linking.decide import Decisions
from confgraph.linking.evidence import Judged
from confgraph.linking.items import Item
from confgraph.linking.sssom import sssom
from confgraph.linking.subjects import Subjects
from confgraph.linking.suggest import CLOSE, SAME
from linking.narnia import CAIR, NORTH, PAGE, iri, subject_of

TERMS = "https://creativecommons.org/publicdomain/zero/1.0/"


def mapping_set(subjects: Subjects) -> str:
    """Return a set with each kind of decision."""
    decisions = Decisions(subjects.draft, "2026-11-30", "Lucy")
    city, country = subject_of(subjects, "place:cair-paravel"), subject_of(subjects, "place:narnia")
    decisions.link(city, Judged(Item(CAIR), 90.0, ()), SAME, by_hand=True)
    decisions.link(country, Judged(Item(NORTH), 60.0, ()), CLOSE)
    decisions.refuse(city, Judged(Item(PAGE), 30.0, ()))
    return sssom(subjects, "Narnia", TERMS, "2026-11-30")


def test_each_mapping_says_how_it_came(subjects: Subjects) -> None:
    """By hand, by several facts, or not at all: justification, author or tool and day stand in their columns."""
    text = mapping_set(subjects)
    table = [line for line in text.splitlines() if not line.startswith("#")]
    rows = {row["object_id"]: row for row in csv.DictReader(table, delimiter="\t")}
    cair, north, page = (rows[f"wd:{one}"] for one in (CAIR, NORTH, PAGE))
    assert (cair["subject_id"], cair["predicate_id"]) == ("place:cair-paravel", "owl:sameAs")
    assert (cair["mapping_justification"], cair["author_label"]) == ("semapv:ManualMappingCuration", "Lucy")
    assert (north["mapping_justification"], north["author_label"]) == ("semapv:CompositeMatching", "")
    assert north["mapping_tool"] == "confgraph link suggest"
    assert (page["predicate_modifier"], cair["predicate_modifier"]) == ("Not", "")
    assert {row["mapping_date"] for row in rows.values()} == {"2026-11-30"}


def test_the_head_names_the_set(subjects: Subjects) -> None:
    """Licence, title and prefixes are those that were given."""
    head = [line for line in mapping_set(subjects).splitlines() if line.startswith("#")]
    assert f"#license: {TERMS}" in head
    assert "#mapping_set_title: Narnia" in head
    assert f"#  place: {iri('place:')}" in head


def test_sssom_accepts_it(subjects: Subjects, tmp_path: Path) -> None:
    """The validator of the standard's own library finds nothing wrong, and does find a wrong justification."""
    program = shutil.which("sssom")
    if program is None:
        assert not os.environ.get("CI"), "CI has to install sssom"
        pytest.skip("there is no sssom: python3 -m venv .sssom && .sssom/bin/pip install sssom, and put it on the PATH")
    text = mapping_set(subjects)
    told = {}
    for name, content in (("good", text), ("bad", text.replace("semapv:Manual", "manual "))):
        path = tmp_path / f"{name}.sssom.tsv"
        path.write_text(content, encoding="utf-8")
        done = subprocess.run([program, "validate", path], capture_output=True, text=True, check=True)
        told[name] = done.stdout + done.stderr
    assert told["good"] == ""
    assert "not a valid URI or CURIE" in told["bad"]
