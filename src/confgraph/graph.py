"""The face of the library: a catalog that was opened, and everything that one can ask of it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from confgraph import queries
from confgraph.catalog import Catalog, open_catalog
from confgraph.evaluation import QueryLimits
from confgraph.namespaces import VERSION
from confgraph.problems import UsageError
from confgraph.publishing import export, export_files
from confgraph.reading import read
from confgraph.reading.blanknodes import labelled
from confgraph.results import Answer, Triples, html_table
from confgraph.search import Hits, search
from confgraph.show import Description, show
from confgraph.stats import Stats, stats, stats_of
from confgraph.tidy import Tidied, tidy
from confgraph.validation import ENGINES, Report, ValidationLimits, former_files, validate_files, validate_triples
from confgraph.validation.cache import default_folder
from confgraph.values import rdflib_graph

if TYPE_CHECKING:
    import rdflib

    from confgraph.remote import Endpoint
    from confgraph.sources import Proposal
    from confgraph.spark import Distributed
    from confgraph.validation.explaining import Explanation

__version__ = VERSION
_LIMITS: Final = QueryLimits()
_VALIDATION: Final = ValidationLimits()


class Queries(list[queries.CannedQuery]):
    """Canned queries, by name."""

    def _repr_html_(self) -> str:
        """Show the queries in Jupyter: names, questions, and parameters, in brackets those that may be left out."""
        rows = []
        for canned in self:
            names = [one.name if one.required else f"[{one.name}]" for one in canned.parameters]
            rows.append(map(html.escape, (canned.name, canned.summary, " ".join(names))))
        return html_table(("name", "question", "parameters"), rows)


class Graph:
    """A catalog of events as a graph that one can query, validate and export.

    >>> import confgraph
    >>> graph = confgraph.open()
    >>> [(row.number, row.start, row.city) for row in graph.query("ipc-editions")][-1]
    (11, '2003', 'Portland')
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def query(
        self,
        query: str,
        *,
        services: Iterable[str] = (),
        timeout: float = _LIMITS.timeout,
        memory: int = _LIMITS.memory,
        max_rows: int = _LIMITS.max_rows,
        **parameters: object,
    ) -> Answer:
        """Answer a canned query by its name, or any SPARQL 1.1 text, with Rows, Triples or a bool.

        Parameters are those of the canned query: slugs, prefixed names or IRIs, numbers, dates. ``services`` are the
        hosts that SERVICE may ask. ``timeout`` is in seconds, ``memory`` in MiB above the index, ``max_rows`` counts
        rows or triples of the answer. Raises UsageError for an unknown name, a wrong parameter or a wrong query, and
        LimitReached instead of a short answer.
        """
        limits = QueryLimits(timeout, memory, max_rows)
        if len(query.split()) > 1 or "{" in query:
            return self.catalog.store.query(query, services=services, limits=limits)
        canned = queries.get(self.catalog.queries, query)
        return queries.ask(self.catalog.store, canned, parameters, services, limits)

    def queries(self) -> Queries:
        """Return the canned queries of the catalog, by name."""
        return Queries(queries.find(self.catalog.queries))

    def show(self, name: str) -> Description:
        """Return everything about one entity, a slug, prefixed name or IRI; raise UsageError where there is none."""
        return show(self.catalog.store, name)

    def describe(self, name: str) -> Triples:
        """Return the triples of one entity, in both directions, with the labels of what they link to."""
        answer = self.query("describe", id=name)
        if not isinstance(answer, Triples):
            raise UsageError("the query 'describe' of this catalog makes no triples: write it with CONSTRUCT")
        return answer

    def search(self, words: str, kind: str = "", limit: int = 10) -> Hits:
        """Return the entities whose names are like ``words``, best first."""
        return search(self.catalog.store, words, kind, limit)

    def stats(self, *files: Path | str) -> Stats:
        """Return how much the catalog holds, or some files."""
        if files:
            return stats_of(labelled(read(file), f"d{number}-") for number, file in enumerate(dict.fromkeys(files)))
        return stats(self.catalog.store)

    def on_spark(self, *files: Path | str, master: str | None = None, partitions: int | None = None) -> Distributed:
        """Return files and folders of N-Triples, N-Quads or Parquet, of any size, to be asked on Apache Spark.

        ``master`` is its address, by default this process; ``partitions`` in how many parts the nodes are judged.
        """
        from confgraph.spark import Distributed  # late: it needs an extra, confgraph[spark]

        return Distributed(self.catalog, files, master, partitions)

    def validate(
        self,
        *files: Path | str,
        shapes: Path | str | None = None,
        base: str | None = None,
        engine: str = ENGINES[0],
        timeout: float = _VALIDATION.timeout,
        memory: int = _VALIDATION.memory,
        since: str | None = None,
        changed: Iterable[Path | str] = (),
    ) -> Report:
        """Return the problems of files, or of the whole catalog where none is named.

        Files are judged by the catalog's shapes, with the rest of the catalog around them; with ``shapes``, a file or
        folder of SHACL, they are judged by these and stand alone. Relative addresses are resolved against
        ``base``. ``engine`` is "duckdb", shapes compiled to SQL, or "pyshacl". Every problem is reported, unreadable
        files among them. It runs in a sandbox: ``timeout`` is in seconds, ``memory`` in MiB.

        With an endpoint, its whole graph is judged as one file. With ``since``, a git revision, only what can be
        affected by what differs from it is validated; with ``changed``, what can be affected by how these files differ
        from the last commit, if they are in one. Raises UsageError where the shapes cannot be used, or where there is
        none, and LimitReached at a limit.
        """
        limits = ValidationLimits(timeout, memory)
        if self.catalog.endpoint is not None:
            return self._validate_endpoint(shapes, engine, limits, bool(files or since or changed or base))
        chosen = [Path(file) for file in files] or self.catalog.files("data")
        own = self.catalog.folder / "shapes" if shapes is None else Path(shapes)
        alone = bool(files) and shapes is not None
        beside = self.catalog.files_beside(chosen) if files else ()
        around = [] if alone else [*self.catalog.files("ontology"), *beside]
        former = None
        if since is not None or changed:
            if files and not alone:
                raise UsageError("name no FILE with --since or --changed: the whole catalog is looked at")
            folders = [Path(file) for file in files] or [self.catalog.folder / part for part in ("data", "ontology")]
            former = former_files([*chosen, *around], folders, own, since, [Path(file) for file in changed])
        whole = alone or not files
        return validate_files(chosen, own, around, whole, base, engine, limits, default_folder(), former)

    def _validate_endpoint(
        self, shapes: Path | str | None, engine: str, limits: ValidationLimits, others: bool
    ) -> Report:
        """Judge all triples of an endpoint, which the ontology in the catalog describes."""
        from confgraph.remote import RemoteStore

        store = self.catalog.store
        if others or not isinstance(store, RemoteStore):
            raise UsageError("an endpoint is validated as a whole: name no FILE, --base, --since or --changed with it")
        own = self.catalog.folder / "shapes" if shapes is None else Path(shapes)
        around = self.catalog.files("ontology")
        return validate_triples(store.endpoint.url, store.triples(), own, around, engine, limits)

    def explain(self, shape: str, *files: Path | str, shapes: Path | str | None = None) -> list[Explanation]:
        """Return what a shape, or a rule of it, asks for, in words and with a good and a bad example.

        ``shape`` is a name such as "Edition-year", a prefixed name or an IRI, of the catalog's shapes or of
        ``shapes``. Examples are made of the catalog, or of ``files``. Raises UsageError where there is no such shape.
        """
        from confgraph.validation.explaining import explain  # late: DuckDB takes long to import

        data = [Path(file) for file in files] or [*self.catalog.files("data"), *self.catalog.files("ontology")]
        own = self.catalog.folder / "shapes" if shapes is None else Path(shapes)
        return explain(shape, own, data, default_folder())

    def tidy(self, *files: Path | str) -> list[Tidied]:
        """Return the tidy form of data files, of all where none is named; nothing is written."""
        chosen = [Path(file) for file in files] or self.catalog.files("data")
        others = map(read, self.catalog.files_beside(chosen))
        return tidy([read(path) for path in chosen], others, self.catalog.documents("ontology"))

    def propose(self, source: str, path: Path | str, page: str = "", as_of: str = "", skip: bool = False) -> Proposal:
        """Return what a file or folder of a source would add to the catalog; nothing is written.

        ``page`` is the address where it was read, ``as_of`` the day (ISO 8601). With ``skip``, rows that
        cannot be read are left out; else UnreadableInput has every problem.
        """
        from confgraph.sources import propose  # late: every importer would be imported with the first query

        return propose(self.catalog, source, Path(path), page, as_of, skip)

    def to_rdflib(self) -> rdflib.Graph:
        """Return a new rdflib graph of the data and ontology, literals as they were written."""
        return rdflib_graph(quad for document in self.catalog.documents("ontology", "data") for quad in document)

    def export(self, name: str, *files: Path | str) -> bytes:
        """Return the data in one format: turtle, ntriples, trig, jsonld, rdfxml, csv, schemaorg, ics or geojson.

        ``files`` are exported instead where they are named, in a format of RDF.
        """
        return export_files(map(Path, files), name) if files else export(self.catalog, name)

    def __len__(self) -> int:
        """Return the number of triples in the store."""
        return len(self.catalog.store)

    def __repr__(self) -> str:
        return f"<Graph {self.catalog.folder}>"

    def _repr_html_(self) -> str:
        """Show the counts in Jupyter."""
        return self.stats()._repr_html_()


def open(
    folder: Path | str | None = None, index: Path | str | None = None, endpoint: Endpoint | str | None = None
) -> Graph:
    """Open the catalog in ``folder``, by default the one that comes with confgraph; raise UsageError if it is none.

    ``index`` is the folder for the index of a large catalog, by default in the user's cache folder. With an
    ``endpoint``, an address or a ``confgraph.Endpoint``, that triplestore is queried, shown, searched, counted and
    validated, with the shapes and queries of the catalog.
    """
    if isinstance(endpoint, str):
        from confgraph.remote import Endpoint

        endpoint = Endpoint(endpoint)
    return Graph(open_catalog(folder, index, endpoint))
