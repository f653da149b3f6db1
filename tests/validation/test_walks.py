"""Paths and targets as SQL lead where Oxigraph's paths lead, each pair once."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from pyoxigraph import NamedNode, Quad, Store

from confgraph.namespaces import expand
from confgraph.validation.paths import Alternative, Inverse, Path, Predicate, Repeated, Sequence, as_sparql
from confgraph.validation.shape import Target
from confgraph.validation.tables import Tables
from confgraph.validation.walks import FewTriples, Walks
from validation.sql_and_oxigraph import node, quads, start_of, walks_over

P, Q = Predicate("http://e.org/p"), Predicate("http://e.org/q")
PATHS: list[Path] = [
    P,
    Inverse(P),
    Sequence((P, Q)),
    Sequence((Inverse(P), Q, P)),
    Alternative((P, Q)),
    Alternative((Sequence((P, Inverse(Q))), P)),
    Repeated(P, 0, True),
    Repeated(P, 1, True),
    Repeated(P, 0, False),
    Repeated(Inverse(Q), 1, True),
    Repeated(Sequence((P, Q)), 0, True),
    Repeated(Alternative((P, Inverse(Q))), 1, True),
    Repeated(Repeated(P, 0, False), 1, True),
    Sequence((Repeated(P, 0, True), Q)),
    Sequence((P, Repeated(Sequence((Q, Inverse(P))), 0, False))),
    Inverse(Sequence((P, Repeated(Q, 1, True)))),
]


def random_data(seed: int) -> list[Quad]:
    """Return a graph of two properties with circles in it."""
    chance = random.Random(seed)
    nodes = [node(f"n{number}") for number in range(7)]
    return [Quad(chance.choice(nodes), NamedNode(chance.choice((P, Q)).iri), chance.choice(nodes)) for _ in range(12)]


@pytest.mark.parametrize("path", PATHS, ids=as_sparql)
@pytest.mark.parametrize("seed", range(3))
def test_a_walk_leads_where_oxigraph_goes(path: Path, seed: int) -> None:
    """Every focus node with its value nodes, none twice (SHACL, section 2.3.1: a set)."""
    data = random_data(seed)
    walks, store = walks_over(data), Store()
    store.extend(data)
    focus = sorted({quad.subject for quad in data} | {quad.object for quad in data}, key=str)[:4]
    expected = sorted(
        (str(one), str(found["v"]))
        for one in focus
        for found in store.query(f"SELECT DISTINCT ?v {{ {one} {as_sparql(path)} ?v }}")  # type: ignore[union-attr]
    )
    start = start_of(walks, focus)  # type: ignore[arg-type]
    assert sorted(walks.tables.db.execute(walks.walk(start, path)).fetchall()) == expected


def test_no_path_is_the_node_itself() -> None:
    """A node shape has its focus node as its only value node."""
    walks = walks_over([])
    sql = walks.walk(start_of(walks, [node("a")]), None)
    assert walks.tables.db.execute(sql).fetchall() == [("<http://e.org/a>", "<http://e.org/a>")]


def test_a_long_chain_has_an_end() -> None:
    """A circle of five hundred nodes is walked once round."""
    ring = [node(f"n{number}") for number in range(500)]
    walks = walks_over(Quad(a, NamedNode(P.iri), b) for a, b in pairwise([*ring, ring[0]]))
    sql = walks.walk(start_of(walks, ring[:1]), Repeated(P, 1, True))
    assert len(walks.tables.db.execute(sql).fetchall()) == 500


@pytest.mark.parametrize(
    ("target", "nodes"),
    [
        (Target("node", node("nobody")), ["nobody"]),
        (Target("class", node("A")), ["a", "b"]),
        (Target("subjectsOf", node("p")), ["a", "c"]),
        (Target("objectsOf", node("p")), ["b", "c"]),
    ],
)
def test_a_target_has_its_nodes(target: Target, nodes: list[str]) -> None:
    """SHACL, section 2.1.3: a node that the data does not have, instances of subclasses, both ends of a property."""
    classes = "e:B rdfs:subClassOf e:A . e:a a e:A . e:b a e:B , e:A ; e:q e:a ."
    walks = walks_over(quads(f"{classes} e:a e:p e:b , e:c . e:c e:p e:c ."))
    found = walks.tables.db.execute(walks.target((target,))).fetchall()
    assert sorted(found) == [(f"<http://e.org/{name}>",) for name in nodes]


def test_several_targets_are_one_set() -> None:
    """A node of two targets is one focus node."""
    walks = walks_over(quads("e:a a e:A ; e:p e:b ."))
    sql = walks.target((Target("class", node("A")), Target("subjectsOf", node("p"))))
    assert walks.tables.db.execute(sql).fetchall() == [("<http://e.org/a>",)]


def test_a_query_runs_once_and_is_dropped() -> None:
    """The same key is the same table; afterwards the tables are as they were, for the next run."""
    tables = Tables([quads("e:a e:p e:b .")])
    before = tables.db.execute("SELECT count(*) FROM duckdb_tables()").fetchall()
    walks = Walks(tables)
    assert walks.temporary("key", "SELECT 1 AS n") == walks.temporary("key", "never run")
    assert walks.nodes() == walks.nodes()
    walks.drop()
    assert tables.db.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == before


def test_triples_of_the_shapes_stand_beside_the_data() -> None:
    """They are asked for by themselves, and never meet the data."""
    tables = Tables([quads("e:a e:p e:b .")])
    shapes = FewTriples(tables.db, quads("e:S e:p 1 , 'a'@EN ; e:q 2 ."))
    found = tables.db.execute(f"SELECT * FROM {shapes.name(P.iri)} ORDER BY o").fetchall()
    assert found == [("<http://e.org/S>", f'"1"^^<{expand("xsd:integer")}>'), ("<http://e.org/S>", '"a"@en')]
    walks = Walks(shapes, "shape")
    assert len(tables.db.execute(f"SELECT * FROM {walks.nodes()}").fetchall()) == 4
