"""Load triples into a triplestore: a graph is replaced in one step or stays as it was, and is compared afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from confgraph.canonical import Canonical, Difference, canonical, differences, text_of
from confgraph.namespaces import GRAPH
from confgraph.problems import UsageError
from confgraph.remote import Endpoint, RemoteStore
from confgraph.writing.alike import Group, groups

if TYPE_CHECKING:
    from confgraph.reading import Document

CHUNK: Final = 1000
"""Triples in one INSERT DATA: more is more than some stores can parse."""
ATTEMPTS: Final = 4
"""How often a graph is replaced that has more in it afterwards: a request of a run that was killed may still be at work
in the store, and Oxigraph mixes two that replace the same graph."""
STORE_CHUNK: Final = 20_000
"""Triples in one request to a Graph Store that is filled in parts."""

Term = NamedNode | BlankNode | Literal | Triple
Progress = Callable[[int, int], None]
"""Told how many triples of how many have arrived."""


class Loaded(NamedTuple):
    """What a load did: the store, the graph (None is the default graph), triples here and there, what differs."""

    store: str
    graph: str | None
    here: int
    there: int
    digest: str
    differences: list[Difference]

    @property
    def wrong(self) -> list[Difference]:
        """The differences that are more than another spelling of the same value."""
        return [one for one in self.differences if one.kind != "spelling"]


def load(
    endpoint: Endpoint, documents: Iterable[Document], add: bool = False, progress: Progress = lambda _done, _all: None
) -> Loaded:
    """Send the triples of documents to an endpoint, in the place of its graph or, with ``add``, besides what is there.

    Running it again changes nothing, and after an interruption it ends in the same state. Raises UsageError for
    documents with named graphs, LimitReached where blank nodes cannot be told apart, RemoteFailure.
    """
    quads = list(together(documents))
    wanted = canonical(quads)
    ground, joined = groups(quads)
    for attempt in range(ATTEMPTS):
        if add:
            new = _new(joined, _there(endpoint)) if joined else []
            _fill(endpoint, endpoint.graph, ground, new, progress)
        else:
            _replace(endpoint, ground, joined, progress)
        found = _there(endpoint)
        different = differences(wanted, found)
        if add or not any(one.kind == "extra" for one in different) or attempt + 1 == ATTEMPTS:
            break
        time.sleep(1 + attempt)
    different = [one for one in different if not (add and one.kind == "extra")]
    return Loaded(endpoint.kind.name, endpoint.graph, len(wanted), len(found), found.digest, different)


def together(documents: Iterable[Document]) -> Iterable[Quad]:
    """Yield the triples of documents, the blank nodes of each apart from those of others."""
    for number, document in enumerate(documents):
        for quad in document:
            if not isinstance(quad.graph_name, DefaultGraph):
                raise UsageError(f"{document.name} has named graphs: load files of triples, each graph with --graph")
            subject, value = _apart(quad.subject, number), _apart(quad.object, number)
            assert not isinstance(subject, Literal)
            yield Quad(subject, quad.predicate, value)


def _apart(term: Term, number: int) -> Term:
    return BlankNode(f"d{number}x{term.value}") if isinstance(term, BlankNode) else term


def staging(graph: str | None) -> str:
    """Return the graph that is filled before it takes the place of ``graph``: the same in each run, so none is left."""
    return f"{graph}#confgraph-staging" if graph else f"{GRAPH}staging"


def _there(endpoint: Endpoint) -> Canonical:
    return canonical(RemoteStore(endpoint).triples())


def _replace(endpoint: Endpoint, ground: set[Triple], joined: list[Group], progress: Progress) -> None:
    total = len(ground) + sum(map(len, joined))
    if endpoint.kind.whole:
        progress(0, total)
        endpoint.put(endpoint.graph, _bytes([*ground, *(triple for group in joined for triple in group)]))
        progress(total, total)
        return
    aside = staging(endpoint.graph)
    endpoint.update(f"DROP SILENT GRAPH <{aside}>")
    _fill(endpoint, aside, ground, joined, progress)
    target = f"GRAPH <{endpoint.graph}>" if endpoint.graph else "DEFAULT"
    # COPY may arrive twice; a second MOVE would find nothing and could leave nothing.
    endpoint.update(f"COPY GRAPH <{aside}> TO {target}")
    endpoint.update(f"DROP SILENT GRAPH <{aside}>")


def _fill(endpoint: Endpoint, graph: str | None, ground: set[Triple], joined: list[Group], progress: Progress) -> None:
    """Add triples to a graph in requests that the store takes; groups stay whole, and are sent once each."""
    total, done = len(ground) + sum(map(len, joined)), 0
    size = STORE_CHUNK if endpoint.kind.store else CHUNK
    progress(done, total)
    chunks = [(some, True) for some in _chunks(joined, size)]
    chunks += [(some, False) for some in _chunks(((triple,) for triple in sorted(ground, key=str)), size)]
    for some, once in chunks:
        if endpoint.kind.store:
            endpoint.put(graph, _bytes(some), add=True, once=once)
        else:
            lines = "".join(f"{triple} .\n" for triple in some)
            inside = f"GRAPH <{graph}> {{\n{lines}}}" if graph else lines
            endpoint.update(f"INSERT DATA {{ {inside} }}", once=once)
        done += len(some)
        progress(done, total)


def _chunks(joined: Iterable[Group], size: int) -> Iterator[list[Triple]]:
    """Yield the triples of groups, about ``size`` at a time, no group in two parts."""
    some: list[Triple] = []
    for group in joined:
        if some and len(some) + len(group) > size:
            yield some
            some = []
        some += group
    if some:
        yield some


def _new(joined: list[Group], found: Canonical) -> list[Group]:
    """Return the groups that are not there yet: a blank node that is sent again would be another one."""
    left = found.groups.copy()
    new = []
    for group in joined:
        text = text_of(group)
        if left[text] > 0:
            left[text] -= 1
        else:
            new.append(group)
    return new


def _bytes(triples: Iterable[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""
