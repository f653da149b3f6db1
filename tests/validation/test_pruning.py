"""What is left out could not have found anything; what is no pattern is told."""

from __future__ import annotations

from collections import Counter

import pytest

from confgraph.validation import pruning
from confgraph.validation.compiled import run
from confgraph.validation.pruning import Pruning, wrong_patterns
from confgraph.validation.report import Result
from confgraph.validation.shapes import Shapes
from confgraph.validation.tables import Tables
from validation.shapes_and_graphs import PREFIXES, case, quads


def told(results: list[Result]) -> Counter[tuple[str, ...]]:
    """Return results without their words."""
    return Counter((str(one.focus), str(one.path), str(one.value), one.component) for one in results)


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_nothing_is_lost(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random shapes find the same in random data whether constraints without values are left out or not."""
    for seed in range(first, first + 20):
        one = case(seed)
        data, shapes = one.data_quads, one.shape_quads
        found = []
        for few in (200, -1):
            monkeypatch.setattr(pruning, "_FEW", few)
            found.append(told(run(data, shapes)))
        assert found[0] == found[1], seed


def test_constraints_of_a_property_that_nobody_has_are_left_out() -> None:
    """All but those that a missing value violates; with many nodes nobody looks."""
    shapes = Shapes(
        quads(
            f"{PREFIXES} e:s a sh:NodeShape ; sh:targetClass e:C ; sh:property e:has , e:lacks ."
            "e:has sh:path e:p ; sh:minCount 1 ; sh:maxLength 1 . "
            "e:lacks sh:path e:q ; sh:minCount 1 ; sh:maxLength 1 ."
        )
    )
    tables = Tables([quads(f"{PREFIXES} e:a a e:C ; e:p 'x' .")])
    tables.db.execute("CREATE TABLE nodes AS SELECT '<http://e.org/a>' AS n")
    left = {
        str(shape.path): sorted(one.name for one in Pruning(tables).constraints(shape, "nodes"))
        for shape in shapes.by_node.values()
        if shape.path
    }
    assert sorted(left.values()) == [["MaxLength", "MinCount"], ["MinCount"]]


def test_each_wrong_pattern_is_told() -> None:
    """With its shape and the reason, beside right ones."""
    text = "e:s sh:targetClass e:C ; sh:pattern '[z-a]' . e:t sh:targetClass e:C ; sh:pattern '^[a-z]$' ."
    shapes, tables = Shapes(quads(PREFIXES + text)), Tables()
    (fault,) = wrong_patterns(shapes.by_node.values(), tables.db)
    assert (str(fault.node), "[z-a]" in fault.what) == ("<http://e.org/s>", True)
