"""The words for terms: dates as people write them, links with labels, text with its language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from confgraph.derive import earliest_day
from confgraph.namespaces import expand
from confgraph.publishing.plain import is_web
from confgraph.site.facts import Facts, Term

MONTHS: Final = "January February March April May June July August September October November December".split()
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_INTEGER: Final = expand("xsd:integer")
_RIGHT_TO_LEFT: Final = ("ar", "fa", "he", "ur", "yi")
_LONGEST_LINK: Final = 60
_LONGEST_LIST: Final = 50
_NIL: Final = expand("rdf:nil")


class Shown(NamedTuple):
    """A value as a page shows it: its words, the page or the web address that it links to, its language.

    ``page`` is a path below the site, ``web`` an address of http or https; ``time`` is a date for machines.
    """

    words: str
    page: str = ""
    web: str = ""
    lang: str = ""
    dir: str = ""
    time: str = ""
    iri: str = ""


def shown(facts: Facts, term: Term, short: bool = False) -> Shown:
    """Return how a page shows a term; ``short`` leaves out the part of a web address that says little."""
    if isinstance(term, NamedNode):
        return link(facts, term.value, short)
    if isinstance(term, BlankNode):
        return Shown(", ".join(_members(facts, term)) or "something without a name")
    if not isinstance(term, Literal):
        return Shown(str(term))
    if term.language:
        return Shown(term.value, lang=term.language, dir=direction(term.language))
    if earliest_day(term.value) and term.datatype.value.rpartition("#")[2] in ("date", "gYearMonth", "gYear"):
        return Shown(human_date(term.value), time=term.value)
    if term.datatype.value == _INTEGER and re.fullmatch(r"[0-9]{5,15}", term.value):
        return Shown(f"{int(term.value):,}")
    return Shown(term.value)


def _members(facts: Facts, node: BlankNode) -> Iterator[str]:
    """Yield the names in an RDF list, or of what else a blank node says; a list in a circle ends where it began."""
    seen: set[object] = set()
    waiting: list[object] = [node]
    while waiting and len(seen) < _LONGEST_LIST:
        here = waiting.pop(0)
        if not isinstance(here, BlankNode) or here in seen:
            continue
        seen.add(here)
        for triple in facts.blank.get(here, []):
            if isinstance(triple.object, NamedNode) and triple.object.value != _NIL:
                yield facts.label(triple.object.value).value
            elif isinstance(triple.object, Literal):
                yield triple.object.value
            waiting.append(triple.object)


def link(facts: Facts, iri: str, short: bool = False) -> Shown:
    """Return the link to a thing: to its page, else to its address in the web, else its name alone."""
    label = facts.label(iri)
    page = facts.addresses.get(iri) or ""
    lang = label.language or ""
    web = iri if not page and is_web(iri) else ""
    words = label.value
    if short and web and len(words) > _LONGEST_LINK:
        words = f"{words[: _LONGEST_LINK - 1]}…"
    return Shown(words, page=page, web=web, lang=lang, dir=direction(lang), iri=iri)


def direction(language: str) -> str:
    """Return "rtl" for a language that is written from the right to the left, else ""."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else ""


def plural(number: int, one: str, many: str = "") -> str:
    """Return the word for one thing or for several, by default with an s: "event" for 1, "events" for 0 and 2."""
    return one if number == 1 else many or f"{one}s"


def span(years: Collection[int]) -> str:
    """Return "2002–2026", a single year as it is, "" for none."""
    first, last = min(years, default=0), max(years, default=0)
    return f"{first}–{last}" if first < last else f"{first or ''}"


def human_date(text: str) -> str:
    """Return "26 June 2002", "June 2002" or "2002", as precise as the text is; other text as it is."""
    found = _DATE.fullmatch(text)
    if not found or not earliest_day(text):
        return text
    year, month, day = found.groups()
    if not month:
        return year
    name = MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def human_range(start: str, end: str) -> str:
    """Return "26–28 June 2002", "30 June – 2 July 2002": both dates, without what they have in common."""
    if not end or end == start:
        return human_date(start)
    begins, ends = _DATE.fullmatch(start), _DATE.fullmatch(end)
    if not (begins and ends and begins[3] and ends[3]) or not (earliest_day(start) and earliest_day(end)):
        return f"{human_date(start)} – {human_date(end)}"
    if begins[1] != ends[1]:
        return f"{human_date(start)} – {human_date(end)}"
    if begins[2] != ends[2]:
        return f"{int(begins[3])} {MONTHS[int(begins[2]) - 1]} – {human_date(end)}"
    return f"{int(begins[3])}–{human_date(end)}"
