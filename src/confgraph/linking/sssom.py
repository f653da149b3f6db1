"""The links as a mapping set in SSSOM's table form (Simple Standard for Sharing Ontological Mappings, 1.0, TSV)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from confgraph.linking.check import links
from confgraph.linking.decide import TOOL
from confgraph.linking.subjects import Subject, Subjects
from confgraph.linking.suggest import SAME
from confgraph.namespaces import PREFIXES, VERSION

_COLUMNS: Final = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "mapping_justification",
    "author_label", "mapping_tool", "mapping_tool_version", "mapping_date",
)  # fmt: skip
_JUSTIFICATIONS: Final = {
    "person": "semapv:ManualMappingCuration",
    "tool": "semapv:CompositeMatching",
    "file": "semapv:UnspecifiedMatching",
}
"""A person decided, the tool did by several facts, or a source gives the item and not how it was found."""


def sssom(subjects: Subjects, title: str, license: str, day: str) -> str:
    """Return the mapping set of a catalog: every link, and every item that somebody said an entity is not.

    ``title`` is that of the set, ``license`` the address of its terms, ``day`` when it is written.
    """
    head = [
        "#curie_map:",
        *(
            f"#  {name}: {PREFIXES[name]}"
            for name in ("edition", "organization", "owl", "place", "series", "skos", "wd")
        ),
        "#  semapv: https://w3id.org/semapv/vocab/",
        f"#license: {license}",
        "#mapping_set_id: https://w3id.org/confgraph/links",
        f"#mapping_set_title: {' '.join(title.split())}",
        f"#publication_date: {day}",
    ]
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(sorted(_rows(subjects)))
    return "\n".join(head) + "\n" + table.getvalue()


def _rows(subjects: Subjects) -> Iterator[tuple[str, ...]]:
    for subject, prop, item in links(subjects):
        yield _row(subjects, subject, prop, item)
    known = {subject.iri: subject for subject in subjects.all()}
    yield from (_row(subjects, known[iri], SAME, item, "Not") for iri, item in subjects.refused if iri in known)


def _row(subjects: Subjects, subject: Subject, prop: str, item: str, modifier: str = "") -> tuple[str, ...]:
    who, day = subjects.decided(subject.iri, prop, item)
    day = day if len(day) == len("2026-11-30") else ""
    how = "tool" if who == TOOL else "person" if who else "file"
    by_hand, by_tool = (who if how == one else "" for one in ("person", "tool"))
    label, version = " ".join(subject.label.split()), VERSION if by_tool else ""
    named = (subject.name, label, prop, modifier, f"wd:{item}")
    return (*named, _JUSTIFICATIONS[how], by_hand, by_tool, version, day)
