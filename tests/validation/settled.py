"""Where engines and the standard disagree: the section, the reason, and a case that shows it."""

from __future__ import annotations

from typing import Final, NamedTuple

from confgraph.namespaces import expand


class Settled(NamedTuple):
    """A disagreement that the standard's text settles against an engine, with a case that shows it."""

    section: str
    why: str
    shapes: str  # what shapes and data must hold that the engine may be wrong so
    data: str
    example: tuple[str, str]
    right: tuple[tuple[str, str, str, str, str], ...]
    wrong: tuple[tuple[str, str, str, str, str], ...] | None = ()  # None where it gives up


A, P = "<http://e.org/a>", "<http://e.org/p>"


def _typed(literal: str, datatype: str) -> str:
    return f'"{literal}"^^<{expand(datatype)}>'


SETTLED: Final = (
    Settled(
        "4.4.1",
        "a blank node has no length, so it violates sh:minLength, whatever the length is",
        "sh:minLength 0",
        "_:",
        ("e:S a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:minLength 0 .", "_:x e:p 1 ."),
        (("_:", "", "_:", "MinLength", "error"),),
    ),
    Settled(
        "4.1.2",
        "every text is in the lexical space of rdf:HTML (RDF 1.1 Concepts, section 5.2)",
        "rdf:HTML",
        "rdf:HTML",
        (
            "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:datatype rdf:HTML .",
            'e:a e:p "<b>"^^rdf:HTML .',
        ),
        (),
        ((A, P, f'"<b>"^^<{expand("rdf:HTML")}>', "Datatype", "error"),),
    ),
    Settled(
        "4.1.2",
        "years before the common era are years (XML Schema 1.1 Part 2, section 3.3.9)",
        "sh:datatype xsd:date|sh:(min|max)",
        '"-0044',
        (
            "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:datatype xsd:date .",
            'e:a e:p "-0044-03-15"^^xsd:date .',
        ),
        (),
        ((A, P, _typed("-0044-03-15", "xsd:date"), "Datatype", "error"),),
    ),
    Settled(
        "4.1.2",
        "24:00:00 is the end of a day (XML Schema 1.1 Part 2, section 3.3.7)",
        "sh:datatype xsd:dateTime|sh:(min|max)",
        "T24:00:00",
        (
            "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:datatype xsd:dateTime .",
            'e:a e:p "2024-02-29T24:00:00"^^xsd:dateTime .',
        ),
        (),
        ((A, P, _typed("2024-02-29T24:00:00", "xsd:dateTime"), "Datatype", "error"),),
    ),
    Settled(
        "4.3.1 to 4.3.4",
        "values that SPARQL cannot compare are violations",
        "sh:(min|max)(In|Ex)clusive",
        "",
        (
            'e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:minInclusive "2024-02-29"^^xsd:date .',
            'e:a e:p "2024Z"^^xsd:gYear .',
        ),
        ((A, P, _typed("2024Z", "xsd:gYear"), "MinInclusive", "error"),),
    ),
    Settled(
        "4.4.3",
        "$ is the end of the text, not a place before a last line end (XPath Functions 3.1, section 5.6.1)",
        r'\$"',
        r"\\n",
        ('e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:pattern "^$" .', 'e:a e:p "\\n" .'),
        ((A, P, '"\\n"', "Pattern", "error"),),
    ),
    Settled(
        "2.3.1.4",
        "the inverse of a sequence goes back along its last step first",
        r"sh:inversePath \(",
        "",
        (
            "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path [ sh:inversePath ( e:p e:q ) ] ; sh:maxCount 0 .",
            "e:b e:p e:c . e:c e:q e:a .",
        ),
        ((A, "", "", "MaxCount", "error"),),
    ),
    Settled(
        "4.5.3, 4.5.4",
        "a pair of which one is a blank node cannot be compared and is a violation, no failure",
        "sh:lessThan",
        "",
        ("e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:lessThan e:q .", "e:a e:p _:x ; e:q 1 ."),
        ((A, P, "_:", "LessThan", "error"),),
        None,
    ),
)

SETTLED_AGAINST_SHACL: Final = (
    Settled(
        "4.3.1 to 4.5.4",
        "texts with a language have no order (SPARQL 1.1, section 17.3.1)",
        "sh:lessThan|sh:(min|max)(In|Ex)clusive",
        '"@',
        (
            "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:lessThan e:q .",
            'e:a e:p "a"@en ; e:q "b" .',
        ),
        ((A, P, '"a"@en', "LessThan", "error"),),
    ),
    Settled(
        "4.3.1 to 4.5.4",
        "300 is no xsd:byte, and what is ill-formed compares with nothing",
        "sh:lessThan|sh:(min|max)(In|Ex)clusive",
        '"300"..xsd:byte',
        (
            "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:minInclusive 1 .",
            'e:a e:p "300"^^xsd:byte .',
        ),
        ((A, P, _typed("300", "xsd:byte"), "MinInclusive", "error"),),
    ),
)
