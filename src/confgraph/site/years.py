"""The pages of years, and the bars that show how many events each had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from confgraph.site.events import Event, Events
from confgraph.site.maps import event_map
from confgraph.site.render import Renderer
from confgraph.site.words import MONTHS

_HEIGHT: Final = 120
_WIDTH: Final = 20
_LEAST: Final = 30
"""The years that a picture has room for at least: a single bar would fill the page."""


class Bar(NamedTuple):
    """A year as a bar: where it stands, its height and how much of it was called off, in units of the picture."""

    x: int
    year: int
    events: int
    height: float
    off: float


class Bars(NamedTuple):
    """The bars of all years, and how wide and high their picture is."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def bars(events: Events) -> Bars | None:
    """Return a bar for each year from the first to the last, or None where no event has a year."""
    years = events.by_year
    if not years:
        return None
    first, last = min(years), max(years)
    most = max(map(len, years.values()))
    made = []
    for at, year in enumerate(range(first, last + 1)):
        held = years.get(year, [])
        off = sum(event.cancelled for event in held)
        unit = _HEIGHT / most
        made.append(Bar(at * _WIDTH, year, len(held), round(len(held) * unit, 1), round(off * unit, 1)))
    return Bars(max(len(made), _LEAST) * _WIDTH, _HEIGHT, tuple(made))


def year_pages(events: Events, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Yield the list of years and the page of each year."""
    years = events.by_year
    listed = [(year, held, len({one.country for one in held if one.country})) for year, held in years.items()]
    yield renderer.page("years", "year/index", title="Years", years=listed[::-1], bars=bars(events))
    order = list(years)
    for at, (year, held) in enumerate(years.items()):
        picture = event_map(held, f"Where the events of {year} took place")
        yield renderer.page(
            "year",
            f"year/{year}",
            title=f"{year}",
            summary=f"The {len(held)} events of {year}",
            year=year,
            events=held,
            months=_months(held),
            picture=picture,
            before=order[at - 1] if at else None,
            after=order[at + 1] if at + 1 < len(order) else None,
        )


def _months(held: list[Event]) -> list[tuple[str, list[Event]]]:
    """Return the events of a year by the month in which they begin, those of no known month last."""
    by_month: dict[int, list[Event]] = {}
    for event in held:
        by_month.setdefault(event.month, []).append(event)
    order = sorted(by_month, key=lambda month: month or 13)
    return [(MONTHS[month - 1] if month else "Month not known", by_month[month]) for month in order]
