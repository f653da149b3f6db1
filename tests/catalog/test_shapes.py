"""Prove every shape by data that breaks only it, and that no shape troubles good data."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SHAPE = "https://w3id.org/confgraph/shapes#"
CG = "https://w3id.org/confgraph/ns#"
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
SHAPE_FILES = sorted((ROOT / "shapes").glob("*.ttl"))
GOOD = (HERE / "fixtures/good.ttl").read_text("utf-8")
PREFIXES = "".join(re.findall(r"^@prefix .*\n", GOOD, re.MULTILINE))


class Mutation(NamedTuple):
    """A small change of the good data, with the one rule that it breaks and where."""

    rule: str
    focus: str
    remove: str
    add: str


class PreparedGraph(Graph):
    """A graph that parses each query once; pySHACL hands over the same text for every focus node."""

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        """Return the result of a query, prepared at its first use."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **options)


_prepared = lru_cache(maxsize=None)(prepareQuery)


def read_mutations() -> list[Mutation]:
    """Return the mutations of all files: `@@ rule focus…`, then `-` lines to remove and `+` lines to add.

    In allowed.diff the rule is `-`, and words that say what is allowed stand for the focus.
    """
    mutations = []
    for path in sorted((HERE / "mutations").glob("*.diff")):
        for block in re.split(r"^@@ ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            head, *lines = block.strip().splitlines()
            rule, focus = head.split(maxsplit=1)
            minus, plus = ("\n".join(line[2:] for line in lines if line[0] == sign) for sign in "-+")
            mutations.append(Mutation(rule, focus, minus, plus))
    return mutations


MUTATIONS = read_mutations()
BREAKING = [mutation for mutation in MUTATIONS if mutation.rule != "-"]
ALLOWED = [mutation for mutation in MUTATIONS if mutation.rule == "-"]


def parse(text: str) -> Graph:
    """Return the triples of a Turtle text with literals as written; pySHACL switches that off whenever it ends."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        return Graph(bind_namespaces="none").parse(data=text, format="turtle")
    finally:
        rdflib.NORMALIZE_LITERALS = before


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """Return all shapes in one graph."""
    graph = Graph(bind_namespaces="none")
    for path in SHAPE_FILES:
        graph += parse(path.read_text("utf-8"))
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """Return the ontology."""
    return parse((ROOT / "ontology/confgraph.ttl").read_text("utf-8"))


@pytest.fixture(scope="module")
def good(ontology: Graph) -> Graph:
    """Return the good data with what the shapes need of the ontology: hierarchies, and the kinds of terms in use."""
    graph = PreparedGraph(bind_namespaces="none")
    graph += parse(GOOD)
    in_use = set(re.findall(r"\bcg:[A-Z]\w+|(?<=cg:property )cg:\w+", GOOD + "".join(map(str, MUTATIONS))))
    graph += ((s, RDF.type, o) for s, o in ontology.subject_objects(RDF.type) if str(s).replace(CG, "cg:") in in_use)
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        graph += ((s, predicate, o) for s, o in ontology.subject_objects(predicate) if isinstance(o, URIRef))
    return graph


def broken(data: Graph, shapes: Graph) -> set[tuple[str, Node | None]]:
    """Return each rule that the data breaks, by its short name, with the node where it does."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    assert isinstance(report, Graph)
    return {
        (
            str(report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)).removeprefix(SHAPE),
            report.value(result, SH.focusNode),
        )
        for result in report.objects(None, SH.result)
    }


def rules(shapes: Graph) -> set[URIRef]:
    """Return whatever can appear in a report: property shapes, constraints and node shapes with a message."""
    targeted = {node for target in TARGETS for node in shapes.subjects(target)}
    own = {node for node in targeted if shapes.value(node, SH.message)}
    parts = {part for node in targeted for link in (SH.property, SH.sparql) for part in shapes.objects(node, link)}
    return {node for node in own | parts if isinstance(node, URIRef)}


def test_good_data_conforms(good: Graph, shapes: Graph) -> None:
    """Data that breaks no rule gets no result."""
    assert broken(good, shapes) == set()


def broken_after(mutation: Mutation, good: Graph, shapes: Graph) -> set[tuple[str, Node | None]]:
    """Return what a mutation of the good data breaks, and leave the data as it was."""
    remove, add = parse(PREFIXES + mutation.remove), parse(PREFIXES + mutation.add)
    assert all(triple in good for triple in remove), "removes what is not there"
    assert not any(triple in good and triple not in remove for triple in add), "adds what is there already"
    for triple in remove:
        good.remove(triple)
    good += add
    try:
        return broken(good, shapes)
    finally:
        for triple in add:
            good.remove(triple)
        good += remove


@pytest.mark.parametrize("mutation", BREAKING, ids=lambda mutation: f"{mutation.rule}-{mutation.focus.split()[0]}")
def test_a_mutation_breaks_only_its_rule(mutation: Mutation, good: Graph, shapes: Graph) -> None:
    """A small change of the good data is found by its one rule, at its place, and by no other rule."""
    foci = parse(PREFIXES + "".join(f"{focus} a cg:Event . " for focus in mutation.focus.split())).subjects()
    assert broken_after(mutation, good, shapes) == {(mutation.rule, focus) for focus in foci}


@pytest.mark.parametrize("mutation", ALLOWED, ids=lambda mutation: mutation.focus)
def test_what_is_right_breaks_no_rule(mutation: Mutation, good: Graph, shapes: Graph) -> None:
    """A change that is right, though near to what is wrong, gets no result."""
    assert broken_after(mutation, good, shapes) == set()


def test_every_rule_is_proved(shapes: Graph) -> None:
    """No rule exists without data that breaks it."""
    assert {str(rule).removeprefix(SHAPE) for rule in rules(shapes)} == {mutation.rule for mutation in BREAKING}


def test_every_rule_says_what_is_wrong_and_the_mend(shapes: Graph) -> None:
    """A message is one English sentence in lower case, what is wrong before the only ': ', the mend after it."""
    for rule in rules(shapes):
        (message,) = shapes.objects(rule, SH.message)
        assert isinstance(message, Literal), rule
        assert message.language == "en", rule
        assert re.fullmatch(r"(?:[a-z{]|org:).+?[^ ]: [^ ].{8,}[^ .!]", message), f"{rule}: what is wrong: the mend"
        assert message.count(": ") == 1, f"{rule}: one mend"
        assert ". " not in message, f"{rule}: one sentence"


def test_a_message_uses_only_what_its_query_gives(shapes: Graph) -> None:
    """Each {?name} in a message is a variable that the query selects."""
    for constraint, query in shapes.subject_objects(SH.select):
        given = set(re.findall(r"[?$](\w+)", str(query).split("WHERE")[0]))
        used = set(re.findall(r"\{[?$](\w+)\}", str(shapes.value(constraint, SH.message))))
        assert used <= given, constraint
        assert "this" in given, constraint


def test_every_shape_is_named_and_explained(shapes: Graph) -> None:
    """Rules have a name, node shapes say why they exist, and only lists are without an address."""
    assert {type(rule) for rule in rules(shapes)} == {URIRef}
    assert [rule for rule in rules(shapes) if not (shapes.value(rule, SH.name) or shapes.value(rule, RDFS.label))] == []
    node_shapes = set(shapes.subjects(RDF.type, SH.NodeShape))
    assert [node for node in node_shapes if not shapes.value(node, RDFS.comment)] == []
    assert {node for node in shapes.subjects() if isinstance(node, BNode)} == set(shapes.subjects(RDF.first))


def test_the_shapes_are_valid_and_portable(shapes: Graph, good: Graph) -> None:
    """The shapes are SHACL 1.0 without JavaScript, rules, functions or other advanced features."""
    conforms, _, text = pyshacl.validate(good, shacl_graph=shapes, meta_shacl=True, inplace=True)
    assert conforms, text
    advanced = {SH.js, SH.rule, SH.target, SH.expression, SH.jsLibrary, SH.returnType}
    assert advanced.isdisjoint(set(shapes.predicates()))
    for query in shapes.objects(None, SH.select):
        assert not re.search(r"\b(MINUS|VALUES|SERVICE|GRAPH|SELECT\b.*\bSELECT)\b", str(query), re.DOTALL)


def test_the_shapes_use_only_terms_of_the_ontology(shapes: Graph, ontology: Graph) -> None:
    """A term that the ontology renames or drops does not live on in a shape."""
    terms = {node for node in shapes.all_nodes() if isinstance(node, URIRef) and node.startswith(CG)}
    for text in shapes.objects(None, SH.select):
        terms |= {URIRef(CG + name) for name in re.findall(r"\bcg:(\w+)", str(text))}
    assert {term for term in terms if (term, RDF.type, None) not in ontology} == set()


def test_every_file_is_short_and_says_what_it_is_for() -> None:
    """A file of shapes begins with a sentence and fits on a few screens."""
    for path in SHAPE_FILES:
        lines = path.read_text("utf-8").splitlines()
        assert re.match(r"# [A-Z].*[.]$", lines[0]), path.name
        assert len(lines) <= 250, path.name
