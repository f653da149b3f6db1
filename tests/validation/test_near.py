"""The triples near some nodes are all that their results rest on, and no more."""

from __future__ import annotations

from pyoxigraph import Literal

from confgraph.validation.near import Near, near
from confgraph.validation.paths import Inverse, Predicate, Repeated
from confgraph.validation.reads import ANY, Read
from confgraph.validation.tables import Tables
from validation.shapes_and_graphs import EX, quads

P, Q = (Predicate(f"{EX}{name}") for name in "pq")
DATA = """
e:a e:p e:b ; e:q 1 . e:b e:p e:c ; e:q 2 . e:c e:p e:d , e:a ; e:q 3 . e:d e:q 4 . e:x e:p e:b .
e:C rdfs:subClassOf e:D .
"""


def around(*reads: Read) -> set[str]:
    """Return the triples near a, in short, without those of classes."""
    found = near(Tables([quads(DATA)]), [f"<{EX}a>"], reads)
    assert found is not None
    short = {str(quad.triple).replace(EX, "").translate(str.maketrans("", "", '<>"')) for quad in found.quads()}
    assert any("subClassOf" in one for one in short)
    return {one.partition("^")[0] for one in short if "subClassOf" not in one}


def test_only_what_is_read_is_near() -> None:
    """Triples are taken along the paths, either way, as many steps as these have."""
    assert around(Read(None, Q.iri)) == {"a q 1"}
    assert around(Read(P, Q.iri)) == {"a p b", "b q 2"}
    assert around(Read(Inverse(P), Q.iri)) == {"c p a", "c q 3"}
    assert around(Read(None, ANY)) == {"a p b", "a q 1"}
    assert around(Read(None, P.iri, anywhere=True)) == {"a p b", "b p c", "c p d", "c p a", "x p b"}


def test_a_path_of_any_length_ends() -> None:
    """Nodes that lead to each other are visited once."""
    found = around(Read(Repeated(P, 0, True), Q.iri))
    assert found == {"a p b", "b p c", "c p d", "c p a", "a q 1", "b q 2", "c q 3", "d q 4"}


def test_sqlite_has_the_functions_of_the_plan() -> None:
    """Patterns are DuckDB's, texts are without their escapes, and a NUL does not end them."""
    tables = Tables([quads('e:a e:p "a\\u0000\\\\b" , "x"@EN .')])
    one = Near(tables, tables.with_nodes("s", [f"<{EX}a>"]))
    texts = {text for (text,) in one.db.execute("SELECT nt_lexical(o) FROM triples").fetchall()}
    assert texts == {"a\0\\b", "x"}
    value = str(Literal("a\0\\b"))
    ((length, found, tag),) = one.db.execute(
        "SELECT length(nt_lexical(?1)), regexp_matches(nt_lexical(?1), '^a.*b$'), extract('\"x\"@en', '@([a-z]+)$')",
        [value],
    ).fetchall()
    assert (length, found, tag) == (4, True, "en")
