"""The pages of canned queries: the question, its text, what the catalog answers, and a picture where one helps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from confgraph import queries
from confgraph.namespaces import expand
from confgraph.problems import ConfgraphError
from confgraph.publishing.table import inert
from confgraph.queries import CannedQuery, Parameter
from confgraph.results import Rows, Triples
from confgraph.site.addresses import file_names
from confgraph.site.events import SERIES, Events
from confgraph.site.facts import Facts
from confgraph.site.maps import WIDTH, Dot, Map, project
from confgraph.site.render import Renderer
from confgraph.site.words import Shown, shown
from confgraph.sparql import substitute

MOST: Final = 300
"""How many rows a page shows; the files beside it have all."""
_NUMBERS: Final = tuple(expand(f"xsd:{name}") for name in ("integer", "decimal", "double"))


class Bar(NamedTuple):
    """A row as a bar: its label, its number, and its length in percent."""

    label: str
    number: str
    length: float


def question_pages(facts: Facts, events: Events, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Yield the list of canned queries, and for each its page, its text, and its answer as CSV and JSON, or Turtle."""
    found = queries.find(facts.catalog.queries)
    tags = sorted({tag for query in found for tag in query.tags})
    by_tag = [(tag, [query for query in found if tag in query.tags]) for tag in tags]
    by_tag.append(("other", [query for query in found if not query.tags]))
    names = file_names(query.name for query in found)
    shown = [group for group in by_tag if group[1]]
    yield renderer.page("queries", "query/index", title="Queries", groups=shown, names=names)
    for query in found:
        yield from _question(facts, events, renderer, query, f"query/{names[query.name]}")


def examples(facts: Facts, events: Events, renderer: Renderer) -> list[tuple[str, str]]:
    """Return each question with a query that asks it, its parameters filled in; those that cannot be left out."""
    found = []
    for query in queries.find(facts.catalog.queries):
        given = {one.name: _example(facts, events, one, renderer) for one in query.parameters}
        with suppress(ConfgraphError):
            bound = queries.bind(facts.catalog.store, query, {k: v for k, v in given.items() if v is not None})
            found.append((query.summary, _bare(substitute(query.text, bound))))
    return found


def _bare(text: str) -> str:
    """Return a query without its header."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+")).strip() + "\n"


def _question(
    facts: Facts, events: Events, renderer: Renderer, query: CannedQuery, path: str
) -> Iterator[tuple[str, bytes]]:
    values = {one.name: _example(facts, events, one, renderer) for one in query.parameters}
    given = {name: value for name, value in values.items() if value is not None}
    yield f"{path}.rq", query.text.encode()
    try:
        bound = queries.bind(facts.catalog.store, query, given)
        text = substitute(query.text, bound)
        answer = facts.catalog.store.query(query.text, bound, name=query.name)
    except ConfgraphError as error:
        asks = "it asks another endpoint, which the command line may: confgraph query --help"
        trouble = asks if "SERVICE" in query.text else error.message
        yield renderer.page("query", path, **_context(query, query.text, given, trouble))
        return
    context = _context(query, text, given, "")
    if isinstance(answer, Rows):
        yield f"{path}.csv", _csv(answer)
        yield f"{path}.json", answer.serialize("json")
        context.update(_table(facts, answer), files=((".csv", "CSV"), (".json", "SPARQL JSON")))
    elif isinstance(answer, Triples):
        data = answer.serialize("turtle")
        yield f"{path}.ttl", data
        context.update(turtle=data.decode(), files=((".ttl", "Turtle"),))
    else:
        context.update(truth="yes" if answer else "no")
    yield renderer.page("query", path, **context)


def _context(query: CannedQuery, text: str, given: dict[str, Any], trouble: str) -> dict[str, Any]:
    return {
        "title": query.summary,
        "summary": query.description or query.summary,
        "query": query,
        "text": _bare(text),
        "link": quote(_bare(text)),
        "given": given,
        "trouble": trouble,
        "files": (),
        "columns": (),
        "rows": (),
        "total": 0,
        "turtle": "",
        "truth": "",
        "picture": None,
        "bars": (),
    }


def _table(facts: Facts, answer: Rows) -> dict[str, Any]:
    rows = [
        [shown(facts, term, short=True) if term is not None else Shown("") for term in row]
        for row in answer.terms[:MOST]
    ]
    return {
        "columns": answer.columns,
        "rows": rows,
        "total": len(answer),
        "picture": _picture(answer),
        "bars": _bars(facts, answer),
    }


def _csv(answer: Rows) -> bytes:
    """Return the rows as CSV in which no cell is a formula for a spreadsheet; the JSON has them as they are."""
    import csv
    import io

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(answer.columns)
    for row in answer.terms:
        writer.writerow([inert(_plain(term)) for term in row])
    return text.getvalue().encode()


def _plain(term: object) -> str:
    return term.value if isinstance(term, (NamedNode, Literal)) else "" if term is None else str(term)


def _example(facts: Facts, events: Events, parameter: Parameter, renderer: Renderer) -> str | None:
    """Return a value to show a query with: none where it can do without, else one that has much to tell."""
    if parameter.name == "date":
        return renderer.settings.today
    if not parameter.required:
        return parameter.default
    if parameter.datatype == "integer":
        held = {year: len(found) for year, found in events.by_year.items() if f"{year}" < renderer.settings.today[:4]}
        return str(max(held, key=lambda year: (held[year], year), default=2003))
    kinds = {"place": ("cg:Country",), "series": SERIES}.get(parameter.name, SERIES)
    named = facts.of_class(*kinds)
    return max(named, key=lambda iri: (len(facts.into[iri].get("cg:takesPlaceIn", ())), iri), default=None)


def _picture(answer: Rows) -> Map | None:
    """Return the rows with latitude and longitude as dots on the world."""
    names = {name: at for at, name in enumerate(answer.columns)}
    if not {"lat", "long"} <= set(names):
        return None
    dots = []
    for row in answer.terms:
        try:
            lat, lon = (float(_plain(row[names[name]])) for name in ("lat", "long"))
        except ValueError:
            continue
        if abs(lat) <= 90 and abs(lon) <= 180:
            words = _plain(row[names["label"]]) if "label" in names else f"{lat}, {lon}"
            dots.append(Dot(*project(lon, lat), 5, words, ""))
    return Map(0, 0, WIDTH, 440, tuple(dots[:1000]), f"{len(dots)} rows with coordinates") if dots else None


def _bars(facts: Facts, answer: Rows) -> list[Bar]:
    """Return bars where the rows are a label or a year, and a number."""
    names = list(answer.columns)
    label = next((name for name in ("year", "label", "country") if name in names), "")
    number = next((name for name in ("editions", "count", "attendance", "number") if name in names), "")
    if not label or not number or not 2 < len(answer) <= 100 or "lat" in names:
        return []
    pairs = [(row[names.index(label)], row[names.index(number)]) for row in answer.terms]
    if any(not isinstance(value, Literal) or value.datatype.value not in _NUMBERS for _, value in pairs):
        return []
    most = max(float(_plain(value)) for _, value in pairs)
    if most <= 0 or len({_plain(name) for name, _ in pairs}) < len(pairs):
        return []
    return [
        Bar(
            shown(facts, name).words if name is not None else "",
            _plain(value),
            round(100 * float(_plain(value)) / most, 1),
        )
        for name, value in pairs
    ]
