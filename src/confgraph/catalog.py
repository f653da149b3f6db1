"""What a catalog holds and where: four folders of plain files that people edit."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from confgraph.problems import UsageError
from confgraph.store import Store

if TYPE_CHECKING:
    from confgraph.reading import Document

FOLDERS: Final = ("ontology", "shapes", "data", "queries")


class Catalog:
    """A folder with ``ontology/``, ``shapes/``, ``data/`` and ``queries/``, opened and not yet read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(self, part: str, suffix: str = ".ttl") -> list[Path]:
        """Return the files of one of the four parts, in order of their paths."""
        found = os.walk(self.folder / part)
        return sorted(Path(folder, name) for folder, _, names in found for name in names if name.endswith(suffix))

    @property
    def queries(self) -> Path:
        """The folder of the canned queries."""
        return self.folder / "queries"

    @cached_property
    def store(self) -> Store:
        """The store that answers queries: the data with the ontology and its mappings, in one graph."""
        store = Store(lambda: self.context)
        store.load([*self.files("ontology"), *self.files("data")])
        return store

    def documents(self, *parts: str) -> Iterator[Document]:
        """Yield the files of the parts as documents whose terms are as they were written."""
        from confgraph.reading import read  # late, as below: a query of the store reads no document

        for part in parts:
            yield from (read(path) for path in self.files(part))

    @cached_property
    def context(self) -> Mapping[str, object]:
        """The JSON-LD context of the catalog; raises UnreadableInput where its file is none."""
        import json

        from confgraph.reading import read_text
        from confgraph.reading.decoding import refuse_ambiguous_json, unreadable

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


def shipped() -> Path:
    """Return the folder of the catalog that comes with confgraph: inside the wheel, or the checkout."""
    inside = Path(__file__).parent / "catalog"
    return inside if inside.is_dir() else Path(__file__).parents[2]


def open_catalog(folder: Path | str | None = None) -> Catalog:
    """Open the catalog in ``folder``, by default the shipped one; raise UsageError where a part is missing."""
    chosen = Path(folder) if folder is not None else shipped()
    missing = [name for name in ("ontology", "data") if not (chosen / name).is_dir()]
    if missing:
        wanted = " and ".join(f"{name}/" for name in missing)
        raise UsageError(f"{chosen} is no catalog, it has no {wanted}: name a folder with {', '.join(FOLDERS)}")
    return Catalog(chosen)
