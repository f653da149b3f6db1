"""linking/check.py: every link is looked up again, and what is wrong stands at its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from confgraph.linking.check import check, links
from confgraph.linking.subjects import Subjects
from confgraph.problems import Problem, Severity
from confgraph.reading import read
from confgraph.sources.draft import Draft
from linking.narnia import (
    ALL_LINKED,
    CAIR,
    FIRST,
    FOUNDATION,
    NARNIA,
    NORTH,
    OLD,
    PAGE,
    PYCON,
    SECOND,
    linked,
    made_catalog,
)
from wikidata import Table

Classes = Mapping[str, frozenset[str]]


def checked(table: Table, folder: Path, classes: Classes, more: str) -> list[Problem]:
    """Check the catalog with some more triples."""
    catalog = made_catalog(folder, more)
    documents = [read(path) for path in catalog.files("data")]
    subjects = Subjects(Draft(catalog.folder, documents))
    return check(subjects, documents, table.services.store, classes)


def told(problems: list[Problem], severity: Severity = Severity.ERROR) -> set[tuple[str, str]]:
    """Return the rules that were broken, with whom they are about."""
    return {(one.focus, one.rule.rpartition("#Link-")[2]) for one in problems if one.severity == severity}


def test_good_links_are_good(table: Table, tmp_path: Path, classes: Classes) -> None:
    """What agrees is not told; an end that is a day off and another site are warnings."""
    problems = checked(table, tmp_path / "c", classes, ALL_LINKED)
    assert told(problems) == set()
    assert told(problems, Severity.WARNING) == {("edition:pycon-narnia-2025", "end")}


@pytest.mark.parametrize(
    ("link", "rule"),
    [
        ("place:cair-paravel Q9999999999", "gone"),
        (f"place:cair-paravel {OLD}", "merged"),
        (f"place:cair-paravel {PAGE}", "kind"),
        (f"place:cair-paravel {NORTH}", "distance"),
        (f"series:pycon-narnia {FIRST}", "kind"),
        (f"place:narnia {FOUNDATION}", "kind"),
    ],
)
def test_a_wrong_link_is_an_error_at_its_line(
    table: Table, tmp_path: Path, classes: Classes, link: str, rule: str
) -> None:
    """An item that is gone, merged, a page, of another kind or far away is told with file, line and mend."""
    found = [one for one in checked(table, tmp_path / "c", classes, linked(link)) if one.severity == Severity.ERROR]
    assert rule in {one.rule.rpartition("#Link-")[2] for one in found}
    text = (tmp_path / "c" / "data" / "narnia.ttl").read_text().splitlines()
    for one in found:
        assert one.place.file.endswith("narnia.ttl")
        assert one.place.line is not None
        assert link.split()[1] in text[one.place.line - 1]
        assert one.mend


def test_an_item_of_two_is_told(table: Table, tmp_path: Path, classes: Classes) -> None:
    """The second entity of one item is told, with the first."""
    problems = checked(
        table,
        tmp_path / "c",
        classes,
        linked(f"edition:pycon-narnia-2025 {FIRST}", f"edition:pycon-narnia-2026 {FIRST}"),
    )
    (shared,) = [one for one in problems if one.rule.endswith("Link-shared")]
    assert (shared.focus, shared.severity) == ("edition:pycon-narnia-2026", Severity.ERROR)
    assert "edition:pycon-narnia-2025" in shared.what


def test_neighbours_are_offered(table: Table, tmp_path: Path, classes: Classes) -> None:
    """Parts of a linked series that nothing is linked to, and the series of a linked edition, are told and no error."""
    parts = checked(table, tmp_path / "a", classes, linked(f"series:pycon-narnia {PYCON}"))
    offered = [one.what for one in parts if one.severity == Severity.INFO]
    assert [one.split()[0] for one in offered] == [FIRST, SECOND]
    whole = checked(table, tmp_path / "b", classes, linked(f"edition:pycon-narnia-2026 {SECOND}"))
    (of,) = [one for one in whole if one.severity == Severity.INFO]
    assert PYCON in of.what
    assert "confgraph link suggest series:pycon-narnia" in of.mend


def test_a_likely_link_only_warns(table: Table, tmp_path: Path, classes: Classes) -> None:
    """What is only likely may differ: it is a warning."""
    problems = checked(table, tmp_path / "c", classes, f"place:cair-paravel skos:closeMatch wd:{NORTH} .")
    assert told(problems) == set()
    assert ("place:cair-paravel", "distance") in told(problems, Severity.WARNING)


def test_every_link_counts(linked_subjects: Subjects) -> None:
    """Certain and likely links are both looked at."""
    assert {(one.name, item) for one, _, item in links(linked_subjects)} >= {
        ("place:narnia", NARNIA),
        ("place:cair-paravel", CAIR),
    }
