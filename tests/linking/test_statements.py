"""linking/statements.py: what can be stated, with the pages that say so."""

from __future__ import annotations

from pathlib import Path

from confgraph.linking.statements import Statement, statements
from confgraph.linking.subjects import Subjects
from confgraph.linking.suggest import SAME
from linking.narnia import CAIR, FIRST, FOUNDATION, NARNIA, PYCON, SECOND, made_catalog, made_subjects, subject_of

TIMES = ("https://times.example/",)


def of(subjects: Subjects, name: str) -> dict[str, Statement]:
    """Return the statements of an entity by property."""
    return {one.prop: one for one in statements(subjects, subject_of(subjects, name), subjects.links(SAME))}


def test_an_edition_is_stated_in_full(linked_subjects: Subjects) -> None:
    """Series with number, days, place, country and the next edition have Wikidata's form and a page each."""
    found = of(linked_subjects, "edition:pycon-narnia-2025")
    assert found["P179"] == Statement("P179", PYCON, PYCON, TIMES, (("P1545", '"1"'),))
    assert found["P580"] == Statement("P580", "+2025-05-13T00:00:00Z/11", "2025-05-13", TIMES)
    assert found["P582"].value == "+2025-05-15T00:00:00Z/11"
    assert (found["P276"].value, found["P17"].value, found["P156"].value) == (CAIR, NARNIA, SECOND)
    assert "P155" not in found


def test_a_month_is_a_point_in_time(linked_subjects: Subjects) -> None:
    """What is known to the month has that precision, with days as zeros, and no start."""
    found = of(linked_subjects, "edition:pycon-narnia-2026")
    assert found["P585"].value == "+2026-05-00T00:00:00Z/10"
    assert "P580" not in found
    assert found["P155"].value == FIRST


def test_what_a_rumour_says_has_no_page(linked_subjects: Subjects) -> None:
    """An attendance that is only reported, by a source without a page, has nothing to refer to."""
    assert of(linked_subjects, "edition:pycon-narnia-2026")["P1132"].pages == ()


def test_editions_without_numbers_have_no_neighbours(linked_subjects: Subjects) -> None:
    """Between editions without numbers another may lie: nothing is said to follow."""
    assert not {"P155", "P156"} & set(of(linked_subjects, "edition:pycon-narnia-2027"))


def test_series_replace_series(tmp_path: Path) -> None:
    """Replacing is between series, and organizers go by their items."""
    more = f"""
series:old a cg:EventSeries ; rdfs:label "Old"@en ; cg:replacedBy series:pycon-narnia ; owl:sameAs wd:Q9000000200 ;
  cg:source source:times .
series:pycon-narnia cg:replaces series:old ; owl:sameAs wd:{PYCON} .
organization:nsf owl:sameAs wd:{FOUNDATION} .
"""
    subjects = made_subjects(made_catalog(tmp_path / "c", more))
    found = of(subjects, "series:pycon-narnia")
    assert (found["P1365"].value, found["P664"].value) == ("Q9000000200", FOUNDATION)
    assert found["P856"] == Statement("P856", '"https://pycon.example/"', "https://pycon.example/", TIMES)
    assert of(subjects, "series:old")["P1366"].value == PYCON
