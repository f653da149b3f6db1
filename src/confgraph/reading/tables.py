"""Read a CSV table (RFC 4180) of records, with the line of each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from confgraph.problems import Place, Problem, UnreadableInput, did_you_mean
from confgraph.reading.decoding import unreadable
from confgraph.reading.records import Record


def table_records(name: str, text: str, known: Iterable[str], needed: Iterable[str]) -> list[Record]:
    """Return the rows of a CSV table as records; empty cells are None, spaces around a cell go.

    The header may hold the ``known`` columns and must hold the ``needed`` ones. Raises UnreadableInput with every wrong
    column and every row that has another number of cells than the header.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    begun = 1
    try:
        for cells in reader:
            if cells:
                rows.append((begun, [cell.strip() for cell in cells]))
            begun = reader.line_num + 1
    except csv.Error as error:
        raise unreadable(name, f"this is not CSV, {error}", "mend the quotes of this row", begun) from None
    if not rows:
        raise unreadable(name, "the table is empty", "begin it with the names of the columns", 1)
    line, header = rows[0]
    problems = list(_wrong_columns(Place(name, line), header, list(known), list(needed)))
    for number, (at, cells) in enumerate(rows[1:], 1):
        if len(cells) != len(header):
            what = f"row {number} has {len(cells)} cells, the header has {len(header)}"
            problems.append(Problem(Place(name, at), what, "add or remove commas, or quote a cell that holds one"))
    if problems:
        raise UnreadableInput(f"{name} cannot be read", problems)
    return [
        Record({column: cell or None for column, cell in zip(header, cells, strict=True)}, at, {}, number)
        for number, (at, cells) in enumerate(rows[1:], 1)
    ]


def _wrong_columns(place: Place, header: list[str], known: list[str], needed: list[str]) -> Iterable[Problem]:
    for index, column in enumerate(header):
        if column in header[:index]:
            yield Problem(place, f"the column {column!r} stands twice", "keep one of the two")
        elif column not in known:
            mend = did_you_mean(column, known) or f"use some of {', '.join(known)}"
            yield Problem(place, f"there is no column {column!r}", mend)
    for column in needed:
        if column not in header:
            yield Problem(place, f"the column {column!r} is missing", "add it")
