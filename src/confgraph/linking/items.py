"""What Wikidata says of items, many looked up in one query."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple, TypeVar

from pyoxigraph import Literal, NamedNode

from confgraph.linking import kinds as k
from confgraph.store import Store

AT_ONCE: Final = 5
"""So many requests run at the same time, which is what Wikidata's query service allows a client."""
BATCH: Final = 400
"""So many items are looked up in one query."""

_TEXT: Final = """
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX psv: <http://www.wikidata.org/prop/statement/value/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX wikibase: <http://wikiba.se/ontology#>
SELECT ?item ?property ?value ?more WHERE {
  VALUES ?item { %(items)s }
  { VALUES ?property { %(properties)s } ?item ?property ?value }
  UNION { VALUES ?value { %(kinds)s } ?item wdt:P31/wdt:P279* ?value BIND(wdt:P279 AS ?property) }
  UNION {
    VALUES (?of ?to ?property) { %(dates)s }
    ?item ?of ?statement . ?statement a wikibase:BestRank ; ?to ?node .
    ?node wikibase:timeValue ?value ; wikibase:timePrecision ?more
  }
  UNION { ?item p:P179 ?statement . ?statement ps:P179 ?value ; pq:P1545 ?more BIND(pq:P1545 AS ?property) }
}"""
_VERSION: Final = "http://schema.org/version"
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_OTHER: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
_SAME: Final = "http://www.w3.org/2002/07/owl#sameAs"
_DATES: Final = (k.START, k.END, k.POINT_IN_TIME, k.INCEPTION)
_VALUES: Final = (
    k.INSTANCE_OF, k.COUNTRY, k.COORDINATES, k.COUNTRY_CODE, k.GEONAMES, k.WEBSITE, k.SERIES, k.PART_OF, k.LOCATION,
    k.ORGANIZER, k.PARTICIPANTS, k.REPLACES, k.REPLACED_BY, k.FOLLOWS, k.FOLLOWED_BY,
)  # fmt: skip
_POINT: Final = re.compile(r"Point\(([-+0-9.eE]+) ([-+0-9.eE]+)\)", re.IGNORECASE)
_PRECISION: Final = {"9": 4, "10": 7, "11": 10}
"""How much of a date is known, in characters, by Wikibase's precision: a year, a month, a day."""

T = TypeVar("T")
R = TypeVar("R")


class Item(NamedTuple):
    """One item: its number, names, classes among those that were asked for, and values by property.

    Items among the values go by their numbers; dates are as precise as Wikidata knows them. ``ordinals`` are numbers
    within series. An item that was merged into another says so, and nothing else.
    """

    id: str
    label: str = ""
    names: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    values: Mapping[str, tuple[str, ...]] = {}
    ordinals: Mapping[str, str] = {}
    merged_into: str = ""
    revision: str = ""

    def point(self) -> tuple[float, float] | None:
        """Return latitude and longitude on Earth, or None; a place elsewhere begins with the number of its globe."""
        for value in self.values.get(k.COORDINATES, ()):
            if found := _POINT.fullmatch(value):
                return float(found[2]), float(found[1])
        return None


class Items:
    """Looks up items in a store that has Wikidata's data; what is known is not asked again."""

    def __init__(self, store: Store, kinds: Mapping[str, frozenset[str]]) -> None:
        """Take the store, and the classes of items for ours, which each item is asked for."""
        self._store = store
        self._classes = sorted(frozenset({k.DISAMBIGUATION}).union(*kinds.values()))
        self._known: dict[str, Item | None] = {}

    def find(self, ids: Iterable[str]) -> dict[str, Item]:
        """Return the items that there are, by their numbers; one that is missing is gone."""
        wanted = list(dict.fromkeys(ids))
        unknown = [one for one in wanted if one not in self._known]
        found = {one: item for items in in_batches(self._ask, unknown, BATCH) for one, item in items.items()}
        self._known.update({one: found.get(one) for one in unknown})
        return {one: item for one in wanted if (item := self._known[one])}

    def _ask(self, ids: Sequence[str]) -> dict[str, Item]:
        text = _TEXT % {
            "items": " ".join(f"wd:{one}" for one in ids),
            "properties": f"<{_LABEL}> <{_OTHER}> <{_SAME}> <{_VERSION}> " + " ".join(f"wdt:{one}" for one in _VALUES),
            "kinds": " ".join(f"wd:{one}" for one in self._classes),
            "dates": " ".join(f"(p:{one} psv:{one} wdt:{one})" for one in _DATES),
        }
        rows: dict[str, list[tuple[str, object, str]]] = defaultdict(list)
        for item, prop, value, more in self._store.select(text).terms:
            if isinstance(item, NamedNode) and isinstance(prop, NamedNode):
                rows[k.number(item.value)].append((prop.value, value, getattr(more, "value", "")))
        return {one: _item(one, said) for one, said in rows.items()}


def each(work: Callable[[T], R], things: Iterable[T]) -> list[R]:
    """Return what comes of each thing, in their order; at most ``AT_ONCE`` are worked on at the same time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(work, things))


def in_batches(work: Callable[[Sequence[T]], R], things: Sequence[T], size: int) -> list[R]:
    """Return what comes of so many things at once, in their order, as ``each`` does it."""
    return each(work, [things[at : at + size] for at in range(0, len(things), size)])


def _item(number: str, said: list[tuple[str, object, str]]) -> Item:
    """Make an item of its rows."""
    labels: dict[str, str] = {}
    names: list[str] = []
    values: dict[str, list[str]] = defaultdict(list)
    ordinals: dict[str, str] = {}
    classes = set()
    for prop, value, more in said:
        text, local = str(getattr(value, "value", "")), prop.rpartition("/")[2]
        if prop in (_LABEL, _OTHER):
            names.append(text)
            if prop == _LABEL and isinstance(value, Literal):
                labels[value.language or ""] = text
        elif local == k.SUBCLASS_OF:
            classes.add(k.number(text))
        elif local == k.ORDINAL:
            ordinals[k.number(text)] = more
        elif local in _DATES:
            values[local] += [text.removeprefix("+")[: _PRECISION[more]]] if more in _PRECISION else []
        else:
            values[local].append(k.number(text) or text)
    label = labels.get("en") or labels.get("mul") or next((labels[one] for one in sorted(labels)), "")
    return Item(
        number,
        label,
        tuple(dict.fromkeys(names)),
        frozenset(classes),
        {name: tuple(dict.fromkeys(found)) for name, found in values.items() if name.startswith("P")},
        ordinals,
        next(iter(values.get("owl#sameAs", ())), ""),
        max(values.get("version", [""])),
    )
