"""Show candidates, and let a person choose among them by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import click

from confgraph.cli.terminal import say
from confgraph.linking.decide import Decisions
from confgraph.linking.evidence import Judged
from confgraph.linking.subjects import Subject
from confgraph.linking.suggest import CLOSE, SAME, Suggestion

COLUMNS: Final = ("entity", "name", "item", "is called", "score", "link", "facts")
_SHOWN: Final = 5
"""So many candidates of an entity are shown."""


def rows(one: Suggestion) -> list[tuple[str, ...]]:
    """Return a row of ``COLUMNS`` for each candidate, the name of the entity once."""
    shown = one.judged[:_SHOWN]
    if not shown:
        return [(one.subject.name, one.subject.label, "", "", "", "", "nothing was found")]
    found = [(judged.item.id, judged.item.label, f"{judged.score:.0f}", judged.explained()) for judged in shown]
    heads = [(one.subject.name, one.subject.label, one.verdict)] + [("", "", "")] * (len(shown) - 1)
    return [
        (name, label, item, called, score, link, facts)
        for (name, label, link), (item, called, score, facts) in zip(heads, found, strict=True)
    ]


def as_json(one: Suggestion) -> dict[str, object]:
    """Return a suggestion as an object of JSON: the entity, the link that would be written, candidates with facts."""
    return {
        "entity": one.subject.iri,
        "label": one.subject.label,
        "link": one.verdict,
        "candidates": [
            {
                "item": judged.item.id,
                "label": judged.item.label,
                "score": round(judged.score, 1),
                "facts": [fact._asdict() for fact in judged.facts],
            }
            for judged in one.judged
        ],
    }


def choose(suggestions: Sequence[Suggestion], decisions: Decisions, write: Callable[[], None]) -> None:
    """Ask about one entity after the other; ``write`` is called after each answer, so that none is lost."""
    for number, one in enumerate(suggestions, 1):
        shown = one.judged[:_SHOWN]
        say(f"\n{number} of {len(suggestions)}: {one.subject.label} ({one.subject.name})")
        for place, judged in enumerate(shown, 1):
            say(f"  {place}  {judged.item.id} {judged.item.label}, {judged.score:.0f}: {judged.explained()}")
        key = _key(len(shown))
        if key == "q":
            return
        if key != "s":
            _decide(one.subject, shown, key, decisions)
            write()


def _key(count: int) -> str:
    some = "1" if count == 1 else f"1-{count}"
    say(f"  {some} it is, c the first is close, n none of these, s later, q quit")
    allowed = {*"cnsq", *map(str, range(1, count + 1))}
    while (key := click.getchar().lower()) not in allowed:
        pass
    return key


def _decide(subject: Subject, shown: Sequence[Judged], key: str, decisions: Decisions) -> None:
    if key == "n":
        for judged in shown:
            decisions.refuse(subject, judged)
    elif key == "c":
        decisions.link(subject, shown[0], CLOSE, by_hand=True)
    else:
        decisions.link(subject, shown[int(key) - 1], SAME, by_hand=True)
