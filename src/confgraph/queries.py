"""Find, read, bind and run canned queries: SPARQL files with a header as grlc reads it.

The header is grlc's ("#+ summary: …", "#+ tags:", "#+ defaults:"), and so are the parameters, which are variables:
``?_series_iri`` must be given, ``?__series_iri`` may be, ``?_year_integer`` is typed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from confgraph.entities import resolve
from confgraph.evaluation import QueryLimits
from confgraph.namespaces import expand
from confgraph.problems import Place, Problem, UnreadableInput, UsageError, did_you_mean
from confgraph.results import Answer
from confgraph.sparql import variables
from confgraph.store import Store

PathLike = str | os.PathLike[str]
Term = NamedNode | Literal

_VARIABLE: Final = r"[?$](?P<variable>__?(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<type>(_[A-Za-z0-9]+)*))"
_CHECKS: Final = {
    "integer": r"[+-]?[0-9]+",
    "decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    "boolean": r"true|false",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
_TYPES: Final = ("iri", "string", "literal", *_CHECKS)


class Parameter(NamedTuple):
    """A parameter of a canned query: its name, variable, datatype ("iri", "integer", "string", …) and default."""

    name: str
    variable: str
    datatype: str
    required: bool
    default: str | None = None


class CannedQuery(NamedTuple):
    """A query of the catalog: name, the question that it answers, text and parameters."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    path: str


def find(folder: PathLike) -> list[CannedQuery]:
    """Return every canned query of a folder by name; raises UnreadableInput for a header that cannot be read."""
    return [read_query(_path(folder, name)) for name in names(folder)]


def names(folder: PathLike) -> list[str]:
    """Return the names of the canned queries of a folder, in order; none for a folder that is not there."""
    files = os.listdir(folder) if os.path.isdir(folder) else []
    return sorted(file.removesuffix(".rq") for file in files if file.endswith(".rq"))


def get(folder: PathLike, name: str) -> CannedQuery:
    """Return the canned query of that name; raise UsageError with the nearest name where there is none."""
    known = names(folder)
    if name not in known:
        hint = did_you_mean(name, known) or "list all with confgraph queries"
        raise UsageError(f"there is no query {name!r}: {hint}")
    return read_query(_path(folder, name))


def _path(folder: PathLike, name: str) -> str:
    return os.path.join(folder, f"{name}.rq")


def read_query(path: PathLike) -> CannedQuery:
    """Read one .rq file with its header; raises FileTrouble, or UnreadableInput with the line."""
    from confgraph.reading import read_text

    path = os.fspath(path)
    text = read_text(path)
    header = _header(path, text)
    defaults = {key: value for entry in header.get("defaults", []) for key, _, value in [entry.partition(": ")]}
    return CannedQuery(
        name=os.path.basename(path).removesuffix(".rq"),
        summary=" ".join(header.get("summary", [])),
        description=" ".join(header.get("description", [])),
        tags=tuple(header.get("tags", [])),
        parameters=_parameters(path, text, defaults),
        text=text,
        path=path,
    )


def ask(
    store: Store,
    query: CannedQuery,
    values: Mapping[str, object],
    services: Iterable[str] = (),
    limits: QueryLimits | None = None,
) -> Answer:
    """Answer a canned query with its parameters bound as terms; raises UsageError for values that do not fit."""
    return store.query(query.text, bind(store, query, values), services, query.path, limits)


def bind(store: Store, query: CannedQuery, values: Mapping[str, object]) -> dict[str, Term]:
    """Return the term for each parameter's variable.

    An IRI is given as an address, a prefixed name or a slug; the entity must exist. A parameter "date" is today
    where nothing is said. Raises UsageError that lists every parameter that is unknown, missing or ill-formed.
    """
    known = {parameter.name for parameter in query.parameters}
    wrong = [
        f"{query.name} has no parameter {name!r}: {did_you_mean(name, known) or _takes(known)}"
        for name in values
        if name not in known
    ]
    terms: dict[str, Term] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name)
        value = parameter.default if value is None else value
        if value is None and parameter.name == "date":
            value = _today()
        if value is None:
            if parameter.required:
                wrong.append(f"{query.name} needs a value for {parameter.name!r}: give --{parameter.name}")
            continue
        try:
            terms[parameter.variable] = _term(store, parameter, value)
        except UsageError as error:
            wrong.append(error.message)
    if wrong:
        raise UsageError("; ".join(wrong))
    return terms


def _term(store: Store, parameter: Parameter, value: object) -> Term:
    if isinstance(value, (NamedNode, Literal)):
        return value
    if parameter.datatype == "iri":
        return resolve(store, str(value), prefer=parameter.name)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if parameter.datatype in ("string", "literal"):
        return Literal(text)
    if not re.fullmatch(_CHECKS[parameter.datatype], text) or (parameter.datatype == "date" and not _is_day(text)):
        example = {"date": "2026-11-20", "decimal": "50.4", "boolean": "true"}.get(parameter.datatype, "2003")
        raise UsageError(f"{text!r} is no {parameter.datatype} for {parameter.name!r}: write it as {example}")
    return Literal(text, datatype=NamedNode(expand(f"xsd:{parameter.datatype}")))


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


def _takes(known: set[str]) -> str:
    return f"it takes {', '.join(sorted(known))}" if known else "it takes none"


def _parameters(path: str, text: str, defaults: Mapping[str, str]) -> tuple[Parameter, ...]:
    found: dict[str, Parameter] = {}
    for variable in dict.fromkeys(variables(text)):
        match = re.fullmatch(_VARIABLE, variable)
        if not match:
            continue
        name, datatype = match["name"], match["type"].removeprefix("_").removeprefix("xsd_") or "string"
        line = text.count("\n", 0, text.find(variable)) + 1
        if datatype not in _TYPES:
            mend = did_you_mean(datatype, _TYPES) or f"use one of {', '.join(_TYPES)}"
            raise _unreadable(path, line, f"the parameter {variable} has the unknown type {datatype!r}", mend)
        default = defaults.get(name)
        required = not match["variable"].startswith("__") and default is None and name != "date"
        one = Parameter(name, match["variable"], datatype, required, default)
        if found.setdefault(name, one).variable != one.variable:
            raise _unreadable(
                path, line, f"the parameter {name!r} is written in two ways", f"write {variable} everywhere"
            )
    for name in defaults.keys() - found.keys():
        line = text.count("\n", 0, text.find(f"- {name}:")) + 1
        raise _unreadable(
            path, line, f"the default {name!r} fits no parameter", did_you_mean(name, found) or "remove it"
        )
    return tuple(found.values())


def _header(path: str, text: str) -> dict[str, list[str]]:
    """Read the ``#+`` lines: ``key: value``, and lists of ``- item`` below a key."""
    header: dict[str, list[str]] = {}
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        content = line[2:].strip()
        key, colon, value = content.partition(":")
        if content.startswith("- ") and current:
            header[current].append(content[2:].strip())
        elif colon and key.replace("-", "").isalnum():
            current = key
            header[current] = [value.strip()] if value.strip() else []
        else:
            raise _unreadable(path, number, "odd header line", "write '#+ key: value', or '#+   - item' below a key")
    if not header.get("summary"):
        raise _unreadable(path, 1, "the query has no question", "add '#+ summary: …'")
    return header


def _unreadable(path: str, line: int, what: str, mend: str) -> UnreadableInput:
    return UnreadableInput(f"{path} cannot be read", [Problem(Place(path, line), what, mend)])
