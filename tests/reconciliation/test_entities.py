"""Things as they are told to who chooses."""

from __future__ import annotations

from confgraph.namespaces import ID
from confgraph.reconciliation.service import Reconciliation


def test_a_description_tells_things_of_one_name_apart(service: Reconciliation) -> None:
    """Kind, dates and places stand in one line."""
    assert service.entities.description(f"{ID}edition/pycon-us-2003") == (
        "Edition, 2003-03-26 to 2003-03-28, George Washington University"
    )
    assert service.entities.description(f"{ID}series/pycon-us") == "Event series"
    assert service.entities.description(f"{ID}place/washington-dc").startswith("City, ")


def test_suggestions_go_on(service: Reconciliation) -> None:
    """The next page of suggestions begins where the one before ended."""
    first, second = (service.entities.suggest("entity", "PyCon", at)["result"] for at in (0, 20))
    assert len(first) == 20
    assert not {one["id"] for one in first} & {one["id"] for one in second}
