"""How far a shape looks from its focus nodes is read off the shape."""

from __future__ import annotations

from math import inf

import pytest

from confgraph.validation.paths import Alternative, Inverse, Path, Predicate, Repeated, Sequence
from confgraph.validation.reads import ANY, Read, after, edges, lengths, reads
from confgraph.validation.shapes import Shapes
from validation.shapes_and_graphs import EX, quads

P, Q, R = (Predicate(f"{EX}{name}") for name in "pqr")
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def of(shape: str) -> set[Read]:
    """Return what the first shape with a target reads."""
    shapes = Shapes(quads(shape))
    return set(reads(shapes.roots[0], shapes.by_node))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (P, {Read(R, P.iri)}),
        (Inverse(P), {Read(R, P.iri, backward=True)}),
        (Sequence((P, Inverse(Q))), {Read(R, P.iri), Read(Sequence((R, P)), Q.iri, backward=True)}),
        (Alternative((P, Q)), {Read(R, P.iri), Read(R, Q.iri)}),
        (Repeated(P, 1, True), {Read(Sequence((R, Repeated(P, 0, True))), P.iri)}),
        (Repeated(P, 0, False), {Read(R, P.iri)}),
    ],
)
def test_a_path_goes_along_edges(path: Path, expected: set[Read]) -> None:
    """Each step is led to by the steps before it; a repeated one by itself as well (SHACL, section 2.3.1)."""
    assert set(edges(path, R)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (None, (0, 0)),
        (Inverse(P), (1, 1)),
        (Sequence((P, Alternative((Q, Sequence((P, Q)))))), (2, 3)),
        (Repeated(P, 0, True), (0, inf)),
        (Repeated(Sequence((P, Q)), 1, True), (2, inf)),
        (Repeated(P, 0, False), (0, 1)),
    ],
)
def test_paths_have_a_length(path: Path | None, expected: tuple[int, float]) -> None:
    """The fewest and most steps of a path."""
    assert lengths(path) == expected


def test_paths_follow_each_other() -> None:
    """One path behind another is a sequence, and no path adds nothing."""
    assert after(None, P) == after(P, None) == P
    assert after(Sequence((P, Q)), Sequence((Q, R))) == Sequence((P, Q, Q, R))


def test_targets_classes_pairs_and_closed_shapes_read_more_than_values() -> None:
    """A target, sh:class, sh:equals and sh:closed rest on triples that are no values of the path."""
    assert of("e:S a sh:NodeShape ; sh:targetObjectsOf e:p .") == {Read(None, P.iri, backward=True)}
    assert of("e:S sh:targetNode e:a ; sh:path e:p ; sh:class e:C .") == {Read(None, P.iri), Read(P, TYPE)}
    assert of("e:S sh:targetNode e:a ; sh:path e:p ; sh:equals e:q .") == {Read(None, P.iri), Read(None, Q.iri)}
    assert of("e:S sh:targetNode e:a ; sh:property [ sh:path e:p ; sh:closed true ] .") == {
        Read(None, P.iri),
        Read(P, ANY),
    }


def test_inner_shapes_read_from_the_values() -> None:
    """A shape within a shape looks on from where the outer one ended."""
    found = of("e:S sh:targetNode e:a ; sh:path e:p ; sh:not [ sh:path ( e:q e:r ) ; sh:minCount 1 ] .")
    assert found == {Read(None, P.iri), Read(P, Q.iri), Read(Sequence((P, Q)), R.iri)}
