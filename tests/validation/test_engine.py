"""Tests of confgraph.validation.engine: pySHACL behind its gate."""

from __future__ import annotations

import contextlib
from collections import Counter
from itertools import combinations

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from confgraph.problems import UsageError
from confgraph.validation.engine import run
from confgraph.validation.report import Result

PREFIXES = """
@prefix e: <http://e.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
AGE = """
e:Age a sh:NodeShape ; sh:targetClass e:Person ; sh:property e:age .
e:age a sh:PropertyShape ; sh:path e:age ; sh:datatype xsd:integer ; sh:maxCount 1 ; sh:message "no age"@en .
"""
# One shape for each way to choose focus nodes (SHACL, section 2.1.3), and two classes that are shapes themselves.
TARGETS = f'''{AGE}
e:Known a sh:NodeShape ; sh:targetSubjectsOf e:knows ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] .
e:Friend a sh:NodeShape ; sh:targetObjectsOf e:knows ; sh:class e:Person .
e:Anna a sh:NodeShape ; sh:targetNode e:anna ; sh:property [ sh:path e:age ; sh:minCount 1 ] .
e:City a rdfs:Class, sh:NodeShape ; sh:property [ sh:path rdfs:label ; sh:maxCount 1 ] .
e:Town a owl:Class, sh:NodeShape ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] .
e:Unique a sh:NodeShape ; sh:targetClass e:Person ; sh:sparql [ sh:message "twin of {{?value}}"@en ;
  sh:select """SELECT $this ?value {{
    $this <http://e.org/age> ?n . ?value <http://e.org/age> ?n FILTER(?value != $this) }}""" ] .
'''
DATA = """
e:Student rdfs:subClassOf e:Person .
e:anna a e:Person ; e:knows e:bert, e:carl, e:rome .
e:bert a e:Student ; e:age 20, 30 ; e:knows e:dora ; rdfs:label "Bert" .
e:carl e:age "old" .
e:dora a e:Person ; e:age 20 .
e:rome a e:City ; rdfs:label "Rome", "Roma" .
e:oslo a e:Town .
"""
SUBJECTS = [NamedNode(f"http://e.org/{name}") for name in "anna bert carl dora rome oslo Student nobody".split()]


def quads(text: str) -> list[Quad]:
    """Return the statements of a Turtle text."""
    return list(parse((PREFIXES + text).encode(), format=RdfFormat.TURTLE))


def counted(results: list[Result]) -> Counter[tuple[str, ...]]:
    """Return the results so that they can be compared: as a bag of texts."""
    return Counter(tuple(map(str, vars(result).values())) for result in results)


def test_a_result_names_what_is_wrong() -> None:
    """A result has the focus node, path, value, message, severity, shape and component of SHACL, section 3.6.2."""
    (result,) = run(quads('e:x a e:Person ; e:age "old" .'), quads(AGE))
    assert result == Result(
        focus=NamedNode("http://e.org/x"),
        path=NamedNode("http://e.org/age"),
        value=Literal("old"),
        message="no age",
        severity="error",
        shape="http://e.org/age",
        component="http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
    )


@pytest.mark.parametrize(
    "literal",
    [
        '"yes"^^xsd:boolean',
        '"01.50"^^xsd:decimal',
        '"2026-13-45"^^xsd:date',
        '"x"@en-gb',
        '"1"^^e:own',
        '"+7"^^xsd:int',
    ],
)
def test_a_value_comes_back_as_it_was_written(literal: str) -> None:
    """The value of a result is the term of the data, with its spelling."""
    data = quads(f"e:x a e:Person ; e:age {literal} .")
    (result,) = run(data, quads(AGE))
    assert result.value == data[1].object


@pytest.mark.parametrize(("written", "problems"), [('"yes"', 1), ('"1"', 0), ('"true"', 0), ('"TRUE"', 1)])
def test_ill_formed_literals_are_found(written: str, problems: int) -> None:
    """A literal outside the lexical space of its datatype is reported, not silently made another one."""
    shape = "e:S a sh:NodeShape ; sh:targetNode e:x ; sh:property [ sh:path e:p ; sh:datatype xsd:boolean ] ."
    assert len(run(quads(f"e:x e:p {written}^^xsd:boolean ."), quads(shape))) == problems


def test_two_spellings_are_two_values() -> None:
    """The spellings "01" and "1" stay two values of a property, as RDF says."""
    assert len(run(quads('e:x a e:Person ; e:age 1, "01"^^xsd:integer .'), quads(AGE))) == 1


def test_a_shape_without_an_address_has_no_name() -> None:
    """A blank shape gives no name that would differ from run to run."""
    shape = "[] a sh:NodeShape ; sh:targetNode e:x ; sh:property [ sh:path e:p ; sh:minCount 1 ] ."
    (result,) = run(quads("e:x e:q 1 ."), quads(shape))
    assert result.shape == ""


BROKEN = [
    "e:S a sh:NodeShape ; sh:targetNode e:x ; sh:property [ sh:minCount 1 ] .",
    "e:S a sh:NodeShape ; sh:targetNode e:x ; sh:property [ sh:path e:p ; sh:minCount 1, 2 ] .",
    'e:S a sh:NodeShape ; sh:targetNode e:x ; sh:sparql [ sh:select "SELECT $this WHERE {" ] .',
    'e:S a sh:NodeShape ; sh:targetNode e:x ; sh:property [ sh:path e:p ; sh:pattern "(" ] .',
]


@pytest.mark.parametrize("shape", BROKEN, ids=["no path", "two minCount", "no query", "no pattern"])
def test_broken_shapes_are_wrong_use(shape: str) -> None:
    """Shapes that mean nothing are an error of the call, never a traceback of pySHACL."""
    with pytest.raises(UsageError, match=r"the shapes cannot be used: \S"):
        run(quads('e:x e:p "v" .'), quads(shape))


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("shape", [AGE, *BROKEN], ids=["good", "b1", "b2", "b3", "b4"])
def test_the_switches_of_rdflib_stay(monkeypatch: pytest.MonkeyPatch, before: bool, shape: str) -> None:
    """Neither a good nor a broken run changes how rdflib treats literals in the caller's process."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", before)
    with contextlib.suppress(UsageError):
        run(quads('e:x a e:Person ; e:p "v" .'), quads(shape))
    assert rdflib.NORMALIZE_LITERALS is before


def test_pyshacl_says_nothing_itself(capfd: pytest.CaptureFixture[str]) -> None:
    """What is wrong with shapes is told once, by the error, and not on stderr as well."""
    with pytest.raises(UsageError):
        run(quads("e:x e:p 1 ."), quads(BROKEN[1]))
    assert capfd.readouterr() == ("", "")


def test_shapes_in_the_data_have_no_effect() -> None:
    """What data says about shapes, imports and rules changes nothing."""
    data = quads("""e:Own a sh:NodeShape ; sh:targetClass e:Person ; sh:property [ sh:path e:none ; sh:minCount 1 ] .
        e:age sh:deactivated true . <http://e.org/> a owl:Ontology ; owl:imports <http://127.0.0.1:1/none.ttl> .
        e:x a e:Person ; e:age "old" .""")
    assert [result.shape for result in run(data, quads(AGE))] == ["http://e.org/age"]


@pytest.fixture(scope="module")
def whole() -> list[Result]:
    """Return the results of the whole broken catalog."""
    return run(quads(DATA), quads(TARGETS))


def test_the_whole_run_finds_every_fault(whole: list[Result]) -> None:
    """Each of the targets finds its fault: eight by counting them in the data."""
    found = Counter(str(result.focus).rpartition("/")[2].rstrip(">") for result in whole)
    # anna has no label, no age; bert two ages and a twin; carl is no person; dora has a twin;
    # rome is no person and has two labels; oslo has no label.
    assert found == {"anna": 2, "bert": 2, "carl": 1, "dora": 1, "rome": 2, "oslo": 1}


@pytest.mark.parametrize("chosen", [[one] for one in SUBJECTS], ids=lambda chosen: chosen[0].value.rpartition("/")[2])
def test_a_narrowed_run_gives_what_the_whole_run_gives(whole: list[Result], chosen: list[NamedNode]) -> None:
    """Validation narrowed to one node has exactly the results that the whole run has for it."""
    expected = [result for result in whole if result.focus in chosen]
    assert counted(run(quads(DATA), quads(TARGETS), set(chosen))) == counted(expected)


@given(st.sets(st.sampled_from(SUBJECTS)))
@settings(max_examples=12, deadline=None)
def test_a_narrowed_run_gives_the_same_for_any_nodes(chosen: set[NamedNode]) -> None:
    """Validation narrowed to any nodes has exactly the results that the whole run has for them."""
    expected = [result for result in run(quads(DATA), quads(TARGETS)) if result.focus in chosen]
    assert counted(run(quads(DATA), quads(TARGETS), set(chosen))) == counted(expected)


def test_narrowing_knows_blank_nodes() -> None:
    """A node without an address can be narrowed to as well."""
    data = quads('_:b a e:Person ; e:age "old" . e:x a e:Person ; e:age "old" .')
    chosen = next(quad.subject for quad in data if isinstance(quad.subject, BlankNode))
    assert [result.focus for result in run(data, quads(AGE), {chosen})] == [chosen]


def test_the_pairs_of_test_data_differ() -> None:
    """The nodes of the test differ in their results, or the narrowing could not be told to fail."""
    faults = {one: counted([r for r in run(quads(DATA), quads(TARGETS)) if r.focus == one]) for one in SUBJECTS[:6]}
    assert all(faults[a] != faults[b] for a, b in combinations(faults, 2))
