"""The store answers queries, and says where and why when it cannot."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat

from confgraph.namespaces import expand
from confgraph.problems import ConfgraphError, FileTrouble, RemoteFailure, UnreadableInput, UsageError
from confgraph.reading import parse
from confgraph.results import Rows, Triples
from confgraph.store import Store
from tricky import SUBJECT, typed

Bindings = dict[str, NamedNode | Literal]

TINY_2 = NamedNode(expand("edition:tiny-2"))


@pytest.fixture
def store(tiny: Path) -> Store:
    """Return a store with the data of the tiny catalog."""
    found = Store()
    found.load(sorted((tiny / "data").rglob("*.ttl")))
    return found


def test_select_ask_and_construct_have_their_answers(store: Store) -> None:
    """A SELECT answers rows, an ASK yes or no, CONSTRUCT and DESCRIBE triples; our prefixes need no declaration."""
    rows = store.query("SELECT ?year { edition:tiny-2 cg:year ?year }")
    assert isinstance(rows, Rows)
    assert [row.year for row in rows] == [2002]
    assert store.query("ASK { edition:tiny-2 cg:year 2002 }") is True
    assert store.query("ASK { edition:tiny-2 cg:year 1999 }") is False
    for query in ("CONSTRUCT WHERE { edition:tiny-2 cg:year ?y }", "DESCRIBE edition:tiny-2"):
        assert isinstance(store.query(query), Triples)


def test_a_prefix_of_the_query_wins(store: Store) -> None:
    """A query may use our prefixes for something else."""
    assert store.query("PREFIX cg: <http://example.org/> ASK { ?s cg:year ?o }") is False


def test_bindings_are_terms(store: Store) -> None:
    """A bound variable is the term itself, in every clause of the query."""
    answer = store.query(
        "SELECT ?p { ?it ?p ?what FILTER(isIRI(?it)) }", {"it": TINY_2, "what": typed("2002", "xsd:integer")}
    )
    assert isinstance(answer, Rows)
    assert [row.p for row in answer] == [expand("cg:year")]
    assert store.select("SELECT ?p { ?it ?p ?o }", it=NamedNode("http://example.org/none")).terms == []


def test_entities_are_found_in_both_directions(store: Store) -> None:
    """What is said about an entity, and what others say of it, is found; what is not there is not."""
    tiny = NamedNode(expand("series:tiny"))
    about = store.about(tiny)
    assert {quad.subject for quad in about} > {tiny, TINY_2}
    assert [quad.object for quad in store.of(TINY_2, "cg:editionOf")] == [tiny]
    assert len(store.of(TINY_2)) > 5
    assert TINY_2 in store
    assert NamedNode(expand("edition:none")) not in store
    assert len(store) > 20


def test_documents_can_be_added() -> None:
    """What was read is answered from as well."""
    store = Store()
    store.add([parse(b"<a:s> <a:p> <a:o> .", RdfFormat.TURTLE, "file")])
    assert NamedNode("a:s") in store


ERRORS = {
    "ends too early": ("SELECT ?x {\n  ?x a cg:Edition", "2:18", "the query ends too early"),
    "nothing": ("", "1:1", "the query ends too early"),
    "closing bracket": ("SELECT * { ?s ?p ?o FILTER(?o > 1 }", "1:35", "'}' cannot stand here"),
    "missing operand": ("SELECT *\n{ ?é ?p ?o FILTER(?o > ) }", "2:24", "') }' cannot stand here"),
    "misspelt keyword": ("SELECT * WHER { ?a ?b ?c }", "1:10", "'WHER { ?a ?b ?c }' cannot stand here"),
    "misspelt first word": ("SELCT * { ?a ?b ?c }", "1:1", "'SELCT * { ?a ?b ?c }' cannot stand here"),
    "no end of a string": ('SELECT * {\n ?s ?p "abc }', "2:8", "'\"abc }' cannot stand here: close the string"),
    "two objects": ('ASK { ?a ?b "a" "b" }', "1:17", "'\"b\" }' cannot stand here"),
    "line separator in a comment": ("ASK { # \u2028\x0b\x85\n ?a ?b }", "2:8", "'}' cannot stand here"),
    "our prefix misspelt": (
        "SELECT * {\n  ?s foav:name ?o }",
        "2:6",
        "prefix foav: is not declared: did you mean foaf?",
    ),
    "prefix unknown": (
        "PREFIX ex: <e:> ASK { ex:a zzzzz:b 1 }",
        "1:28",
        "prefix zzzzz: is not declared: declare it",
    ),
    "default prefix": ("ASK { ?s :x 1 }", "1:10", "the prefix : is not declared: declare it with PREFIX"),
    "relative address": ("ASK { ?s ?p <x> }", "1:13", "the address <x> is not whole"),
    "space in an address": ("ASK { ?s ?p <http://a b> }", "1:24", "an address between < and > has no spaces"),
    "update": ("INSERT DATA { <a:b> <a:c> 1 }", "1:1", "only SELECT, ASK, CONSTRUCT and DESCRIBE are answered"),
    "unbound": ("SELECT ?x { ?x ?y ?z } GROUP BY ?z", "1:35", "the SELECT contains a variable that is unbound"),
}


@pytest.mark.parametrize(("text", "place", "what"), [pytest.param(*case, id=name) for name, case in ERRORS.items()])
def test_a_wrong_query_is_told_with_its_place_and_its_words(text: str, place: str, what: str) -> None:
    """An error names line and column of the first word that no query can have there, and shows it."""
    with pytest.raises(UsageError, match=r"a\.rq is no SPARQL 1\.1 query") as caught:
        Store().query(text, name="a.rq")
    (problem,) = caught.value.problems
    assert str(problem.place) == f"a.rq:{place}"
    assert what in problem.message
    assert problem.mend


def test_bound_values_do_not_shift_the_place() -> None:
    """The place is that in the query as it was written, however long the values are that stand in it."""
    bindings: Bindings = {"x": Literal("a\n" * 50), "y": SUBJECT}
    with pytest.raises(UsageError) as caught:
        Store().query("ASK {\n ?y ?p ?x ?z }", bindings, name="q")
    assert str(caught.value.problems[0].place) == "q:2:11"
    with pytest.raises(UsageError) as caught:
        Store().query("ASK {\n ?y ?x ?z }", bindings, name="q")
    assert str(caught.value.problems[0]).startswith("q:2:5: the value of ?x cannot stand here")


def test_unknown_functions_are_a_wrong_query() -> None:
    """A function that does not exist is named."""
    with pytest.raises(UsageError, match=r"http://example\.org/f"):
        Store().query("SELECT (<http://example.org/f>(1) AS ?x) {}")


def test_services_are_refused_unless_allowed() -> None:
    """No query leaves the machine by itself; where it may and nobody answers, that is the other side's failure."""
    text = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    with pytest.raises(UsageError, match="--allow-service"):
        Store().query(text)
    with pytest.raises(RemoteFailure):
        Store().query(text, services=["127.0.0.1"])


def test_updates_change_nothing(store: Store) -> None:
    """The store answers and never changes."""
    size = len(store)
    for update in ("DROP ALL", "DELETE WHERE { ?s ?p ?o }", "CLEAR DEFAULT", "LOAD <file:///etc/passwd>"):
        with pytest.raises(UsageError, match="only SELECT, ASK"):
            store.query(update)
    assert len(store) == size


@given(st.text(st.sampled_from("SELCT*{}?x :<>\"'#\n\\()a.1;,"), max_size=25))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_no_text_makes_another_error(text: str) -> None:
    """Whatever is asked, there is an answer or an error of ours."""
    with contextlib.suppress(ConfgraphError):
        Store().query(text)


def test_files_that_cannot_be_loaded_are_told(tmp_path: Path) -> None:
    """A broken file is told with its line and mend, a missing one by its name."""
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a:s> <a:p> 1 .\n<a:s> x:p 1 .")
    with pytest.raises(UnreadableInput, match=r"broken\.ttl:2:7: the prefix x: has not been declared"):
        Store().load([broken])
    with pytest.raises(FileTrouble, match=r"none\.ttl: no such file"):
        Store().load([tmp_path / "none.ttl"])
    with pytest.raises(UsageError, match="suffix"):
        Store().load([tmp_path / "none.txt"])


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    """A file that an editor began with a byte order mark is loaded as one without."""
    path = tmp_path / "bom.ttl"
    path.write_bytes(b"\xef\xbb\xbf<a:s> <a:p> 1 .")
    store = Store()
    store.load([path])
    assert len(store) == 1
