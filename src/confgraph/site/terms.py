"""The pages of the ontology: each term with its definition, its uses and its matches, and the shapes in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from confgraph.namespaces import ONTOLOGY, expand, shorten
from confgraph.site.entity import facts_of, pointing_to
from confgraph.site.facts import LABEL, TYPE, Facts
from confgraph.site.pages import FORMATS
from confgraph.site.render import Renderer
from confgraph.site.words import Shown, link

_GROUPS: Final = (
    ("Classes", ("owl:Class",)),
    ("Links between things", ("owl:ObjectProperty",)),
    ("Values", ("owl:DatatypeProperty",)),
    ("Notes", ("owl:AnnotationProperty",)),
    ("Words of lists", ("skos:Concept", "owl:NamedIndividual")),
)
_EXAMPLES: Final = 5
_PLAIN: Final = ("skos:definition", "skos:example", "skos:scopeNote", "rdfs:isDefinedBy")
_LIMITS: Final = {
    "sh:minCount": "at least {}",
    "sh:maxCount": "at most {}",
    "sh:datatype": "a literal of type {}",
    "sh:class": "described as {}",
    "sh:nodeKind": "of the kind {}",
    "sh:pattern": "text like {}",
    "sh:minInclusive": "{} or more",
    "sh:maxInclusive": "{} or less",
    "sh:hasValue": "with the value {}",
}


class Rule(NamedTuple):
    """A constraint of a shape in words: what it is called, what it asks, and what it says when it is broken."""

    name: str
    asks: str
    message: str
    path: str


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
        """Every node shape in words, in the order of the files."""
        out: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for document in self.shape_documents:
            for quad in document:
                out[quad.subject.value][shorten(quad.predicate.value)].append(quad.object)  # type: ignore[union-attr]
        nodes = [iri for iri, says in out.items() if NamedNode(expand("sh:NodeShape")) in says[TYPE]]
        return [self._shape(iri, out) for iri in nodes if out[iri]["sh:property"] or out[iri]["sh:sparql"]]

    def _shape(self, iri: str, out: dict[str, dict[str, list[Any]]]) -> Shape:
        says = out[iri]
        targets = [
            one.value for name in ("sh:targetClass", "sh:targetSubjectsOf", "sh:targetObjectsOf") for one in says[name]
        ]
        rules = [_rule(out[one.value]) for name in ("sh:property", "sh:sparql") for one in says[name]]
        return Shape(
            iri=iri,
            name=_text(says[LABEL]) or shorten(iri),
            comment=_text(says["rdfs:comment"]),
            targets=tuple(link(self._facts, one) for one in targets),
            rules=tuple(rules),
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


def _rule(says: dict[str, list[Any]]) -> Rule:
    asks = [words.format(_short(value)) for name, words in _LIMITS.items() for value in says[name]]
    path = says["sh:path"][0].value if says["sh:path"] and isinstance(says["sh:path"][0], NamedNode) else ""
    return Rule(_text(says["sh:name"]), ", ".join(asks), _text(says["sh:message"]), path)


def _short(value: NamedNode | Literal | BlankNode) -> str:
    return shorten(value.value) if isinstance(value, NamedNode) else value.value


def _text(values: Iterable[Any]) -> str:
    return next((value.value for value in values if isinstance(value, Literal)), "")
