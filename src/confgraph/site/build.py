"""Build the site of a catalog: everything is made before anything of an older one is replaced."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import date
from os import environ
from pathlib import Path
from typing import Final, NamedTuple

from confgraph.catalog import Catalog
from confgraph.namespaces import ONTOLOGY
from confgraph.problems import UsageError
from confgraph.site.assets import assets, missing, search_index, sparql_terms
from confgraph.site.describe import JsonLd, data_files, description
from confgraph.site.dumps import Dump, described, dumps, measured
from confgraph.site.events import Events
from confgraph.site.facts import Facts
from confgraph.site.feeds import feeds
from confgraph.site.listings import listing_pages
from confgraph.site.manual import manual_pages
from confgraph.site.pages import FORMATS, Entities
from confgraph.site.questions import examples, question_pages
from confgraph.site.render import Renderer, Settings
from confgraph.site.resolver import htaccess
from confgraph.site.terms import Terms
from confgraph.site.words import is_web
from confgraph.site.workers import in_parallel
from confgraph.site.years import year_pages
from confgraph.writing import Replaced, replace_folder

Progress = Callable[[int, int], None]
"""Called with how many entities and terms have their page, and how many there are."""
File = tuple[str, bytes]

LISTS: Final = (
    ("series/index", "Series"),
    ("edition/index", "Events"),
    ("year/index", "Years"),
    ("place/index", "Places"),
    ("organization/index", "Organisations"),
    ("person/index", "People"),
    ("source/index", "Sources"),
    ("claim/index", "Claims"),
    ("query/index", "Queries"),
    ("ns/index", "Ontology"),
    ("ns/shapes", "Shapes"),
)


class Built(NamedTuple):
    """What a build did: pages and files of the site, and how many of the files were written, kept, removed."""

    pages: int
    files: int
    replaced: Replaced
    missing: tuple[str, ...]


def build(catalog: Catalog, out: Path, settings: Settings, progress: Progress = lambda _done, _all: None) -> Built:
    """Build the site of ``catalog`` into the folder ``out``, whole or not at all.

    Raises UnreadableInput for a file of the catalog that cannot be read, UsageError for a folder that confgraph did not
    make and for an address that is none of the web, FileTrouble where nothing can be written.
    """
    _check(settings)
    counts = [0, 0]

    def counted() -> Iterator[File]:
        for name, data in contents(catalog, settings, progress):
            counts[0] += name.endswith(".html")
            counts[1] += 1
            yield name, data

    replaced = replace_folder(out, counted())
    return Built(counts[0], counts[1], replaced, tuple(missing()))


def settings_of(title: str, base_url: str, today: str = "") -> Settings:
    """Return settings with a base address that ends in a slash, and today as SOURCE_DATE_EPOCH or the clock says."""
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    return Settings(title, base, today or _today())


def contents(catalog: Catalog, settings: Settings, progress: Progress = lambda _done, _all: None) -> Iterator[File]:
    """Yield every file of the site with its path, which has slashes; each once."""
    facts, renderer = Facts(catalog), Renderer(settings)
    gc.freeze()  # the triples stay until the end: nobody need look among them for garbage
    events = Events(facts)
    entities = Entities(facts, events, renderer)
    terms = Terms(facts, renderer)
    pages: list[str] = []
    for name, data in _files(facts, events, entities, terms, renderer, progress):
        if name.endswith(".html"):
            pages.append(name)
        yield name, data
    yield from _for_hosts(settings, pages, facts)


def _files(
    facts: Facts, events: Events, entities: Entities, terms: Terms, renderer: Renderer, progress: Progress
) -> Iterator[File]:
    yield from assets()
    yield search_index(facts)
    yield sparql_terms(facts)
    yield from _described(facts, entities, progress)
    yield from listing_pages(entities)
    yield from year_pages(events, renderer)
    yield from _ontology(facts, terms)
    yield from question_pages(facts, events, renderer)
    yield from feeds(facts, events, renderer.settings)
    yield from _dumps(facts, renderer)
    yield from manual_pages(renderer)
    scripted = not missing()
    yield renderer.page("search", "search", title="Search", lists=LISTS, scripted=scripted)
    asked = examples(facts, events, renderer)
    start = next((text for summary, text in asked if "GROUP BY" in text), asked[0][1] if asked else "")
    yield renderer.page("sparql", "sparql", title="SPARQL", queries=asked, start=start, scripted=scripted)


def _described(facts: Facts, entities: Entities, progress: Progress) -> Iterator[File]:
    """Yield the page of each entity with its data beside it, and the data of each term."""
    jsonld = JsonLd(facts.catalog.context)
    terms = set(facts.terms)
    everything = [*facts.entities, *facts.terms]

    def files(iri: str) -> list[File]:
        path = facts.addresses[iri]
        made = list(data_files(description(facts, iri), jsonld))
        beside = [(f"{path}{suffix}", data) for suffix, data in made if path != "ns/index"]
        return beside if iri in terms else [*beside, entities.page(iri, {suffix for suffix, _ in made})]

    entities.prepare()
    for done, made in enumerate(in_parallel(files, everything), 1):
        yield from made
        progress(done, len(everything))


def _ontology(facts: Facts, terms: Terms) -> Iterator[File]:
    """Yield the pages of the ontology, and it as a whole under its address and that of its version."""
    yield from terms.pages()
    jsonld = JsonLd(facts.catalog.context)
    whole = [quad for document in facts.ontology for quad in document]
    version = facts.text(ONTOLOGY, "owl:versionInfo")
    for suffix, data in data_files(whole, jsonld):
        yield f"ns/index{suffix}", data
        if version and all(part.isdecimal() for part in version.split(".")):
            yield f"ns/{version}{suffix}", data
    shapes = [quad for document in terms.shape_documents for quad in document]
    yield from ((f"ns/shapes{suffix}", data) for suffix, data in data_files(shapes, jsonld) if suffix == ".ttl")
    context = facts.catalog.folder / "ontology" / "context.jsonld"
    if context.is_file():
        yield "ns/context.jsonld", context.read_bytes()


def _dumps(facts: Facts, renderer: Renderer) -> Iterator[File]:
    found: list[Dump] = []
    for path, title, count, data in dumps(facts):
        found.append(measured(path, title, count, data))
        yield path, data
    sums = "".join(f"{dump.digest}  {dump.path.removeprefix('data/')}\n" for dump in found)
    yield "data/SHA256SUMS", sums.encode()
    jsonld = JsonLd(facts.catalog.context)
    for suffix, data in data_files(described(facts, found, renderer.settings), jsonld):
        yield f"data/index{suffix}", data
    yield renderer.page("data", "data/index", title="Data", dumps=found, lists=LISTS, files=FORMATS)


def _for_hosts(settings: Settings, pages: list[str], facts: Facts) -> Iterator[File]:
    """Yield what hosts and crawlers look for; a map of the site and the resolver need to know where it is."""
    yield ".nojekyll", b""
    robots = "User-agent: *\nAllow: /\n"
    if settings.base_url:
        robots += f"Sitemap: {settings.base_url}sitemap.xml\n"
        urls = "".join(
            f"<url><loc>{settings.base_url}{page}</loc></url>\n" for page in sorted(pages) if page != "404.html"
        )
        begin = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        yield "sitemap.xml", f"{begin}{urls}</urlset>\n".encode()
        yield "w3id/.htaccess", htaccess(settings.base_url, facts.addresses)
    yield "robots.txt", robots.encode()


def _check(settings: Settings) -> None:
    if settings.base_url and (not is_web(settings.base_url) or "?" in settings.base_url or "#" in settings.base_url):
        raise UsageError(f"--base-url {settings.base_url} is no address of a site: begin it with https://")


def _today() -> str:
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    day = date.fromtimestamp(int(epoch)) if epoch.isdecimal() else date.today()
    return day.isoformat()
