"""The triples of a shapes graph, to be asked by subject, by object and by list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode, Quad, Triple

from confgraph.namespaces import expand
from confgraph.validation.report import Term

_FIRST: Final = expand("rdf:first")
_REST: Final = expand("rdf:rest")
_NIL: Final = NamedNode(expand("rdf:nil"))


class ShapesGraph:
    """All triples of the shapes, the graphs they are in left aside; answers come in the order of the file."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[tuple[Term, str], dict[Term, None]] = defaultdict(dict)
        self._subjects: dict[tuple[str, Term], dict[Term, None]] = defaultdict(dict)
        self._pairs: dict[str, list[tuple[Term, Term]]] = defaultdict(list)
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object
            if isinstance(subject, Triple) or isinstance(value, Triple):
                continue  # RDF 1.1, which SHACL is about, has none
            if value not in self._objects[subject, predicate]:
                self._objects[subject, predicate][value] = None
                self._subjects[predicate, value][subject] = None
                self._pairs[predicate].append((subject, value))

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects of a subject and a predicate, an IRI."""
        return list(self._objects.get((subject, predicate), ()))

    def subjects(self, predicate: str, value: Term) -> list[Term]:
        """Return the subjects of a predicate and an object."""
        return list(self._subjects.get((predicate, value), ()))

    def pairs(self, predicate: str) -> list[tuple[Term, Term]]:
        """Return subject and object of all triples of a predicate."""
        return self._pairs.get(predicate, [])

    def members(self, head: Term) -> list[Term] | None:
        """Return the members of a list, None where the node is no well-formed list."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != _NIL:
            firsts, rests = self.objects(head, _FIRST), self.objects(head, _REST)
            if len(firsts) != 1 or len(rests) != 1 or head in seen:
                return None
            seen.add(head)
            found.append(firsts[0])
            head = rests[0]
        return found

    def instances(self, *classes: str) -> dict[Term, None]:
        """Return the nodes that have one of the classes, or a subclass of one, as their type."""
        wanted: dict[Term, None] = {NamedNode(one): None for one in classes}
        queue = list(wanted)
        while queue:
            for sub in self.subjects(expand("rdfs:subClassOf"), queue.pop()):
                if sub not in wanted:
                    wanted[sub] = None
                    queue.append(sub)
        return {node: None for one in wanted for node in self.subjects(expand("rdf:type"), one)}
