"""schema.org Events in JSON-LD, alone or inside an HTML page; contexts are never fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from confgraph.problems import Problem
from confgraph.reading import read_text
from confgraph.reading.decoding import unreadable
from confgraph.reading.html import json_ld_scripts
from confgraph.reading.json import json_value, line_of
from confgraph.reading.records import Record
from confgraph.sources.rows import Fields, Reading, Row, fault_of, listed, rows_of, spot_of, without_year, year_in

_EVENTS: Final = re.compile(r"[A-Za-z]*Event|Festival|Hackathon")
_LISTS: Final = ("@graph", "mainEntity", "itemListElement", "item")
_WEB_PAGE: Final = (".html", ".htm", ".xhtml")


def files(folder: Path) -> list[Path]:
    """Return the JSON-LD files and the pages in a folder."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in (".jsonld", ".json", *_WEB_PAGE))


def read(path: Path) -> Reading:
    """Return the rows of one file."""
    name, text = str(path), read_text(path)
    page = path.suffix.lower() in _WEB_PAGE or text.lstrip()[:1] == "<"
    scripts = json_ld_scripts(name, text) if page else [(text, 1)]
    if not scripts:
        raise unreadable(name, "the page holds no JSON-LD", 'look for <script type="application/ld+json"> in it')
    records: list[Record] = []
    problems: list[Problem] = []
    for script, line in scripts:
        whole = "\n" * (line - 1) + script  # so that every line counts from the top of the page
        for event in _events(json_value(name, whole)):
            values = dict(_flat(event))
            records.append(Record(values, _line(whole, values), {}, len(records) + 1))
    if not records:
        raise unreadable(name, "the file holds no schema.org Event", 'write "@type": "Event"', scripts[0][1])
    reading = rows_of(name, records, _row)
    return Reading(reading.rows, [*problems, *reading.problems])


def _events(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the events of a document; those that are parts of others, its sessions, stay out."""
    for one in listed(value):
        if not isinstance(one, dict):
            continue
        kinds = [re.split(r"[/#:]", kind)[-1] for kind in listed(one.get("@type")) if isinstance(kind, str)]
        if any(map(_EVENTS.fullmatch, kinds)):
            yield one
        else:
            for key in _LISTS:
                yield from _events(one.get(key))


def _flat(event: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what an event says, as texts by plain names."""
    for key in ("name", "startDate", "endDate", "url"):
        yield key, _text(event.get(key))
    yield "alternateName", [_text(one) for one in listed(event.get("alternateName"))]
    yield "status", _word(event.get("eventStatus"))
    yield "mode", _word(event.get("eventAttendanceMode"))
    for spot in listed(event.get("location")):
        if isinstance(spot, str):
            yield "spot", spot
        elif isinstance(spot, dict):
            yield from _of_place(spot)


def _of_place(spot: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if _word(spot.get("@type")) == "VirtualLocation":
        yield "virtual", True
        return
    yield "venue", _text(spot.get("name"))
    address = spot.get("address")
    if isinstance(address, dict):
        yield "city", _text(address.get("addressLocality"))
        country = address.get("addressCountry")
        yield "country", _text(country.get("name") if isinstance(country, dict) else country)
    elif isinstance(address, str):
        yield "spot", address
    geo = spot.get("geo")
    if isinstance(geo, dict):
        yield "lat", _text(geo.get("latitude"))
        yield "long", _text(geo.get("longitude"))


def _text(value: Any) -> Any:
    """Return a text, also of a value with a language or an address; other things as they are, to be refused."""
    first = next(iter(listed(value)), None)
    if isinstance(first, dict):
        return next((first[key] for key in ("@value", "@id", "name", "url") if isinstance(first.get(key), str)), first)
    return first


def _word(value: Any) -> str:
    text = _text(value)
    return re.split(r"[/#:]", text)[-1] if isinstance(text, str) else ""


def _line(text: str, values: Mapping[str, Any]) -> int:
    """Return the line where the name of an event stands."""
    for spelling in (json.dumps(values.get("name"), ensure_ascii=False), json.dumps(values.get("name"))):
        if (at := text.find(spelling)) >= 0:
            return line_of(text, at)
    return line_of(text, len(text) - len(text.lstrip()))


def _row(fields: Fields) -> Row:
    name = fields.text("name", needed=True)
    start, end = fields.day("startDate", partial=True), fields.day("endDate", partial=True)
    if not start and not fields.problems:
        fields.refuse("startDate", "startDate is missing", "add it")
    mode = fields.text("mode").removesuffix("EventAttendanceMode")
    spot, year = spot_of(fields.text("spot")), year_in(name) or int(start[:4] or 0)
    city, country = fields.text("city") or spot.city, fields.text("country") or spot.country
    virtual = fields.flag("virtual") or mode == "Online"
    lat, long = fields.degrees("lat"), fields.degrees("long")
    others = fields.record.values.get("alternateName") or []
    return Row(
        place=fields.place,
        number=fields.record.number,
        name=without_year(name),
        year=year,
        other_names=tuple(without_year(one) for one in others if isinstance(one, str)),
        start=start,
        end=end,
        venue=fields.text("venue"),
        city=city,
        country=country,
        point=(lat, long) if lat and long else None,
        online=virtual and not city,
        hybrid=mode == "Mixed" or (virtual and bool(city)),
        cancelled=fields.text("status") == "EventCancelled",
        website=fields.web("url"),
        fault=fault_of(year, start, end),
    )
