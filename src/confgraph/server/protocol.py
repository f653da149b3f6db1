"""The SPARQL 1.1 Protocol for queries (W3C Recommendation, section 2.1), and the description of the service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import Literal, NamedNode, Triple
from starlette.datastructures import Headers

from confgraph.evaluation import Dataset, QueryLimits
from confgraph.namespaces import expand
from confgraph.server.asking import ANSWER, Asked, formats_for
from confgraph.server.failures import Failure
from confgraph.server.negotiation import Media, preferred

MOST: Final = 2_000_000
"""The longest request, in bytes."""
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "JSON-LD", "RDF_XML",
)  # fmt: skip

Pairs = Sequence[tuple[str, str]]


def pairs_of(query: bytes) -> list[tuple[str, str]]:
    """Return names and values of a query string or a form; raises Failure for what is not UTF-8 or has no end."""
    try:
        return parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise Failure(400, "the query is not UTF-8: encode it as UTF-8, then with %") from None
    except ValueError as error:
        raise Failure(400, f"the parameters cannot be read: {error}") from None


def asked_by(method: str, headers: Headers, query: bytes, body: bytes) -> tuple[Asked | None, Media | None]:
    """Return the query of a request without its format, and the type of the answer; None where there is no query.

    Raises Failure for what is no query operation.
    """
    in_address = pairs_of(query)
    pairs, text = in_address, None
    if method == "POST":
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        if media == _FORM:
            pairs = [*in_address, *pairs_of(body)]
        elif media == _QUERY:
            text = _decoded(body)
        elif media == _UPDATE:
            raise _no_update()
        else:
            raise Failure(415, f"send a query as {_QUERY}, or as a form, {_FORM}", headers={"Accept-Post": _ACCEPTED})
    if _of(pairs, "update"):
        raise _no_update()
    texts = [*_of(pairs, "query"), *([text] if text is not None else [])]
    if len(texts) > 1:
        raise Failure(400, "there is more than one query: send one")
    if not texts:
        if method == "POST":
            raise Failure(400, "there is no query: send one as query=…")
        return None, None
    dataset = Dataset(tuple(_of(pairs, "default-graph-uri")), tuple(_of(pairs, "named-graph-uri")))
    _refuse_wrong_graphs((*dataset.default, *dataset.named))
    chosen, media_type = format_of(texts[0], _of(pairs, "format"), headers.get("accept"))
    return Asked(texts[0], chosen, {}, dataset if dataset.default or dataset.named else None), media_type


_ACCEPTED: Final = f"{_QUERY}, {_FORM}"


def format_of(text: str, wanted: Sequence[str], accept: str | None) -> tuple[str, Media]:
    """Return name and type of the answer to a query, by ``format=`` or else by Accept; raises Failure (406)."""
    formats = formats_for(text)
    if wanted:
        if wanted[0] not in formats:
            raise Failure(400, f"the answer has no format {wanted[0]!r}: use one of {', '.join(formats)}")
        return wanted[0], formats[wanted[0]]
    found = preferred(accept, list(formats.values()))
    if found is None:
        raise not_acceptable(formats.values())
    return next(name for name, media in formats.items() if media is found), found


def not_acceptable(offers: Iterable[Media]) -> Failure:
    """Return the failure where nothing of what there is is wanted."""
    names = ", ".join(dict.fromkeys(f"{one.name};profile={one.profile}" if one.profile else one.name for one in offers))
    return Failure(406, f"there is nothing of what Accept wants: ask for one of {names}")


def limits_in_words(limits: QueryLimits) -> str:
    """Return the limits as a header tells them, units in the names."""
    return f"seconds={limits.timeout:g}, memory-mib={limits.memory}, rows={limits.max_rows}, answer-mib={ANSWER}"


def description(endpoint: str, dataset: str, triples: int, limits: QueryLimits) -> list[Triple]:
    """Return the description of the service at an address (SPARQL 1.1 Service Description)."""
    service, graph = NamedNode(endpoint), NamedNode(f"{endpoint}#graph")
    default = NamedNode(dataset)

    def name(short: str) -> NamedNode:
        return NamedNode(expand(short))

    said = [
        Triple(service, name("rdf:type"), name("sd:Service")),
        Triple(service, name("sd:endpoint"), service),
        Triple(service, name("rdfs:label"), Literal("SPARQL", language="en")),
        Triple(service, name("rdfs:comment"), Literal(f"Limits: {limits_in_words(limits)}", language="en")),
        Triple(service, name("sd:supportedLanguage"), name("sd:SPARQL11Query")),
        Triple(service, name("sd:defaultDataset"), default),
        Triple(default, name("rdf:type"), name("sd:Dataset")),
        Triple(default, name("sd:defaultGraph"), graph),
        Triple(graph, name("rdf:type"), name("sd:Graph")),
        Triple(graph, name("void:triples"), Literal(str(triples), datatype=name("xsd:integer"))),
    ]
    return [*said, *(Triple(service, name("sd:resultFormat"), NamedNode(f"{_FORMATS}{one}")) for one in _RESULTS)]


def _of(pairs: Pairs, name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Failure(400, f"the query is not UTF-8: byte {error.start + 1} is wrong") from None


def _no_update() -> Failure:
    return Failure(403, "this service answers queries and takes no updates: change the files of the catalog")


def _refuse_wrong_graphs(names: Iterable[str]) -> None:
    for one in names:
        try:
            NamedNode(one)
        except ValueError:
            raise Failure(400, f"{one!r} is no address of a graph: write a whole IRI") from None
