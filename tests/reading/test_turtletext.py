"""The walk through Turtle and its kin gives each triple its place, in the order of the parser."""

from __future__ import annotations

import random
import re

import pytest
from pyoxigraph import NamedNode, RdfFormat
from pyoxigraph import parse as parse_rdf

from confgraph.reading.turtletext import spots

PREFIX = "@prefix e: <e:> .\n"


class Writer:
    """A writer of random Turtle that numbers each property and value, and so knows where each of them stands."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = 0

    def name(self) -> str:
        """Return a name that stands once in the text."""
        self.number += 1
        return self.random.choice([f"e:n{self.number}x", f"<e:n{self.number}x>", f"e:n{self.number}x.y"])

    def value(self, depth: int) -> str:
        """Return a value: a name, a literal, brackets or a list."""
        kind = self.random.randrange(8 if depth < 4 else 5)
        if kind < 2:
            return self.name()
        if kind == 2:
            self.number += 1
            quote = self.random.choice(['"', "'", '"""', "'''"])
            suffix = self.random.choice(["", "@en", "^^e:t", "@en-GB"])
            inner = "\n" if len(quote) == 3 else " ; [ . # "
            return f"{quote}{inner}n{self.number}x\\\\{quote}{suffix}"
        if kind == 3:
            self.number += 1
            return self.random.choice(["", "-", "+"]) + f"{self.number}" + self.random.choice(["", ".5", "e1", ".5E-3"])
        if kind == 4:
            return self.random.choice(["[]", "()", "true", "_:b", "[ ]", "( )"])
        if kind == 5:
            return f"[ {self.properties(depth + 1)} ]"
        return "(" + self.space().join(self.value(depth + 1) for _ in range(self.random.randrange(4))) + ")"

    def properties(self, depth: int) -> str:
        """Return properties with their values."""
        parts = []
        for _ in range(self.random.randrange(1, 4)):
            values = [self.value(depth) for _ in range(self.random.randrange(1, 3))]
            parts.append(self.name() + self.space() + self.random.choice([",", " , ", ",\r\n"]).join(values))
        return self.random.choice([";", " ;\n ", " ; ; "]).join(parts)

    def space(self) -> str:
        """Return what may stand between two tokens."""
        return self.random.choice([" ", "\t", "\n  ", ' # "c" <\n', "\r\n"])

    def statement(self) -> str:
        """Return a statement."""
        items = self.space().join(self.value(2) for _ in range(self.random.randrange(3)))
        subject = self.random.choice([self.name(), "[]", f"[ {self.properties(2)} ]", f"({items})"])
        return f"{subject} {self.properties(0)}{self.space()}. "


def marks(term: object, text: str) -> bool:
    """Tell whether a text begins with what a term is written as, as far as the term has a number of its own."""
    value = getattr(term, "value", "")
    number = re.search(r"n\d+x(\.y)?", value)
    if number:
        return number[0] in text[: text.index(number[0]) + len(number[0])] and text.index(number[0]) < 16
    if value.endswith("#nil"):
        return text[0] in "()"
    if re.match(r"[-+]?\d", value):
        return text.startswith(value)
    return not isinstance(term, NamedNode) or value.endswith(("#first", "#rest"))


@pytest.mark.parametrize("seed", range(150))
def test_each_triple_of_random_turtle_stands_where_it_was_written(seed: int) -> None:
    """A generator that numbers what it writes finds each number at the place of its triple."""
    writer = Writer(seed)
    text = PREFIX + "".join(writer.statement() for _ in range(3))
    quads = list(parse_rdf(text, format=RdfFormat.TURTLE))
    found = list(spots(text))
    assert len(found) == len(quads)
    for quad, spot in zip(quads, found, strict=True):
        assert marks(quad.object, text[spot.object :]), (quad, text[spot.object :][:20])
        assert marks(quad.predicate, text[spot.predicate :]), (quad, text[spot.predicate :][:20])


@pytest.mark.parametrize("seed", range(40))
def test_graphs_and_lines_are_walked_as_well(seed: int) -> None:
    """TriG with its graphs, and N-Quads, have the same places as Turtle."""
    writer = Writer(seed)
    blocks = ["", "e:g ", "GRAPH e:g ", "graph _:g ", "[] "]
    graphs = [f"{writer.random.choice(blocks)}{{ {writer.statement()} }}\n" for _ in range(3)]
    text = PREFIX + writer.statement() + "".join(graphs) + writer.statement()
    quads = list(parse_rdf(text, format=RdfFormat.TRIG))
    assert all(marks(q.object, text[s.object :]) for q, s in zip(quads, spots(text), strict=True))
    lines = '<e:s> <e:n1x> "n2x" <e:g> .\n# c\n_:s <e:n3x> "n4x"@en .\n<e:s> <e:n5x> "n6x"^^<e:t> _:g .'
    quads = list(parse_rdf(lines, format=RdfFormat.N_QUADS))
    assert all(marks(q.object, lines[s.object :]) for q, s in zip(quads, spots(lines), strict=True))


def test_a_deep_text_is_walked() -> None:
    """Brackets beyond reason do not end the walk."""
    text = "<a:s> <a:p> " + "[<a:p> " * 50_000 + "1" + "]" * 50_000 + " ."
    assert sum(1 for _ in spots(text)) == 50_001
