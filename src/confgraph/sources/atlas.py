"""Find the places that people name, and how far apart they are."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

from pyoxigraph import NamedNode

from confgraph.sources.countries import Country, country_of
from confgraph.sources.draft import Draft, named
from confgraph.sources.names import LIKE, key_of

EARTH_KM: Final = 6371.0


class Atlas:
    """The countries and cities of a draft by their names; new ones are told to it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._cities: dict[tuple[str, str], NamedNode] = {}
        self._countries: dict[str, NamedNode] = {}
        for country in draft.of_type("cg:Country"):
            self.know_country(country)
        for city in draft.of_type("cg:City"):
            self.know_city(city)

    def know_country(self, country: NamedNode) -> None:
        """Let a country be found by its code and names."""
        code = self.draft.value(country, "cg:countryCode")
        for name in [*self.draft.names(country), code.value if code else ""]:
            if name:
                self._countries.setdefault(key_of(name), country)

    def know_city(self, city: NamedNode) -> None:
        """Let a city be found by its names within its country, and without one."""
        country = self.country_around(city)
        for name in [*self.draft.names(city), city.value.rsplit("/", 1)[-1].replace("-", " ")]:
            for where in {country.value if country else "", ""}:
                self._cities.setdefault((where, key_of(name)), city)

    def country(self, text: str) -> tuple[NamedNode | None, Country | None]:
        """Return the country that a text means: that of the catalog, and what ISO 3166 knows."""
        iso = country_of(text)
        known = self._countries.get(key_of(text)) or (self._countries.get(key_of(iso.code)) if iso else None)
        return known, iso

    def city(self, name: str, country: NamedNode | None) -> NamedNode | None:
        """Return the city of a name in a country (in any, for None); one letter may differ."""
        from rapidfuzz import fuzz, process

        where, key = (country.value if country else ""), key_of(name)
        if found := self._cities.get((where, key)):
            return found
        if not country:
            return None
        near = {other: city for (around, other), city in self._cities.items() if around == where}
        best = process.extractOne(key, near.keys(), scorer=fuzz.ratio, score_cutoff=LIKE) if len(key) > 4 else None
        return near[best[0]] if best else None

    def find(self, city: str, country: str) -> NamedNode | None:
        """Return the city that two texts name, None where the catalog lacks the city or its country."""
        known, iso = self.country(country)
        return self.city(city, known) if city and (known or not iso) else None

    def is_called(self, place: NamedNode, name: str) -> bool:
        """Tell whether a place has a name."""
        return bool(name) and key_of(name) in map(key_of, self.draft.names(place))

    def country_around(self, place: NamedNode) -> NamedNode | None:
        """Return the country that a place is or lies in."""
        return next(
            (one for one in self.around(place) if named("cg:Country") in self.draft.values(one, "rdf:type")), None
        )

    def around(self, place: NamedNode) -> list[NamedNode]:
        """Return a place and all that it lies within."""
        found = [place]
        for one in found:
            found += [wider for wider in self.draft.values(one, "cg:within") if wider not in found]
        return found

    def point(self, place: NamedNode) -> tuple[float, float] | None:
        """Return the coordinates of a place, or None."""
        try:
            lat, long = (float(self.draft.values(place, name)[0].value) for name in ("wgs84:lat", "wgs84:long"))
        except (IndexError, ValueError):
            return None
        return lat, long


def kilometres(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Return the distance of two points in degrees, over the ground of a round Earth, in kilometres."""
    lat1, long1, lat2, long2 = map(radians, (*one, *two))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((long2 - long1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))
