"""linking/quickstatements.py: only what Wikidata lacks, each line as QuickStatements reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from confgraph.linking.items import Items
from confgraph.linking.quickstatements import Batch, quickstatements
from confgraph.linking.subjects import Subjects
from confgraph.linking.suggest import SAME, suggest, unlinked
from linking.narnia import FIRST, PYCON, SECOND, linked, made_catalog, made_subjects
from wikidata import Table

Classes = Mapping[str, frozenset[str]]
# Help:QuickStatements: CREATE, or item, property or L/A/D with a language, value, and pairs of qualifiers and sources.
VALUE = r'(Q[1-9]\d*|"[^\t\n]*"|[+-]\d{4}-\d\d-\d\dT00:00:00Z/(9|10|11)|\d+)'
COMMAND = re.compile(rf"CREATE|(LAST|Q[1-9]\d*)\t(P[1-9]\d*|[LAD][a-z-]+)\t{VALUE}(\t[PS][1-9]\d*\t{VALUE})*")


def batch(table: Table, subjects: Subjects, classes: Classes) -> Batch:
    """Return the commands for the whole catalog."""
    wanted = list(subjects.all())
    fresh = [one for one in unlinked(subjects, wanted) if one.kind in ("series", "edition")]
    looked = suggest(subjects, fresh, table.services, classes)
    known = Items(table.services.store, {}).find(one for ids in subjects.links(SAME).values() for one in ids)
    return quickstatements(subjects, wanted, known, looked, "2026-11-30")


def test_only_what_is_missing_is_given(table: Table, linked_subjects: Subjects, classes: Classes) -> None:
    """A property that an item has is left alone, also where its value differs; what it lacks is there."""
    text = batch(table, linked_subjects, classes).text
    first = [line for line in text.splitlines() if line.startswith(FIRST)]
    given = {line.split("\t")[1] for line in first}
    assert given == {"P17", "P156"}  # it has series, dates, place, site and attendance
    second = {line.split("\t")[1] for line in text.splitlines() if line.startswith(SECOND)}
    assert second == {"P179", "P276", "P17", "P155"}


def test_a_number_in_a_series_is_added_to_its_statement(
    table: Table, linked_subjects: Subjects, classes: Classes
) -> None:
    """An item that is in the series without a number gets it, as the qualifier of that statement."""
    lines = batch(table, linked_subjects, classes).text.splitlines()
    (line,) = [one for one in lines if one.startswith(f"{SECOND}\tP179")]
    assert line.split("\t")[2:5] == [PYCON, "P1545", '"2"']


def test_a_new_edition_gets_an_item_with_sources(table: Table, linked_subjects: Subjects, classes: Classes) -> None:
    """What nothing like it is there for is created, and every statement has a page and a day."""
    made = batch(table, linked_subjects, classes)
    lines = made.text.splitlines()
    assert made.created == lines.count("CREATE") == 1
    block = lines[lines.index("CREATE") :]
    assert 'LAST\tLen\t"PyCon Narnia 2027"' in block
    assert 'LAST\tDen\t"2027 edition of PyCon Narnia"' in block
    stated = [line for line in lines if re.match(r"(LAST|Q\d+)\tP", line)]
    ending = '\tS854\t"https://times.example/"\tS813\t+2026-11-30T00:00:00Z/11'
    assert stated
    assert all(line.endswith(ending) for line in stated)
    assert made.added == len(stated)


def test_every_line_is_a_command(table: Table, linked_subjects: Subjects, classes: Classes) -> None:
    """Each line has the form that the help of QuickStatements gives."""
    for line in batch(table, linked_subjects, classes).text.splitlines():
        assert COMMAND.fullmatch(line), line


def test_duplicates_and_rumours_are_left_out(table: Table, tmp_path: Path, classes: Classes) -> None:
    """What may be there already, what waits for its series, and what only a rumour says is not given."""
    made = batch(table, made_subjects(made_catalog(tmp_path / "c")), classes)
    why = {(one.subject.name, one.why.split(":")[0]) for one in made.left}
    assert made.created == 0
    assert ("series:pycon-narnia", f"it may be {PYCON}") in why
    assert ("edition:pycon-narnia-2027", "its series has no item yet") in why
    weak = batch(
        table, made_subjects(made_catalog(tmp_path / "d", linked(f"edition:pycon-narnia-2026 {SECOND}"))), classes
    )
    assert ("edition:pycon-narnia-2026", "P1132 300") in {
        (one.subject.name, one.why.split(":")[0]) for one in weak.left
    }
    assert "P1132" not in weak.text


def test_a_name_cannot_become_a_command(table: Table, tmp_path: Path, classes: Classes) -> None:
    """Tabs and line ends in a name or address stay within their line and their part."""
    evil = """edition:evil a cg:Edition ; rdfs:label "x\\"\\tP31\\tQ5\\nCREATE"@en ; cg:editionOf series:pycon-narnia ;
  cg:startDate "2030"^^xsd:gYear ; cg:source source:times ."""
    subjects = made_subjects(made_catalog(tmp_path / "c", f"{linked(f'series:pycon-narnia {PYCON}')}{evil}"))
    made = batch(table, subjects, classes)
    assert 'LAST\tLen\t"x" P31 Q5 CREATE"' in made.text.splitlines()
    assert all(COMMAND.fullmatch(line) for line in made.text.splitlines())
