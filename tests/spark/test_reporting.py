"""Lines of blocks get the numbers that they have in their files."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import ID
from confgraph.problems import Place, Problem
from confgraph.spark.lines import Faulty, File, Where
from confgraph.spark.reporting import Numbers, at_places, begins_of, excerpts, of_faults, of_strange
from confgraph.spark.workers import Found, Strange
from confgraph.validation.report import Result

FILES = {0: File(0, "a.nt"), 1: File(1, "b.nt")}
NUMBERS = Numbers({(0, 900): (5, 5), (0, 0): (10, 9), (1, 0): (3, 3)})


def test_lines_are_counted_through_the_blocks() -> None:
    """A line of the second block stands behind all of the first, whatever came first to the driver."""
    assert [NUMBERS.of(Where(*one)) for one in ((0, 0, 1), (0, 900, 2), (1, 0, 3))] == [1, 12, 3]


def test_results_stand_at_their_lines() -> None:
    """A result gets file, line, column and text of its value, also where few lines of the file are known."""
    text = '<http://a> <http://b> "x" .'
    there = excerpts(
        [Found(Where(0, 900, 2), text), Found(Where(0, 0, 4), "<http://c> <http://d> _:e .")], FILES, NUMBERS
    )
    result = Result(NamedNode("http://a"), NamedNode("http://b"), Literal("x"), "wrong: mend it", "error", "", "")
    (problem,) = at_places([result], [], there, [there[0].document, []], [])
    assert (problem.place, problem.source) == (Place("a.nt", 12, 23), text)
    assert (problem.what, problem.mend) == ("wrong", "mend it")


def test_faults_and_strange_lines() -> None:
    """A line that cannot be read keeps the column and the words of the parser, a strange one its own."""
    fault = Faulty(Where(1, 0, 2), (Problem(Place("b.nt", 1, 7), "what", "mend"),), "?\r")
    (problem,) = of_faults([fault], FILES, NUMBERS)
    assert (problem.place, problem.source, problem.message) == (Place("b.nt", 2, 7), "?", "what: mend")
    (found,) = of_strange([Strange(Where(0, 900, 1), '<http://a> <http://b> "x\u200b" .')], FILES, NUMBERS)
    assert found.place == Place("a.nt", 11, 25)


def test_what_may_have_been_meant() -> None:
    """Names are looked for in the namespace of an unknown one, if that is more than a host."""
    assert begins_of(["http://e.org/ns#x", "http://e.org/ns#y", "http://e.org"]) == ["<http://e.org/ns#"]
    assert begins_of([f"{ID}edition/x"])[0] == f"<{ID}"
