"""What the shapes read decides where triples are sent."""

from __future__ import annotations

from confgraph.namespaces import expand
from confgraph.spark.routes import among, routes, whole
from confgraph.validation.paths import Inverse, Predicate, Repeated
from confgraph.validation.reads import ANY, Read

P, Q = Predicate("http://p"), Predicate("http://q")


def test_home_and_one_step_away() -> None:
    """A property of the focus node is read at home and leads to what is read of its values; nothing else is sent."""
    way = routes([Read(None, "http://p"), Read(P, "http://q")], parts=3)
    home, away = way.steps[:2]
    assert (home.read, home.back, home.lead) == (frozenset({"<http://p>"}), frozenset(), frozenset({"<http://p>"}))
    assert away.read == frozenset({"<http://q>"})
    assert way.later == frozenset({"<http://q>"})
    assert not way.endless


def test_backward() -> None:
    """An inverse path is read of the object, and leads to the subject."""
    way = routes([Read(None, "http://p", backward=True), Read(Inverse(P), "http://q")], parts=3)
    assert way.home.back == way.home.lead_back == frozenset({"<http://p>"})


def test_a_path_of_any_length_has_no_end() -> None:
    """Where a property leads on and on, the last step is taken again."""
    path = Repeated(P, 0, True)
    way = routes([Read(path, "http://p"), Read(path, "http://q")], parts=3)
    assert way.endless
    assert way.steps[-1].lead == frozenset({"<http://p>"})


def test_everywhere() -> None:
    """Subclasses, and properties of which all triples count, go to every part."""
    way = routes([Read(None, "http://p", anywhere=True)], parts=2)
    assert way.everywhere == {f"<{expand('rdfs:subClassOf')}>", "<http://p>"}


def test_any_property() -> None:
    """A closed shape reads all of a node; so does what is not known to be bounded, in one part."""
    assert routes([Read(None, ANY)], parts=2).home.read is None
    assert whole().parts == 1
    assert among("p", None) == "true"
    assert among("p", frozenset()) == "false"
    assert among("p", frozenset({"<http://o'r>"})) == "p IN ('<http://o''r>')"
