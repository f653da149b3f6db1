"""What a site consists of: every file in order, or those that are asked for, made when they are."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from markupsafe import escape

from confgraph.catalog import Catalog
from confgraph.site import additions
from confgraph.site.assets import assets, missing, search_index, sparql_terms
from confgraph.site.describe import JsonLd, data_file, data_files, description, suffixes
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
from confgraph.site.versions import version_files
from confgraph.site.workers import in_parallel
from confgraph.site.years import year_pages
from confgraph.writing import Ordered, ordered

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


_LONGEST: Final = ("dumps", "feeds", "lists", "queries", "asking", "ontology", "years", "manual", "search")
"""The groups that take a while, the longest first: they are made beside the pages of entities."""
_ASKING: Final = ("queries", "asking")
"""The groups that ask the store."""


class Group(NamedTuple):
    """Files that are made together; ``paths`` is a pattern of theirs."""

    name: str
    paths: str
    make: Callable[[], Iterable[File]]


class Contents:
    """The files of the site of a catalog. Their paths have slashes."""

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self.facts, self.renderer = Facts(catalog), Renderer(settings)
        self._in_memory = catalog.endpoint is None and not catalog.is_large
        gc.freeze()  # the triples stay until the end: nobody need look among them for garbage
        self.events = Events(self.facts)
        self.entities = Entities(self.facts, self.events, self.renderer)
        self._terms = Terms(self.facts, self.renderer)
        self._jsonld = JsonLd(catalog.context)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Everything but entities and the data of terms; the first group whose pattern fits a path has its file."""
        facts, events, renderer = self.facts, self.events, self.renderer
        return (
            Group("assets", r"assets/(?!search-index\.js$|terms\.json$).*", assets),
            Group("search", r"assets/search-index\.js", lambda: [search_index(facts)]),
            Group("completion", r"assets/terms\.json", lambda: [sparql_terms(facts)]),
            Group("years", r"year/.*", lambda: year_pages(events, renderer)),
            Group("ontology", r"ns/.*", self._ontology),
            Group("queries", r"query/.*", lambda: question_pages(facts, events, renderer)),
            Group(
                "feeds",
                r"feed/.*|.*\.ics",
                self._feeds,
            ),
            Group("dumps", r"data/.*", self._dumps),
            Group("manual", r"docs/.*", lambda: manual_pages(renderer)),
            Group("asking", r"(?:search|sparql)\.html", self._asking),
            Group("hosts", r"\.nojekyll|robots\.txt|sitemap\.xml|w3id/\.htaccess", lambda: self._for_hosts(None)),
            Group("lists", r".*", lambda: listing_pages(self.entities)),
        )

    def group_of(self, path: str) -> Group:
        """Return the group that makes a file, if there is such a file."""
        return next(group for group in self.groups if re.fullmatch(group.paths, path, re.DOTALL))

    def files(self, progress: Progress = lambda _done, _all: None) -> Iterator[File]:
        """Yield every file, each once."""
        pages: list[str] = []
        for name, data in self._all(progress):
            if name.endswith(".html"):
                pages.append(name)
            yield name, data
        yield from self._for_hosts(pages)

    def _all(self, progress: Progress) -> Iterator[File]:
        """Yield all but what is for hosts: groups first, beside them the page of each entity and the data of each."""
        groups = {group.name: group for group in self.groups if group.name != "hosts"}
        everything = [*self.facts.entities, *self.facts.terms]
        self.entities.prepare()
        done = 0
        # The store of a large catalog, or of an endpoint, is open in this process: what asks it stays here.
        apart = [name for name in _LONGEST if name not in _ASKING or self._in_memory]

        def made(what: str) -> tuple[bool, list[File]]:
            group = groups.get(what)
            return (True, [*group.make()]) if group else (False, self.described(what))

        for is_group, files in in_parallel(made, everything, first=apart):
            yield from files
            if not is_group:
                done += 1
                progress(done, len(everything))
        for name, group in groups.items():
            if name not in apart:
                yield from group.make()

    @cached_property
    def _of_ontology(self) -> frozenset[str]:
        return frozenset(self.facts.terms)

    def described(self, iri: str) -> list[File]:
        """Return the page of an entity with its data beside it, or the data of a term."""
        path = self.facts.addresses[iri]
        made = [(f"{path}{suffix}", data) for suffix, data in data_files(description(self.facts, iri), self._jsonld)]
        if iri in self._of_ontology:
            return made if path != "ns/index" else []
        return [*made, self.entities.page(iri, {f".{name.rpartition('.')[2]}" for name, _ in made})]

    def representation(self, iri: str, suffix: str) -> bytes | None:
        """Return one of the files of ``described``, by its suffix, or None where there is none."""
        path = self.facts.addresses[iri]
        if path == "ns/index" or (suffix == ".html" and iri in self._of_ontology):
            return None
        statements = self._said(iri)
        known = suffixes(statements)
        if suffix == ".html":
            return self.entities.page(iri, set(known))[1]
        return data_file(statements, suffix, self._jsonld) if suffix in known else None

    def _said(self, iri: str) -> Ordered:
        return ordered(description(self.facts, iri))

    def _ontology(self) -> Iterator[File]:
        """Yield the pages of the ontology, and it as a whole under its address and those of its versions."""
        yield from self._terms.pages()
        whole = [quad for document in self.facts.ontology for quad in document]
        yield from ((f"ns/index{suffix}", data) for suffix, data in data_files(whole, self._jsonld))
        yield from version_files(self.facts, self.renderer, self._jsonld)
        shapes = [quad for document in self._terms.shape_documents for quad in document]
        yield from (
            (f"ns/shapes{suffix}", data) for suffix, data in data_files(shapes, self._jsonld) if suffix == ".ttl"
        )
        context = self.facts.catalog.folder / "ontology" / "context.jsonld"
        if context.is_file():
            yield "ns/context.jsonld", context.read_bytes()

    def _feeds(self) -> Iterator[File]:
        yield from feeds(self.facts, self.events, self.entities.structured.editions, self.renderer.settings)
        if self.entities.additions:
            yield additions.PATH, additions.atom(self.facts, self.entities.additions, self.renderer.settings)

    def _dumps(self) -> Iterator[File]:
        found: list[Dump] = []
        for path, title, count, data in dumps(self.facts):
            found.append(measured(path, title, count, data))
            yield path, data
        sums = "".join(f"{dump.digest}  {dump.path.removeprefix('data/')}\n" for dump in found)
        yield "data/SHA256SUMS", sums.encode()
        for suffix, data in data_files(described(self.facts, found, self.renderer.settings), self._jsonld):
            yield f"data/index{suffix}", data
        yield self.renderer.page(
            "data",
            "data/index",
            title="Data",
            dumps=found,
            lists=LISTS,
            files=FORMATS,
            news=bool(self.entities.additions),
        )

    def _asking(self) -> Iterator[File]:
        """Yield the pages on which one asks: by words, and in SPARQL."""
        page, scripted = self.renderer.page, not missing()
        yield page("search", "search", title="Search", lists=LISTS, scripted=scripted)
        asked = examples(self.facts, self.events, self.renderer)
        start = next((text for summary, text in asked if "GROUP BY" in text), asked[0][1] if asked else "")
        yield page("sparql", "sparql", title="SPARQL", queries=asked, start=start, scripted=scripted)

    def _for_hosts(self, pages: list[str] | None) -> Iterator[File]:
        """Yield what hosts and crawlers look for; a map of the site and the resolver need to know where it is."""
        base = self.renderer.settings.base_url
        yield ".nojekyll", b""
        robots = "User-agent: *\nAllow: /\n"
        if base:
            robots += f"Sitemap: {base}sitemap.xml\n"
            known = sorted(set(self._pages() if pages is None else pages) - {"404.html"})
            urls = "".join(f"<url><loc>{escape(base)}{page}</loc></url>\n" for page in known)
            begin = '<?xml version="1.0" encoding="UTF-8"?>\n'
            begin += '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            yield "sitemap.xml", f"{begin}{urls}</urlset>\n".encode()
            yield "w3id/.htaccess", htaccess(base, self.facts.addresses)
        yield "robots.txt", robots.encode()

    def _pages(self) -> Iterator[str]:
        """Yield the paths of all pages; those of entities need not be made for that."""
        yield from (f"{self.facts.addresses[iri]}.html" for iri in [*self.facts.entities, *self.facts.terms])
        for group in self.groups:
            if group.name not in ("hosts", "feeds", "dumps"):
                yield from (name for name, _ in group.make() if name.endswith(".html"))
        yield "data/index.html"
