"""What the catalog knows of an entity that tells it from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from confgraph.linking.kinds import number
from confgraph.namespaces import kind_of, shorten
from confgraph.sources.atlas import Atlas
from confgraph.sources.draft import Draft, named

CLASSES: Final = {
    "place": ("cg:Country", "cg:Region", "cg:City"),
    "organization": ("org:Organization",),
    "series": ("cg:EventSeries", "cg:TrackSeries"),
    "edition": ("cg:Edition", "cg:Track"),
}
"""The classes of what can have an item, by kind, in the order in which the item of one helps to find the next."""
_GEONAMES: Final = "https://sws.geonames.org/"


class Subject(NamedTuple):
    """An entity: its class, names, and what may stand in Wikidata too. Other entities go by their addresses."""

    iri: str
    kind: str
    cls: str
    label: str
    names: tuple[str, ...]
    country: str = ""
    code: str = ""
    point: tuple[float, float] | None = None
    geonames: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    founded: str = ""
    sites: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Where an event takes place, the narrowest first."""

    @property
    def name(self) -> str:
        """The short name, such as "edition:ipc-10"."""
        return shorten(self.iri)


class Subjects:
    """The entities of a draft, and their links to Wikidata as they stand."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.atlas = Atlas(draft)

    def all(self, kinds: Iterable[str] = ()) -> Iterator[Subject]:
        """Yield every entity of some kinds, of all where none is named, in the order of ``CLASSES``."""
        wanted = set(kinds) or set(CLASSES)
        for kind, classes in CLASSES.items():
            for cls in classes if kind in wanted else ():
                for iri in self.draft.of_type(cls):
                    if cls == self.class_of(iri):
                        yield self.of(iri)

    def class_of(self, iri: NamedNode) -> str:
        """Return the first of the classes of its kind that an entity has, "" for what can have no item."""
        types = self.draft.values(iri, "rdf:type")
        return next((one for one in CLASSES.get(kind_of(iri.value) or "", ()) if named(one) in types), "")

    def of(self, iri: NamedNode) -> Subject:
        """Return what is known of an entity."""
        draft, atlas = self.draft, self.atlas
        places = [around for one in draft.values(iri, "cg:location") for around in atlas.around(one)]
        home = atlas.country_around(iri) if kind_of(iri.value) == "place" else None
        country = home or next((one for one in map(atlas.country_around, places) if one), None)
        links = [one.value for one in draft.values(iri, "owl:sameAs")]
        return Subject(
            iri.value,
            kind_of(iri.value) or "",
            self.class_of(iri),
            draft.label(iri),
            tuple(dict.fromkeys(draft.names(iri))),
            country.value if country and country != iri else "",
            _text(draft, iri, "cg:countryCode"),
            atlas.point(iri),
            tuple(one.removeprefix(_GEONAMES).strip("/") for one in links if one.startswith(_GEONAMES)),
            _text(draft, iri, "cg:startDate"),
            _text(draft, iri, "cg:endDate"),
            _text(draft, iri, "cg:foundedIn"),
            tuple(one.value for one in draft.values(iri, "foaf:homepage")),
            tuple(one.value for one in draft.values(iri, "cg:editionOf")),
            tuple(one.value for one in places),
        )

    def links(self, prop: str) -> dict[str, tuple[str, ...]]:
        """Return the items that entities are linked to by owl:sameAs or skos:closeMatch, by the entities' addresses."""
        found: dict[str, tuple[str, ...]] = {}
        for classes in CLASSES.values():
            for iri in self.draft.of_type(*classes):
                items = [number(one.value) for one in self.draft.values(iri, prop) if isinstance(one, NamedNode)]
                if listed := tuple(one for one in items if one.startswith("Q")):
                    found[iri.value] = listed
        return found

    @cached_property
    def about(self) -> Mapping[tuple[str, str], list[NamedNode]]:
        """The claims about a property, which goes by its short name, of an entity."""
        found = defaultdict(list)
        for claim in self.draft.of_type("cg:Claim"):
            for subject, prop in product(*(self.draft.values(claim, one) for one in ("cg:subject", "cg:property"))):
                found[subject.value, shorten(prop.value)].append(claim)
        return found

    @cached_property
    def claims(self) -> dict[tuple[str, str, str], NamedNode]:
        """The claims about items, by entity, property and item."""
        return {
            (*key, item): claim
            for key, claims in self.about.items()
            for claim in claims
            for value in self.draft.values(claim, "cg:value")
            if (item := number(value.value))
        }

    @cached_property
    def refused(self) -> set[tuple[str, str]]:
        """The pairs of an entity and an item of which somebody said that the one is not the other."""
        rank = named("cg:Deprecated")
        return {(iri, item) for (iri, _, item), one in self.claims.items() if rank in self.draft.values(one, "cg:rank")}

    def decided(self, iri: str, prop: str, item: str) -> tuple[str, str]:
        """Return who decided on a link and on which day, "" for what its claim does not say."""
        claim = self.claims.get((iri, prop, item))
        source = self.draft.value(claim, "cg:source") if claim else None
        if source is None:
            return "", ""
        return _text(self.draft, source, "dcterms:creator"), _text(self.draft, source, "dcterms:date")


def _text(draft: Draft, iri: NamedNode, name: str) -> str:
    value = draft.value(iri, name)
    return value.value if value is not None else ""
