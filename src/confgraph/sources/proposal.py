"""What an import proposes: an outcome for every row, and the files as they would be."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from confgraph.problems import printable
from confgraph.sources.rows import Row

KINDS: Final = {
    "new": "+",
    "adds": "*",
    "contradicts": "~",
    "agrees": "=",
    "left out": "!",
}
"""The kinds of outcomes, each row has one, with the sign before its line."""


@dataclass(frozen=True)
class Finding:
    """One thing that a row says of a known edition: what stands, what is said, and what comes of it.

    ``kind`` is "adds" (nothing stood there), "agrees", "contradicts" or "notes" (told, and nothing written).
    """

    kind: str
    what: str
    said: str = ""
    stands: str = ""
    reason: str = ""

    def __str__(self) -> str:
        against = f", the catalog has {self.stands}" if self.stands and self.kind == "contradicts" else ""
        told = " ".join(filter(None, (self.what, self.said))) + against
        return ": ".join(filter(None, (told, self.reason)))

    @property
    def line(self) -> str:
        """The finding as a line below what it is about, with its sign."""
        return f"    {_SIGNS[self.kind]} {self}"


@dataclass(frozen=True)
class Outcome:
    """What comes of one row: its kind, the edition, and every finding."""

    row: Row
    kind: str
    edition: str = ""
    label: str = ""
    findings: tuple[Finding, ...] = ()
    records: tuple[str, ...] = ()
    """The series and places that are new with this row, as prefixed names."""


@dataclass(frozen=True)
class Proposal:
    """Every row's outcome in the order of the files, and the whole new content of each file that would change."""

    source: str
    outcomes: tuple[Outcome, ...]
    contents: Mapping[Path, bytes] = field(repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows came to each kind of outcome; they add up to the rows."""
        found = Counter(outcome.kind for outcome in self.outcomes)
        return {kind: found[kind] for kind in KINDS}

    def only(self, kinds: Iterable[str]) -> Proposal:
        """Return the same with the outcomes of some kinds; the contents stay whole."""
        wanted = set(kinds)
        chosen = tuple(one for one in self.outcomes if one.kind in wanted)
        return Proposal(self.source, chosen, self.contents)


def as_text(proposal: Proposal, whole: bool = False) -> str:
    """Return the proposal as a diff for people: a line a row, its findings below; rows that agree only if ``whole``."""
    lines: list[str] = []
    for outcome in proposal.outcomes:
        told = [one for one in outcome.findings if one.kind != "agrees"]
        if outcome.kind == "agrees" and not told and not whole:
            continue
        row = outcome.row
        name = outcome.edition or row.name
        lines.append(f"{KINDS[outcome.kind]} {name}  {outcome.label or row.name}  ({row.place}, row {row.number})")
        lines += [f"    + {record}" for record in outcome.records]
        lines += [one.line for one in told]
    return in_lines(lines)


def in_lines(lines: Iterable[str]) -> str:
    """Return lines as a text in which none can break or send a terminal orders."""
    return "".join(printable(line).replace("\n", " ") + "\n" for line in lines)


_SIGNS: Final = {"adds": "+", "contradicts": "~", "notes": "!", "agrees": "="}


def as_json(proposal: Proposal) -> str:
    """Return the proposal as one JSON object: the source, the counts, a list of outcomes, the files that change."""
    outcomes = [
        {
            "file": outcome.row.place.file,
            "line": outcome.row.place.line,
            "row": outcome.row.number,
            "name": outcome.row.name,
            "year": outcome.row.year,
            "outcome": outcome.kind,
            "edition": outcome.edition,
            "records": list(outcome.records),
            "findings": [asdict(one) for one in outcome.findings],
        }
        for outcome in proposal.outcomes
    ]
    files = [str(path) for path in proposal.contents]
    found = {"source": proposal.source, "counts": proposal.counts, "outcomes": outcomes, "files": files}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


PROPOSAL_FORMATS: Final = ("text", "json")
"""How a proposal is written, by the names that the command line uses."""
