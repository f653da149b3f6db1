"""The text of a query: terms are bound as terms, and nothing leaves the machine unseen."""

from __future__ import annotations

import contextlib
import time

import pyoxigraph
import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import PREFIXES
from confgraph.problems import LimitReached, UsageError
from confgraph.sparql import query_form, screen, substitute, tokens, variables
from tricky import NOT_FOR_XML, PREDICATE, SUBJECT, TERMS, addresses, texts, typed

BAD = "<http://127.0.0.1:9/>"
EVERY_TERM = {**TERMS, **NOT_FOR_XML}
# Each is about "SERVICE <…>": in the words of the standard, or in what the parser below takes as the same.
DISGUISES = {
    "plain": f"SERVICE {BAD} {{}}",
    "case": f"sErViCe {BAD} {{}}",
    "silent": f"SERVICE SILENT {BAD} {{}}",
    "no spaces": f"SERVICE{BAD}{{}}",
    "no space before SILENT": f"SERVICESILENT{BAD}{{}}",
    "comment between": f"SERVICE # {{\n {BAD} {{}}",
    "after a comment that ends with CR": f"# comment\rSERVICE {BAD} {{}}",
    "exists": f"FILTER EXISTS {{ SERVICE {BAD} {{}} }}",
    "not exists": f"FILTER NOT EXISTS {{ SERVICE {BAD} {{}} }}",
    "subselect": f"{{ SELECT * {{ SERVICE {BAD} {{}} }} }}",
    "union": f"{{}} UNION {{ SERVICE {BAD} {{}} }}",
    "optional": f"OPTIONAL {{ SERVICE {BAD} {{}} }}",
    "variable": "SERVICE ?where {}",
    "prefixed name": "SERVICE ex:sparql {}",
    "prefixed name without a space": "SERVICEex:sparql {}",
    "default prefix without a space": "SERVICE:sparql {}",
    "default prefix, comment, bracket": "SERVICE:sparql #\n {}",
    "relative address": "SERVICE <sparql> {}",
    "other scheme": "SERVICE <file:///etc/passwd> {}",
    "wrong host": "SERVICE <http://[x/> {}",
    "after a variable and a dot": f"OPTIONAL {{?a ?b ?c.SERVICE {BAD} {{}}}}",
    "after a language tag": f'?a ?b "c"@en.SERVICE {BAD} {{}}',
    "after true": f"?a ?b trueSERVICE {BAD} {{}}",
    "after a number": f"?a ?b 1e0SERVICE {BAD} {{}}",
    "after an escaped name": f"?a ?b ex:c\\#d. SERVICE {BAD} {{}}",
    "between escaped names": f"?a ?b ex:c\\'d. SERVICE {BAD} {{?a ?b ex:c\\'d }}",
    "after an escaped quote": f'?a ?b "c\\"". SERVICE {BAD} {{}} ?a ?b "d"',
    "after a long string": f'?a ?b """c"" \\"""" . SERVICE {BAD} {{}}',
    "after an escaped address": f"?a ?b <c:\\u0027>. SERVICE {BAD} {{}} ?a ?b 'd'",
    "after an address with a wide space": f"?a ?b <http://c/\u00a0'>. SERVICE {BAD} {{}} ?a ?b <http://c/\u00a0'>",
    "in a comparison that looks like an address": f"FILTER(?a<?b)SERVICE#>\n{BAD}{{}}",
    "between comparisons with strings": f"FILTER(?a<'>')SERVICE{BAD}{{FILTER(?a<'>')}}",
    "behind a comparison with a comment": f"FILTER(?a<?b#>'''\n)SERVICE {BAD} {{}} #'''",
}
HARMLESS = {
    "string": '"SERVICE <http://a/>"',
    "long string": '"""a "\nSERVICE <http://a/> """',
    "single quotes": "'SERVICE <http://a/>', '''a '\nSERVICE <http://a/> '''",
    "comment": "1 # SERVICE <http://a/> {\n",
    "address": "<http://a/SERVICE>, <http://a/service#x>, <http://a/O'Reilly_(service)>",
    "local name": "ex:service, ex:SERVICE, ex:a.service, ex:service\\#x",
    "prefix": "service:x",
    "variable": "?service, $SERVICE",
    "blank node": "_:service",
    "language": '"a"@service',
}


def query(inside: str) -> str:
    """Return a query with something in its braces."""
    return (
        f"PREFIX ex: <http://127.0.0.1:9/> PREFIX : <http://127.0.0.1:9/> PREFIX service: <b:> SELECT * {{ {inside} }}"
    )


@pytest.mark.parametrize("inside", [pytest.param(text, id=name) for name, text in DISGUISES.items()])
def test_no_disguise_hides_a_service(inside: str) -> None:
    """A query that could ask another machine is refused, however that is written, and no host is allowed by default."""
    with pytest.raises(UsageError, match="was not run"):
        screen(query(inside), ["example.org"], "q")


@pytest.mark.parametrize("inside", [pytest.param(text, id=name) for name, text in HARMLESS.items()])
def test_the_word_in_other_places_is_no_service(inside: str) -> None:
    """Strings, comments, addresses and names may hold the word."""
    text = query(f"?s ?p {inside}")
    pyoxigraph.Store().query(text, prefixes=PREFIXES)
    screen(text, [], "q")


def test_a_refused_service_is_told_with_its_place_and_the_mend() -> None:
    """Each service is named with line and column, and the option that would allow its host."""
    text = "SELECT * {\n  SERVICE <https://a.org/sparql> {}\n SERVICE SILENT <http://B.org:81/x> {} }"
    with pytest.raises(UsageError) as caught:
        screen(text, [], "a.rq")
    assert [str(problem.place) for problem in caught.value.problems] == ["a.rq:2:3", "a.rq:3:2"]
    assert [problem.mend for problem in caught.value.problems] == [
        "allow it with --allow-service a.org",
        "allow it with --allow-service b.org",
    ]


@pytest.mark.parametrize("address", ["https://a.org/sparql", "http://A.ORG:8080/", "https://user@a.org/"])
def test_hosts_that_are_allowed_are_asked(address: str) -> None:
    """A service on an allowed host passes, at whatever path and port."""
    screen(f"SELECT * {{ SERVICE <{address}> {{}} }}", ["A.org"], "q")


@pytest.mark.parametrize(
    "address",
    ["https://a.org.b.org/", "https://b.org/a.org", "https://a.org@b.org/", "https://b.org#@a.org/", "//a.org/"],
)
def test_hosts_that_only_look_allowed_are_refused(address: str) -> None:
    """The host counts, and not where else its name stands in the address."""
    with pytest.raises(UsageError):
        screen(f"SELECT * {{ SERVICE <{address}> {{}} }}", ["a.org"], "q")


@pytest.mark.parametrize("brackets", [("(", ")"), ("{", "}"), ("[", "]"), ("<<( ", " )>>")], ids=str)
def test_deep_queries_are_refused(brackets: tuple[str, str]) -> None:
    """Brackets deeper than the limit are an error, and not the end of the process; many beside each other are fine."""
    opening, closing = brackets
    screen(f"{opening * 200}{closing * 200}" + f"{opening}{closing}" * 5000, [], "q")
    with pytest.raises(LimitReached, match="200 brackets deep"):
        screen(opening * 201, [], "q")
    screen('"' + opening * 500 + '"', [], "q")


CHAINS = ["FILTER(?x)", "OPTIONAL{}", "BIND(1 AS ?x)", "MINUS{}", "GRAPH ?g{}", "UNION{}", "||?x", "+1", "*1", "/<a:b>"]


@pytest.mark.parametrize("step", [*CHAINS, "|<a:b>", "!", "&&?x", "-1", "VALUES ?x{}"])
def test_endless_queries_are_refused(step: str) -> None:
    """So many clauses or operators that the optimizer's stack would end are an error; long lists of values are not."""
    with pytest.raises(LimitReached, match="1000 clauses and operators long"):
        screen(step * 1001, [], "q")
    screen("VALUES ?x {" + ' "a" <b:c> 1' * 10_000 + "}", [], "q")


def test_long_queries_are_refused() -> None:
    """A query has at most a million characters."""
    screen("#" + "x" * 999_999, [], "q")
    with pytest.raises(LimitReached, match="1,000,001 characters"):
        screen("#" + "x" * 1_000_000, [], "q")


@pytest.mark.parametrize(
    "text", ["a-", '"', "<", "<a", "ex:....", "'''", "\\", "ex:\\", "a.", "$", "@", '"""a', "_:-."]
)
def test_no_text_takes_long_to_screen(text: str) -> None:
    """Reading tokens takes time in proportion to the text, whatever it is."""
    start = time.process_time()
    with contextlib.suppress(LimitReached, UsageError):
        screen(text * (300_000 // len(text)), [], "q")
    assert time.process_time() - start < 5  # minutes, where each token were looked for to the end of the text


def answer(text: str, data: NamedNode | Literal = SUBJECT, **bindings: NamedNode | Literal) -> object:
    """Return the first value of a query's only row, over one triple that has ``data`` as its object."""
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(SUBJECT, PREDICATE, data))
    solutions = store.query(substitute(text, bindings))
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    (row,) = solutions
    return row[0]


@pytest.mark.parametrize("term", [pytest.param(t, id=n) for n, t in EVERY_TERM.items()])
def test_a_bound_term_is_that_term(term: NamedNode | Literal) -> None:
    """A query with a bound term finds the data that holds this term, and sees in it what it sees in the data."""
    assert answer("SELECT (COUNT(*) AS ?n) { ?s ?p ?x }", data=term, x=term) == typed("1", "xsd:integer")
    assert answer("SELECT (COUNT(*) AS ?n) { ?s ?p ?x }", x=term) == typed("0", "xsd:integer")
    for function in ("STR", "DATATYPE", "LANG") if isinstance(term, Literal) else ("STR",):
        expected = answer(f"SELECT ({function}(?o) AS ?y) {{ ?s ?p ?o }}", data=term)
        assert answer(f"SELECT ({function}(?x) AS ?y) {{}}", x=term) == expected


@given(texts.map(Literal) | addresses, texts.map(Literal))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_no_term_changes_the_query_around_it(term: NamedNode | Literal, other: Literal) -> None:
    """Whatever is bound, the query has the tokens that it had, with each variable replaced by one term."""
    text = 'SELECT (CONCAT(STR(?x),"?x",STR(?y)) AS ?z) { FILTER(?x=?x&&"a"!=\'?y\') } # ?x'
    assert answer(text, x=term, y=other) == Literal(f"{term.value}?x{other.value}")
    written = [token[0] for token in tokens(substitute(text, {"x": Literal(term.value), "y": Literal(other.value)}))]
    template = [token[0] for token in tokens(text)]
    assert len(written) == len(template)
    assert [new for new, old in zip(written, template, strict=True) if old[0] not in "?$"] == [
        old for old in template if old[0] not in "?$"
    ]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("?x", " 1 "),
        ("$x", " 1 "),
        ("?x.", " 1 ."),
        ("?x?x", " 1  1 "),
        ("(?x)", "( 1 )"),
        ("?x-1", " 1 -1"),
        ("a<?x", "a< 1 "),
        ("?xy ?X ?_x ?x1", "?xy ?X ?_x ?x1"),
        ("?x\u0301", "?x\u0301"),
        ("\"?x\" '?x' '''?x''' \"\"\"?x\"\"\"", None),
        ("# ?x\n", None),
        ("# ?x\r ?x", "# ?x\r  1 "),
        ("<http://a/?x>", None),
        (r'"\"?x"', None),
        ("x ex:x :x _:x @x", None),
        (r"ex:a\?x", None),
    ],
)
def test_only_variables_are_replaced(text: str, bound: str | None) -> None:
    """A variable is replaced where it is one, and what looks like it in a string, comment, address or name is not."""
    number = typed("1", "xsd:integer")
    assert substitute(text, {"x": number}).replace(str(number), "1") == (text if bound is None else bound)


def test_a_term_beside_a_term_stays_apart() -> None:
    """Two empty strings side by side do not begin a long one, and a less-than before an address no triple term."""
    assert answer("SELECT (COUNT(*) AS ?n) { VALUES (?a ?b) { (?x?y) } }", x=Literal(""), y=Literal("")) is not None
    assert answer("SELECT (1<?x AS ?y) {}", x=typed("2", "xsd:integer")) == typed("true", "xsd:boolean")


def test_the_variables_of_a_query_are_listed() -> None:
    """Variables come in their order with their sign, and those in strings and comments are none."""
    assert list(variables("SELECT ?a { ?a $b_c '?d' . <e:?f> ?é.?a} # ?g")) == ["?a", "?a", "$b_c", "?é", "?a"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("# select\nASK {}", "ask"),
        ("PREFIX select: <a:> CONSTRUCT WHERE {}", "construct"),
        ("describe <select>", "describe"),
        ("BASE <ask> SELECT * {}", "select"),
        ("", ""),
    ],
)
def test_the_form_of_a_query_is_its_first_keyword(text: str, form: str) -> None:
    """A query is known by its form, whatever its comments and prefixes are called."""
    assert query_form(text) == form
