"""Write a report for people, as compilers do: the place, what is wrong, how to mend it, and the line itself."""

from __future__ import annotations

from collections import Counter
from typing import Final

from confgraph.namespaces import shorten
from confgraph.problems import Problem, printable
from confgraph.validation.report import Report

_SHOWN: Final = 3
"""So many problems of one kind are shown; the others are counted."""
_WIDTH: Final = 100
_BEFORE: Final = 60


def as_text(report: Report, everything: bool = False) -> str:
    """Return the problems with their lines; of many that are alike the first, unless ``everything`` is wanted.

    Each begins with a line of its own: place, severity, property, what is wrong and the mend.
    """
    alike = Counter(map(_kind, report))
    seen: Counter[object] = Counter()
    parts = []
    for problem in report:
        kind = _kind(problem)
        seen[kind] += 1
        fold = not everything and alike[kind] > _SHOWN + 1
        if not fold or seen[kind] <= _SHOWN:
            parts.append(_told(problem))
        if fold and seen[kind] == _SHOWN:
            parts.append(f"  … and {alike[kind] - _SHOWN:,} more like this: --all shows each\n")
    return "".join(parts)


def _kind(problem: Problem) -> object:
    """Return what problems have in common that are alike: file, severity, rule and property, or else the words."""
    place = problem.place.file
    if problem.rule or problem.component:
        return place, problem.severity, problem.rule, problem.component, problem.path
    return place, problem.severity, problem.path, problem.what.split('"')[0] if problem.path else problem.what


def _told(problem: Problem) -> str:
    cells = [str(problem.place), problem.severity.value, problem.path or problem.focus, problem.message]
    lines = [_flat("  ".join(filter(None, cells))), *_shown(problem)]
    about = " ".join(
        filter(None, [problem.focus if problem.path else "", f"({problem.label})" if problem.label else ""])
    )
    rule = f"[{shorten(problem.rule)}]" if problem.rule else ""
    if about or rule:
        lines.append("      " + _flat("  ".join(filter(None, [about, rule]))))
    return "".join(line + "\n" for line in lines)


def _shown(problem: Problem) -> list[str]:
    """Return the line of the file and a caret below the place; of a long line what is around the place."""
    if not problem.source.strip() or not problem.place.column:
        return []
    at = problem.place.column - 1
    begin = max(0, at - _BEFORE) if len(problem.source) > _WIDTH else 0
    text = problem.source[begin : begin + _WIDTH].replace("\t", " ")
    before, behind = ("…" if begin else ""), ("…" if len(problem.source) > begin + _WIDTH else "")
    margin = f"{problem.place.line:>5} | "
    lead = " " * (len(before) + _cells(printable(text[: at - begin])))
    return [margin + before + _flat(text).rstrip() + behind, " " * 5 + " | " + lead + "^"]


def _cells(text: str) -> int:
    """Return how many columns of a terminal a text takes: wide letters two, marks none."""
    import unicodedata

    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) > 0 for letter in text)


def _flat(text: str) -> str:
    return printable(text).replace("\n", "\\n")
