"""Maps as pictures: dots over the outlines of the world, in the Equal Earth projection.

The outlines are a picture of their own (web/world.mjs draws it, in the same projection), of which a map shows a part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import Final, NamedTuple

from confgraph.site.events import Event

WIDTH: Final = 1000
HEIGHT: Final = 440
# B. Šavrič, T. Patterson, B. Jenny (2018): The Equal Earth map projection, doi:10.1080/13658816.2018.1504949.
_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_M: Final = sqrt(3) / 2
_SCALE: Final = WIDTH / (2 * 2.7066299836960748)
_MIDDLE: Final = _SCALE * 1.3173627591574133
_LEAST: Final = 90
"""The narrowest part of the world that a map shows, in its units: a ninth of the width."""


class Part(NamedTuple):
    """A part of the world that a map of the whole can show: how often as large, and where its corner is moved to.

    The style sheet pages.css moves the map, as no page may have a style of its own.
    """

    name: str
    scale: float
    x: int
    y: int

    def shows(self, x: float, y: float) -> bool:
        """Tell whether a point of the world can be seen in this part."""
        return 0 <= self.scale * x + self.x <= WIDTH and 0 <= self.scale * y + self.y <= HEIGHT


PARTS: Final = (
    Part("Europe", 4.8, -2093, -136),
    Part("North America", 2.9, -250, -138),
    Part("South America", 1.9, -178, -372),
    Part("Africa", 1.7, -403, -176),
    Part("Asia", 1.9, -920, -102),
    Part("Oceania", 2.6, -1799, -637),
)


class Dot(NamedTuple):
    """A place on a map: where, how large, what it says and the page that it leads to.

    ``parts`` are the numbers of the parts of the world in which it can be seen, on a map of the whole.
    """

    x: float
    y: float
    r: float
    words: str
    page: str
    planned: bool = False
    parts: tuple[int, ...] = ()


class Map(NamedTuple):
    """A map: the part of the world that is shown, its dots, and what it says to who cannot see it."""

    left: float
    top: float
    width: float
    height: float
    dots: tuple[Dot, ...]
    words: str
    parts: tuple[Part, ...] = ()


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return where a place in degrees (WGS 84) stands on the picture of the world."""
    theta = asin(_M * sin(radians(lat)))
    square = theta * theta
    sixth = square**3
    a1, a2, a3, a4 = _A
    x = radians(lon) * cos(theta) / (_M * (a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)))
    y = theta * (a1 + a2 * square + sixth * (a3 + a4 * square))
    return round(WIDTH / 2 + _SCALE * x, 2), round(_MIDDLE - _SCALE * y, 2)


def event_map(events: Iterable[Event], words: str, whole: bool = False) -> Map | None:
    """Return a map of where events take place, a dot for each place; None where no place is known."""
    spots: dict[tuple[float, float], list[Event]] = defaultdict(list)
    for event in events:
        if event.spot and not event.cancelled:
            spots[event.spot].append(event)
    if not spots:
        return None
    marks = [(project(*where), there) for where, there in spots.items()]
    left, top, width, height = (0.0, 0.0, float(WIDTH), float(HEIGHT)) if whole else _part([at for at, _ in marks])
    unit = width / WIDTH
    dots = [_dot(at, there, unit) for at, there in marks]
    if whole:
        dots = [dot._replace(parts=_parts(dot)) for dot in dots]
    dots.sort(key=lambda dot: (-dot.r, dot.words))  # the small ones lie above the large ones
    return Map(left, top, width, height, tuple(dots), words, PARTS if whole else ())


def _parts(dot: Dot) -> tuple[int, ...]:
    return tuple(number for number, part in enumerate(PARTS) if part.shows(dot.x, dot.y))


def place_map(lon: float, lat: float, words: str) -> Map:
    """Return a map with one dot."""
    at = project(lon, lat)
    left, top, width, height = _part([at])
    return Map(left, top, width, height, (Dot(*at, round(9 * width / WIDTH, 2), words, ""),), words)


def _dot(at: tuple[float, float], events: list[Event], unit: float) -> Dot:
    place = events[0].where[0] if events[0].where else events[0].name
    count = len(events)
    years = sorted({event.year for event in events if event.year is not None})
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else f"{years[0]}" if years else ""
    told = events[0].name.words if count == 1 else f"{count} events"
    radius = round((4 + 2.6 * sqrt(count)) * unit, 2)
    return Dot(*at, radius, f"{place.words}: {told}{f', {span}' if span else ''}", place.page)


def _part(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the part of the world around points, at most twice as wide as high."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width = max((max(xs) - min(xs)) * 1.3, (max(ys) - min(ys)) * 1.3 * 2, _LEAST)
    width = min(width, WIDTH)
    height = min(width / 2, HEIGHT)
    left = min(max((max(xs) + min(xs) - width) / 2, 0), WIDTH - width)
    top = min(max((max(ys) + min(ys) - height) / 2, 0), HEIGHT - height)
    return tuple(round(value, 1) for value in (left, top, width, height))  # type: ignore[return-value]
