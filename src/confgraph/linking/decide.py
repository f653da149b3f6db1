"""Write down what was decided about links: each with its source, its day, and who decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from confgraph.linking.evidence import Judged
from confgraph.linking.subjects import Subject
from confgraph.linking.suggest import CLOSE, SAME
from confgraph.namespaces import ID, PREFIXES
from confgraph.new import slug_of
from confgraph.reading import Document
from confgraph.sources.draft import Draft, dated, english, named, typed

TOOL: Final = "confgraph link suggest"
"""Who decided, where nobody was asked."""
WEBSITE: Final = "https://www.wikidata.org/"
_FILES: Final = {SAME: "claims/links.ttl", CLOSE: "claims/links.ttl", "": "links/decisions.ttl"}
_WORDS: Final = {SAME: "same-as", CLOSE: "close-match", "": "not"}


class Decisions:
    """Adds decisions to a draft; ``day`` is when Wikidata was looked at, ``who`` the person who decides."""

    def __init__(self, draft: Draft, day: str, who: str = "") -> None:
        self.draft = draft
        self.day = day
        self.who = who

    def link(self, subject: Subject, judged: Judged, prop: str, by_hand: bool = False) -> None:
        """Link an entity to an item by owl:sameAs or skos:closeMatch; a person decides ``by_hand``."""
        self.draft.add(NamedNode(subject.iri), prop, _node(judged))
        self._claim(subject, judged, prop, "cg:Stated" if by_hand else "cg:Inferred")

    def refuse(self, subject: Subject, judged: Judged) -> None:
        """Write down that an entity is not an item, so that nobody is asked again."""
        self._claim(subject, judged, "", "cg:Stated")

    def contents(self, ontology: Iterable[Document]) -> Mapping[Path, bytes]:
        """Return the files that change, tidy, by their paths."""
        return self.draft.contents(ontology)

    def _claim(self, subject: Subject, judged: Judged, prop: str, certainty: str) -> None:
        """Add a claim: preferred for a link, deprecated for what an entity is not."""
        iri = NamedNode(subject.iri)
        source = source_of(self.draft, self.day, self.who if certainty == "cg:Stated" else TOOL)
        slug = f"{subject.iri.rpartition('/')[2]}-{_WORDS[prop]}-{judged.item.id.lower()}"
        claim, number = NamedNode(f"{ID}claim/{slug}"), 1
        while claim in self.draft:
            number += 1
            claim = NamedNode(f"{ID}claim/{slug}-{number}")
        self.draft.add(claim, "rdf:type", named("cg:Claim"), otherwise=_FILES[prop])
        for name, value in (
            ("cg:subject", iri),
            ("cg:property", named(prop or SAME)),
            ("cg:value", _node(judged)),
            ("cg:rank", named("cg:Preferred" if prop else "cg:Deprecated")),
            ("cg:certainty", named(certainty)),
            ("cg:source", source),
            ("cg:locator", typed(f"{judged.item.id}, revision {judged.item.revision or 'unknown'}", "string")),
            ("cg:reason", english(_reason(judged, prop))),
        ):
            self.draft.add(claim, name, value)


def source_of(draft: Draft, day: str, who: str) -> NamedNode:
    """Return the source of what somebody has read at Wikidata on a day; a new one is described."""
    source = NamedNode(f"{ID}source/wikidata-{day}-{slug_of(who)}")
    if source not in draft:
        draft.add(source, "rdf:type", named("cg:Source"), otherwise="sources.ttl")
        draft.add(source, "rdfs:label", english(f"Wikidata on {day}, looked at by {who}"))
        draft.add(source, "foaf:page", NamedNode(WEBSITE))
        draft.add(source, "dcterms:date", dated(day))
        draft.add(source, "dcterms:creator", typed(who, "string"))
    return source


def _node(judged: Judged) -> NamedNode:
    return NamedNode(PREFIXES["wd"] + judged.item.id)


def _reason(judged: Judged, prop: str) -> str:
    said = f"Score {judged.score:.0f} of 100; {judged.explained() or 'nothing to compare'}."
    return said if prop else f"It is another thing. {said}"
