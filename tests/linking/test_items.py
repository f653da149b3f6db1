"""linking/items.py: items are looked up many at once, with all that is compared."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

from confgraph.linking.items import AT_ONCE, Item, Items, each
from linking.narnia import CAIR, FIRST, FOUNDATION, NORTH, OLD, PAGE, PYCON, SECOND
from wikidata import Table


def found(table: Table, classes: Mapping[str, frozenset[str]], *ids: str) -> dict[str, Item]:
    """Look items up."""
    return Items(table.services.store, classes).find(ids)


def test_an_item_has_what_wikidata_says(table: Table, classes: Mapping[str, frozenset[str]]) -> None:
    """Names of all languages, classes through subclasses, coordinates and the revision come with an item."""
    items = found(table, classes, CAIR, NORTH, PAGE)
    assert set(items[CAIR].names) == {"Cair Paravel", "Schloss am Meer"}
    assert (items[CAIR].label, items[CAIR].point()) == ("Cair Paravel", (48.21, 16.51))
    assert items[CAIR].kinds == {"Q515", "Q486972"} == items[NORTH].kinds
    assert items[PAGE].kinds == {"Q4167410"}
    assert items[CAIR].revision.isdecimal()


def test_dates_are_as_precise_as_wikidata_knows_them(table: Table, classes: Mapping[str, frozenset[str]]) -> None:
    """Precision 11 is a day, 10 a month, 9 a year (Wikibase's ontology, timePrecision)."""
    items = found(table, classes, FIRST, SECOND, FOUNDATION)
    assert items[FIRST].values["P580"] == ("2025-05-13",)
    assert items[SECOND].values["P585"] == ("2026-05",)
    assert items[FOUNDATION].values["P571"] == ("2001",)
    assert items[FIRST].ordinals == {PYCON: "1"}


def test_what_is_gone_or_merged_says_so(table: Table, classes: Mapping[str, frozenset[str]]) -> None:
    """A missing item is not there; a merged one names the other."""
    items = found(table, classes, OLD, "Q9999999999")
    assert set(items) == {OLD}
    assert items[OLD].merged_into == CAIR


def test_a_place_on_another_globe_is_nowhere() -> None:
    """A crater of the Moon has a globe before its point (Wikibase, RDF dump format)."""
    moon = "<http://www.wikidata.org/entity/Q405> Point(1 2)"
    assert Item("Q1", values={"P625": (moon,)}).point() is None
    assert Item("Q1", values={"P625": ("Point(-1.5 2)",)}).point() == (2.0, -1.5)


def test_no_more_than_five_are_asked_at_once() -> None:
    """Results come in order, and the sixth request waits for the first."""
    running, most, lock = 0, 0, threading.Lock()

    def work(number: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return -number

    assert each(work, range(20)) == [-number for number in range(20)]
    assert most == AT_ONCE == 5
