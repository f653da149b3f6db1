"""Turn the rows of a source into what would be new in the catalog, row after row."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode

from confgraph.catalog import Catalog
from confgraph.namespaces import ID, shorten
from confgraph.new import slug_of
from confgraph.problems import FileTrouble, Problem, UnreadableInput, UsageError
from confgraph.reading import read
from confgraph.sources.claims import Claims
from confgraph.sources.compare import Said, bare, compare, late, shown
from confgraph.sources.draft import Draft, dated, english, named, typed
from confgraph.sources.importers import Importer, importer_of, source_of
from confgraph.sources.match import Match
from confgraph.sources.names import plain
from confgraph.sources.places import Places
from confgraph.sources.proposal import Finding, Outcome, Proposal
from confgraph.sources.rows import Row, without_year

COPIES = {"python-organizers": "python-deadlines", "python-deadlines": "python-organizers"}
"""Sources that take rows from each other, so that the same words in both are one witness."""
_BY_HAND = "an import does not take it; where the record lacks it, write it there"


def propose(catalog: Catalog, name: str, path: Path, page: str = "", as_of: str = "", skip: bool = False) -> Proposal:
    """Return what the files of a source propose to a catalog; nothing is written.

    ``name`` is one of ``IMPORTERS``, ``path`` a file or a folder. ``page`` is the address where the file was read, and
    ``as_of`` the day of that, for a source that changes. With ``skip``, rows that cannot be read are left out.
    Raises UsageError, FileTrouble, LimitReached, and UnreadableInput with every problem of all files.
    """
    importer = importer_of(name)
    rows = _rows(importer, path, skip)
    draft = Draft(catalog.folder, [read(file) for file in catalog.files("data")])
    source = source_of(draft, importer, page, as_of)
    work = _Work(draft, importer, source)
    work.match.look_through(rows)
    outcomes = tuple(work.outcome(row) for row in rows)
    if not any(outcome.kind in ("new", "adds", "contradicts") for outcome in outcomes):
        return Proposal(shorten(source.value), outcomes, {})
    return Proposal(shorten(source.value), outcomes, draft.contents(catalog.documents("ontology")))


def _rows(importer: Importer, path: Path, skip: bool) -> list[Row]:
    """Return the rows of all files; every problem of every file is told at once."""
    if not path.exists():
        raise FileTrouble(f"{path}: no such file or directory")
    files = importer.files(path) if path.is_dir() else [path]
    if not files:
        raise UsageError(f"{path} holds no file of {importer.name}: name the file itself")
    rows: list[Row] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found = importer.read(file)
        except UnreadableInput as error:
            problems += error.problems
        else:
            rows += found.rows
            problems += [] if skip else found.problems
    if problems:
        count = f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}"
        raise UnreadableInput(f"{path} cannot be imported, nothing was written: {count}", problems)
    return rows


class _Work:
    """The import of one source into one draft."""

    def __init__(self, draft: Draft, importer: Importer, source: NamedNode) -> None:
        self.draft = draft
        self.importer = importer
        self.source = source
        self.match = Match(draft)
        self.places = Places(self.match.atlas, source)
        self.claims = Claims(draft, source)

    def outcome(self, row: Row) -> Outcome:
        """Return what comes of a row, and add it to the draft."""
        if row.fault:
            return Outcome(row, "left out", findings=(Finding("notes", "", reason=row.fault),))
        self.places.made = []
        series, how = self.match.series(row)
        if series is None and self.match.is_common(row.name):
            reason = (
                f"several series are called {row.name}, and none of them was in {row.country or 'its place'} before"
            )
            return Outcome(row, "left out", findings=(Finding("notes", "name", row.name, reason=reason),))
        edition = self.match.edition(row, series) if series else None
        if edition is None:
            return self._new_edition(row, series, how)
        return self._known_edition(row, edition, self._called(row, series, how) if series else [])

    def _known_edition(self, row: Row, edition: NamedNode, notes: list[Finding]) -> Outcome:
        self.match.taken.add(edition)
        said = list(compare(row, edition, self.match, self.places))
        notes = [*notes, *self._faults(row, edition)]
        findings = [self._finding(edition, one) for one in said]
        if self._is_copy(row, edition, said):
            other = COPIES[self.importer.name]
            notes.append(
                Finding("notes", "", reason=f"the same words as in {other}: one copies the other, no second witness")
            )
            findings = [one for one in findings if one.kind != "adds"]
            said = [one for one in said if one.kind != "adds"]
        elif self._is_witness(edition, said):
            findings.append(Finding("adds", "source", shorten(self.source.value)))
            self.draft.add(edition, "cg:source", self.source)
        where = f"{Path(row.place.file).name}, row {row.number}"
        for one, finding in zip(said, findings, strict=False):
            if finding.kind == "adds":
                self.claims.add_fact(edition, one, where)
            elif finding.kind == "contradicts":
                self.claims.contradict(edition, one, where)
        kinds = {one.kind for one in (*findings, *notes)} | ({"adds"} if self.places.made else set())
        kind = next((one for one in ("contradicts", "adds") if one in kinds), "agrees")
        made = tuple(self.places.made)
        return Outcome(row, kind, shorten(edition.value), self.draft.label(edition), (*findings, *notes), made)

    def _called(self, row: Row, series: NamedNode, how: str) -> list[Finding]:
        """Return how a series was found by another name than its own, which it is found by from now on."""
        if not how:
            return []
        if not self.match.can_name(row):
            return [Finding("notes", "name", row.name, reason=how)]
        self.draft.add(series, "skos:altLabel", english(without_year(row.name)))
        self.match.know_series(series)
        return [Finding("adds", "name", row.name, reason=how)]

    def _finding(self, edition: NamedNode, said: Said) -> Finding:
        """Return a finding; what a claim of this source says already agrees with the catalog."""
        stands = ", ".join(shown(one) for one in self.draft.values(edition, said.property))
        known = said.kind in ("contradicts", "adds") and self.claims.is_known(edition, said)
        return Finding("agrees" if known else said.kind, said.property, shown(said.value), stands, said.reason)

    def _is_witness(self, edition: NamedNode, said: list[Said]) -> bool:
        """Tell whether the source is to be cited: it says something that the record has, and is not cited yet."""
        if self.source in self.draft.values(edition, "cg:source"):
            return False
        return any(one.kind in ("agrees", "adds") for one in said)

    def _is_copy(self, row: Row, edition: NamedNode, said: list[Said]) -> bool:
        """Tell whether a row has the very words of the source that takes rows from this one, or gives it some."""
        other = COPIES.get(self.importer.name)
        cited = {shorten(one.value) for one in self.draft.values(edition, "cg:source")}
        if not other or not any(one.startswith(f"source:{other}") for one in cited):
            return False
        if self.source in self.draft.values(edition, "cg:source"):
            return False
        pages = {bare(one.value) for one in self.draft.values(edition, "foaf:homepage")}
        dates = [one for one in said if one.property in ("cg:startDate", "cg:endDate", "cg:proposalDeadline")]
        return bare(row.website) in pages and all(one.kind == "agrees" for one in dates) and len(dates) == 3

    def _faults(self, row: Row, edition: NamedNode | None = None) -> list[Finding]:
        found = []
        stands = [self.match.day(edition, "cg:startDate")] if edition else []
        if fault := self.places.fault(row, self.places.known(row)):
            found.append(Finding("notes", "coordinates", reason=f"{fault}; they are not taken"))
        if row.extended:
            reason = f"the deadline was extended to {row.extended}"
            found.append(Finding("notes", "deadline", row.deadline, reason=reason))
        if row.deadline and late(row, *filter(None, stands)):
            found.append(Finding("notes", "deadline", row.deadline, reason="it is after the start; it is not taken"))
        if row.city and not row.online and not any(self.match.atlas.country(row.country)):
            found.append(Finding("notes", "place", row.city, reason=f"the country {row.country!r} is not known"))
        return found + [Finding("notes", *one, reason=_BY_HAND) for one in row.by_hand]

    def _new_edition(self, row: Row, series: NamedNode | None, how: str) -> Outcome:
        """Add an edition, and its series where it is new too."""
        name = without_year(row.name)
        try:
            slug = slug_of(plain(name))
        except UsageError as error:
            return Outcome(row, "left out", findings=(Finding("notes", "name", name, reason=error.message),))
        records = []
        if series is None:
            series = self._new_series(row, name, slug)
            records.append(shorten(series.value))
        place = self.places.of(row)
        edition = self._address(series, row, place)
        facts = list(self._facts(row, series, self.places.venue_of(row, place)))
        for prop, value in facts:
            self.draft.add(edition, prop, value, otherwise=str(self.draft.file(series, "series/unknown.ttl")))
        self.match.know_edition(edition)
        self.match.taken.add(edition)
        findings = [Finding("adds", prop, shown(value)) for prop, value in facts[3:]]
        notes = self._called(row, series, how)
        made = (*records, *self.places.made)
        label = self.draft.label(edition)
        return Outcome(row, "new", shorten(edition.value), label, (*findings, *notes, *self._faults(row)), made)

    def _new_series(self, row: Row, name: str, slug: str) -> NamedNode:
        series = NamedNode(f"{ID}series/{slug}")
        self.draft.add(series, "rdf:type", named("cg:EventSeries"), otherwise=f"series/{slug}.ttl")
        self.draft.add(series, "rdfs:label", english(name))
        others = [
            one for one in map(without_year, row.other_names) if plain(one) not in (plain(name), slug.replace("-", " "))
        ]
        self.draft.add(series, "skos:altLabel", *map(english, others))
        self.draft.add(series, "cg:source", self.source)
        self.match.know_series(series)
        return series

    def _address(self, series: NamedNode, row: Row, place: NamedNode | None) -> NamedNode:
        """Return an address for an edition that no other has: by the year, then the place, then a number."""
        stem = f"{series.value.rsplit('/', 1)[-1]}-{row.year}"
        tries = [stem, *([f"{stem}-{place.value.rsplit('/', 1)[-1]}"] if place else [])]
        for slug in (*tries, *(f"{stem}-{number}" for number in range(2, 1000))):
            edition = NamedNode(f"{ID}edition/{slug}")
            if edition not in self.draft:
                return edition
        raise UsageError(f"series {stem} has more than a thousand editions a year: correct the file")

    def _facts(self, row: Row, series: NamedNode, place: NamedNode | None) -> list[tuple[str, object]]:
        """Return everything that a row says of a new edition, class and label first."""
        name = without_year(row.name)
        start = row.start or str(row.year)
        facts: list[tuple[str, object]] = [
            ("rdf:type", named("cg:Edition")),
            ("rdfs:label", english(f"{name} {row.year}")),
            ("cg:editionOf", series),
            ("cg:year", typed(str(row.year), "integer")),
            ("cg:startDate", dated(start)),
        ]
        optional: list[tuple[str, object] | None] = [
            ("cg:endDate", dated(row.end)) if row.end and row.start else None,
            ("cg:proposalDeadline", dated(row.deadline)) if row.deadline and not late(row) else None,
            ("cg:location", place) if place else None,
            ("schema:eventAttendanceMode", named("schema:OnlineEventAttendanceMode")) if row.online else None,
            ("schema:eventAttendanceMode", named("schema:MixedEventAttendanceMode")) if row.hybrid else None,
            ("schema:eventStatus", named("schema:EventCancelled")) if row.cancelled else None,
            ("foaf:homepage", NamedNode(row.website)) if row.website else None,
            ("cg:talkCount", typed(str(row.talks), "integer")) if row.talks else None,
            ("cg:videoArchive", NamedNode(row.archive)) if row.archive else None,
            ("cg:source", self.source),
        ]
        return facts + [one for one in optional if one]
