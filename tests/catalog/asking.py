"""Ask the canned queries of the catalog, with nothing of the package: only files, pyoxigraph and rdflib."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple

ROOT: Final = Path(__file__).parents[2]
QUERIES: Final = ROOT / "queries"
TODAY: Final = "2026-11-20"
ID: Final = "https://w3id.org/confgraph/id/"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

Term = NamedNode | BlankNode | Literal
Value = str | int | Decimal | bool | None
Row = dict[str, Value]

_SHORT: Final = {
    f"{ID}": "",
    "https://w3id.org/confgraph/ns#": "cg:",
    "https://schema.org/": "schema:",
}
# One alternative per token that may hold a "?": IRIs, the four kinds of strings, comments; then the variables.
_TOKEN: Final = re.compile(
    r"""(?P<skip><[^<>"{}|^`\\\s]*>|'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"
    |'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\#[^\n]*)|[?$](?P<name>\w+)""",
    re.VERBOSE,
)
_PARAMETER: Final = re.compile(r"_(?P<optional>_?)(?P<name>[a-z][a-zA-Z0-9]*)(?:_(?P<type>\w+))?")


def names() -> list[str]:
    """Return the names of all canned queries."""
    return sorted(path.stem for path in QUERIES.glob("*.rq"))


def text_of(name: str) -> str:
    """Return the text of a canned query."""
    return (QUERIES / f"{name}.rq").read_text(encoding="utf-8")


def header(text: str) -> dict[str, list[str]]:
    """Return the ``#+`` lines: for each key its value, or the items below it."""
    found: dict[str, list[str]] = {}
    key = ""
    for line in text.splitlines():
        if line.startswith("#+   - "):
            found[key].append(line.removeprefix("#+   - "))
        elif line.startswith("#+ "):
            key, _, value = line.removeprefix("#+ ").partition(":")
            found[key] = [value.strip()] if value.strip() else []
    return found


def parameters(text: str) -> dict[str, tuple[str, str, bool]]:
    """Return for each parameter its variable, its type and whether it is optional (by two underscores or a default)."""
    defaults = {item.partition(": ")[0] for item in header(text).get("defaults", [])}
    found = {}
    for token in _TOKEN.finditer(text):
        match = _PARAMETER.fullmatch(token["name"] or "")
        if match:
            optional = bool(match["optional"]) or match["name"] in defaults
            found[match["name"]] = (token["name"], match["type"] or "string", optional)
    return found


def bind(text: str, terms: Mapping[str, Term]) -> str:
    """Replace variables by terms, each as N-Triples writes it, nowhere but where the variable is a token."""

    def replace(token: re.Match[str]) -> str:
        term = terms.get(token["name"] or "")
        return token[0] if term is None else str(term)

    return _TOKEN.sub(replace, text)


def term_of(kind: str, value: object) -> Term:
    """Return a parameter's value as a term; IRIs are given as ``series/ipc`` or in full."""
    text = str(value)
    if kind == "iri":
        return NamedNode(text if "://" in text else ID + text)
    return Literal(text) if kind == "string" else Literal(text, datatype=NamedNode(XSD + kind.removeprefix("xsd_")))


def bound(text: str, **values: object) -> str:
    """Return a query with the values, its defaults and the day of these tests in place of its parameters."""
    given = dict(item.split(": ", 1) for item in header(text).get("defaults", [])) | values
    known = parameters(text)
    if "date" in known:
        given.setdefault("date", TODAY)
    if given.keys() - known.keys():
        raise ValueError(f"no such parameter: {sorted(given.keys() - known.keys())}")
    return bind(text, {known[name][0]: term_of(known[name][1], value) for name, value in given.items()})


@cache
def files() -> tuple[Path, ...]:
    """Return the Turtle files that the queries run over: ontology, mappings and data."""
    return (*sorted((ROOT / "ontology").glob("*.ttl")), *sorted((ROOT / "data").rglob("*.ttl")))


@cache
def shipped() -> Store:
    """Return one store with the ontology, the mappings and the data of the catalog."""
    store = Store()
    for path in files():
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


def fixture(turtle: str) -> Store:
    """Return a store of a few triples written with the usual prefixes, beside the ontology."""
    store = Store()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    words = ["series", "edition", "organization", "place", "person", "source", "claim", "membership", "succession"]
    spaces = {word: f"{ID}{word}/" for word in words} | {
        "cg": "https://w3id.org/confgraph/ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "xsd": XSD,
    }
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in spaces.items())
    store.load((prefixes + turtle).encode(), format=RdfFormat.TURTLE)
    return store


def ask(name: str, store: Store | None = None, **values: object) -> list[Row]:
    """Return the rows of a canned query as readable values: slugs, short names, numbers, text."""
    return select(bound(text_of(name), **values), store)


def select(text: str, store: Store | None = None) -> list[Row]:
    """Return the rows of a SELECT as readable values."""
    solutions = (store or shipped()).query(text)
    assert isinstance(solutions, QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return [{column: readable(solution[column]) for column in columns} for solution in solutions]


def construct(name: str, **values: object) -> set[Triple]:
    """Return the triples of a canned CONSTRUCT."""
    return set(shipped().query(bound(text_of(name), **values)))  # type: ignore[arg-type]


def readable(term: Term | None) -> Value:
    """Return a term as tests read it: ``edition/ipc-11``, ``cg:Held``, 3, True, "2003-03", None."""
    if isinstance(term, NamedNode):
        for start, short in _SHORT.items():
            if term.value.startswith(start):
                return short + term.value.removeprefix(start)
        return term.value
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    kind = term.datatype.value.removeprefix(XSD)
    if kind == "integer":
        return int(term.value)
    if kind == "decimal":
        return Decimal(term.value)
    return term.value == "true" if kind == "boolean" else term.value
