"""The pages of the ontology: each term with its definition, its uses and its matches, and the shapes in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import ONTOLOGY, expand, shorten
from confgraph.reading.blanknodes import labelled
from confgraph.site.entity import facts_of, pointing_to
from confgraph.site.facts import LABEL, TYPE, Facts
from confgraph.site.pages import FORMATS
from confgraph.site.render import Renderer
from confgraph.site.versions import NUMBER
from confgraph.site.words import Shown, link
from confgraph.validation.rules import Rule, rules, said
from confgraph.validation.shapes import Shapes

_GROUPS: Final = (
    ("Classes", ("owl:Class",)),
    ("Links between things", ("owl:ObjectProperty",)),
    ("Values", ("owl:DatatypeProperty",)),
    ("Notes", ("owl:AnnotationProperty",)),
    ("Words of lists", ("skos:Concept", "owl:NamedIndividual")),
)
_EXAMPLES: Final = 5
_PLAIN: Final = ("skos:definition", "skos:example", "skos:scopeNote", "rdfs:isDefinedBy")


class Shape(NamedTuple):
    """A shape in words: what it is about, why it is there, and its rules."""

    iri: str
    name: str
    comment: str
    targets: tuple[Shown, ...]
    rules: tuple[Rule, ...]


class Terms:
    """Makes the pages of the ontology and the shapes."""

    def __init__(self, facts: Facts, renderer: Renderer) -> None:
        self._facts = facts
        self._renderer = renderer
        self.shape_documents = [*facts.catalog.documents("shapes")]

    @cached_property
    def shapes(self) -> list[Shape]:
        """Every shape with targets in words, in the order of the files."""
        known = Shapes(quad for n, one in enumerate(self.shape_documents) for quad in labelled(one, f"s{n}-"))
        by_owner: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules(known):
            by_owner[str(rule.owner.node).strip("<>")].append(rule)
        return [self._shape(known, iri, own) for iri, own in by_owner.items()]

    def _shape(self, known: Shapes, iri: str, own: list[Rule]) -> Shape:
        owner = own[0].owner
        return Shape(
            iri=iri,
            name=said(known, owner.node, LABEL) or said(known, owner.node, "sh:name") or shorten(iri),
            comment=said(known, owner.node, "rdfs:comment"),
            targets=tuple(link(self._facts, one.term.value) for one in owner.targets),
            rules=tuple(own),
        )

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """Yield the page of the ontology, that of the shapes, and one for each term."""
        facts, page = self._facts, self._renderer.page
        groups = [(title, [self._row(iri) for iri in self._of(classes)]) for title, classes in _GROUPS]
        yield page(
            "ontology",
            "ns/index",
            title=facts.label(ONTOLOGY).value,
            summary=facts.text(ONTOLOGY, "dcterms:description")[:300],
            about=facts_of(facts, ONTOLOGY),
            description=facts.text(ONTOLOGY, "dcterms:description"),
            version_of=facts.text(ONTOLOGY, "owl:versionInfo"),
            numbered=NUMBER.fullmatch(facts.text(ONTOLOGY, "owl:versionInfo")) is not None,
            groups=groups,
            files=FORMATS,
        )
        yield page("shapes", "ns/shapes", title="Shapes", shapes=self.shapes)
        for iri in facts.terms:
            if iri != ONTOLOGY and facts.addresses[iri] != "ns/index":
                yield self._term(iri)

    def _of(self, classes: tuple[str, ...]) -> list[str]:
        return [iri for iri in self._facts.terms if self._facts.is_a(iri, *classes) and iri != ONTOLOGY]

    def _row(self, iri: str) -> tuple[Shown, str]:
        return link(self._facts, iri), self._facts.text(iri, "skos:definition")

    def _term(self, iri: str) -> tuple[str, bytes]:
        facts = self._facts
        rules = [(shape, rule) for shape in self.shapes for rule in shape.rules if rule.path == iri]
        targets = [shape for shape in self.shapes if iri in {target.iri for target in shape.targets}]
        used, examples = self._uses(iri)
        return self._renderer.page(
            "term",
            facts.addresses[iri],
            title=facts.label(iri).value,
            name=link(facts, iri),
            short=shorten(iri),
            iri=iri,
            summary=facts.text(iri, "skos:definition")[:300],
            definition=facts.text(iri, "skos:definition"),
            examples=[value.value for value in facts.values(iri, "skos:example") if isinstance(value, Literal)],
            scope=facts.text(iri, "skos:scopeNote"),
            facts=facts_of(facts, iri, _PLAIN),
            incoming=pointing_to(facts, iri, ("cg:property", "cg:certainty", "cg:rank", "cg:value")),
            rules=rules,
            targets=targets,
            used=used,
            uses=examples,
            kinds=[link(facts, kind) for kind in facts.links(iri, TYPE)],
            files=FORMATS,
        )

    def _uses(self, iri: str) -> tuple[int, list[Shown]]:
        """Return how often the data uses a term, and some of the things that are described with it."""
        found = self._used.get(iri, [])
        telling = sorted(found, key=lambda one: self._facts.is_a(one, "cg:Claim"))
        return len(found), [link(self._facts, one) for one in telling[:_EXAMPLES]]

    @cached_property
    def _used(self) -> dict[str, list[str]]:
        used: dict[str, list[str]] = defaultdict(list)
        for iri in self._facts.entities:
            for name, values in self._facts.out[iri].items():
                if name.startswith("cg:"):
                    used[expand(name)].append(iri)
                for value in values:
                    if isinstance(value, NamedNode) and value.value.startswith(ONTOLOGY):
                        used[value.value].append(iri)
        return used
