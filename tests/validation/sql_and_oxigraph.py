"""Queries answered twice: by the translation to SQL on DuckDB, and by Oxigraph, for some focus nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, Variable, parse

from confgraph.validation.dialect import DuckDB
from confgraph.validation.ntriples import nt
from confgraph.validation.report import Term
from confgraph.validation.solutions import Translator
from confgraph.validation.tables import Tables
from confgraph.validation.walks import Walks

PREFIXES: Final = """
PREFIX e: <http://e.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
Answer = Counter[tuple[tuple[str, str], ...]]


def quads(turtle: str) -> list[Quad]:
    """Return the statements of a Turtle text."""
    return list(parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE))


def node(name: str) -> NamedNode:
    """Return a node of the examples."""
    return NamedNode(f"http://e.org/{name}")


def walks_over(data: Iterable[Quad]) -> Walks:
    """Return walks over the triples of some statements."""
    tables = Tables([data])
    return Walks(tables)


def start_of(walks: Walks, nodes: Iterable[Term]) -> str:
    """Return the name of a set of nodes."""
    listed = ", ".join("('" + nt(one).replace("'", "''") + "')" for one in nodes)
    return walks.temporary(object(), f"SELECT * FROM (VALUES {listed}) AS nodes(n)")


def by_sql(data: Iterable[Quad], query: str, focus: Iterable[Term]) -> Answer:
    """Return the solutions of a SELECT query for focus nodes, through SQL; raises Untranslatable."""
    walks = walks_over(data)
    sql, names = Translator(walks, walks, DuckDB(), start_of(walks, focus), {}).query(PREFIXES + query)
    rows = walks.tables.db.execute(sql).fetchall()
    return Counter(
        tuple(sorted((name, term) for name, term in zip(names, row, strict=True) if term is not None)) for row in rows
    )


def by_oxigraph(data: Iterable[Quad], query: str, focus: Iterable[Term]) -> Answer:
    """Return the same from Oxigraph, which is asked once for each focus node with ``$this`` replaced by it."""
    store = Store()
    store.extend(data)
    found: Answer = Counter()
    for one in focus:
        answers = store.query(PREFIXES + query, substitutions={Variable("this"): one})
        assert isinstance(answers, QuerySolutions)
        names = [variable.value for variable in answers.variables]
        for answer in answers:
            row = {name: nt(term) for name in names if (term := answer[name]) is not None}
            found[tuple(sorted({**row, "this": nt(one)}.items()))] += 1
    return found
