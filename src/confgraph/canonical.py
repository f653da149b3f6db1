"""Compare graphs: a canonical form that blank nodes cannot change (RDFC-1.0, bounded), a hash, and the differences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, Quad, Triple

from confgraph.values import python_value
from confgraph.writing.alike import Group, groups, refuse_alike


class Canonical(NamedTuple):
    """A graph in a form that is the same for the same graph: its ground triples, and its groups by their text.

    A group holds the triples that blank nodes join; its text is canonical N-Triples, and it may come more than once.
    """

    ground: frozenset[Triple]
    groups: Counter[str]

    def __len__(self) -> int:
        return len(self.ground) + sum(text.count("\n") * often for text, often in self.groups.items())

    @property
    def digest(self) -> str:
        """The SHA-256 of the sorted triples and groups, in hexadecimal digits; an empty line stands before each group.

        Without it a blank node of two triples would have the digest of two blank nodes of one.
        """
        import hashlib

        lines = sorted(f"{triple} .\n" for triple in self.ground)
        lines += (f"\n{text}" for text in sorted(self.groups.elements()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()


class Difference(NamedTuple):
    """A triple that one graph has and the other has not, or has with another value.

    ``kind`` is "spelling" (the same value, written in another way), "value", "missing" or "extra".
    """

    kind: str
    subject: str
    predicate: str
    before: str
    after: str


def canonical(quads: Iterable[Quad]) -> Canonical:
    """Return the canonical form of the triples; raise LimitReached where too many blank nodes look alike."""
    ground, found = groups(quads)
    return Canonical(frozenset(ground), Counter(map(text_of, found)))


def text_of(group: Group) -> str:
    """Return a group as canonical N-Triples, its blank nodes named by RDFC-1.0; raises LimitReached."""
    refuse_alike(group)
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in group)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{Triple(quad.subject, quad.predicate, quad.object)} .\n" for quad in dataset))


def differences(before: Canonical, after: Canonical) -> list[Difference]:
    """Return what is not the same in ``after``, in order; a value that was written in another way is one difference."""
    missing, extra = _by_property(before.ground - after.ground), _by_property(after.ground - before.ground)
    found = []
    for key in sorted(missing.keys() | extra.keys()):
        gone, come = missing.get(key, []), extra.get(key, [])
        for old in list(gone):
            same = next((new for new in come if _same_value(old, new)), None)
            if same is not None:
                gone.remove(old)
                come.remove(same)
                found.append(Difference("spelling", *key, str(old), str(same)))
        while gone and come:
            found.append(Difference("value", *key, str(gone.pop(0)), str(come.pop(0))))
        found += [Difference("missing", *key, str(old), "") for old in gone]
        found += [Difference("extra", *key, "", str(new)) for new in come]
    found += [Difference("missing", "", "", text, "") for text in (before.groups - after.groups).elements()]
    found += [Difference("extra", "", "", "", text) for text in (after.groups - before.groups).elements()]
    return found


def _by_property(triples: Iterable[Triple]) -> dict[tuple[str, str], list[object]]:
    found: dict[tuple[str, str], list[object]] = defaultdict(list)
    for triple in sorted(triples, key=str):
        found[str(triple.subject), str(triple.predicate)].append(triple.object)
    return found


def _same_value(old: object, new: object) -> bool:
    """Tell whether two terms are one value of one datatype, written in two ways."""
    if not (isinstance(old, Literal) and isinstance(new, Literal)) or old.datatype != new.datatype:
        return False
    if old.language or new.language:
        return old.value == new.value and (old.language or "").lower() == (new.language or "").lower()
    values = python_value(old), python_value(new)
    return type(values[0]) is type(values[1]) and not isinstance(values[0], str) and values[0] == values[1]
