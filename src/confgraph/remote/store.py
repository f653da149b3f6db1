"""A store on another machine that is asked as the embedded one is."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from confgraph.evaluation import QueryLimits
from confgraph.namespaces import PREFIXES, expand
from confgraph.problems import RemoteFailure
from confgraph.remote.answers import Table, table, triples
from confgraph.remote.endpoint import Endpoint
from confgraph.remote.response import Response
from confgraph.remote.whole import MAX_ROWS, probe, whole_table
from confgraph.results import Answer, Triples
from confgraph.sparql import Term, query_form, screen, substitute, tokens
from confgraph.store import Store

_AT_ONCE: Final = 200
"""How many entities are looked up in one request."""


class RemoteStore(Store):
    """The graph of an endpoint, which answers what the embedded store answers: whole, or with a RemoteFailure."""

    def __init__(self, endpoint: Endpoint, context: Callable[[], Mapping[str, object]] = dict) -> None:
        super().__init__(context)
        self.endpoint = endpoint
        self._known: dict[NamedNode, list[Quad]] = {}

    def __len__(self) -> int:
        return int(self.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0].n)

    def query(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        services: Iterable[str] = (),
        name: str = "query",
        limits: QueryLimits | None = None,
    ) -> Answer:
        """Answer a SPARQL 1.1 query with Rows, Triples or a bool.

        The query is checked here first, so that its errors have a place and no update leaves. Raises UsageError, and
        RemoteFailure where the endpoint fails or gives only a part.
        """
        allowed = list(services)
        screen(text, allowed, name)
        if not allowed:  # an empty store answers at once; with a service it would ask it
            Store().query(text, bindings, (), name, limits)
        bound = _declared(substitute(text, bindings or {}))
        form = query_form(bound)
        if form in ("construct", "describe"):
            return self._triples(bound, form)
        found = table(self.endpoint.select(bound), self.endpoint.url) if form == "ask" else self._table(bound)
        return found.rows(self.endpoint.url) if isinstance(found, Table) else found

    def triples(self) -> list[Quad]:
        """Return every triple of the graph, as the endpoint spells them."""
        rows = self.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
        return [quad for quad in map(_quad, rows.terms) if quad]

    def about(self, term: NamedNode) -> list[Quad]:
        """Return every triple in which ``term`` is the subject or the object."""
        outwards = [_quad((term, *row)) for row in self._rows("SELECT ?p ?o WHERE { ?_term ?p ?o }", term)]
        inwards = [_quad((*row, term)) for row in self._rows("SELECT ?s ?p WHERE { ?s ?p ?_term }", term)]
        quads = [quad for quad in (*outwards, *inwards) if quad]
        near = self._look_up(one for quad in quads for one in (quad.subject, quad.predicate, quad.object))
        self._look_up(one for quad in near for one in (quad.predicate, quad.object))
        return quads

    def of(self, subject: NamedNode, predicate: str | None = None) -> list[Quad]:
        """Return the triples of a subject, all or those of one property given as a prefixed name."""
        if subject not in self._known:
            self._look_up([subject])
        wanted = expand(predicate) if predicate else None
        return [quad for quad in self._known[subject] if wanted in (None, quad.predicate.value)]

    def __contains__(self, term: NamedNode) -> bool:
        return bool(self.query("ASK { ?_term ?p ?o }", {"_term": term}))

    def _look_up(self, terms: Iterable[object]) -> list[Quad]:
        """Learn the triples of entities, many in one request, and return them."""
        asked = dict.fromkeys(term for term in terms if isinstance(term, NamedNode) and term not in self._known)
        listed = list(asked)
        for begin in range(0, len(listed), _AT_ONCE):
            some = listed[begin : begin + _AT_ONCE]
            self._known.update((term, []) for term in some)
            values = " ".join(map(str, some))
            for quad in map(_quad, self.select(f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}").terms):
                if quad and isinstance(quad.subject, NamedNode):
                    self._known[quad.subject].append(quad)
        return [quad for term in listed for quad in self._known[term]]

    def _rows(self, text: str, term: NamedNode) -> list[tuple[object, ...]]:
        return list(self.select(text, _term=term).terms)

    def _table(self, text: str) -> Table:
        return whole_table(self._ask, text, self.endpoint.url, self.endpoint.kind.most)

    def _ask(self, text: str) -> tuple[Table, Response]:
        response = self.endpoint.select(text)
        found = table(response, self.endpoint.url)
        if not isinstance(found, Table):
            raise RemoteFailure(f"{self.endpoint.url}: rows were asked for and yes or no came: see what it is")
        return found, response

    def _triples(self, text: str, form: str) -> Triples:
        """Return the triples of an answer, or refuse what the store has cut: it says so of rows only."""
        url, most = self.endpoint.url, self.endpoint.kind.most
        found = Triples(triples(self.endpoint.construct(text), url), self._context)
        if most:
            rows, headers = len(found), self.endpoint.select(probe(text)).headers if form == "construct" else {}
            if MAX_ROWS in headers or rows >= most:
                raise RemoteFailure(f"{url}: it cuts at {most:,} rows what makes the triples: ask for less at once")
        return found


def _declared(text: str) -> str:
    """Return the query with a declaration of every prefix of ours that it uses and does not declare itself."""
    listed = list(tokens(text))
    used = {token["prefix"] for token in listed if token["prefix"]} & PREFIXES.keys()
    own = {
        after["prefix"]
        for before, after in itertools.pairwise(listed)
        if (before["word"] or "").upper() == "PREFIX" and after["prefix"] is not None
    }
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(used - own)) + text


def _quad(terms: Iterable[object]) -> Quad | None:
    """Return the triple of a row; None for one that no RDF 1.1 graph can hold."""
    subject, predicate, value = terms
    if (
        isinstance(subject, (NamedNode, BlankNode))
        and isinstance(predicate, NamedNode)
        and isinstance(value, (NamedNode, BlankNode, Literal))
    ):
        return Quad(subject, predicate, value)
    return None
