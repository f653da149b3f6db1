"""Suggest the items that entities without a link may be, each with the facts that speak for and against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from confgraph.linking.candidates import Services, by_label, reconciled, searched
from confgraph.linking.evidence import AHEAD, LIKELY, Judge, Judged
from confgraph.linking.items import Items
from confgraph.linking.subjects import Subject, Subjects

SAME = "owl:sameAs"
CLOSE = "skos:closeMatch"


class Suggestion(NamedTuple):
    """The items that an entity may be, best first, and the property by which the best is linked, "" for none."""

    subject: Subject
    judged: tuple[Judged, ...]
    verdict: str

    @property
    def best(self) -> Judged | None:
        """The item that is linked, or would be."""
        return self.judged[0] if self.verdict else None


def unlinked(subjects: Subjects, wanted: Sequence[Subject]) -> list[Subject]:
    """Return those of some entities that have no certain link yet."""
    linked = subjects.links(SAME)
    return [subject for subject in wanted if subject.iri not in linked]


def suggest(
    subjects: Subjects, wanted: Sequence[Subject], services: Services, kinds: Mapping[str, frozenset[str]]
) -> list[Suggestion]:
    """Return a suggestion for each entity, in order.

    Names are reconciled; who then has no item that fits is looked up by its other names, and where the services have a
    search, by that. What is sure of one entity counts for the next: the item of a country for its cities, that of a
    series for its editions. No item is sure for two entities. Raises RemoteFailure.
    """
    search = _Search(subjects, services, kinds)
    found = reconciled(services.reconciliation, wanted, kinds, subjects.links(SAME))
    suggestions = search.judged(wanted, found)
    for more in (lambda some: by_label(services.store, some), services.search and partial(searched, services.search)):
        missed = [one.subject for one in suggestions if not one.judged or one.judged[0].score < LIKELY]
        if more and missed:
            for iri, ids in more(missed).items():
                found[iri] = list(dict.fromkeys([*found[iri], *ids]))
            suggestions = search.judged(wanted, found)
    return suggestions


class _Search:
    """Judges what was found; items are looked up once."""

    def __init__(self, subjects: Subjects, services: Services, kinds: Mapping[str, frozenset[str]]) -> None:
        self._subjects = subjects
        self._kinds = kinds
        self._items = Items(services.store, kinds)

    def judged(self, wanted: Sequence[Subject], found: Mapping[str, Sequence[str]]) -> list[Suggestion]:
        """Return a suggestion for each entity, in order, of the items that were found for it."""
        known = self._items.find(number for ids in found.values() for number in ids)
        links = dict(self._subjects.links(SAME))
        judge = Judge(self._kinds, links, self._subjects.links(CLOSE))
        taken = {number for ids in links.values() for number in ids}
        suggestions = []
        for subject in wanted:
            there = [known[one] for one in found[subject.iri] if one in known and not known[one].merged_into]
            fitting = [one for one in there if (subject.iri, one.id) not in self._subjects.refused]
            judged = [one for one in (judge.judge(subject, item) for item in fitting) if one.is_called_so]
            judged.sort(key=lambda one: (-one.score, int(one.item.id[1:])))
            suggestion = Suggestion(subject, tuple(judged), _verdict(judged, taken))
            if suggestion.verdict == SAME:
                links[subject.iri] = (judged[0].item.id,)
                taken.add(judged[0].item.id)
            suggestions.append(suggestion)
        return suggestions


def _verdict(judged: Sequence[Judged], taken: set[str]) -> str:
    """Return the property by which the best item would be linked without asking anybody, "" for none."""
    if not judged or not judged[0].is_likely or judged[0].item.id in taken:
        return ""
    clear = len(judged) == 1 or judged[0].score - judged[1].score >= AHEAD
    return SAME if clear and judged[0].is_sure else CLOSE if clear else ""
