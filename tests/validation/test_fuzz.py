"""Random shapes and graphs: two engines give the same results, or the standard's text says which of them is wrong.

``make fuzz-shapes`` runs thousands of cases; FUZZ_CASES and FUZZ_FROM choose how many, and from which seed on.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import Final

import pytest
import shacl
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from confgraph.problems import UsageError
from confgraph.validation import compiled, engine
from confgraph.validation.report import Result
from validation.settled import SETTLED, SETTLED_AGAINST_SHACL, Settled
from validation.shapes_and_graphs import Case, case
from w3c import WORDS

CASES: Final = int(os.environ.get("FUZZ_CASES", "300"))
FIRST: Final = int(os.environ.get("FUZZ_FROM", "0"))
SH: Final = "http://www.w3.org/ns/shacl#"
Rows = Counter[tuple[str, str, str, str, str]]


def rows(results: list[Result]) -> Rows:
    """Return focus node, path if it is one property, value, component and severity; blank nodes are all alike."""
    return Counter(
        (
            text(str(result.focus)),
            str(result.path) if isinstance(result.path, NamedNode) else "",
            text("" if result.value is None else str(result.value)),
            result.component.removeprefix(SH).removesuffix("ConstraintComponent"),
            result.severity,
        )
        for result in results
    )


def by_pyshacl(one: Case) -> Rows:
    """Return the results of pySHACL; raises UsageError where it cannot."""
    return rows(engine.run(one.data_quads, one.shape_quads))


def by_compiled(one: Case) -> Rows:
    """Return the results of shapes compiled to SQL."""
    return rows(compiled.run(one.data_quads, one.shape_quads))


def by_shacl(one: Case) -> Rows:
    """Return the results of the engine ``shacl``, written in Rust."""
    report = shacl.Shapes.from_text(lines(one.shape_quads), "nt").validate_text(lines(one.data_quads), "nt")
    return Counter(
        (
            text(result.focus_node),
            str(result.path) if re.fullmatch("<[^ ]*>", result.path or "") else "",
            text(result.value or ""),
            result.component_iri.strip("<>").removeprefix(SH).removesuffix("ConstraintComponent"),
            WORDS[result.severity_iri.strip("<>")],
        )
        for result in report.results
    )


def lines(quads: list[Quad]) -> str:
    """Return statements as N-Triples."""
    written = serialize((Triple(q.subject, q.predicate, q.object) for q in quads), format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written.decode()


def text(term: str) -> str:
    """Return a term as pyoxigraph writes it; blank nodes are all alike."""
    if not term or term.startswith("_:"):
        return term[:2]
    (quad,) = parse(f"<a:a> <a:a> {term} .".encode(), format=RdfFormat.N_TRIPLES)
    return str(quad.object)


@pytest.mark.parametrize("part", range(2))
def test_compiled_shapes_agree(part: int) -> None:
    """Of half the random cases the compiled shapes have the other engine's results, unless it is wrong."""
    apart = 0
    for seed in range(FIRST + part, FIRST + CASES // 2, 2):
        one = case(seed)
        found, expected = by_compiled(one), by_shacl(one)
        if found != expected:
            difference = f"only ours: {found - expected}\nonly shacl: {expected - found}"
            assert settled(one, SETTLED_AGAINST_SHACL), f"{show(one)}{difference}"
            apart += 1
    assert apart <= CASES / 4 / 50


@pytest.mark.parametrize("why", SETTLED_AGAINST_SHACL, ids=lambda why: f"{why.section}: {why.why}"[:60])
def test_the_standard_settles_it_against_the_other_engine(why: Settled) -> None:
    """The example has the results that the standard's text gives it; ``shacl`` still gives others."""
    one = Case(0, *why.example)
    assert by_compiled(one) == Counter(why.right)
    assert by_shacl(one) == Counter(why.wrong)


def settled(one: Case, reasons: tuple[Settled, ...] = SETTLED) -> bool:
    """Tell whether an engine may be wrong on a case for a reason that was settled."""
    return any(re.search(why.shapes, one.shapes) and re.search(why.data, one.data + one.shapes) for why in reasons)


@pytest.mark.parametrize("part", range(4))
def test_engines_agree(part: int) -> None:
    """Of all random cases the results are the same, unless the standard says that pySHACL is wrong."""
    apart = 0
    for seed in range(FIRST + part, FIRST + CASES, 4):
        one = case(seed)
        expected = by_shacl(one)
        try:
            found = by_pyshacl(one)
        except UsageError:
            assert settled(one), show(one)
            apart += 1
            continue
        if found != expected:
            assert settled(one), f"{show(one)}only pySHACL: {found - expected}\nonly shacl: {expected - found}"
            apart += 1
    assert apart < CASES / 4 / 5  # what was settled excuses no more


@pytest.mark.parametrize("why", SETTLED, ids=lambda why: f"{why.section}: {why.why}"[:60])
def test_the_standard_settles_it(why: Settled) -> None:
    """The example has the results that the standard's text gives it; pySHACL still gives others."""
    one = Case(0, *why.example)
    assert by_compiled(one) == Counter(why.right)
    assert by_shacl(one) == Counter(why.right)
    if why.wrong is None:
        with pytest.raises(UsageError):
            by_pyshacl(one)
    else:
        assert by_pyshacl(one) == Counter(why.wrong)


def test_every_component_is_tried() -> None:
    """The random cases violate every constraint component of SHACL Core."""
    names = (
        "Class Datatype NodeKind MinCount MaxCount MinExclusive MinInclusive MaxExclusive MaxInclusive MinLength "
        "MaxLength Pattern LanguageIn UniqueLang Equals Disjoint LessThan LessThanOrEquals Not And Or Xone Node "
        "QualifiedMinCount QualifiedMaxCount Closed HasValue In"
    )
    found = {row[3] for seed in range(1500) for row in by_shacl(case(seed))}
    assert found == set(names.split())


def show(one: Case) -> str:
    """Return a case as a failing test shows it."""
    return f"seed {one.seed}\n{one.shapes}\n{one.data}\n"
