"""What we know and Wikidata lacks, as QuickStatements V1: a command a line, its parts apart by tabs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from confgraph.linking import kinds as k
from confgraph.linking.evidence import LIKELY, Links
from confgraph.linking.items import Item
from confgraph.linking.statements import Statement, statements
from confgraph.linking.subjects import Subject, Subjects
from confgraph.linking.suggest import SAME, Suggestion

_NEW: Final = {"cg:EventSeries": "Q15900647", "cg:Edition": "Q27968055"}
"""What a new item is an instance of: a conference series, the edition of a recurrent event."""


class Left(NamedTuple):
    """Something that is not given to Wikidata, and why."""

    subject: Subject
    why: str


class Batch(NamedTuple):
    """The commands, how many items they make and statements they add, and what was left out."""

    text: str
    created: int
    added: int
    left: tuple[Left, ...]


def quickstatements(
    subjects: Subjects, wanted: Sequence[Subject], known: Mapping[str, Item], looked: Sequence[Suggestion], day: str
) -> Batch:
    """Return the commands for some entities.

    ``known`` are the items of linked ones, ``looked`` is what was found for those without: a new item is made only
    where nothing like it was found. ``day`` is the one on which somebody saw that the pages say it. A property that an
    item has already is left alone, whatever its value.
    """
    links = subjects.links(SAME)
    found = {one.subject.iri: one for one in looked}
    work = _Work(subjects, links, day)
    for subject in wanted:
        if subject.iri in links:
            for number in links[subject.iri]:
                work.add(subject, number, known.get(number))
        elif subject.iri in found:
            work.create(subject, found[subject.iri])
    return Batch("".join(f"{line}\n" for line in work.lines), work.created, work.added, tuple(work.left))


class _Work:
    def __init__(self, subjects: Subjects, links: Links, day: str) -> None:
        self._subjects = subjects
        self._links = links
        self._retrieved = f"+{day}T00:00:00Z/11"
        self.lines: list[str] = []
        self.created = self.added = 0
        self.left: list[Left] = []

    def add(self, subject: Subject, number: str, item: Item | None) -> None:
        """Add what an item lacks."""
        if item is None or item.merged_into:
            self.left.append(Left(subject, f"{number} is gone or was merged: see confgraph link check"))
            return
        for one in self._stated(subject):
            lacks_ordinal = (
                one.qualifiers and one.plain in item.values.get(k.SERIES, ()) and one.plain not in item.ordinals
            )
            if one.prop not in item.values or (one.prop == k.SERIES and lacks_ordinal):
                self._command(number, one)
                self.added += 1

    def create(self, subject: Subject, looked: Suggestion) -> None:
        """Make an item, unless something like it is there, or what it belongs to has none yet."""
        like = [one.item.id for one in looked.judged if one.score >= LIKELY]
        if subject.cls not in _NEW:
            return
        if like:
            mend = f"decide with confgraph link suggest {subject.name}"
            self.left.append(Left(subject, f"it may be {', '.join(like)}: {mend}"))
        elif subject.series and not any(iri in self._links for iri in subject.series):
            self.left.append(Left(subject, "its series has no item yet: run this again when it has one"))
        elif stated := list(self._stated(subject)):
            self.lines.append("CREATE")
            self.lines += self._names(subject)
            self._command("LAST", Statement(k.INSTANCE_OF, _NEW[subject.cls], _NEW[subject.cls], stated[0].pages))
            for one in stated:
                self._command("LAST", one)
            self.created += 1
            self.added += len(stated) + 1
        else:
            self.left.append(Left(subject, "nothing is known of it that a page states"))

    def _stated(self, subject: Subject) -> Iterator[Statement]:
        """Yield what more than a weak source says; tell what only such a one does."""
        for one in statements(self._subjects, subject, self._links):
            if one.pages:
                yield one
            else:
                self.left.append(Left(subject, f"{one.prop} {one.value}: no source with a page states it"))

    def _names(self, subject: Subject) -> Iterator[str]:
        iri = NamedNode(subject.iri)
        for letter, name in (("L", "rdfs:label"), ("A", "skos:altLabel")):
            for one in self._subjects.draft.values(iri, name):
                if isinstance(one, Literal) and one.language:
                    yield f'LAST\t{letter}{one.language.lower()}\t"{_line(one.value)}"'
        about = "conference series"
        if subject.kind == "edition":
            of = " and ".join(self._subjects.draft.label(NamedNode(one)) for one in subject.series)
            about = f"{subject.start[:4]} edition of {of}".strip()
        yield f'LAST\tDen\t"{_line(about)}"'

    def _command(self, of: str, one: Statement) -> None:
        parts = [of, one.prop, one.value]
        parts += [part for qualifier in one.qualifiers for part in qualifier]
        parts += [f"S{k.REFERENCE_URL[1:]}", f'"{one.pages[0]}"', f"S{k.RETRIEVED[1:]}", self._retrieved]
        self.lines.append("\t".join(map(_line, parts)))


def _line(text: str) -> str:
    """Return a text that neither ends its line nor its part of it."""
    return " ".join(text.split())
