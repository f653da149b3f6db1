"""The tidy form of a file: everything is kept, everything has its place."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Triple

import confgraph
from confgraph.derive import COMPUTED
from confgraph.namespaces import PREFIXES
from confgraph.problems import UsageError
from confgraph.reading import Document, parse, read
from confgraph.reading.comments import comments
from confgraph.tidy import Tidied, tidy
from confgraph.writing import term_as_turtle, turtle
from tricky import PREDICATE, SUBJECT, TERMS, addresses, literals

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def document(text: str, name: str = "file.ttl") -> Document:
    """Return a Turtle file with this text."""
    return parse(text.encode(), RdfFormat.TURTLE, name)


def tidied(text: str, around: str = "", ontology: str = "") -> str:
    """Return the tidy form of a file."""
    (result,) = tidy([document(text)], [document(HEAD + around)], [document(HEAD + ontology)])
    return result.after.decode()


def body(text: str, around: str = "", ontology: str = "") -> str:
    """Return the tidy records of a file, without the prefixes above them."""
    return tidied(HEAD + text, around, ontology).rpartition("@prefix")[2].partition("\n\n")[2]


def kept(text: str) -> Counter[str]:
    """Return the comments of a file, each as often as it stands there."""
    return Counter(comment.text for comment in comments(text))


MESSY = """# The file of Tiny
#   - with a list

@prefix cg: <https://w3id.org/confgraph/ns#> .   # our terms
@prefix e: <https://w3id.org/confgraph/id/edition/> .
@prefix unused: <http://example.org/> .
# about ten
e:ten cg:year 2010 ;   # the year
   # the ordinal
   cg:ordinal 10, 010 .  # both
########
# about two
e:two a cg:Edition ; cg:quote \"\"\"# no comment
in "here\" # neither\"\"\" ; cg:source <http://example.org/#frag> # a source
  .
e:ten cg:counted true. # once more
# the end"""


def test_a_messy_file_becomes_a_tidy_one() -> None:
    """Records and properties are in order, only used prefixes stand, comments are where they belong."""
    assert tidied(MESSY) == (
        "# The file of Tiny\n#   - with a list\n# the end\n\n"
        "@prefix cg: <https://w3id.org/confgraph/ns#> .\n"
        "@prefix edition: <https://w3id.org/confgraph/id/edition/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        "# our terms\n# about ten\n# the ordinal\n# both\nedition:ten\n"
        '  cg:ordinal "010"^^xsd:integer, 10 ;\n  cg:counted true ; # once more\n  cg:year 2010 . # the year\n\n'
        "########\n# about two\nedition:two a cg:Edition ;\n"
        "  cg:source <http://example.org/#frag> ; # a source\n"
        '  cg:quote """# no comment\nin "here" # neither""" .\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "# only a comment",
        "",
        "# top\n\n# record\n<http://a/s> <http://a/p> 1 .\n# end",
        "# record\n<http://a/s> <http://a/p> 1 . # one\n<http://a/t> # two\n # three\n <http://a/p> 2 .",
        "# top\n@prefix e: <http://a/> .\n# one\ne:s e:p 1 ; # two\n e:q 2 . # three",
        "# @prefix in a comment\n\n# two\nPREFIX e: <http://a/>\n# three\ne:s e:p 1 .",
        "#\n#!x\n##y\n### z\n<http://a/s> <http://a/p> '''\n@prefix\n# no''' .",
        "<http://a/s> <http://a/p> 1 .\r\n# CRLF\r\n<http://a/t> <http://a/p> 2 . # x\r\n",
        "<http://a/b> <http://a/p> 1 . # b\n<http://a/a> <http://a/p> 1 .\n#a\n<http://a/b> <http://a/q> 1 .",
        MESSY,
    ],
)
def test_no_comment_is_lost_and_twice_tidy_is_tidy(text: str) -> None:
    """Every comment is still there, no text has become one, and a tidy file is not changed again."""
    once = tidied(text)
    assert kept(once) == kept(text)
    assert tidied(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("edition:a cg:year 1 . # x", "edition:a\n  cg:year 1 . # x\n"),
        ("edition:a cg:year 1 ; #\n a cg:Edition ; # type\n.", "edition:a a cg:Edition ; # type\n  cg:year 1 . #\n"),
        ("edition:a cg:year 1, # x\n 2 . # y", "# x\n# y\nedition:a\n  cg:year 1, 2 .\n"),
        ("edition:a cg:year 1 # x\n; # y\n cg:ordinal 1.", "# y\nedition:a\n  cg:ordinal 1 ;\n  cg:year 1 . # x\n"),
        ("edition:a cg:year 1 . # x\nedition:a cg:year 1 . # y", "# y\nedition:a\n  cg:year 1 . # x\n"),
        ("edition:a # x\n cg:takesPlaceIn place:b . # y\nedition:c cg:year 1 .", "# x\n# y\n\n@prefix"),
    ],
    ids=["one value", "type", "two values", "behind the sign", "stated twice", "computed"],
)
def test_a_comment_stays_behind_its_property(text: str, expected: str) -> None:
    """A comment behind the one value of a property stays there; one of which that cannot be said stands above."""
    once = tidied(HEAD + text)
    assert expected in once
    assert tidied(once) == once


def test_lines_of_a_new_record_that_nobody_filled_in_go() -> None:
    """A line that confgraph new left open goes; what a person wrote, or set aside in a comment, stays."""
    text = '# above\nedition:a cg:year 1 ;\n  #? cg:endDate "2028"^^xsd:gYear ;\n  # cg:year 2 ;\n  cg:ordinal 1 .'
    assert body(text) == "# above\n# cg:year 2 ;\nedition:a\n  cg:ordinal 1 ;\n  cg:year 1 .\n"


_LINES = st.lists(
    st.one_of(
        st.sampled_from(["", "# a", "#b", "  # c", "## d"]),
        st.builds(
            lambda term, value, end: f"{term} <http://a/p> {value}{end}",
            addresses,
            literals | addresses,
            st.sampled_from([" .", " . # x", " # y\n .", "\n# z\n.", ' ; <http://a/q> "# no" .']),
        ),
    ),
    max_size=8,
)


@given(_LINES, st.booleans())
@settings(max_examples=120, derandomize=True, deadline=None)
def test_random_files_keep_everything(lines: list[str], prefixes: bool) -> None:
    """Whatever the file, its triples and comments are those that it had, and twice tidy is tidy."""
    text = (HEAD if prefixes else "") + "\n".join(lines)
    once = tidied(text)
    assert set(document(once).quads) == set(document(text).quads)
    assert kept(once) == kept(text)
    assert tidied(once) == once


def test_every_term_keeps_its_spelling() -> None:
    """No value is changed, however odd."""
    text = turtle(Triple(SUBJECT, PREDICATE, term) for term in TERMS.values())
    assert {quad.object for quad in document(tidied(text))} == set(TERMS.values())


def test_the_shipped_data_is_tidy_and_nothing_is_lost_on_the_way() -> None:
    """Shuffled line by line of records, each shipped file comes back as it is."""
    graph = confgraph.open()
    assert [one.path for one in graph.tidy() if one.problem] == []
    ontology = list(graph.catalog.documents("ontology"))
    mixed = []
    for one in map(read, graph.catalog.files("data")):
        head, *records = one.data.decode().split("\n\n")
        random.Random(4).shuffle(records)
        mixed.append(parse("\n\n".join([head, *records]).encode(), RdfFormat.TURTLE, one.name))
    for after, path in zip(tidy(mixed, [], ontology), graph.catalog.files("data"), strict=True):
        assert after.after == path.read_bytes()


def test_computed_properties_are_always_computed() -> None:
    """What a file says of a computed property is replaced by what follows from it."""
    stale = 'cg:latestEnd "1999-01-01"^^xsd:date ; cg:takesPlaceIn place:x'
    assert body(f'edition:a cg:startDate "2003-02"^^xsd:gYearMonth ; {stale} .') == (
        'edition:a\n  cg:startDate "2003-02"^^xsd:gYearMonth ;\n'
        '  cg:earliestStart "2003-02-01"^^xsd:date ;\n  cg:latestEnd "2003-02-28"^^xsd:date .\n'
    )
    assert {term_as_turtle(term) for term in COMPUTED} == {"cg:earliestStart", "cg:latestEnd", "cg:takesPlaceIn"}


def test_what_other_files_say_is_used() -> None:
    """Places around a place, and the other direction, come from the rest of the catalog."""
    around = "place:hall cg:within place:city . edition:b cg:colocatedWith edition:a ."
    ontology = "cg:colocatedWith a owl:SymmetricProperty . cg:location rdfs:subPropertyOf cg:takesPlaceIn ."
    assert body("edition:a cg:location place:hall .", around, ontology) == (
        "edition:a\n  cg:colocatedWith edition:b ;\n  cg:location place:hall ;\n"
        "  cg:takesPlaceIn place:city, place:hall .\n"
    )


def test_records_of_other_files_are_not_pulled_in() -> None:
    """A file keeps to its own subjects: what follows for others stands where they stand."""
    ontology = "cg:colocatedWith a owl:SymmetricProperty ."
    assert body("edition:a cg:colocatedWith edition:b .", "", ontology) == "edition:a\n  cg:colocatedWith edition:b .\n"


@pytest.mark.parametrize("text", ["[] <a:p> 1 .", "<a:s> <a:p> [] .", "<a:s> <a:p> (1) .", "_:b <a:p> 1 ."])
def test_blank_nodes_are_refused(text: str) -> None:
    """A record without an address cannot be ordered, and the mend is said."""
    with pytest.raises(UsageError, match=r"file\.ttl: .*give each blank node an IRI"):
        tidied(text)


@pytest.mark.parametrize("file_format", [RdfFormat.N_TRIPLES, RdfFormat.TRIG, RdfFormat.N_QUADS])
def test_other_formats_are_refused(file_format: RdfFormat) -> None:
    """Only Turtle is tidied, and the command that converts is said."""
    other = parse(b"<a:s> <a:p> <a:o> .", file_format, "file")
    with pytest.raises(UsageError, match="file: only Turtle is tidied: convert it with confgraph export turtle"):
        tidy([other], [], [])


def test_the_problem_names_the_first_line_that_differs() -> None:
    """An untidy file is told with the line from which on it differs, a tidy one has no problem."""
    good = b"a\nb\nc\n"
    assert Tidied(Path("f"), good, good).problem is None
    assert str(Tidied(Path("f"), b"a\nx\nc\n", good).problem).startswith("f:2: ")
    assert str(Tidied(Path("f"), b"a\nb\n", good).problem).startswith("f:3: ")
    assert str(Tidied(Path("f"), b"a\r\nb\nc\n", good).problem).startswith("f:1: ")
    problem = Tidied(Path("f"), b"", good).problem
    assert problem is not None
    assert problem.mend == "run confgraph tidy"
