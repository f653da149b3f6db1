"""Write what sources say: facts where nothing stood, claims where the source contradicts."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from pyoxigraph import NamedNode

from confgraph.namespaces import ID, shorten
from confgraph.sources.compare import MORE_PRECISE, Said
from confgraph.sources.draft import Draft, english, named, typed

_RECORDINGS: Final = named("source:pyvideo-data")
_OF_RECORDINGS: Final = ("cg:talkCount", "cg:videoArchive")


class Claims:
    """The claims of a draft, by what they are about."""

    def __init__(self, draft: Draft, source: NamedNode) -> None:
        self.draft = draft
        self.source = source
        self._about: dict[tuple[NamedNode, NamedNode], list[NamedNode]] = defaultdict(list)
        for claim in draft.of_type("cg:Claim"):
            self._know(claim)

    def _know(self, claim: NamedNode) -> None:
        subject, name = self.draft.value(claim, "cg:subject"), self.draft.value(claim, "cg:property")
        if subject is not None and name is not None:
            self._about[subject, name].append(claim)

    def is_known(self, edition: NamedNode, said: Said) -> bool:
        """Tell whether a claim has what the source says already."""
        return any(
            said.value in self.draft.values(claim, "cg:value") and self._is_ours(claim)
            for claim in self._about[edition, named(said.property)]
        )

    def _is_ours(self, claim: NamedNode) -> bool:
        return self.source in self.draft.values(claim, "cg:source")

    def add_fact(self, edition: NamedNode, said: Said, where: str = "") -> None:
        """Add a fact where nothing stood; where there are claims about it, none of them preferred, add another.

        ``where`` is the place in the source, as ``contradict`` takes it too.
        """
        if self._about[edition, named(said.property)]:
            self._new(edition, said, "cg:Normal", "cg:Stated", said.reason, where=where)
        else:
            self.draft.add(edition, said.property, said.value)

    def contradict(self, edition: NamedNode, said: Said, where: str = "") -> None:
        """Add a claim of normal rank beside the preferred ones, which are made where there is none."""
        preferred = self._preferred(edition, said.property)
        if not preferred:
            preferred = self._stand_up_for(edition, said.property)
        reason = said.reason and said.reason[:1].upper() + said.reason[1:] + "."
        claim = self._new(edition, said, "cg:Normal", "cg:Stated", reason, where=where)
        if said.reason == MORE_PRECISE:
            return
        for other in preferred:
            if said.value not in self.draft.values(other, "cg:value"):
                self.draft.add(claim, "cg:conflictsWith", other)
                self.draft.add(other, "cg:conflictsWith", claim)

    def _preferred(self, edition: NamedNode, name: str) -> list[NamedNode]:
        rank = named("cg:Preferred")
        return [one for one in self._about[edition, named(name)] if rank in self.draft.values(one, "cg:rank")]

    def _stand_up_for(self, edition: NamedNode, name: str) -> list[NamedNode]:
        """Return new preferred claims for what stands, one for each source that the edition cites.

        Which of several sources said it, the record does not tell: then the claim is inferred.
        """
        cited = [one for one in self.draft.values(edition, "cg:source") if one != self.source]
        if name not in _OF_RECORDINGS:
            cited = [one for one in cited if one != _RECORDINGS]
        cited = cited or [self.source]
        certainty, reason = "cg:Stated", "It stood in the catalog before another source differed."
        if len(cited) > 1:
            certainty, reason = "cg:Inferred", "The record cites this source, and not which of its facts are from it."
        claims = []
        for value in self.draft.values(edition, name):
            for source in cited:
                certain = certainty if self.draft.values(source, "foaf:page") else "cg:Reported"
                claims.append(self._new(edition, Said("", name, value), "cg:Preferred", certain, reason, source))
        return claims

    def _new(
        self,
        edition: NamedNode,
        said: Said,
        rank: str,
        certainty: str,
        reason: str,
        source: NamedNode | None = None,
        where: str = "",
    ) -> NamedNode:
        """Add a claim to the file of claims about the series."""
        source = source or self.source
        slugs = (_slug(edition), _words(said.property), _slug(source))
        claim = self._free("-".join(slugs))
        series = self.draft.value(edition, "cg:editionOf")
        path = f"claims/{_slug(series) if series else _slug(edition)}.ttl"
        self.draft.add(claim, "rdf:type", named("cg:Claim"), otherwise=path)
        values: dict[str, Any] = {
            "cg:subject": edition,
            "cg:property": named(said.property),
            "cg:value": said.value,
            "cg:rank": named(rank),
            "cg:certainty": named(certainty),
            "cg:source": source,
        }
        for name, value in values.items():
            self.draft.add(claim, name, value)
        if reason:
            self.draft.add(claim, "cg:reason", english(reason))
        if where:
            self.draft.add(claim, "cg:locator", typed(where, "string"))
        self._know(claim)
        return claim

    def _free(self, slug: str) -> NamedNode:
        """Return the address of a claim that there is none of yet."""
        number, claim = 1, NamedNode(f"{ID}claim/{slug}")
        while claim in self.draft:
            number += 1
            claim = NamedNode(f"{ID}claim/{slug}-{number}")
        return claim


def _slug(entity: NamedNode) -> str:
    return entity.value.rsplit("/", 1)[-1]


def _words(name: str) -> str:
    """Return the words of a property as slugs have them: "cg:startDate" is "start-date"."""
    local = shorten(named(name).value).partition(":")[2]
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in local)
