"""Give blank nodes that have no label in a file one that is the same at each reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from confgraph.reading.documents import Document

_ALWAYS_LABELLED: Final = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_TURTLE: Final = (RdfFormat.TURTLE, RdfFormat.TRIG)
_LABEL: Final = re.compile(
    rb"(?:_:|nodeID\s*=\s*[\"'])([0-9A-Za-z_\x80-\xff](?:[0-9A-Za-z_.\x80-\xff-]*[0-9A-Za-z_\x80-\xff-])?)"
)


def labelled(document: Document, prefix: str = "") -> Iterator[Quad]:
    """Yield the statements of a document; nodes such as ``[]``, which a parser labels by chance, are b1, b2 and so on.

    Labels that stand in the file stay; all of them begin with ``prefix``, so that those of two files never meet.
    """
    data = document.data
    by_chance = document.format not in _TURTLE or b"[" in data or b"(" in data
    if not prefix and (document.format in _ALWAYS_LABELLED or not by_chance):
        yield from document
        return
    known = {found[1].decode() for found in _LABEL.finditer(data)}
    names: dict[str, BlankNode] = {}

    def named(node: BlankNode) -> BlankNode:
        if node.value not in names:
            label = node.value if node.value in known else f"b{len(names) + 1}"
            while label in known and label != node.value:
                label += "x"
            names[node.value] = BlankNode(prefix + label)
        return names[node.value]

    for quad in document:
        subject, value = quad.subject, quad.object
        if isinstance(subject, BlankNode) or isinstance(value, BlankNode):
            assert isinstance(subject, (NamedNode, BlankNode))
            assert isinstance(value, (NamedNode, BlankNode, Literal))
            subject = named(subject) if isinstance(subject, BlankNode) else subject
            yield Quad(
                subject, quad.predicate, named(value) if isinstance(value, BlankNode) else value, quad.graph_name
            )
        else:
            yield quad
