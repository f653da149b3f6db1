"""Ask queries for clients that nobody knows: in children that can be killed, or at an endpoint; answers are bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, NamedTuple

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from confgraph.evaluation import Dataset, QueryFailed, QueryLimits, answer, evaluate
from confgraph.remote import RemoteStore
from confgraph.results import Answer, Rows, Triples
from confgraph.sandbox import Limits
from confgraph.sandbox.pool import Busy, Pool, Running
from confgraph.server.negotiation import Media
from confgraph.sparql import query_form, screen, substitute
from confgraph.store import Store, failure

ROWS: Final = {
    "json": Media("application/sparql-results+json", ("application/json",)),
    "xml": Media("application/sparql-results+xml", ("application/xml", "text/xml")),
    "csv": Media("text/csv"),
    "tsv": Media("text/tab-separated-values"),
}
"""The formats of the rows of a SELECT (SPARQL 1.1 Query Results)."""
BOOLEANS: Final = {name: ROWS[name] for name in ("json", "xml")}
"""The formats of yes and no."""
TRIPLES: Final = {
    "turtle": Media("text/turtle", ("application/x-turtle",)),
    "ntriples": Media("application/n-triples", ("text/plain",)),
    "jsonld": Media("application/ld+json", ("application/json",)),
    "rdfxml": Media("application/rdf+xml", ("application/xml", "text/xml")),
}
"""The formats of triples."""
DEFAULT: Final = QueryLimits(timeout=10, memory=512, max_rows=100_000)
"""What a query of a stranger may use."""
SIZE: Final = 8
"""So many queries run at once."""
WAIT: Final = 5.0
"""So many seconds a query waits for its turn."""
QUICK: Final = 0.002
"""So many seconds one waits for a quick query where one stands: a thread would cost as long."""
ANSWER: Final = 64
"""The largest answer, in MiB."""
NAME: Final = "the query"

Term = NamedNode | Literal


class Asked(NamedTuple):
    """A query as a client sent it: text, format of the answer, terms for its variables, graphs that it asks.

    Relative addresses in it are resolved against ``base``.
    """

    text: str
    form: str
    terms: Mapping[str, Term] = {}
    dataset: Dataset | None = None
    base: str | None = None


def formats_for(text: str) -> dict[str, Media]:
    """Return the formats that the answer to a query can have, by their short names."""
    form = query_form(text)
    return TRIPLES if form in ("construct", "describe") else BOOLEANS if form == "ask" else ROWS


class Asking:
    """Answers queries of a store within limits."""

    def __init__(
        self, store: Store, context: Callable[[], Mapping[str, object]], limits: QueryLimits = DEFAULT, size: int = SIZE
    ) -> None:
        self.limits = limits
        self.store = store
        self._context = context
        self._pool: Pool | None = None
        if not isinstance(store, RemoteStore):
            bounds = Limits(timeout=limits.timeout, memory=limits.memory, answer=ANSWER)
            job = partial(_answered, dict(context()), limits.max_rows)
            self._pool = Pool(job, bounds, opening=store.opening(), name=NAME, size=size)

    def at_once(self, asked: Asked) -> bytes | Running | None:
        """Return the answer of a quick query, or what runs now; None where none can be begun without waiting."""
        if self._pool is None:
            return None
        try:
            running = self._pool.begin(asked)
        except Busy:
            return None
        if running.ready(QUICK):
            found: bytes = running.result()
            return found
        return running

    def ask(self, asked: Asked, gone: Callable[[], bool] = lambda: False) -> bytes:
        """Return the answer in the format that was asked for.

        Raises UsageError for a wrong query, LimitReached at a limit, Busy where too many are asked, and Abandoned where
        the client has ``gone``.
        """
        if self._pool is not None:
            found: bytes = self._pool.ask(asked, WAIT, gone)
            return found
        text = substitute(asked.text, asked.terms)
        return _written(self.store.query(text, name=NAME, limits=self.limits), asked.form)

    def close(self) -> None:
        """End what is asked now."""
        if self._pool is not None:
            self._pool.close()


def _answered(context: Mapping[str, object], max_rows: int, index: pyoxigraph.Store, asked: Asked) -> bytes:
    """Answer a query in a child: also what is wrong with it is found out here, where it harms nobody."""
    known = _anything if asked.dataset else partial(_is_graph, index)
    screen(asked.text, (), NAME, known)
    try:
        data = evaluate(index, substitute(asked.text, asked.terms), NAME, max_rows, asked.dataset, asked.base)
    except QueryFailed as error:
        raise failure(NAME, asked.text, asked.terms, error) from None
    if data[:1] == b"R" and asked.form == "json":
        return data[1:]
    return _written(answer(data, lambda: context), asked.form)


def _anything(_iri: str) -> bool:
    return True


def _is_graph(index: pyoxigraph.Store, iri: str) -> bool:
    return any(isinstance(graph, NamedNode) and graph.value == iri for graph in index.named_graphs())


def _written(found: Answer, form: str) -> bytes:
    """Return an answer in one of the formats."""
    if isinstance(found, (Rows, Triples)):
        return found.serialize(form)
    yes = "true" if found else "false"
    if form == "xml":
        begin = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
        return f"{begin}<boolean>{yes}</boolean></sparql>\n".encode()
    return f'{{"head":{{}},"boolean":{yes}}}\n'.encode()
