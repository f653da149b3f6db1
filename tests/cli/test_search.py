"""Tests of confgraph.cli.search: find entities by words."""

from __future__ import annotations

import csv
import json

from running import Run


def test_hits_are_listed_best_first(run: Run) -> None:
    """Each hit has its name to type, its label and what matched."""
    header, first, *_ = csv.reader(run("search", "tinycon").out.splitlines())
    assert header == ["id", "label", "matched", "score"]
    assert first[:3] == ["series:tiny", "Tiny Conference", "TinyCon"]


def test_several_words_are_one_search(run: Run) -> None:
    """Words need no quotes."""
    assert run("search", "tiny", "conference") == run("search", "tiny conference")


def test_nothing_found_ends_with_one(run: Run) -> None:
    """Where nothing is like the words the answer is a sentence on stderr and 1."""
    done = run("search", "qqqqqqqq")
    assert done == (1, "", "nothing is called like 'qqqqqqqq': try fewer or other words\n")


def test_kind_and_limit_narrow(run: Run) -> None:
    """--type and -n narrow what is found."""
    found = json.loads(run("search", "tiny", "--type", "edition", "-n", "1", "-f", "json").out)
    assert [hit["id"].partition(":")[0] for hit in found] == ["edition"]
