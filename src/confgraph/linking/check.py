"""Look every link up again: what is gone, was merged, is another kind of thing, or differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from pyoxigraph import NamedNode

from confgraph.linking import kinds as k
from confgraph.linking.evidence import Judge, Judged
from confgraph.linking.items import Item, Items, in_batches
from confgraph.linking.subjects import Subject, Subjects
from confgraph.linking.suggest import CLOSE, SAME
from confgraph.namespaces import PREFIXES, expand
from confgraph.problems import Place, Problem, Severity
from confgraph.reading import Document
from confgraph.reading.positions import positions
from confgraph.store import Store

_AT_ONCE: Final = 200
_PARTS: Final = """SELECT ?part ?whole ?label WHERE {
  VALUES ?whole { %s } { ?part wdt:P179 ?whole } UNION { ?part wdt:P361 ?whole }
  ?part rdfs:label ?label FILTER(LANG(?label) IN ("en", "mul"))
}"""
_WARNINGS: Final = {"name", "end", "founded", "location", "official site"}
"""Facts that differ for good reasons too: names change, and sites move."""
_COMPONENT: Final = PREFIXES["shape"] + "LinkConstraintComponent"

Link = tuple[Subject, str, str]
"""A subject, the property of its link, and the number of the item."""


def links(subjects: Subjects) -> list[Link]:
    """Return every link to Wikidata, certain and likely ones."""
    known = {prop: subjects.links(prop) for prop in (SAME, CLOSE)}
    return [
        (subject, prop, item)
        for subject in subjects.all()
        for prop, found in known.items()
        for item in found.get(subject.iri, ())
    ]


def check(
    subjects: Subjects, documents: Iterable[Document], store: Store, kinds: Mapping[str, frozenset[str]]
) -> list[Problem]:
    """Return what is wrong with the links of a catalog, each at its line; items are asked for in batches.

    Raises RemoteFailure.
    """
    found = links(subjects)
    known = Items(store, kinds).find(item for _, _, item in found)
    judge = Judge(kinds, subjects.links(SAME), subjects.links(CLOSE))
    places = _Places(documents, found)
    problems = [problem for link in found for problem in _of_link(link, known.get(link[2]), judge, places)]
    problems += _shared(found, places)
    return [*problems, *_neighbours(subjects, found, known, store, places)]


class _Places:
    """Where links stand; only files with links are looked through."""

    def __init__(self, documents: Iterable[Document], found: Iterable[Link]) -> None:
        wanted = {(subject.iri, expand(prop), expand(f"wd:{item}")) for subject, prop, item in found}
        self._links: dict[tuple[str, str, str], Place] = {}
        self._subjects: dict[str, Place] = {}
        about = {iri for iri, _, _ in wanted}
        for document in documents:
            if any(getattr(quad.subject, "value", "") in about for quad in document):
                for one in positions(document):
                    terms = (one.quad.subject, one.quad.predicate, one.quad.object)
                    key = tuple(str(getattr(term, "value", "")) for term in terms)
                    self._subjects.setdefault(key[0], one.subject)
                    if key in wanted:
                        self._links[key[0], key[1], key[2]] = one.place

    def problem(self, link: Link, what: str, mend: str, rule: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem with a link, at its place."""
        subject, prop, item = link
        place = self._links.get((subject.iri, expand(prop), expand(f"wd:{item}"))) or self._subjects.get(subject.iri)
        return Problem(
            place or Place(subject.name),
            what,
            mend,
            severity,
            focus=subject.name,
            path=prop,
            value=f"wd:{item}",
            rule=f"{PREFIXES['shape']}Link-{rule}",
            component=_COMPONENT,
            label=subject.label,
        )


def _of_link(link: Link, item: Item | None, judge: Judge, places: _Places) -> Iterator[Problem]:
    subject, prop, number = link
    if item is None:
        mend = f"look for it anew with confgraph link suggest {subject.name}, or remove the link and its claim"
        yield places.problem(link, f"{number} is gone from Wikidata", mend, "gone")
        return
    if item.merged_into:
        mend = f"link to wd:{item.merged_into}, in the claim too"
        yield places.problem(link, f"{number} was merged into {item.merged_into}", mend, "merged")
        return
    judged = judge.judge(subject, item)
    mend = f"see {PREFIXES['wd']}{number}: mend what is wrong, there or here"
    for fact in judged.contradicts:
        what = f"{number} ({item.label or 'no label'}) differs in its {fact}{_ours(subject, fact.what)}"
        severity = Severity.ERROR if prop == SAME and fact.what not in _WARNINGS else Severity.WARNING
        yield places.problem(link, what, mend, fact.what.replace(" ", "-"), severity)
    yield from _site(link, judged, places)


def _ours(subject: Subject, what: str) -> str:
    """Return what the catalog says in the matter, where a reader cannot guess it."""
    said = {
        "name": ", ".join(subject.names), "country": subject.country.rpartition("/")[2], "country code": subject.code,
        "start": subject.start, "end": subject.end, "founded": subject.founded,
        "GeoNames number": ", ".join(subject.geonames),
    }.get(what, "")  # fmt: skip
    return f", ours is {said}" if said else ""


def _site(link: Link, judged: Judged, places: _Places) -> Iterator[Problem]:
    """Yield a warning where both have official sites and none is the same."""
    subject = link[0]
    for fact in judged.facts:
        if fact.what == "official site" and not fact.agrees:
            what = f"{link[2]} has another official site, {fact.words}, ours is {', '.join(subject.sites)}"
            mend = "see which of them is right now: an old address can stay beside the new one"
            yield places.problem(link, what, mend, "official-site", Severity.WARNING)


def _shared(found: Iterable[Link], places: _Places) -> Iterator[Problem]:
    """Yield each entity whose item is that of an earlier one."""
    owners: dict[str, list[Link]] = defaultdict(list)
    for link in found:
        if link[1] == SAME:
            owners[link[2]].append(link)
    for item, held in owners.items():
        for link in held[1:]:
            what = f"{item} is linked to {held[0][0].name} too"
            yield places.problem(link, what, "unite the two, or look for the item of one of them", "shared")


def _neighbours(
    subjects: Subjects, found: list[Link], known: Mapping[str, Item], store: Store, places: _Places
) -> Iterator[Problem]:
    """Yield items next to linked ones that no entity is linked to: parts of a series, and the series of an edition."""
    same, taken = subjects.links(SAME), {item for _, _, item in found}
    series = {item: (subject, prop, item) for subject, prop, item in found if subject.kind == "series"}
    for part, whole, label in _parts(store, list(series)):
        if part not in taken:
            what = f"{part} ({label}) is part of it in Wikidata, and linked to none of ours"
            mend = "link the edition that it is, or add it with confgraph new edition"
            yield places.problem(series[whole], what, mend, "neighbour", Severity.INFO)
    for subject, prop, item in found:
        wholes = known[item].values.get(k.SERIES, ()) if item in known and subject.kind == "edition" else ()
        for iri, whole in product(subject.series, wholes):
            if iri not in same and whole not in taken:
                name = subjects.of(NamedNode(iri)).name
                what = f"{item} is part of the series {whole} in Wikidata, and ours has no item"
                mend = f"see whether it is {name}: confgraph link suggest {name}"
                yield places.problem((subject, prop, item), what, mend, "neighbour", Severity.INFO)


def _parts(store: Store, wholes: list[str]) -> list[tuple[str, str, str]]:
    """Return parts of some items: their numbers, those of the wholes, and labels."""

    def ask(some: Sequence[str]) -> list[tuple[str, str, str]]:
        rows = store.select(_PARTS % " ".join(f"wd:{one}" for one in some)).terms
        texts = [[str(getattr(term, "value", "")) for term in row] for row in rows]
        return [(k.number(part), k.number(whole), label) for part, whole, label in texts]

    batches = in_batches(ask, wholes, _AT_ONCE)
    found = {(part, whole): label for rows in batches for part, whole, label in rows if part}
    return [(part, whole, label) for (part, whole), label in sorted(found.items())]
