"""cli/choosing.py: a person chooses among candidates by key, and no answer is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from confgraph.cli.choosing import COLUMNS, choose, rows
from confgraph.linking.evidence import Fact, Judged
from confgraph.linking.items import Item
from confgraph.linking.subjects import Subject
from confgraph.linking.suggest import Suggestion

SUBJECT = Subject("https://w3id.org/confgraph/id/place/brno", "place", "cg:City", "Brno", ("Brno",))
JUDGED = tuple(Judged(Item(f"Q{n}", f"Brno {n}"), 60.0 - n, (Fact("name", True, 40.0, "Brno"),)) for n in (1, 2))


class Noted:
    """Decisions that are only noted."""

    def __init__(self) -> None:
        self.made: list[tuple[str, ...]] = []

    def link(self, _subject: Subject, judged: Judged, prop: str, by_hand: bool = False) -> None:
        """Note a link."""
        self.made.append((judged.item.id, prop, str(by_hand)))

    def refuse(self, _subject: Subject, judged: Judged) -> None:
        """Note a refusal."""
        self.made.append((judged.item.id, "not"))


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[list[tuple[str, ...]], int]]:
    """Return what presses keys for two questions, and tells what was decided and how often it was written."""

    def pressed(keys: str) -> tuple[list[tuple[str, ...]], int]:
        left, noted, writes = iter(keys), Noted(), [0]
        monkeypatch.setattr("click.getchar", lambda: next(left))

        def write() -> None:
            writes[0] += 1

        choose([Suggestion(SUBJECT, JUDGED, "")] * 2, noted, write)  # type: ignore[arg-type]
        return noted.made, writes[0]

    return pressed


@pytest.mark.parametrize(
    ("keys", "made", "writes"),
    [
        ("2s", [("Q2", "owl:sameAs", "True")], 1),
        ("C1", [("Q1", "skos:closeMatch", "True"), ("Q1", "owl:sameAs", "True")], 2),
        ("nq", [("Q1", "not"), ("Q2", "not")], 1),
        ("q", [], 0),
        ("x3\r1q", [("Q1", "owl:sameAs", "True")], 1),
    ],
    ids=["the second, then later", "close, then the first", "none, then quit", "quit", "keys that mean nothing"],
)
def test_each_key_does_what_it_says(
    press: Callable[[str], tuple[list[tuple[str, ...]], int]], keys: str, made: list[tuple[str, ...]], writes: int
) -> None:
    """A number links, c is close, n refuses all, s leaves it for later, q ends; each answer is written at once."""
    assert press(keys) == (made, writes)


def test_the_entity_is_named_once() -> None:
    """A table has a row for each candidate, and one for an entity without any."""
    shown = rows(Suggestion(SUBJECT, JUDGED, "skos:closeMatch"))
    assert [row[:3] for row in shown] == [("place:brno", "Brno", "Q1"), ("", "", "Q2")]
    assert [row[5] for row in shown] == ["skos:closeMatch", ""]
    assert rows(Suggestion(SUBJECT, (), ""))[0][-1] == "nothing was found"
    assert {len(row) for row in shown} == {len(COLUMNS)}
