"""A catalog that says in every place what a stranger could write there to harm who publishes or reads it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from confgraph.namespaces import ID, ONTOLOGY, expand
from confgraph.problems import ConfgraphError
from confgraph.reading import read
from confgraph.writing import canonical, turtle
from running import TINY

CORPUS: Final = Path(__file__).parents[2] / "shared" / "security" / "corpus"

TEXTS: Final = (
    '"><script>CANARYXSS()</script><img src=x onerror=CANARYXSS()>',
    "</title></script></style></textarea></noscript><svg onload=CANARYXSS()>",
    "' onfocus='CANARYXSS()' autofocus='",
    "{{ 7*191 }}{% for x in y %}${7*191}",
    "javascript:CANARYXSS()",
    "]]></script><!--",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:CANARYICS\r\nATTENDEE:mailto:x@example.org",
    "x\nATTENDEE:CANARYICS",
    "x\rATTENDEE:CANARYICS",
    "x\u2028ATTENDEE:CANARYICS\u2029\x0bATTENDEE:CANARYICS\x0cATTENDEE:CANARYICS\x85ATTENDEE:CANARYICS",
    "x;ATTENDEE=CANARYICS:y,z\\",
    '=HYPERLINK("http://127.0.0.1:18999/?"&A1)',
    *("@SUM(1)", "\t=1", "\r=1", "+1+cmd|' /C calc'!A0", "-2+3", "＝1"),
    "\x00\x01\x1b[31m\x7f\x9b\ufffe",
    "\u202egro.live\u202c \u2066\u2069",
    *("../../../../tmp/CANARYPATH", "..\\..\\CANARYPATH", "con", "NUL", "index", "a" * 400),
    *("1E+999999999", "9" * 400, "9" * 5000, "nan", "-0", "inf", "2026-02-30", "2026-99-99", "2026-٣٣-01", "٣"),
)
ADDRESSES: Final = (
    "javascript:CANARYXSS()",
    "JaVaScRiPt:CANARYXSS()",
    "data:text/html,CANARYXSS()",
    "vbscript:CANARYXSS()",
    "file:///etc/passwd",
    "https://x.example/'onfocus='CANARYXSS()",
    "https://x.example/?a=1&lt;script&gt;CANARYXSS()",
    "https://user:pass@pуcon.example/",
    *(
        f"{ID}edition/{name}"
        for name in ("..", "../../../../tmp/CANARYPATH", "%2e%2e%2fCANARYPATH", "a/b", "CON", "aux")
    ),
    *(f"{ID}{kind}/index" for kind in ("edition", "series", "place", "claim")),
    *(f"{ID}edition/{name}" for name in ("Case", "case", "CASE", "a%00b", "a%5c..%5cb", "x" * 300, "é", "-", ".", "%")),
    *(f"{ONTOLOGY}#{name}" for name in ("shapes", "context", "index", "../../CANARYPATH", "1.0.0", "Track", "TRACK")),
)
PROPERTIES: Final = {
    "edition": "rdfs:label skos:altLabel cg:year cg:startDate cg:endDate cg:earliestStart cg:latestEnd cg:attendance "
    "cg:talkCount cg:proposalDeadline schema:previousStartDate foaf:homepage foaf:page skos:note schema:eventStatus",
    "series": "rdfs:label skos:altLabel foaf:homepage skos:note",
    "place": "rdfs:label wgs84:lat wgs84:long cg:countryCode",
    "organization": "rdfs:label foaf:homepage",
    "source": "rdfs:label dcterms:date cg:version foaf:page",
    "claim": "cg:value cg:quote cg:locator cg:reason cg:approximate",
    "membership": "cg:ordinal cg:nameInSeries",
    "succession": "cg:year skos:note",
}
CLASSES: Final = {
    "edition": "cg:Edition",
    "series": "cg:EventSeries",
    "place": "cg:City",
    "organization": "org:Organization",
    "source": "cg:Source",
    "claim": "cg:Claim",
    "membership": "cg:Membership",
    "succession": "cg:Succession",
}
LINKS: Final = {
    "edition": "cg:editionOf=series cg:membership=membership cg:takesPlaceIn=place cg:location=place "
    "cg:organizedBy=organization cg:source=source cg:subEventOf=edition",
    "claim": "cg:subject=edition cg:source=source cg:conflictsWith=claim",
    "membership": "cg:inSeries=series",
    "succession": "cg:predecessor=series cg:successor=series",
}
DATES: Final = ("startDate", "endDate", "earliestStart", "latestEnd")
SOUND: Final = {
    **{f"cg:{name}": Literal("2027-05-13", datatype=NamedNode(expand("xsd:date"))) for name in DATES},
    **{f"wgs84:{name}": Literal("48.2", datatype=NamedNode(expand("xsd:decimal"))) for name in ("lat", "long")},
}
"""What lets a thing into calendars and onto maps."""
QUERY: Final = """#+ summary: {0}
#+ description: {0}
#+ tags:
#+   - {0}
SELECT ?s ?label ?lat ?long WHERE {{ ?s rdfs:label ?label }}
"""


def corpus() -> Iterator[tuple[str, list[Quad]]]:
    """Yield name and statements of each file of the corpus that can be read and has names for its blank nodes."""
    for path in sorted(CORPUS.iterdir()):
        try:
            document = read(path, base="https://conf.example/")
            canonical(document)
        except ConfgraphError:
            continue
        yield path.name, list(document)


def words_of(files: Iterable[tuple[str, list[Quad]]]) -> tuple[list[str], list[str]]:
    """Return every text and every address of the statements, each once, in order; none of a file that has hundreds."""
    some = [quad for _, quads in files if len(quads) < 100 for quad in quads]
    terms = [term for quad in some for term in (quad.subject, quad.predicate, quad.object)]
    texts = dict.fromkeys(term.value for term in terms if isinstance(term, Literal))
    addresses = dict.fromkeys(term.value for term in terms if isinstance(term, NamedNode))
    return list(texts), [iri for iri in addresses if not iri.startswith("http://www.w3.org/")]


def catalog(
    folder: Path, texts: Iterable[str], addresses: Iterable[str], files: Iterable[tuple[str, list[Quad]]]
) -> Path:
    """Make a catalog in ``folder`` with the tiny one, each text and address in every place, and more statements."""
    shutil.copytree(TINY, folder)
    found: dict[str, Iterable[Triple | Quad]] = {name.replace(".", "-"): quads for name, quads in files}
    for number, text in enumerate(texts):
        found[f"text-{number}"] = [
            *said(f"t{number}", Literal(text)),
            *said(f"l{number}", Literal(text, language="ar"), SOUND),
        ]
        flat = " ".join(text.split()).replace("\x00", "")
        (folder / "queries" / f"wild-{number}.rq").write_text(QUERY.format(flat), encoding="utf-8")
    for number, address in enumerate(addresses):
        try:
            node = NamedNode(address)
        except ValueError:  # it cannot be written in a catalog either
            continue
        found[f"address-{number}"] = [*said(f"a{number}", node, SOUND), *described(node)]
    for name, statements in found.items():
        (folder / "data" / f"{name}.ttl").write_bytes(turtle(statements).encode())
    for name in ("index", "CON", "Wild-1"):
        (folder / "queries" / f"{name}.rq").write_text(QUERY.format(name), encoding="utf-8")
    return folder


def said(
    slug: str, value: Literal | NamedNode, sound: Mapping[str, Literal] = MappingProxyType({})
) -> Iterator[Triple]:
    """Yield one thing of each class whose every property but the sound ones has a value, all linked to each other."""
    for kind, names in PROPERTIES.items():
        subject = NamedNode(f"{ID}{kind}/{slug}")
        yield Triple(subject, NamedNode(expand("rdf:type")), NamedNode(expand(CLASSES[kind])))
        for name in names.split():
            yield Triple(subject, NamedNode(expand(name)), sound.get(name, value))
        for link in LINKS.get(kind, "").split():
            name, _, other = link.partition("=")
            yield Triple(subject, NamedNode(expand(name)), NamedNode(f"{ID}{other}/{slug}"))


def described(node: NamedNode) -> Iterator[Triple]:
    """Yield what makes a page of a node: it is an edition, a class, a property, and linked to itself."""
    yield Triple(node, NamedNode(expand("rdf:type")), NamedNode(expand("cg:Edition")))
    yield Triple(node, NamedNode(expand("rdf:type")), node)
    yield Triple(node, node, node)
    yield Triple(node, NamedNode(expand("cg:editionOf")), node)
