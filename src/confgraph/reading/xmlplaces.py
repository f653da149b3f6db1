"""Find what each element and attribute of an RDF/XML file may say, and where it stands."""

from __future__ import annotations

from typing import Final

from confgraph.namespaces import PREFIXES
from confgraph.problems import Place
from confgraph.reading.positions import Written

_RDF: Final = PREFIXES["rdf"]
_SYNTAX: Final = frozenset(_RDF + name for name in ("about", "ID", "nodeID", "resource", "datatype", "parseType"))
_SUBJECTS: Final = (_RDF + "about", _RDF + "ID", _RDF + "nodeID")


class _Element:
    def __init__(self, name: str, subject: str, place: Place, node: bool) -> None:
        self.name, self.subject, self.place, self.node = name, subject, place, node
        self.text: list[str] = []
        self.value = ""
        self.resource = False  # a property that is a node too, for the properties within (parseType="Resource")


class _Walk:
    """The elements that are open, in stripes: a node, its property, the node that this has as its value, and so on."""

    def __init__(self, name: str) -> None:
        from xml.parsers import expat  # late: only files with problems are looked at

        self.name = name
        self.found: list[Written] = []
        self.open: list[_Element] = []
        self.parser = expat.ParserCreate(namespace_separator="")
        self.parser.StartElementHandler = self.enter
        self.parser.EndElementHandler = self.leave
        self.parser.CharacterDataHandler = self.read

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element: a node below the root or a property, a property below a node."""
        place = Place(self.name, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        if name == _RDF + "RDF":
            return
        above = self.open[-1] if self.open else None
        subject = next((attributes[key] for key in _SUBJECTS if key in attributes), "")
        node = above is None or not (above.node or above.resource)
        below = above.subject if above is not None and above.node else ""
        element = _Element(name, subject if node else below, place, node)
        element.resource = not node and attributes.get(_RDF + "parseType") == "Resource"
        if node:
            if above:
                above.value = subject
            if name != _RDF + "Description":
                self.found.append(Written(subject, "type", name, place, place))
        else:
            element.value = attributes.get(_RDF + "resource", attributes.get(_RDF + "nodeID", ""))
        for key, value in attributes.items():
            if key not in _SYNTAX:
                self.found.append(Written(subject, key, value, place, place))
        self.open.append(element)

    def leave(self, name: str) -> None:
        """Close an element; a property then has its value."""
        if name == _RDF + "RDF":
            return
        element = self.open.pop()
        if not element.node:
            value = element.value or "".join(element.text)
            self.found.append(Written(element.subject, element.name, value, element.place, element.place))

    def read(self, text: str) -> None:
        """Collect the text of a property."""
        if self.open:
            self.open[-1].text.append(text)


def written(name: str, data: bytes) -> list[Written]:
    """Return what a well-formed RDF/XML file says, element by element; no entity or DOCTYPE gets here."""
    walk = _Walk(name)
    walk.parser.Parse(data, True)
    return walk.found
