"""Take over what linked items say and we lack or say otherwise: a proposal, as an import makes one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, NamedTuple

from pyoxigraph import NamedNode

from confgraph.linking import kinds as k
from confgraph.linking.decide import source_of
from confgraph.linking.evidence import FAR
from confgraph.linking.items import Item
from confgraph.linking.subjects import Subject, Subjects
from confgraph.linking.suggest import SAME
from confgraph.sources.atlas import kilometres
from confgraph.sources.claims import Claims
from confgraph.sources.compare import Said, bare, shown
from confgraph.sources.draft import dated, typed
from confgraph.sources.proposal import Finding, in_lines

TOOL: Final = "confgraph link pull"
_GEONAMES: Final = "https://sws.geonames.org/{}/"


class Pulled(NamedTuple):
    """What an item says of an entity: what we lack, what contradicts, and what is only told."""

    subject: Subject
    item: Item
    findings: tuple[Finding, ...]


def pull(subjects: Subjects, wanted: Sequence[Subject], known: Mapping[str, Item], day: str) -> list[Pulled]:
    """Return what the items of linked entities say beyond the catalog, and add it to the draft of the subjects.

    What is new stands as a fact with Wikidata on that day as its source; what contradicts becomes a claim with the
    item's revision beside the preferred one. Nothing is written to a file.
    """
    source = source_of(subjects.draft, day, TOOL)
    claims = Claims(subjects.draft, source)
    links = subjects.links(SAME)
    ours = {item: iri for iri, items in links.items() for item in items}
    pulled = []
    for subject in wanted:
        for item in (known[one] for one in links.get(subject.iri, ()) if one in known):
            said = list(_said(subjects, subject, item, ours))
            if said:
                where = f"{item.id}, revision {item.revision or 'unknown'}"
                findings = tuple(_taken(subjects, claims, subject, one, where) for one in said)
                pulled.append(Pulled(subject, item, findings))
                if any(one.kind == "adds" for one in findings):
                    subjects.draft.add(NamedNode(subject.iri), "cg:source", source)
    return pulled


def _taken(subjects: Subjects, claims: Claims, subject: Subject, one: Said, where: str) -> Finding:
    """Add one thing that an item says to the draft, and tell it."""
    iri = NamedNode(subject.iri)
    stands = ", ".join(shown(value) for value in subjects.draft.values(iri, one.property))
    if one.kind == "contradicts":
        claims.contradict(iri, one, where)
    elif one.kind == "adds":
        claims.add_fact(iri, one, where)
    return Finding(one.kind, one.property, shown(one.value), stands if one.kind != "adds" else "", one.reason)


def _said(subjects: Subjects, subject: Subject, item: Item, ours: Mapping[str, str]) -> Iterator[Said]:
    """Yield what an item says and the catalog does not."""
    if subject.kind == "place":
        yield from _place(subject, item)
    if subject.kind == "edition":
        yield from _edition(subjects, subject, item, ours)
    if subject.kind == "organization" and (founded := [one[:4] for one in item.values.get(k.INCEPTION, ())]):
        yield from _one(subjects, subject, "cg:foundedIn", typed(founded[0], "integer"))
    sites = item.values.get(k.WEBSITE, ())
    if subject.kind != "place" and sites and not set(map(bare, sites)) & set(map(bare, subject.sites)):
        reason = "another site may stand beside ours: add it by hand if it is the official one now"
        kind = "notes" if subject.sites else "adds"
        yield Said(kind, "foaf:homepage", NamedNode(sites[0]), reason if subject.sites else "")


def _place(subject: Subject, item: Item) -> Iterator[Said]:
    point = item.point()
    if point and subject.point is None:
        yield Said("adds", "wgs84:lat", typed(f"{point[0]:.5f}", "decimal"))
        yield Said("adds", "wgs84:long", typed(f"{point[1]:.5f}", "decimal"))
    elif point and subject.point and (apart := kilometres(point, subject.point)) > FAR:
        yield Said("notes", "wgs84:lat", typed(f"{point[0]:.5f}", "decimal"), f"{apart:,.0f} km from ours: see check")
    if not subject.geonames:
        for number in item.values.get(k.GEONAMES, ())[:1]:
            yield Said("adds", "owl:sameAs", NamedNode(_GEONAMES.format(number)))


def _edition(subjects: Subjects, subject: Subject, item: Item, ours: Mapping[str, str]) -> Iterator[Said]:
    for name, prop in (("cg:startDate", k.START), ("cg:endDate", k.END)):
        for date in item.values.get(prop, ())[:1]:
            stands = {"cg:startDate": subject.start, "cg:endDate": subject.end}[name]
            if date and not (stands and stands.startswith(date)):
                yield from _one(subjects, subject, name, dated(date))
    for count in item.values.get(k.PARTICIPANTS, ())[:1]:
        if count.removeprefix("+").isdecimal():
            yield from _one(subjects, subject, "cg:attendance", typed(count.removeprefix("+"), "integer"))
    places = [ours[one] for one in item.values.get(k.LOCATION, ()) if one in ours]
    if places and not set(places) & set(subject.places):
        yield from _one(subjects, subject, "cg:location", NamedNode(places[0]))


def _one(subjects: Subjects, subject: Subject, name: str, value: Any) -> Iterator[Said]:
    standing = subjects.draft.values(NamedNode(subject.iri), name)
    claimed = [one for claim in subjects.about.get((subject.iri, name), ()) for one in _values(subjects, claim)]
    if value not in standing and value not in claimed:
        yield Said("contradicts" if standing else "adds", name, value)


def _values(subjects: Subjects, claim: NamedNode) -> list[Any]:
    return subjects.draft.values(claim, "cg:value")


def as_text(pulled: Sequence[Pulled]) -> str:
    """Return what was pulled for people: an entity a line, what its item says below."""
    lines = []
    for one in pulled:
        lines.append(f"* {one.subject.name}  {one.subject.label}  ({one.item.id}, revision {one.item.revision})")
        lines += [finding.line for finding in one.findings]
    return in_lines(lines)


def as_json(pulled: Sequence[Pulled]) -> str:
    """Return what was pulled as JSON: a list of entities with their findings."""
    listed = [
        {
            "entity": one.subject.iri,
            "label": one.subject.label,
            "item": one.item.id,
            "revision": one.item.revision,
            "findings": [asdict(found) for found in one.findings],
        }
        for one in pulled
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
