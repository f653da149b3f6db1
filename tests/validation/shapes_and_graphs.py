"""Random shapes graphs over all of SHACL Core, and random data with unusual terms; a seed gives the same case."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse

EX: Final = "http://e.org/"
PREFIXES: Final = f"""@prefix e: <{EX}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NODES: Final = (*("e:a", "e:b", "e:c", "e:d"), "_:x", "_:y")
PREDICATES: Final = ("e:p", "e:q", "e:r")
CLASSES: Final = ("e:C", "e:D", "e:E")
NUMBERS: Final = (
    *("1", "2", "01", "+1", "1.0", "1.50", "-0", "1e0", "9007199254740993", "9007199254740992.0"),
    *('"NaN"^^xsd:double', '"INF"^^xsd:double', '"-INF"^^xsd:float', '"0.1"^^xsd:float', '"0.1"^^xsd:double'),
    *(f"{'9' * 40}", '"7"^^xsd:byte', '"300"^^xsd:byte', '"five"^^xsd:integer', '" 1 "^^xsd:integer'),
    *('""^^xsd:integer', '"1."^^xsd:decimal', '"1e2"^^xsd:decimal', '"٣"^^xsd:integer'),
)
TIMES: Final = (
    *('"2024-02-29"^^xsd:date', '"2024-02-30"^^xsd:date', '"2024-03-01Z"^^xsd:date', '"2024-03-01+14:00"^^xsd:date'),
    *('"2024-02-29T24:00:00"^^xsd:dateTime', '"2024-03-01T00:00:00"^^xsd:dateTime', '"-0044-03-15"^^xsd:date'),
    *('"2024-03-01T00:00:00Z"^^xsd:dateTime', '"2024-02-29T10:00:00.000-14:00"^^xsd:dateTime'),
    *('"2024"^^xsd:gYear', '"2024Z"^^xsd:gYear', '"10:00:00"^^xsd:time', '"P1Y"^^xsd:duration'),
)
TEXTS: Final = (
    *('"a"', '""', '"ab"', '"AB"', '"a"@en', '"a"@EN-us', '"ab"@en-GB', '"x"@de', '"a"@fr', '"ab"@x-klingon'),
    *('"\\n"', '"a\\"b"', '"\\\\"', '"é"', '"e\\u0301"', '"\\U0001F40D"', '" a"', '"_:x"', '"<http://e.org/a>"'),
    *('"true"^^xsd:boolean', '"1"^^xsd:boolean', '"yes"^^xsd:boolean', '"a"^^e:own', '"<b>"^^rdf:HTML'),
)
TAGGED: Final = ('"a"@en', '"b"@EN', '"c"@en-GB', '"d"@en-gb', '"e"@de', '"a"')
DATATYPES: Final = (
    *("xsd:integer", "xsd:decimal", "xsd:double", "xsd:float", "xsd:byte", "xsd:string", "xsd:boolean", "xsd:date"),
    *("xsd:dateTime", "xsd:gYear", "xsd:time", "rdf:langString", "rdf:HTML", "e:own"),
)
KINDS: Final = ("sh:IRI", "sh:BlankNode", "sh:Literal", "sh:BlankNodeOrIRI", "sh:BlankNodeOrLiteral", "sh:IRIOrLiteral")
PATTERNS: Final = ('"^a"', '"b$"', '"^.$"', '"[0-9]+"', '"E\\\\.ORG"', '"^$"', '"a.b"', '"\\\\d"', '"é"')


@dataclass(frozen=True)
class Case:
    """A shapes graph and a data graph, as Turtle without prefixes; the same seed gives the same case."""

    seed: int
    shapes: str
    data: str

    @property
    def shape_quads(self) -> list[Quad]:
        """The statements of the shapes."""
        return quads(self.shapes)

    @property
    def data_quads(self) -> list[Quad]:
        """The statements of the data."""
        return quads(self.data)


def quads(text: str) -> list[Quad]:
    """Return the statements of a Turtle text."""
    return list(parse((PREFIXES + text).encode(), format=RdfFormat.TURTLE))


def case(seed: int) -> Case:
    """Return the case of a seed."""
    chance = random.Random(seed)
    # What shapes and data speak of most, so that they often meet.
    favourites = PREDICATES + (chance.choice(PREDICATES),) * 5
    return Case(seed, _Shapes(chance, favourites).text(), _data(chance, favourites))


def _data(chance: random.Random, predicates: tuple[str, ...]) -> str:
    tagged = chance.random() < 0.15
    literals = TAGGED if tagged else [chance.choice(chance.choice((NUMBERS, TIMES, TEXTS))) for _ in range(4)]
    lines = ["e:D rdfs:subClassOf e:C ."] if chance.random() < 0.7 else []
    subjects = chance.sample(NODES, chance.choice((1, 2, 3, 6)))
    for _ in range(chance.randint(3, 18)):
        subject, predicate = chance.choice(subjects), chance.choice(predicates)
        value = chance.choice(literals) if chance.random() < (0.9 if tagged else 0.5) else chance.choice(NODES)
        lines.append(f"{subject} {predicate} {value} .")
    lines += [f"{chance.choice(NODES)} a {chance.choice(CLASSES)} ." for _ in range(chance.randint(0, 4))]
    return "\n".join(lines) + "\n"


@dataclass
class _Shapes:
    """Writes the shapes of a case: ``e:S0`` may refer to ``e:S1`` and so on, never back, as recursion is undefined."""

    chance: random.Random
    predicates: tuple[str, ...]
    number: int = field(init=False)
    of_property: list[bool] = field(init=False)

    def text(self) -> str:
        """Return a shapes graph."""
        self.number = self.chance.randint(1, 3)
        self.of_property = [self.chance.random() < 0.6 for _ in range(self.number)]
        return "".join(self._named(n) for n in range(self.number))

    def _named(self, n: int) -> str:
        parts = [self._target() for _ in range(self.chance.choice((1, 1, 2)))]
        if self.chance.random() < 0.2:
            parts = []
        parts.append(self._shape(n + 1, 0, self.of_property[n]))
        if self.chance.random() < 0.05:
            parts.append("a rdfs:Class")
            return f"e:{'CDE'[n]} {' ; '.join(parts)} .\n"
        return f"e:S{n} {' ; '.join(parts)} .\n"

    def _target(self) -> str:
        way = self.chance.choice(
            ("targetNode", "targetClass", "targetSubjectsOf", "targetSubjectsOf", "targetObjectsOf")
        )
        if way == "targetNode":
            literal = self.chance.random() < 0.2
            return f"sh:targetNode {self._literal() if literal else self.chance.choice(NODES[:4])}"
        return f"sh:{way} {self.chance.choice(CLASSES if way == 'targetClass' else self.predicates)}"

    def _shape(self, after: int, depth: int, of_property: bool) -> str:
        """Return the parts of a shape that may refer to named shapes from number ``after`` on."""
        kinds = PROPERTY_KINDS if of_property else NODE_KINDS
        parts = ["a sh:PropertyShape", f"sh:path {self._path(0)}"] if of_property else ["a sh:NodeShape"]
        parts += [self.chance.choice(kinds)(self, after, depth) for _ in range(self.chance.choice((1, 1, 2)))]
        if self.chance.random() < 0.15:
            parts.append(f"sh:severity {self.chance.choice(('sh:Warning', 'sh:Info'))}")
        if self.chance.random() < 0.04:
            parts.append("sh:deactivated true")
        return " ; ".join(_once(parts))

    def _path(self, depth: int) -> str:
        one = self._path
        if depth > 1 or self.chance.random() < 0.55:
            return self.chance.choice(self.predicates)
        kind = self.chance.choice(("inverse", "sequence", "alternative", "zeroOrMore", "oneOrMore", "zeroOrOne"))
        if kind == "sequence":
            return f"( {one(depth + 1)} {one(depth + 1)} )"
        if kind == "alternative":
            return f"[ sh:alternativePath ( {one(depth + 1)} {one(depth + 1)} ) ]"
        return f"[ sh:{kind}Path {one(depth + 1)} ]"

    def _literal(self) -> str:
        return self.chance.choice(self.chance.choice((NUMBERS, TIMES, TEXTS)))

    def _term(self) -> str:
        return self._literal() if self.chance.random() < 0.6 else self.chance.choice(NODES[:4])

    def _terms(self) -> str:
        return f"( {' '.join(self._term() for _ in range(self.chance.randint(0, 3)))} )"

    def other(self, after: int, depth: int, of_property: bool | None = None) -> str:
        """Return a shape that another refers to: a named one, or one of its own; of one kind if that is given."""
        named = [n for n in range(after, self.number) if of_property in (None, self.of_property[n])]
        if named and (depth > 1 or self.chance.random() < 0.4):
            return f"e:S{self.chance.choice(named)}"
        if depth > 1 and not of_property:
            return f"[ sh:nodeKind {self.chance.choice(KINDS)} ]"
        return (
            f"[ {self._shape(after, depth + 1, self.chance.random() < 0.6 if of_property is None else of_property)} ]"
        )

    def property_shape(self, after: int, depth: int) -> str:
        """Return a property shape of its own."""
        kinds = PROPERTY_KINDS if depth < 2 else SIMPLE_KINDS
        return f"[ sh:path {self._path(1)} ; {self.chance.choice(kinds)(self, after, depth + 1)} ]"

    def members(self, after: int, depth: int) -> str:
        """Return a list of shapes."""
        return f"( {' '.join(self.other(after, depth) for _ in range(self.chance.randint(1, 3)))} )"

    def qualified(self, after: int, depth: int) -> str:
        """Return a qualified value shape with its bounds."""
        bounds = self.chance.choice((("Min", "1"), ("Max", "0"), ("Max", "1"), ("Min", "2")))
        disjoint = " ; sh:qualifiedValueShapesDisjoint true" if self.chance.random() < 0.4 else ""
        return f"sh:qualifiedValueShape {self.other(after, depth)} ; sh:qualified{bounds[0]}Count {bounds[1]}{disjoint}"

    def pattern(self, *_: int) -> str:
        """Return a regular expression, with flags or without."""
        flags = self.chance.choice(("", "", ' ; sh:flags "i"'))
        return f"sh:pattern {self.chance.choice(PATTERNS)}{flags}"

    def closed(self, *_: int) -> str:
        """Return a closed shape with the properties that it does not mind."""
        ignored = self.chance.choice(
            ("", " ; sh:ignoredProperties ( rdf:type )", " ; sh:ignoredProperties ( e:p e:q )")
        )
        return f"sh:closed true{ignored}"


Kind = Callable[[_Shapes, int, int], str]


def _pick(name: str, values: tuple[str, ...]) -> Kind:
    return lambda shapes, *_: f"sh:{name} {shapes.chance.choice(values)}"


def _once(parts: list[str]) -> list[str]:
    """Return the parts without those that a shape must not have twice."""
    return list({part.split()[0]: part for part in parts}.values())


BOUNDS: Final = NUMBERS[:10] + TIMES[:8] + ('"NaN"^^xsd:double', '"a"', '"9999999999"^^xsd:integer')
SIMPLE_KINDS: Final[tuple[Kind, ...]] = (
    _pick("class", CLASSES),
    _pick("datatype", DATATYPES),
    _pick("nodeKind", KINDS),
    *(_pick(f"{end}{kind}", BOUNDS) for end in ("min", "max") for kind in ("Inclusive", "Exclusive")),
    _pick("minLength", ("0", "1", "2", "12")),
    _pick("maxLength", ("0", "1", "2", "12")),
    _Shapes.pattern,
    _pick("languageIn", ('( "en" )', '( "de" "fr" )', '( "en-GB" "EN-us" )', "( )")),
    _pick("equals", PREDICATES),
    _pick("disjoint", PREDICATES),
    lambda shapes, *_: f"sh:hasValue {shapes._term()}",
    lambda shapes, *_: f"sh:in {shapes._terms()}",
)
_BOTH_KINDS: Final[tuple[Kind, ...]] = (
    *SIMPLE_KINDS,
    *(lambda shapes, after, depth, n=n: f"sh:{n} {shapes.members(after, depth)}" for n in ("and", "or", "xone")),
    lambda shapes, after, depth: f"sh:not {shapes.other(after, depth)}",
    lambda shapes, after, depth: f"sh:node {shapes.other(after, depth, of_property=False)}",
    *(lambda shapes, after, depth: f"sh:property {shapes.property_shape(after, depth)}",) * 3,
)
# What a closed property shape means to engines differs: test_fuzz.py settles it.
NODE_KINDS: Final[tuple[Kind, ...]] = (*_BOTH_KINDS, _Shapes.closed)
PROPERTY_KINDS: Final[tuple[Kind, ...]] = (
    *_BOTH_KINDS,
    _pick("minCount", ("0", "1", "2")),
    _pick("maxCount", ("0", "1", "2")),
    *(_pick("uniqueLang", ("true", "true", "false")),) * 2,
    _pick("lessThan", PREDICATES),
    _pick("lessThanOrEquals", PREDICATES),
    *(_Shapes.qualified,) * 2,
)
