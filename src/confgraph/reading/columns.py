"""Read a CSV of events (RFC 4180) with plain columns as schema.org events: one row, one event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from confgraph.namespaces import PREFIXES
from confgraph.problems import Place, Problem, UnreadableInput, did_you_mean
from confgraph.reading.lexical import PATTERNS, XSD

_SCHEMA: Final = PREFIXES["schema"]
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
_CELL: Final = (
    r'[ \t]*"(?P<quoted>(?:[^"]|"")*)"[ \t]*(?P<end>,|\r\n|\n|\r|\Z)|(?P<plain>[^,"\r\n]*)(?P<stop>,|\r\n|\n|\r|\Z)'
)

# Column: what it is of, its property, and what its text becomes.
COLUMNS: Final = {
    "name": ("event", "name", "string"),
    "start_date": ("event", "startDate", "date"),
    "end_date": ("event", "endDate", "date"),
    "url": ("event", "url", "iri"),
    "description": ("event", "description", "string"),
    "capacity": ("event", "maximumAttendeeCapacity", "integer"),
    "free": ("event", "isAccessibleForFree", "boolean"),
    "organizer": ("organizer", "name", "string"),
    "venue": ("place", "name", "string"),
    "latitude": ("place", "latitude", "decimal"),
    "longitude": ("place", "longitude", "decimal"),
    "city": ("address", "addressLocality", "string"),
    "region": ("address", "addressRegion", "string"),
    "country": ("address", "addressCountry", "string"),
}
"""The columns that are known, in any order; a cell that is empty says nothing."""

# What a part of an event is of, its link and its class.
_PARTS: Final = {
    "organizer": ("event", "organizer", "Organization"),
    "place": ("event", "location", "Place"),
    "address": ("place", "address", "PostalAddress"),
}


class Cell(NamedTuple):
    """One cell with its place."""

    text: str
    line: int
    column: int


def rows(name: str, text: str) -> Iterator[list[Cell]]:
    """Yield the rows of a CSV as cells; raise UnreadableInput where quotes do not match. Blank lines are no rows."""
    row: list[Cell] = []
    at, line, start = 0, 1, 0
    cell = re.compile(_CELL)
    while at < len(text) or row:
        found = cell.match(text, at)
        place = (line, at - start + 1)
        if found is None:
            what, mend = (
                "a quote stands inside a cell or is not closed",
                'put the cell into quotes, and write "" for each in it',
            )
            raise UnreadableInput(f"{name} cannot be read", [Problem(Place(name, *place), what, mend)])
        quoted = found["quoted"]
        row.append(Cell(found["plain"].strip() if quoted is None else quoted.replace('""', '"'), *place))
        ends = [end.end() for end in re.finditer(r"\r\n|\n|\r", found[0])]
        if ends:
            line, start = line + len(ends), at + ends[-1]
        at = found.end()
        if (found["end"] or found["stop"] or "") != ",":
            if len(row) > 1 or row[0].text:
                yield row
            row = []


class Placed(NamedTuple):
    """A triple and the cell that it comes from."""

    quad: Quad
    line: int
    column: int


def events(name: str, data: bytes) -> list[Placed]:
    """Return the triples of a CSV of events; raise UnreadableInput with every problem of its header and rows."""
    read = rows(name, data.decode("utf-8"))
    header = next(read, None)
    if header is None:
        problem = Problem(Place(name, 1, 1), "the file is empty", f"begin with a line such as {','.join(COLUMNS)[:38]}")
        raise UnreadableInput(f"{name} cannot be read", [problem])
    names = [cell.text.lower() for cell in header]
    problems = list(_wrong_header(name, header, names))
    found: list[Placed] = []
    for number, row in enumerate([] if problems else read, start=2):
        if len(row) != len(names):
            problems.append(_ragged(name, number, row, names))
            continue
        for part in _event(name, number, row, names):
            if isinstance(part, Problem):
                problems.append(part)
            else:
                found.append(part)
    if problems:
        raise UnreadableInput(f"{name} cannot be read", problems)
    return found


def _wrong_header(name: str, header: list[Cell], names: list[str]) -> Iterator[Problem]:
    for position, cell in enumerate(header):
        place, column = Place(name, cell.line, cell.column), names[position]
        if column in names[:position]:
            yield Problem(place, f"the column {column} stands twice", "keep one of the two")
        elif column not in COLUMNS:
            known = f"the columns are {', '.join(COLUMNS)}"
            apart = "separate the columns with commas" if re.search(r"[;\t|]", column) else ""
            yield Problem(
                place, f"no column is called {column[:60]!r}", apart or did_you_mean(column, COLUMNS) or known
            )


def _ragged(name: str, number: int, row: list[Cell], names: list[str]) -> Problem:
    what = f"row {number} has {len(row)} cells where the header has {len(names)}"
    mend = "put a cell with a comma into quotes" if len(row) > len(names) else "write a comma for each empty cell"
    last = row[min(len(row), len(names)) - 1] if len(row) <= len(names) else row[len(names)]
    return Problem(Place(name, last.line, last.column), what, mend)


def _event(name: str, number: int, row: list[Cell], names: list[str]) -> Iterator[Placed | Problem]:
    """Yield the triples of a row, and those of its parts when their first cell comes."""
    nodes = {"event": BlankNode(f"row{number}")}
    first = row[0]
    yield Placed(Quad(nodes["event"], _TYPE, NamedNode(_SCHEMA + "Event")), first.line, first.column)
    for cell, column in zip(row, names, strict=True):
        if not cell.text:
            continue
        of, attribute, kind = COLUMNS[column]
        for node, link, parent, made in _parts(of, nodes, number):
            yield Placed(Quad(parent, NamedNode(_SCHEMA + link), node), cell.line, cell.column)
            yield Placed(Quad(node, _TYPE, NamedNode(_SCHEMA + made)), cell.line, cell.column)
        value = _value(cell.text, kind)
        if value is None:
            what = f"row {number}, column {column}: {cell.text[:60]!r} is no address"
            mend = "write the whole address, such as https://pycon.example/2026"
            yield Problem(Place(name, cell.line, cell.column), what, mend)
        else:
            yield Placed(Quad(nodes[of], NamedNode(_SCHEMA + attribute), value), cell.line, cell.column)


def _parts(of: str, nodes: dict[str, BlankNode], number: int) -> list[tuple[BlankNode, str, BlankNode, str]]:
    """Return the node of a part and those it hangs from, outermost first, that are not there yet."""
    missing = []
    while of not in nodes:
        missing.append(of)
        of = _PARTS[of][0]
    made = []
    for part in reversed(missing):
        parent, link, kind = _PARTS[part]
        nodes[part] = BlankNode(f"row{number}{part}")
        made.append((nodes[part], link, nodes[parent], kind))
    return made


def _value(text: str, kind: str) -> NamedNode | Literal | None:
    """Return the term of a cell; a date known to the month or year has the datatype of these. None for no address."""
    if kind == "string":
        return Literal(text)
    if kind == "iri":
        try:
            return NamedNode(text) if ":" in text and re.fullmatch(PATTERNS["anyURI"], text) else None
        except ValueError:
            return None
    if kind == "date":
        kind = next((name for name in ("gYearMonth", "gYear") if re.fullmatch(PATTERNS[name], text)), "date")
    return Literal(text, datatype=NamedNode(XSD + kind))
