"""The places of rows: find them, make those that are missing, and hold their coordinates against the city's."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from confgraph.namespaces import shorten
from confgraph.new import slug_of
from confgraph.problems import UsageError
from confgraph.sources.atlas import Atlas, kilometres
from confgraph.sources.draft import english, named, typed
from confgraph.sources.names import plain
from confgraph.sources.rows import Row

FAR_KM: Final = 60
"""How far the coordinates of an edition may be from those of its city, in kilometres."""


class Places:
    """The places of a draft, to which rows may add."""

    def __init__(self, atlas: Atlas, source: NamedNode) -> None:
        self.atlas = atlas
        self.draft = atlas.draft
        self.source = source
        self.made: list[str] = []

    def of(self, row: Row) -> NamedNode | None:
        """Return the most specific place that a row names and that is known or can be made, or None."""
        if row.online:
            return self._online()
        country, iso = self.atlas.country(row.country)
        known = self.known(row)
        if known or not row.city or not (country or iso):
            return known
        if not country and iso:
            country = self._new("cg:Country", iso.name, None)
            if country:
                self.draft.add(country, "cg:countryCode", typed(iso.code, "string"))
                self.atlas.know_country(country)
        return self._city(row, country) if country else None

    def known(self, row: Row) -> NamedNode | None:
        """Return the city or venue, or else the country, that a row names where the catalog has it; nothing is made."""
        country = self.atlas.country(row.country)[0]
        return (self.atlas.find(row.city, row.country) or self._venue(row.city, country)) if row.city else country

    def venue_of(self, row: Row, city: NamedNode | None) -> NamedNode | None:
        """Return the venue that a new edition names in its city, made where it is missing; else the city."""
        if not (row.venue and city and row.city and self._is_city(city)) or row.venue.casefold() == row.city.casefold():
            return city
        return self._venue(row.venue, city) or self._new("cg:Venue", row.venue, city) or city

    def _venue(self, name: str, within: NamedNode | None) -> NamedNode | None:
        """Return the venue of a name within a city or country."""
        found = [one for one in self.draft.of_type("cg:Venue") if self.atlas.is_called(one, name)]
        return next((one for one in found if within in self.atlas.around(one)), None)

    def _online(self) -> NamedNode:
        place = named("place:online")
        if place not in self.draft:
            self._describe(place, "cg:VirtualPlace", "Online", "places/online.ttl")
        return place

    def _city(self, row: Row, country: NamedNode) -> NamedNode | None:
        city = self._new("cg:City", row.city, country)
        if city and row.point and not self.fault(row, None):
            self.draft.add(city, "wgs84:lat", typed(row.point[0], "decimal"))
            self.draft.add(city, "wgs84:long", typed(row.point[1], "decimal"))
        if city:
            self.atlas.know_city(city)
        return city

    def _new(self, kind: str, name: str, within: NamedNode | None) -> NamedNode | None:
        """Return a new place with a slug of its own, or None for a name of which no slug can be made."""
        try:
            slug = slug_of(plain(name))
        except UsageError:
            return None
        place = named(f"place:{slug}")
        if place in self.draft and within:
            place = named(f"place:{slug}-{within.value.rsplit('/', 1)[-1]}")
        if place in self.draft:
            return None
        country = self.atlas.country_around(within) if within else None
        file = self.draft.file(country, "") if country else f"places/{slug}.ttl"
        self._describe(place, kind, name, str(file))
        if within:
            self.draft.add(place, "cg:within", within)
        return place

    def _describe(self, place: NamedNode, kind: str, name: str, path: str) -> None:
        """Add a place to a file, that of its country where it lies in one."""
        self.draft.add(place, "rdf:type", named(kind), otherwise=path)
        self.draft.add(place, "rdfs:label", english(name))
        self.draft.add(place, "cg:source", self.source)
        self.made.append(shorten(place.value))

    def fault(self, row: Row, place: NamedNode | None) -> str:
        """Return what is wrong with the coordinates of a row that names a place; "" where nothing is."""
        if not row.point:
            return ""
        lat, long = map(float, row.point)
        if abs(lat) > 90:
            return f"the latitude {row.point[0]} is above 90: latitude and longitude are swapped?"
        city = next((one for one in self.atlas.around(place) if self._is_city(one)), None) if place else None
        there = self.atlas.point(city) if city else None
        if not (city and there) or kilometres((lat, long), there) <= FAR_KM:
            return ""
        if abs(long) <= 90 and kilometres((long, lat), there) <= FAR_KM:
            return "latitude and longitude are swapped"
        far = kilometres((lat, long), there)
        return f"the coordinates {row.point[0]}, {row.point[1]} are {far:,.0f} km from {self.draft.label(city)}"

    def _is_city(self, place: NamedNode) -> bool:
        return named("cg:City") in self.draft.values(place, "rdf:type")
