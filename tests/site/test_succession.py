"""The picture of succession."""

from __future__ import annotations

from confgraph.namespaces import ID
from confgraph.site.events import Events
from confgraph.site.facts import Facts
from confgraph.site.succession import families, steps


def test_ipc_went_on_in_two_ways(facts: Facts) -> None:
    """OSCON's track continues the name and the numbering of IPC, PyCon US replaces it, both in 2003."""
    found = {
        (step.later.rpartition("/")[2], step.kinds): step.year
        for step in steps(facts)
        if step.earlier == f"{ID}series/ipc"
    }
    assert found == {
        ("oscon-python-track", ("cg:continuesNameOf", "cg:continuesNumberingOf")): 2003,
        ("pycon-us", ("cg:replaces",)): 2003,
    }


def test_a_family_is_what_is_linked(facts: Facts, events: Events) -> None:
    """IPC, OSCON, its track and PyCon US are one picture, SciPy and its child another."""
    found = [family.members for family in families(facts, events)]
    ipc = next(members for members in found if f"{ID}series/ipc" in members)
    assert {f"{ID}series/{name}" for name in ("ipc", "oscon", "oscon-python-track", "pycon-us")} <= ipc
    assert f"{ID}series/scipy" not in ipc


def test_the_list_says_what_the_picture_says(facts: Facts, events: Events) -> None:
    """Every curve between series is a sentence as well."""
    for family in families(facts, events):
        curves = [curve for curve in family.curves if curve.kind != "joint"]
        assert len(curves) == len(family.sentences)
        for lane in family.lanes:
            assert 0 < lane.x < family.width
            assert all(0 < mark.y < family.height for mark in lane.marks)


def test_an_edition_of_both_joins_them(facts: Facts, events: Events) -> None:
    """IPC 11 is a mark on two lines, with a line between them."""
    ipc = next(family for family in families(facts, events) if f"{ID}series/ipc" in family.members)
    assert any(curve.kind == "joint" and "11th" in curve.words for curve in ipc.curves)
