"""What a catalog holds and where: four folders of plain files that people edit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from threading import Thread
from typing import TYPE_CHECKING, Final

from confgraph.problems import UsageError
from confgraph.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from confgraph.reading import Document
    from confgraph.remote import Endpoint

LEAST_BYTES: Final = 1_500_000
"""From this size of its files (about 35,000 triples) a catalog has an index: docs/benchmarks.md has the measure."""

_SOURCES: Final = b"# Who says so: each fact names one of these.\n"
FOLDERS: Final = ("ontology", "shapes", "data", "queries")


class Catalog:
    """A folder with ``ontology/``, ``shapes/``, ``data/`` and ``queries/``, opened and not yet read."""

    # A query is asked without pathlib, whose import takes as long as reading a quarter of the shipped catalog.

    def __init__(
        self,
        folder: str | os.PathLike[str],
        index: str | os.PathLike[str] | None = None,
        endpoint: Endpoint | None = None,
    ) -> None:
        self.endpoint = endpoint
        self._folder = os.fspath(folder)
        self._indexes = None if index is None else os.fspath(index)
        self.indexing = ""
        self._filling: Thread | None = None
        self._begun: Store | None = None

    @property
    def folder(self) -> Path:
        """The folder that was opened."""
        from pathlib import Path

        return Path(self._folder)

    @property
    def queries(self) -> str:
        """The folder of the canned queries."""
        return os.path.join(self._folder, "queries")

    def files(self, part: str, suffix: str = ".ttl") -> list[Path]:
        """Return the files of one of the four parts, in order of their paths."""
        from pathlib import Path

        return [Path(name) for name in self._names(part, suffix)]

    def files_beside(self, chosen: Iterable[str | os.PathLike[str]]) -> list[Path]:
        """Return the files of the data that are none of some files."""
        there = {os.path.realpath(path) for path in chosen}
        return [path for path in self.files("data") if os.path.realpath(path) not in there]

    def _names(self, part: str, suffix: str = ".ttl") -> list[str]:
        found = os.walk(os.path.join(self._folder, part))
        names = [f"{folder}{os.sep}{name}" for folder, _, inside in found for name in inside if name.endswith(suffix)]
        return sorted(names, key=lambda name: name.split(os.sep))

    @cached_property
    def store(self) -> Store:
        """The store that answers queries: the data with the ontology and its mappings, in one graph, or an endpoint."""
        if self.endpoint is not None:
            from confgraph.remote import RemoteStore

            return RemoteStore(self.endpoint, lambda: self.context)
        if self._filling:
            self._filling.join()
        return self._filled() if self._begun is None else self._begun  # an empty store is false, and no less filled

    def begin(self) -> None:
        """Begin to fill the store beside what the caller does next; what goes wrong is said when it is asked for."""
        self._filling = Thread(target=self._fill, daemon=True)
        self._filling.start()

    def _fill(self) -> None:
        with suppress(Exception):
            self._begun = self._filled()

    def _filled(self) -> Store:
        if self.is_large:
            from confgraph.index import NoIndex

            try:
                return Store(lambda: self.context, self.index(wait=False))
            except NoIndex as why:
                self.indexing = f"no index, the catalog is read into memory: {why}"
        return self.in_memory()

    def in_memory(self) -> Store:
        """Return a new store in memory with the data, the ontology and its mappings."""
        store = Store(lambda: self.context)
        store.load(self._indexed)
        return store

    @property
    def size(self) -> int:
        """The bytes of its files."""
        return sum(os.stat(name).st_size for name in self._indexed)

    @property
    def is_large(self) -> bool:
        """Tell whether the files are so large that an index pays."""
        try:
            return self.size >= LEAST_BYTES
        except OSError:
            return False

    @property
    def _indexed(self) -> list[str]:
        return [*self._names("ontology"), *self._names("data")]

    @property
    def index_home(self) -> str:
        """The folder that holds the index of this catalog, if it has one."""
        from confgraph import index  # late, as below: a small catalog needs none

        return index.home(self._folder, self._indexes)

    def index(self, wait: bool = True) -> str:
        """Return the folder of the index of this catalog, built where there is none; raises NoIndex."""
        from confgraph import index

        names = self._indexed
        return index.find(self.index_home, names) or index.build(self.index_home, names, wait)

    def documents(self, *parts: str) -> Iterator[Document]:
        """Yield the files of the parts as documents whose terms are as they were written."""
        from confgraph.reading import read  # late, as below: a query of the store reads no document

        for part in parts:
            yield from map(read, self._names(part))

    @cached_property
    def context(self) -> Mapping[str, object]:
        """The JSON-LD context of the catalog; raises UnreadableInput where its file is none."""
        import json

        from confgraph.reading import read_text
        from confgraph.reading.decoding import unreadable
        from confgraph.reading.jsontext import refuse_ambiguous_json

        path = self.folder / "ontology" / "context.jsonld"
        if not path.exists():
            return {}
        text = read_text(path)
        refuse_ambiguous_json(str(path), text.encode())
        document = json.loads(text)
        context = document.get("@context") if isinstance(document, dict) else None
        if not isinstance(context, dict):
            raise unreadable(str(path), "there is no context in this file", 'write {"@context": {…}}')
        return context


def shipped() -> str:
    """Return the folder of the catalog that comes with confgraph: inside the wheel, or the checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "catalog")
    return inside if os.path.isdir(inside) else os.path.dirname(os.path.dirname(package))


def new_catalog(folder: str | os.PathLike[str]) -> Mapping[Path, bytes]:
    """Return the files of a new catalog in ``folder``: ontology, shapes and queries of the shipped one, and no data.

    Nothing is written. Raises UsageError for a folder that has something in it.
    """
    from pathlib import Path

    target, own = Path(folder), Path(shipped())
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} is there already: name a new or empty folder")
    kinds = {"ontology": (".ttl", ".jsonld"), "shapes": (".ttl",), "queries": (".rq",)}
    found = [
        path for part, suffixes in kinds.items() for path in sorted((own / part).rglob("*")) if path.suffix in suffixes
    ]
    made = {target / path.relative_to(own): path.read_bytes() for path in found}
    made[target / "data" / "sources.ttl"] = _SOURCES
    return made


def open_catalog(
    folder: str | os.PathLike[str] | None = None,
    index: str | os.PathLike[str] | None = None,
    endpoint: Endpoint | None = None,
) -> Catalog:
    """Open the catalog in ``folder``, by default the shipped one; raise UsageError where a part is missing.

    ``index`` is the folder for its index, by default in the user's cache folder. An ``endpoint`` is asked in its place.
    """
    chosen = os.fspath(folder) if folder is not None else shipped()
    if not os.path.isdir(chosen):
        raise UsageError(f"{chosen} is no folder: name a catalog, a folder with {', '.join(FOLDERS)}")
    missing = [name for name in ("ontology", "data") if not os.path.isdir(os.path.join(chosen, name))]
    if missing:
        wanted = " and ".join(f"{name}/" for name in missing)
        raise UsageError(f"{chosen} is no catalog, it has no {wanted}: name a folder with {', '.join(FOLDERS)}")
    return Catalog(chosen, index, endpoint)
