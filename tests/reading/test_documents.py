"""Files become documents with terms as they were written, or errors that say where and how to mend."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat

from confgraph.problems import FileTrouble, LimitReached, UnreadableInput, UsageError
from confgraph.reading import SUFFIXES, decoding, documents, format_of, parse, read, read_text
from tricky import typed

XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
TURTLE_ERRORS = {
    "missing dot": ("<a:s> <a:p> 1\n<a:t> <a:p> 2 .", "2:1", "a dot is expected", "end the statement before this line"),
    "undeclared prefix": ("<a:s>\n é:p 1 .", "2:2", "the prefix é: has not been declared", "declare it with @prefix"),
    "relative address": ("<a:s> <a:p> <b> .", "1:13", "no scheme found", "write the whole address, or declare @base"),
    "space in an address": ("<a:s> <a:p> <b:c d> .", "1:13", "invalid IRI code point ' '", "escape or remove"),
    "line end in a string": ('<a:s> <a:p> "a\nb" .', "1:15", "line jumps are not allowed", "correct the syntax"),
    "no end of a string": ('\n<a:s> <a:p> """a\nb', "2:13", "unexpected end of file", "correct the syntax"),
    "literal as subject": ('"a" <a:p> 1 .', "1:1", "", "correct the syntax"),
    "CRLF": ("<a:s> <a:p> 1 .\r\n\r\n<a:s> x:p 1 .", "3:7", "the prefix x: has not been declared", "declare it"),
    "triple term": ("<a:s> <a:p> 1 .\n<a:s> <a:p> <<( <a:s> <a:p> 1 )>> .", "2:13", "triple terms", "RDF 1.1"),
    "annotation": ("<a:s> <a:p> 1 .\n<a:s> <a:p> 2 {| <a:p> 3 |} .", "2:15", "triple terms", "RDF 1.1"),
    "reifier": ("<a:s> <a:p> 1 .\n<a:s> <a:p> 2 ~ <a:r> .", "2:15", "triple terms", "RDF 1.1"),
    "text direction": ('<a:s> <a:p> "a"@en--rtl .', "1:16", "text directions", "RDF 1.1"),
}
JSON_ERRORS = {
    "remote context": ('{\n "@context": "https://x.example/c"}', "2:2", "a context on the web", "none is ever fetched"),
    "imported context": ('{"@context": {"@import": "https://x.example/c"}}', "1:15", "a context on the web", "put the"),
    "relative address": ('{"@id": "a:s",\n"a:p": {"@id": "b"}}', "2:16", "the address 'b' is not whole", "write the"),
    "relative subject": ('{"@id": "b", "a:p": 1}', "1:9", "the address 'b' is not whole", "write the whole address"),
    "NaN": ('{"@id": "a:s",\n "a:p": NaN}', "2:9", "JSON has no number NaN", 'write {"@value": "NaN"'),
    "key twice": ('{"a:p": 1,\n "a:p": 2}', "2:2", "the key 'a:p' stands twice", "keep one of the two"),
}
XML_ERRORS = {
    "no end tag": (XML + "\n<a>", "2:4", "not well-formed XML", "mend the XML at this place"),
    "relative address": (
        XML + '\n<e:A rdf:about="b"/></rdf:RDF>',
        "2:16",
        "No scheme found",
        "write the whole address",
    ),
    "DOCTYPE": ("<!DOCTYPE a>" + XML + "</rdf:RDF>", "1:1", "a DOCTYPE may define entities", "write namespaces out"),
}
ERRORS = [
    pytest.param(suffix, *case, id=f"{suffix} {name}")
    for suffix, cases in ((".ttl", TURTLE_ERRORS), (".jsonld", JSON_ERRORS), (".rdf", XML_ERRORS))
    for name, case in cases.items()
]


@pytest.mark.parametrize(("suffix", "text", "place", "what", "mend"), ERRORS)
def test_every_error_says_where_what_and_how(
    suffix: str, text: str, place: str, what: str, mend: str, tmp_path: Path
) -> None:
    """What cannot be read is told with file, line and column, what is wrong, and how to mend it."""
    path = tmp_path / f"file{suffix}"
    path.write_bytes(text.encode())
    with pytest.raises(UnreadableInput) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert str(problem.place) == f"{path}:{place}"
    assert what in problem.what
    assert mend in problem.mend


def test_relative_addresses_never_become_files(tmp_path: Path) -> None:
    """An address is resolved against the base that is given, and against nothing else."""
    path = tmp_path / "file.ttl"
    path.write_text("<a> <b> <c> .")
    with pytest.raises(UnreadableInput):
        read(path)
    (quad,) = read(path, base="https://example.org/x/")
    assert str(quad.object) == "<https://example.org/x/c>"
    (quad,) = parse(b'{"@id": "a", "b:c": 1}', RdfFormat.JSON_LD, "file", base="https://example.org/")
    assert str(quad.subject) == "<https://example.org/a>"


@pytest.mark.parametrize("depth", [500, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[<a:p> ", "]"), ("(", ")")], ids=["blank nodes", "lists"])
def test_deep_turtle_does_not_end_the_process(opening: str, closing: str, depth: int) -> None:
    """Turtle that is nested beyond reason is read."""
    data = f"<a:s> <a:p> {opening * depth}1{closing * depth} .".encode()
    assert len(parse(data, RdfFormat.TURTLE, "deep")) >= depth


def test_deep_json_ld_does_not_end_the_process() -> None:
    """JSON-LD that is nested beyond reason is refused."""
    with pytest.raises(LimitReached):
        parse(b'{"a:b":' * 3000 + b"1" + b"}" * 3000, RdfFormat.JSON_LD, "deep")


def test_terms_are_as_written() -> None:
    """Numbers, dates and booleans keep the spelling that the file has, also a wrong one."""
    text = (
        b'@prefix x: <http://www.w3.org/2001/XMLSchema#> . <a:s> <a:p> 01, +1.50, 1E6, "yes"^^x:boolean, "31"^^x:date .'
    )
    found = {quad.object for quad in parse(text, RdfFormat.TURTLE, "file")}
    written = {("01", "integer"), ("+1.50", "decimal"), ("1E6", "double"), ("yes", "boolean"), ("31", "date")}
    assert found == {typed(value, f"xsd:{name}") for value, name in written}


def test_a_document_knows_its_name_format_prefixes_and_bytes(tmp_path: Path) -> None:
    """A document has what those who look again at the file need."""
    path = tmp_path / "file.ttl"
    path.write_bytes(b"\xef\xbb\xbf@prefix e: <http://example.org/> . e:s e:p 1 .")
    document = read(path)
    assert (document.format, dict(document.prefixes)) == (RdfFormat.TURTLE, {"e": "http://example.org/"})
    assert document.data.startswith(b"@prefix")
    assert len(document) == len(list(document)) == 1
    assert repr(document) == f"<Document {path} 1>"


def test_files_below_the_current_folder_are_called_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In messages a file is called as one would type it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.ttl").write_text("")
    monkeypatch.chdir(tmp_path)
    assert read(tmp_path / "data" / "a.ttl").name == os.path.join("data", "a.ttl")  # noqa: PTH118
    assert read("data/a.ttl").name == os.path.join("data", "a.ttl")  # noqa: PTH118


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_names_the_format(suffix: str) -> None:
    """Each suffix has its format, whether it is written small or large."""
    assert format_of(Path(f"a.b{suffix}")) == format_of(Path(f"A{suffix.upper()}")) == SUFFIXES[suffix]


@pytest.mark.parametrize(
    ("name", "hint"), [("a.tll", "did you mean .ttl?"), ("a.jsond", "did you mean .jsonld?"), ("a", "name it by what")]
)
def test_an_unknown_suffix_gets_the_nearest(name: str, hint: str) -> None:
    """A suffix that names no format is a wrong call, answered with the nearest one or with all."""
    with pytest.raises(UsageError, match=r"no RDF format has the suffix") as caught:
        read(name)
    assert hint in str(caught.value)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A missing file, a folder and a name that cannot be one are file troubles, for RDF and for text."""
    (tmp_path / "folder.ttl").mkdir()
    for name, what in (("none.ttl", "no such file"), ("folder.ttl", "is a directory"), ("a\0.ttl", "null")):
        for reader in (read, read_text):
            with pytest.raises(FileTrouble, match=what):
                reader(tmp_path / name)


def test_no_more_is_read_than_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file that never ends only the allowed bytes are read."""
    monkeypatch.setattr(documents, "MAX_BYTES", 1000)
    monkeypatch.setattr(decoding, "MAX_BYTES", 1000)
    (tmp_path / "endless.ttl").symlink_to("/dev/zero")
    with pytest.raises(LimitReached):
        read(tmp_path / "endless.ttl")


def test_text_is_read_without_a_byte_order_mark(tmp_path: Path) -> None:
    """A query that an editor began with a byte order mark is read; one in Latin-1 is refused with its place."""
    path = tmp_path / "a.rq"
    path.write_bytes(b"\xef\xbb\xbfASK {}\r\n")
    assert read_text(path) == "ASK {}\r\n"
    path.write_bytes(b"ASK\n#\xe9")
    with pytest.raises(UnreadableInput, match=r"a\.rq:2:2: byte 0xe9"):
        read_text(path)


def test_every_format_is_read(tmp_path: Path) -> None:
    """The same triple comes out of a file of each suffix."""
    turtle = '<http://example.org/s> <http://example.org/p> "o" .'
    json = '{"@id": "http://example.org/s", "http://example.org/p": "o"}'
    xml = f'{XML}<rdf:Description rdf:about="http://example.org/s"><e:p>o</e:p></rdf:Description></rdf:RDF>'
    for suffix in SUFFIXES.keys() - {".csv"}:
        text = {".jsonld": json, ".rdf": xml, ".owl": xml}.get(suffix, turtle)
        (tmp_path / f"a{suffix}").write_text(text)
        (quad,) = read(tmp_path / f"a{suffix}")
        assert (quad.subject, quad.object) == (NamedNode("http://example.org/s"), Literal("o"))
