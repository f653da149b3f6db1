"""The files of the site and the things that it describes, made when they are first asked for, and kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime, timezone
from functools import cached_property
from threading import Lock
from typing import Final

from confgraph import sandbox
from confgraph.namespaces import ID, ONTOLOGY
from confgraph.server.negotiation import Media
from confgraph.server.respond import Representation
from confgraph.site.contents import Contents, Group

TYPES: Final = {
    ".html": Media("text/html", ("application/xhtml+xml",)),
    ".ttl": Media("text/turtle", ("application/x-turtle",), ONTOLOGY),
    ".jsonld": Media("application/ld+json", ("application/json",), ONTOLOGY),
    ".nt": Media("application/n-triples", (), ONTOLOGY),
    ".rdf": Media("application/rdf+xml", ("application/xml",), ONTOLOGY),
}
"""The formats of a thing, the first for who does not say what is wanted."""
SCHEMA: Final = "https://schema.org/"
PROFILES: Final = {"cg": ONTOLOGY, "schema": SCHEMA}
"""The vocabularies in which a thing is described, by the names that stand in addresses."""
_OTHERS: Final = {
    ".json": "application/json",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".rq": "application/sparql-query",
    ".csv": "text/csv",
    ".trig": "application/trig",
    ".gz": "application/gzip",
    ".ics": "text/calendar",
    ".geojson": "application/geo+json",
}
_SCHEMA: Final = Media("application/ld+json", ("application/json",), SCHEMA)
_TEXTS: Final = ("text/", "application/javascript", "image/svg+xml", "application/xml", "application/sparql-query")
_SLOW: Final = ("dumps", "feeds", "queries", "hosts")
"""Groups that are made in another process, so that nobody waits for them who does not want them."""
_LIMITS: Final = sandbox.Limits(timeout=600, memory=8192, answer=4096, files=64)
_MOST: Final = 512
"""So many representations of things are kept."""


class Resources:
    """What a site has, by path."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.facts = contents.facts
        self._things = {self.facts.addresses[iri]: iri for iri in [*self.facts.entities, *self.facts.terms]}
        self._groups: dict[str, dict[str, Representation]] = {}
        self._locks = {group.name: Lock() for group in contents.groups}
        self._kept: OrderedDict[str, Representation] = OrderedDict()
        self._keeping = Lock()
        self._offers: dict[str, dict[Media, str]] = {}

    @cached_property
    def modified(self) -> datetime:
        """When the newest file of the catalog changed."""
        catalog = self.facts.catalog
        parts = ("ontology", "shapes", "data")
        times = [path.stat().st_mtime for part in parts for path in catalog.files(part)]
        return datetime.fromtimestamp(int(max(times, default=0)), tz=timezone.utc)

    def thing(self, path: str) -> str | None:
        """Return the IRI of what is described at a path without suffix, such as "edition/ipc-11"."""
        return self._things.get(path)

    def path_of(self, name: str) -> str | None:
        """Return the path of a thing whose IRI ends, behind ``ID``, in a name such as "edition/ipc-11"."""
        return self.facts.addresses.get(f"{ID}{name}")

    def offers(self, path: str) -> dict[Media, str]:
        """Return the types that there may be at a path without suffix, with their suffixes; none for an unknown path.

        That XML cannot carry a thing shows only when its file is asked for.
        """
        if path not in self._offers:
            iri = self._things.get(path)
            if iri is None or path == "ns/index":
                return {media: suffix for suffix, media in TYPES.items() if self.file(f"{path}{suffix}") is not None}
            offered = {media: suffix for suffix, media in TYPES.items()}
            self._offers[path] = {**offered, _SCHEMA: ".schema.jsonld"} if self._schema(iri) else offered
        return self._offers[path]

    def is_kept(self, path: str, suffix: str = "") -> bool:
        """Tell whether the offers of a path are known already, or with a suffix, whether its file is."""
        return f"{path}{suffix}" in self._kept if suffix else path in self._offers

    def file(self, path: str) -> Representation | None:
        """Return the file at a path, None where there is none."""
        stem, dot, ending = path.rpartition(".")
        if stem.endswith(".schema") and ending == "jsonld":
            return self._schema_file(stem.removesuffix(".schema"))
        iri = self._things.get(stem) if f"{dot}{ending}" in TYPES else None
        if iri is not None and (found := self._described(iri, path, f".{ending}")):
            return found
        group = self.contents.group_of(path)
        return self._files(group).get(path)

    def _described(self, iri: str, path: str, suffix: str) -> Representation | None:
        with self._keeping:
            if path in self._kept:
                self._kept.move_to_end(path)
                return self._kept[path]
        data = self.contents.representation(iri, suffix)
        if data is None:
            return None
        return self._keep(path, Representation(data, media_of(path)))

    def _keep(self, path: str, made: Representation) -> Representation:
        with self._keeping:
            self._kept[path] = made
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return made

    def _files(self, group: Group) -> dict[str, Representation]:
        with self._locks[group.name]:
            if group.name not in self._groups:
                self._groups[group.name] = {
                    name: Representation(data, media_of(name)) for name, data in self._made(group)
                }
            return self._groups[group.name]

    def _made(self, group: Group) -> Iterator[tuple[str, bytes]]:
        if group.name in _SLOW:
            made: list[tuple[str, bytes]] = sandbox.run(lambda: list(group.make()), _LIMITS, name=f"the {group.name}")
            return iter(made)
        return iter(group.make())

    def _schema(self, iri: str) -> dict[str, object]:
        return self.contents.entities.structured.of(iri)

    def _schema_file(self, stem: str) -> Representation | None:
        import json

        iri = self._things.get(stem)
        known = self._schema(iri) if iri is not None else None
        if not known:
            return None
        body = (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode()
        return Representation(body, "application/ld+json")


def media_of(path: str) -> str:
    """Return the type of a file, by its suffix."""
    suffix = f".{path.rpartition('.')[2]}" if "." in path.rpartition("/")[2] else ""
    name = TYPES[suffix].name if suffix in TYPES else _OTHERS.get(suffix, "text/plain")
    return f"{name}; charset=utf-8" if name.startswith(_TEXTS) or name == "text/turtle" else name
