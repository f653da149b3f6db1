"""Triples as tables: the terms as they were written, each triple once, blank nodes of one file only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from confgraph.namespaces import expand
from confgraph.reading import Document, parse
from confgraph.validation.tables import Tables
from tricky import SUBJECT, TERMS

EX = "http://example.org/"


def document(turtle: str, name: str = "some.trig") -> Document:
    """Return a TriG text as a document."""
    return parse(f"@prefix ex: <{EX}> .\n{turtle}".encode(), RdfFormat.TRIG, name)


def rows(tables: Tables, table: str) -> list[tuple[str, ...]]:
    """Return the rows of a table or view, sorted."""
    return sorted(tables.db.execute(f"SELECT * FROM {table}").fetchall())


def triples(documents: Iterable[Document]) -> list[tuple[str, ...]]:
    """Return the distinct triples of documents as N-Triples terms, sorted."""
    return sorted({(str(q.subject), str(q.predicate), str(q.object)) for one in documents for q in one})


def test_every_term_is_as_it_was_written() -> None:
    """Numbers, dates, language tags, escapes and odd characters of literals come out as the canonical text."""
    text = "".join(f"{SUBJECT} <{EX}p{n % 7}> {term} .\n" for n, term in enumerate(TERMS.values()))
    read = parse(text.encode(), RdfFormat.N_TRIPLES, "tricky.nt")
    assert rows(Tables([read]), "triples") == triples([read])


def test_a_predicate_has_its_table() -> None:
    """A table has the subjects and objects of one predicate; one that nobody uses is empty."""
    tables = Tables([document("ex:a ex:p ex:b , 'c'@en . ex:a ex:q 1 .")])
    assert rows(tables, tables.name(f"{EX}p")) == [
        (f"<{EX}a>", '"c"@en'),
        (f"<{EX}a>", f"<{EX}b>"),
    ]
    assert rows(tables, tables.name(f"{EX}q")) == [(f"<{EX}a>", f'"1"^^<{expand("xsd:integer")}>')]
    assert rows(tables, tables.name(f"{EX}none")) == []


def test_graphs_and_files_are_one_graph() -> None:
    """A triple that two graphs or two files have is one row."""
    one = document("ex:a ex:p ex:b . ex:g { ex:a ex:p ex:b . }")
    assert rows(Tables([one, document("ex:a ex:p ex:b .")]), "triples") == [(f"<{EX}a>", f"<{EX}p>", f"<{EX}b>")]


def test_blank_nodes_of_two_files_never_meet() -> None:
    """Two files may use the same label, and even one that looks like another file's."""
    files = [document(text) for text in ("_:x ex:p _:d1-x , _:d0-x .", "_:x ex:p _:x .", "_:d0-x ex:p _:x .")]
    tables = Tables(files)
    found = {(tables.origin(s), tables.origin(o)) for s, _, o in rows(tables, "triples")}
    assert found == {
        (((0, "_:x")), (0, "_:d1-x")),
        (((0, "_:x")), (0, "_:d0-x")),
        ((1, "_:x"), (1, "_:x")),
        ((2, "_:d0-x"), (2, "_:x")),
    }
    assert len({term for s, _, o in rows(tables, "triples") for term in (s, o)}) == 6


def test_one_file_keeps_its_blank_nodes() -> None:
    """A blank node of the only source keeps its label, and an address comes from no source."""
    tables = Tables([document("_:x ex:p ex:b .")])
    assert rows(tables, "triples") == [("_:x", f"<{EX}p>", f"<{EX}b>")]
    assert tables.origin("_:x") == (0, "_:x")
    assert tables.origin(f"<{EX}b>") == (None, f"<{EX}b>")


@pytest.mark.parametrize("address", ["http://example.org/O'Reilly", "http://example.org/a;b--c"])
def test_an_odd_predicate_is_no_sql(address: str) -> None:
    """The address of a predicate is data wherever it stands."""
    tables = Tables([document(f"ex:a <{address}> ex:b .")])
    assert rows(tables, "triples") == [(f"<{EX}a>", f"<{address}>", f"<{EX}b>")]


def test_files_documents_and_statements_are_sources(tmp_path: Path) -> None:
    """A file, its document and its bare statements give the same rows."""
    text = f"<{EX}a> <{EX}p> 'x\\ny'@en , _:b ."
    (tmp_path / "a.ttl").write_text(text)
    read = parse(text.encode(), RdfFormat.TURTLE, "a.ttl")
    found = {str(rows(Tables([source]), "triples")) for source in (tmp_path / "a.ttl", read, iter(read.quads))}
    assert len(found) == 1


def test_nothing_is_no_rows() -> None:
    """Without a source there is an empty view."""
    assert rows(Tables(), "triples") == []
