"""Generate events with realistic shapes and injected errors whose every validation result is known.

    python benchmarks/events.py NUMBER FOLDER

writes events.nt, events.ttl, shapes.ttl and truth.tsv (focus node, path, value, component, severity; the path is empty
where it is no single property). The same number gives the same bytes.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

BASE: Final = "https://events.example.org/"
NS: Final = f"{BASE}ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SH: Final = "http://www.w3.org/ns/shacl#"
RDF_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL: Final = "<http://www.w3.org/2000/01/rdf-schema#label>"
Triple = tuple[str, str, str]
Result = tuple[str, str, str, str, str]
Injector = Callable[[list[Triple]], list[Result]]

SERIES, PLACES, ORGANIZATIONS = 200, 500, 300
CITIES: Final = ("Kraków", "Zürich", "São Paulo", "Montréal", "Berlin", "京都", "Αθήνα", "Dublin")
ODD: Final = (
    ' \\"the big one\\"',
    " \\\\ twice",
    " line\\nbreak",
    " tab\\tbed",
    " \U0001f40d",
    " e\u0301",
    " <a>&amp;</a>",
    " # no comment",
    " .",
    "  ",
    ' . <s> <p> \\"o\\" .',
    "\u00a0",
)
STATUS: Final = ("Scheduled", "Cancelled", "MovedOnline", "Postponed", "Held")


def ns(name: str) -> str:
    """Return a term of the events' vocabulary."""
    return f"<{NS}{name}>"


def typed(text: str, datatype: str) -> str:
    """Return a literal of an XSD datatype."""
    return f'"{text}"^^<{XSD}{datatype}>'


def around() -> Iterator[Triple]:
    """Yield what the events refer to: series, places and organisations; the latter through a subclass."""
    for kind, number, named in (
        ("Series", SERIES, "series"),
        ("Place", PLACES, "place"),
        ("Club", ORGANIZATIONS, "org"),
    ):
        for n in range(number):
            node = f"<{BASE}{named}/{n}>"
            yield node, RDF_TYPE, ns(kind)
            yield node, LABEL, f'"{kind} {n}"@en'
    yield ns("Club"), "<http://www.w3.org/2000/01/rdf-schema#subClassOf>", ns("Organization")


def event(n: int, chance: random.Random) -> list[Triple]:
    """Return the 14 triples of one right event; the last two are of its membership, a blank node."""
    node, member, year = f"<{BASE}event/{n}>", f"_:m{n}", 1990 + n % 40
    odd = chance.choice(ODD) if chance.random() < 0.02 else ""
    city = CITIES[n % len(CITIES)]
    month, day = 1 + n % 12, 1 + n % 25
    return [
        (node, RDF_TYPE, ns("Event")),
        (node, LABEL, f'"PyCon {city} {year}{odd}"@en'),
        (node, LABEL, f'"PyCon de {city} {year}"@{"fr" if n % 50 else "pt-BR"}'),
        (node, ns("startDate"), typed(f"{year}-{month:02}-{day:02}", "date")),
        (node, ns("endDate"), typed(f"{year}-{month:02}-{day + n % 4:02}", "date")),
        (node, ns("editionOf"), f"<{BASE}series/{chance.randrange(SERIES)}>"),
        (node, ns("location"), f"<{BASE}place/{chance.randrange(PLACES)}>"),
        (node, ns("organizedBy"), f"<{BASE}org/{chance.randrange(ORGANIZATIONS)}>"),
        (node, ns("attendance"), typed(("0" if n % 97 == 0 else "") + str(20 + n % 3000), "integer")),
        (node, ns("homepage"), f"<https://{year}.pycon{n % 1000}.example.org/>"),
        (node, ns("status"), ns(STATUS[n % len(STATUS)])),
        (node, ns("year"), typed(str(year), "gYear")),
        (node, ns("membership"), member),
        (member, ns("ordinal"), typed(str(1 + n % 60), "integer")),
    ]


def _result(node: str, path: str, value: str, component: str, severity: str = "Violation") -> Result:
    return node, path, value, f"{SH}{component}ConstraintComponent", f"{SH}{severity}"


def without(path: str, severity: str = "Violation") -> Injector:
    """Return the error of leaving out a property."""

    def inject(triples: list[Triple]) -> list[Result]:
        _remove(triples, path)
        return [_result(triples[0][0], path, "", "MinCount", severity)]

    return inject


def instead(path: str, wrong: Sequence[str], components: Sequence[str]) -> Injector:
    """Return the error of wrong values in place of the right one, each of which breaks the same components."""

    def inject(triples: list[Triple]) -> list[Result]:
        node = triples[0][0]
        _remove(triples, path)
        triples += [(node, path, value) for value in wrong]
        return [_result(node, path, value, component) for value in wrong for component in components]

    return inject


def one_too_many(path: str, value: str, component: str) -> Injector:
    """Return the error of one more value, which is of the whole property and not of the value."""

    def inject(triples: list[Triple]) -> list[Result]:
        triples.append((triples[0][0], path, value))
        return [_result(triples[0][0], path, "", component)]

    return inject


def wrong_end(end: str, *components: str) -> Injector:
    """Return the error of an end that the start is not before."""

    def inject(triples: list[Triple]) -> list[Result]:
        node = triples[0][0]
        start = next(value for _, path, value in triples if path == ns("startDate"))
        _remove(triples, ns("endDate"))
        triples.append((node, ns("endDate"), end))
        others = [_result(node, ns("endDate"), end, component) for component in components]
        return [_result(node, ns("startDate"), start, "LessThanOrEquals"), *others]

    return inject


def no_ordinal(triples: list[Triple]) -> list[Result]:
    """Leave out the ordinal of the membership, which a path of two steps asks for."""
    _remove(triples, ns("ordinal"))
    return [_result(triples[0][0], "", "", "MinCount")]


def _remove(triples: list[Triple], path: str) -> None:
    triples[:] = [triple for triple in triples if triple[1] != path]


ERRORS: Final = (
    without(LABEL),
    one_too_many(LABEL, '"another \\u0041 name"@en', "UniqueLang"),
    one_too_many(ns("startDate"), typed("1990-01-01", "date"), "MaxCount"),
    without(ns("startDate")),
    wrong_end(typed("1989-12-31", "date")),
    wrong_end('"some day"', "Datatype"),
    without(ns("editionOf")),
    instead(ns("location"), (f"<{BASE}org/1>", f"<{BASE}nowhere>"), ("Class",)),
    instead(ns("organizedBy"), (f"<{BASE}place/1>",), ("Class",)),
    instead(ns("attendance"), (typed("0", "integer"),), ("MinInclusive",)),
    instead(ns("attendance"), (typed("many", "integer"),), ("Datatype", "MinInclusive")),
    instead(ns("homepage"), ("<ftp://old.example.org/>",), ("Pattern",)),
    instead(ns("status"), (ns("Maybe"), '"Held"'), ("In",)),
    without(ns("year"), "Warning"),
    no_ordinal,
)


def events(number: int, seed: int = 1) -> Iterator[tuple[list[Triple], list[Result]]]:
    """Yield the triples of each event with the results that validation must give; 1 % of the events have an error."""
    chance = random.Random(seed)
    for n in range(number):
        triples = event(n, chance)
        yield triples, ERRORS[n // 100 % len(ERRORS)](triples) if n % 100 == 7 else []


def write(folder: Path, number: int, shuffled: bool = False, turtle: bool = False, seed: int = 1) -> list[Result]:
    """Write events.nt (or events.ttl) and shapes.ttl into a folder; return the truth, which is in truth.tsv too."""
    folder.mkdir(parents=True, exist_ok=True)
    chance, truth = random.Random(seed), list[Result]()
    (folder / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    with (folder / ("events.ttl" if turtle else "events.nt")).open("w", encoding="utf-8", newline="\n") as file:
        block = list(around())
        for n, (triples, results) in enumerate(events(number, seed), 1):
            block += triples
            truth += results
            if n % 20_000 == 0 or n == number:
                if shuffled:
                    chance.shuffle(block)
                file.write("".join(as_turtle(block) if turtle else (f"{s} {p} {o} .\n" for s, p, o in block)))
                block.clear()
    (folder / "truth.tsv").write_text("".join("\t".join(row) + "\n" for row in truth), encoding="utf-8")
    return truth


def as_turtle(triples: list[Triple]) -> Iterator[str]:
    """Yield triples as Turtle; those of one subject in a row are one statement."""
    yield f"@prefix ns: <{NS}> .\n"
    before = None
    for s, p, o in triples:
        verb = "a" if p == RDF_TYPE else p
        value = f"ns:{o[len(NS) + 1 : -1]}" if o.startswith(f"<{NS}") else o
        yield f" ;\n    {verb} {value}" if s == before else f"{' .' if before else ''}\n{s} {verb} {value}"
        before = s
    yield " .\n" if before else ""


SHAPES: Final = f"""@prefix ns: <{NS}> .
@prefix sh: <{SH}> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <{XSD}> .

ns:EventShape a sh:NodeShape ; sh:targetClass ns:Event ;
    sh:property ns:label , ns:start , ns:end , ns:series , ns:place , ns:organizer , ns:attendees , ns:page ,
        ns:state , ns:inYear , ns:position .
ns:MembershipShape a sh:NodeShape ; sh:targetObjectsOf ns:membership ; sh:nodeKind sh:BlankNodeOrIRI .
ns:label a sh:PropertyShape ; sh:path rdfs:label ;
    sh:minCount 1 ; sh:uniqueLang true ; sh:datatype rdf:langString ; sh:languageIn ( "en" "fr" "pt" ) .
ns:start a sh:PropertyShape ; sh:path ns:startDate ;
    sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ; sh:lessThanOrEquals ns:endDate .
ns:end a sh:PropertyShape ; sh:path ns:endDate ; sh:maxCount 1 ; sh:datatype xsd:date .
ns:series a sh:PropertyShape ; sh:path ns:editionOf ; sh:minCount 1 ; sh:class ns:Series .
ns:place a sh:PropertyShape ; sh:path ns:location ; sh:class ns:Place .
ns:organizer a sh:PropertyShape ; sh:path ns:organizedBy ; sh:nodeKind sh:IRI ; sh:class ns:Organization .
ns:attendees a sh:PropertyShape ; sh:path ns:attendance ; sh:datatype xsd:integer ; sh:minInclusive 1 .
ns:page a sh:PropertyShape ; sh:path ns:homepage ; sh:nodeKind sh:IRI ; sh:pattern "^https?://" .
ns:state a sh:PropertyShape ; sh:path ns:status ;
    sh:in ( ns:Scheduled ns:Cancelled ns:MovedOnline ns:Postponed ns:Held ) .
ns:inYear a sh:PropertyShape ; sh:path ns:year ;
    sh:minCount 1 ; sh:datatype xsd:gYear ; sh:severity sh:Warning .
ns:position a sh:PropertyShape ; sh:path ( ns:membership ns:ordinal ) ; sh:minCount 1 ; sh:datatype xsd:integer .
"""


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]), shuffled="--shuffled" in sys.argv, turtle="--turtle" in sys.argv)
