"""linking/kinds.py: which classes of items are ours, read off the mappings."""

from __future__ import annotations

from collections.abc import Mapping

from confgraph.linking.kinds import number


def test_the_mappings_say_what_kind_an_item_is(classes: Mapping[str, frozenset[str]]) -> None:
    """Our classes have those of ontology/mappings.ttl, and what is not ours has those of kinds.py."""
    assert classes["cg:City"] == {"Q515", "Q486972"}
    assert classes["cg:EventSeries"] >= {"Q15900647"}
    assert classes["org:Organization"] == {"Q43229"}
    assert all(one.startswith("Q") for matches in classes.values() for one in matches)


def test_a_number_is_read_off_an_address() -> None:
    """Items and properties of Wikidata have numbers; other addresses, pages and near misses have none."""
    assert [number("http://www.wikidata.org/entity/Q61"), number("P31"), number("Q61")] == ["Q61", "P31", "Q61"]
    others = ["https://www.wikidata.org/wiki/Q61", "http://www.wikidata.org/entity/Q61/", "Q", "L1", "Q٣", "", "Q6 1"]
    assert [number(one) for one in others] == [""] * len(others)
