"""Make a new record to edit: valid Turtle with what is known filled in and the rest in comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from confgraph.entities import resolve
from confgraph.namespaces import ID, PREFIXES, kind_of, shorten
from confgraph.problems import UsageError
from confgraph.store import Store
from confgraph.writing import term_as_turtle

PLACE_KINDS: Final = ("city", "venue", "region", "country")
UNKNOWN_SOURCE: Final = "source:CHANGE-ME"
"""The source of a new record until somebody names one; validation asks for it."""

_LATEST: Final = """
SELECT ?label ?year WHERE {
  ?edition cg:editionOf ?_series ; cg:year ?year ; rdfs:label ?label FILTER(LANG(?label) = "en")
} ORDER BY DESC(?year) LIMIT 1"""
_LATEST_PLACE: Final = """
SELECT ?place WHERE {
  ?edition cg:editionOf ?_series ; cg:year ?year ; cg:location ?place
} ORDER BY DESC(?year) ?place LIMIT 1"""
_PREFIXED: Final = re.compile(r"(?<![\w<\"/:])([a-z][a-z0-9]*):")
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DATATYPES: Final = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def new_edition(store: Store, series: str, year: int, given: Mapping[str, str | None]) -> str:
    """Return a record for the edition of a series in a year, named after the latest edition.

    ``given`` may hold label, start, end, place, homepage and source. Raises UsageError for a series or place that does
    not exist, an edition that does, dates that are none, and a start in another year.
    """
    owner = resolve(store, series, "series")
    _refuse_other(owner, "series", series)
    slug = f"{owner.value.rsplit('/', 1)[-1]}-{year}"
    start, end = given.get("start") or str(year), given.get("end")
    begin = _date(start)
    if start[:4] != str(year):
        raise UsageError(f"the start {start} is not in {year}: an edition has the year in which it starts")
    if end and end < start[: len(end)]:
        raise UsageError(f"the end {end} is before the start {start}: swap them?")
    lines = [
        "a cg:Edition",
        f"rdfs:label {_text(given.get('label') or _label(store, owner, year))}",
        f"cg:editionOf {term_as_turtle(owner)}",
        f"cg:year {year}",
        f"cg:startDate {begin}",
        f"cg:endDate {_date(end)}" if end else f"#? cg:endDate {_date(start + '-05-15'[len(start) - 4 :])}",
        _reference(store, "cg:location", "place", given.get("place"), _latest_place(store, owner)),
        "schema:eventStatus schema:EventScheduled",
        _web("foaf:homepage", given.get("homepage")),
        f'#? cg:proposalDeadline "{year}-01-15"^^xsd:date',
        _source(store, given.get("source")),
    ]
    return _record(store, "edition", slug, lines)


def new_series(store: Store, name: str, given: Mapping[str, str | None]) -> str:
    """Return a record for a series of events; ``given`` may hold homepage, organizer and source."""
    lines = [
        "a cg:EventSeries",
        f"rdfs:label {_text(name)}",
        '#? skos:altLabel "another name"@en',
        _reference(store, "cg:organizedBy", "organization", given.get("organizer"), "organization:psf"),
        _web("foaf:homepage", given.get("homepage")),
        _source(store, given.get("source")),
    ]
    return _record(store, "series", slug_of(name), lines)


def new_organization(store: Store, name: str, given: Mapping[str, str | None]) -> str:
    """Return a record for an organization; ``given`` may hold homepage, place and source."""
    lines = [
        "a org:Organization",
        f"rdfs:label {_text(name)}",
        '#? skos:altLabel "abbreviation"@en',
        "#? cg:organizationKind cg:Nonprofit",
        _reference(store, "cg:basedIn", "place", given.get("place"), "place:reston"),
        _web("foaf:homepage", given.get("homepage")),
        _source(store, given.get("source")),
    ]
    return _record(store, "organization", slug_of(name), lines)


def new_place(store: Store, name: str, kind: str, given: Mapping[str, str | None]) -> str:
    """Return a record for a place of a kind of ``PLACE_KINDS``; ``given`` may hold within, code, lat, long and source.

    A country has a code (ISO 3166-1 alpha-2), every other place lies within one.
    """
    if kind not in PLACE_KINDS:
        raise UsageError(f"{kind!r} is no kind of place: use one of {', '.join(PLACE_KINDS)}")
    if kind == "country" and given.get("within"):
        raise UsageError("a country lies within no other place here: leave --within out")
    if kind != "country" and given.get("code"):
        raise UsageError(f"a {kind} has no code of a country: leave --code out, or give --kind country")
    lat, long = (_degrees(given.get(name), most) for name, most in (("lat", 90), ("long", 180)))
    if bool(lat) != bool(long):
        raise UsageError("a point has a latitude and a longitude: give --lat and --long, or neither")
    lines = [
        f"a cg:{kind.capitalize()}",
        f"rdfs:label {_text(name)}",
        *([] if kind == "country" else [_reference(store, "cg:within", "place", given.get("within"), "place:belgium")]),
        *([_code(given.get("code"))] if kind == "country" else []),
        f"wgs84:lat {lat}" if lat else "#? wgs84:lat 50.41162",
        f"wgs84:long {long}" if long else "#? wgs84:long 4.44453",
        _source(store, given.get("source")),
    ]
    return _record(store, "place", slug_of(name), lines)


def new_source(store: Store, name: str, given: Mapping[str, str | None]) -> str:
    """Return a record for a source, which says the facts that name it; ``given`` may hold page and date."""
    lines = [
        "a cg:Source",
        _web("foaf:page", given.get("page")),
        f"dcterms:date {_date(written)}" if (written := given.get("date")) else '#? dcterms:date "2026"^^xsd:gYear',
        f"rdfs:label {_text(name)}",
    ]
    return _record(store, "source", slug_of(name), lines)


def slug_of(name: str) -> str:
    """Return the slug that a person would type for a name: "PyCon Česko" is "pycon-cesko"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.replace("&", " and ").replace("'", "")))
    if not slug:
        raise UsageError(f"{name!r} gives no slug: use Latin letters or digits, and add the other name as altLabel")
    return slug


def _label(store: Store, series: NamedNode, year: int) -> str:
    """Return the label of the latest edition with the new year, or else the series' label with it."""
    for row in store.select(_LATEST, _series=series):
        if str(row.year) in row.label:
            return str(row.label).replace(str(row.year), str(year))
    labels = [quad.object for quad in store.of(series, "rdfs:label") if isinstance(quad.object, Literal)]
    labels.sort(key=lambda label: (label.language != "en", label.value))
    return f"{labels[0].value if labels else series.value.rsplit('/', 1)[-1]} {year}"


def _latest_place(store: Store, series: NamedNode) -> str:
    """Return the place of the latest edition of the series that has one, or else an example."""
    found = (term for (term,) in store.select(_LATEST_PLACE, _series=series).terms)
    return next((term_as_turtle(term) for term in found if isinstance(term, NamedNode)), "place:charleroi")


def _record(store: Store, kind: str, slug: str, lines: list[str]) -> str:
    """Join the lines; a commented one has its semicolon, so that it can be filled in where it stands."""
    entity = NamedNode(f"{ID}{kind}/{slug}")
    if entity in store:
        raise UsageError(f"{kind}:{slug} exists: see it with confgraph show {slug}")
    last = len(lines) - 1
    body = "\n".join(f"  {line} ;" if index < last else f"  {line} ." for index, line in enumerate(lines))
    text = f"{kind}:{slug}\n{body}\n"
    used = set(_PREFIXED.findall(text))
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in PREFIXES if name in used)
    return f"{prefixes}\n{text}"


def _reference(store: Store, name: str, kind: str, given: str | None, example: str) -> str:
    if not given:
        return f"#? {name} {example}"
    entity = resolve(store, given, kind)
    _refuse_other(entity, kind, given)
    return f"{name} {term_as_turtle(entity)}"


def _refuse_other(entity: NamedNode, kind: str, given: str) -> None:
    """Refuse an entity of another kind, which a slug can name as well."""
    if kind_of(entity.value) != kind:
        raise UsageError(
            f"{given!r} is {shorten(entity.value)} and no {kind}: find one with confgraph search --type {kind}"
        )


def _source(store: Store, given: str | None) -> str:
    return _reference(store, "cg:source", "source", given, "") if given else f"cg:source {UNKNOWN_SOURCE}"


def _web(name: str, address: str | None) -> str:
    if address is None:
        return f"#? {name} <https://example.org/>"
    try:
        node = NamedNode(address)
    except ValueError:
        node = None
    if node is None or not address.startswith(("http://", "https://")):
        raise UsageError(f"{address!r} is no web address: begin it with https://")
    return f"{name} <{node.value}>"


def _code(code: str | None) -> str:
    if code and not re.fullmatch("[A-Z]{2}", code):
        raise UsageError(f"{code!r} is no code of a country: write its two capital letters, such as BE (ISO 3166-1)")
    return f'cg:countryCode "{code}"' if code else '#? cg:countryCode "BE"'


def _date(text: str) -> str:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        raise UsageError(f"{text!r} is no date: write 2026-05-13, 2026-05 or 2026") from None
    return f'"{text}"^^{_DATATYPES[len(text)]}'


def _degrees(text: str | None, most: int) -> str:
    if not text:
        return ""
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,20})?", text) or abs(float(text)) > most:
        raise UsageError(f"{text!r} is no coordinate: write degrees from -{most} to {most}, such as 50.41162")
    return text if "." in text else f"{text}.0"


def _text(name: str) -> str:
    return term_as_turtle(Literal(" ".join(name.split()), language="en"))
