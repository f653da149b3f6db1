"""Export a catalog in one format: the same catalog gives the same bytes on every machine and run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad

from confgraph.catalog import Catalog
from confgraph.namespaces import GRAPH
from confgraph.problems import UsageError, did_you_mean
from confgraph.publishing.calendar import ics
from confgraph.publishing.editions import editions
from confgraph.publishing.geojson import geojson
from confgraph.publishing.schemaorg import schemaorg
from confgraph.publishing.table import csv_table
from confgraph.reading import read
from confgraph.reading.blanknodes import labelled
from confgraph.writing import RDF_FORMATS, serialize


def export(catalog: Catalog, name: str) -> bytes:
    """Return the data of a catalog in one of ``EXPORT_FORMATS``; raise UsageError for another name.

    RDF comes from the terms as they were written; in TriG each data file is a named graph.
    """
    if name not in EXPORT_FORMATS:
        known = ", ".join(EXPORT_FORMATS)
        raise UsageError(f"there is no export format {name!r}: {did_you_mean(name, EXPORT_FORMATS) or f'use {known}'}")
    return EXPORT_FORMATS[name](catalog)


def export_files(paths: Iterable[Path], name: str) -> bytes:
    """Return the triples of files, in one graph, in one of the formats of RDF; raise UsageError for another name."""
    if name not in RDF_FORMATS:
        raise UsageError(f"files are exported as {', '.join(RDF_FORMATS)}: the format {name!r} is for a catalog")
    named = enumerate(dict.fromkeys(paths))
    quads = [Quad(*quad.triple) for number, path in named for quad in labelled(read(path), f"d{number}-")]
    return serialize(quads, name)


def graph_name(catalog: Catalog, path: Path) -> NamedNode:
    """Return the named graph of a data file: data/series/ipc.ttl is <…/graph/series/ipc>."""
    return NamedNode(GRAPH + path.relative_to(catalog.folder / "data").with_suffix("").as_posix())


def _rdf(rdf_format: str) -> Callable[[Catalog], bytes]:
    def write(catalog: Catalog) -> bytes:
        quads = [
            Quad(quad.subject, quad.predicate, quad.object, graph_name(catalog, path))
            for path in catalog.files("data")
            for quad in read(path)
        ]
        return serialize(quads, rdf_format, catalog.context)

    return write


EXPORT_FORMATS: Final[Mapping[str, Callable[[Catalog], bytes]]] = {
    **{name: _rdf(name) for name in RDF_FORMATS},
    "csv": lambda catalog: csv_table(editions(catalog.store)),
    "schemaorg": lambda catalog: schemaorg(editions(catalog.store)),
    "ics": lambda catalog: ics(editions(catalog.store)),
    "geojson": lambda catalog: geojson(editions(catalog.store)),
}
"""What a catalog is exported as, by the names that the command line uses."""
