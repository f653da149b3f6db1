"""The face: files of any size beside a catalog, and what one can ask of them on Spark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from confgraph.catalog import Catalog
from confgraph.spark.export import export_ntriples
from confgraph.spark.stats import Counts, stats
from confgraph.spark.validate import validate
from confgraph.validation.report import Report


class Distributed:
    """Files and folders of N-Triples, N-Quads or Parquet, of any number and size, to be asked on Spark."""

    def __init__(
        self,
        catalog: Catalog,
        files: Sequence[Path | str],
        master: str | None = None,
        partitions: int | None = None,
    ) -> None:
        self._catalog = catalog
        self._files = files
        self._master = master
        self._partitions = partitions

    def validate(self, shapes: Path | str | None = None) -> Report:
        """Return their problems by the catalog's shapes, with the catalog around them; or by other shapes, alone.

        The report is that of ``Graph.validate``, but that a line which cannot be read takes nothing else away.
        """
        own = self._catalog.folder / "shapes" if shapes is None else Path(shapes)
        beside = self._catalog.files_beside(self._files)
        around = [] if shapes is not None else [*self._catalog.files("ontology"), *beside]
        return validate(self._files, own, around, shapes is None, self._master, self._partitions)

    def stats(self) -> Counts:
        """Return how much they hold, and the lines that cannot be read."""
        return stats(self._files, self._master, self._partitions)

    def export_ntriples(self) -> Iterator[bytes]:
        """Yield their triples as N-Triples, in pieces: each once, and in order."""
        return export_ntriples(self._files, self._master, self._partitions)
