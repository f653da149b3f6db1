"""The line and column of every triple."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat
from pyoxigraph import parse as parse_rdf

import confgraph
from confgraph.reading import parse, read
from confgraph.reading.positions import positions

PREFIX = "@prefix cg: <https://w3id.org/confgraph/ns#> .\n@prefix e: <http://example.org/> .\n"


def lines(text: str, file_format: RdfFormat = RdfFormat.TURTLE) -> dict[str, int | None]:
    """Return the line of each object by its text."""
    found = positions(parse(text.encode(), file_format, "file"))
    return {getattr(one.quad.object, "value", ""): one.place.line for one in found}


def shipped() -> list[Path]:
    """Return the Turtle files of the shipped catalog."""
    return confgraph.open().catalog.files("data")


@pytest.mark.parametrize("path", shipped(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_triple_of_the_shipped_data_is_found(path: Path) -> None:
    """Each line of a tidy file, read alone with the subject and property above it, gives the triples that are there."""
    document = read(path)
    found: dict[int | None, list[Quad]] = defaultdict(list)
    for one in positions(document):
        found[one.place.line].append(one.quad)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in document.prefixes.items())
    subject = predicate = ""
    for number, line in enumerate(document.data.decode().splitlines(), 1):
        if line.startswith(("@", "#")):
            continue
        objects = line.strip(" ;,.")
        if line[:1].strip():
            subject, _, objects = objects.partition(" ")
        if line[:4].strip():
            predicate, _, objects = objects.partition(" ")
        statement = f"{prefixes}{subject} {predicate} {objects} ." if objects else ""
        assert found.pop(number, []) == list(parse_rdf(statement, format=RdfFormat.TURTLE)), f"{path}:{number}"
    assert not found


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_lines_are_counted_at_every_line_end(end: str) -> None:
    """A file from any system has the lines that its editor shows."""
    text = "e:s\n  e:p 1 ;\n\n  e:q 2, 3\n  , 4 .\ne:t e:p 5 ."
    assert lines((PREFIX + text).replace("\n", end)) == {"1": 4, "2": 6, "3": 6, "4": 7, "5": 8}


def test_a_text_of_several_lines_stands_where_it_begins() -> None:
    """A long text is found on its first line, and what follows it on its own."""
    text = 'e:s e:p """a\nb\nc""" ;\n  e:q "d" .\n'
    assert lines(PREFIX + text) == {"a\nb\nc": 3, "d": 6}


def test_blank_nodes_and_lists_have_their_lines() -> None:
    """What stands in brackets is found where it stands."""
    found = lines(PREFIX + "e:s e:p [\n  e:q 1 ;\n  e:r (\n    2\n    3 ) ] .\n")
    assert (found["1"], found["2"], found["3"]) == (4, 6, 7)


@pytest.mark.parametrize("file_format", [RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.TRIG])
def test_other_line_formats_have_lines(file_format: RdfFormat) -> None:
    """N-Triples, N-Quads and TriG are found line by line too, with and without a line end at the end."""
    text = '<a:s> <a:p> "1" .\n# c\n<a:s> <a:p> "2" .'
    assert lines(text, file_format) == lines(text + "\n", file_format) == {"1": 1, "2": 3}


def test_a_base_changes_no_place() -> None:
    """A document that was read with a base is found as one without."""
    (found,) = positions(parse(b"<s>\n<p> <o> .", RdfFormat.TURTLE, "file", "https://e.org/"))
    assert (str(found.quad.object), str(found.place), str(found.property)) == (
        "<https://e.org/o>",
        "file:2:5",
        "file:2:1",
    )


@pytest.mark.parametrize(
    ("line", "value", "name"),
    [
        ("e:s cg:year 2003 .", "3:13", "3:5"),
        ("  e:s <http://example.org/p> 2003 .", "3:30", "3:7"),
        ('e:s a "2003" .', "3:7", "3:5"),
        ("e:s\te:year 2003 .", "3:12", "3:5"),
        ('e:s e:p "é", "2003"@en .', "3:9", "3:5"),
        ("e:s e:p\n     2003 .", "4:6", "3:5"),
        ("e:s e:p # e:p 2003\n 2003 .", "4:2", "3:5"),
        ("e:s e:yearly 1, 2 ; e:year 3 .", "3:14", "3:5"),
        ("PREFIX f: <f:> e:s f:p 2003 .", "3:24", "3:20"),
        ('e:s e:p """a\n"b" \\""""@en .', "3:9", "3:5"),
        ("e:s e:p .5 .", "3:9", "3:5"),
        ("e:s e:p e:a.b.c .", "3:9", "3:5"),
        ("e:s e:p e:a\\,b .", "3:9", "3:5"),
    ],
)
def test_value_and_property_have_their_columns(line: str, value: str, name: str) -> None:
    """A place is that of the value, and the property has one of its own; columns are characters."""
    found = next(iter(positions(parse((PREFIX + line).encode(), RdfFormat.TURTLE, "file"))))
    assert (str(found.place), str(found.property)) == (f"file:{value}", f"file:{name}")
