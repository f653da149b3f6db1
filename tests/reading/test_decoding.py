"""Bytes that must not reach a parser are refused, with their place and the mend."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from confgraph.problems import LimitReached, UnreadableInput
from confgraph.reading import decoding
from confgraph.reading.decoding import decoded, refuse_broken_xml, refuse_triple_terms
from confgraph.reading.jsontext import refuse_ambiguous_json

RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'


def problem(check: Callable[[str, bytes], object], data: bytes) -> str:
    """Return the one problem of bytes that are refused, as it is shown."""
    with pytest.raises(UnreadableInput) as caught:
        check("file", data)
    (found,) = caught.value.problems
    assert found.mend
    return str(found)


def test_a_byte_order_mark_is_taken_off() -> None:
    """A file that an editor began with a byte order mark is read as one without."""
    assert decoded("file", b"\xef\xbb\xbfa") == b"a"
    assert decoded("file", "é\r\n".encode()) == "é\r\n".encode()


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        (b"caf\xe9", "file:1:4", "0xe9"),
        ("é\né é".encode() + b"\xe9", "file:2:4", "0xe9"),
        (b"ok\n\xc3", "file:2:1", "0xc3"),
        (b"\xed\xa0\x80", "file:1:1", "0xed"),
        (b"\xc0\xaf", "file:1:1", "0xc0"),
    ],
    ids=["Latin-1", "columns are characters", "cut off", "surrogate", "overlong"],
)
def test_what_is_not_utf_8_is_named_with_its_place(data: bytes, place: str, byte: str) -> None:
    """The first byte that is not UTF-8 (RFC 3629) is told with line and column."""
    assert problem(decoded, data) == f"{place}: byte {byte} is not UTF-8: save the file as UTF-8"


@pytest.mark.parametrize(
    ("magic", "kind"),
    [
        (b"\x1f\x8b\x08", "gzip"),
        (b"BZh9", "bzip2"),
        (b"\xfd7zXZ\x00", "xz"),
        (b"PK\x03\x04", "zip"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
    ],
)
def test_compressed_files_are_named(magic: bytes, kind: str) -> None:
    """A compressed file is not unpacked, which could grow without bound, and is called by its kind."""
    assert problem(decoded, magic + b"x" * 9) == f"file: the file is compressed with {kind}: uncompress it first"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings_are_called_by_their_name(encoding: str) -> None:
    """The byte order mark of UTF-16 and UTF-32 is known."""
    told = f"file:1:1: the file is {encoding.upper()}, not UTF-8: save the file as UTF-8"
    assert problem(decoded, "a\n".encode(encoding)) == told


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte more than the limit is too many, and the limit is told."""
    monkeypatch.setattr(decoding, "MAX_BYTES", 1000)
    assert decoded("file", b"x" * 1000)
    with pytest.raises(LimitReached, match=r"file: the file has more than 1,000 bytes: split it"):
        decoded("file", b"x" * 1001)


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        (b'<?xml version="1.0"?>\n <!DOCTYPE a [<!ENTITY b "c">]><a/>', "file:2:2", "DOCTYPE"),
        (RDF + b"\n<a></b>", "file:2:6", "mismatched tag"),
        (RDF + b"\n<x:a/></rdf:RDF>", "file:2:1", "unbound prefix"),
        (RDF + "\n<!-- é -->&nbsp;".encode(), "file:2:11", "undefined entity"),
        (b"", "file:1:1", "no element found"),
        (b"a: Turtle", "file:1:1", "syntax error"),
    ],
    ids=["DOCTYPE", "mismatched tag", "unbound prefix", "entity", "empty", "no XML"],
)
def test_broken_xml_is_named_with_its_place(data: bytes, place: str, what: str) -> None:
    """What is not well-formed XML 1.0 with namespaces is told with line and column, and so is a DOCTYPE."""
    found = problem(refuse_broken_xml, data)
    assert found.startswith(f"{place}: ")
    assert what in found


def test_a_doctype_in_a_text_is_no_doctype() -> None:
    """Texts and comments may speak of a DOCTYPE."""
    refuse_broken_xml("file", b"<a><!-- <!DOCTYPE --><![CDATA[<!DOCTYPE html>]]></a>")


def test_deep_xml_is_refused() -> None:
    """Elements inside elements are counted, not those one behind the other."""
    refuse_broken_xml("file", b"<a>" + b"<b/>" * 1000 + b"</a>")
    with pytest.raises(LimitReached, match="file:2:601: the elements are nested deeper than 200"):
        refuse_broken_xml("file", b"\n" + b"<a>" * 201 + b"</a>" * 201)


@pytest.mark.parametrize(
    ("data", "place", "key"),
    [
        (b'{"a": 1,\n  "a": 2}', "file:2:3", "a"),
        (b'{"b": "a", "c": {"a": 1,\n "\\u0061": 2}, "d": {"a": 1}}', "file:2:2", "a"),
        ('[{"é": 1, "é": {"é": 1}}]'.encode(), "file:1:11", "é"),
        (b'{"": [{"x" :1}, {"x"\n:1}], "":1}', "file:2:7", ""),
    ],
    ids=["next line", "escaped and inside", "not ASCII", "empty"],
)
def test_a_key_that_stands_twice_is_named_with_its_place(data: bytes, place: str, key: str) -> None:
    """Of two equal keys in an object (RFC 8259, section 4) the second is told, with line and column."""
    assert problem(refuse_ambiguous_json, data) == f"{place}: the key {key!r} stands twice: keep one of the two"


@pytest.mark.parametrize(
    "data",
    [b'{"a": {"b": 1}, "b": {"a": "a"}}', b'[{"a": "{\\"a\\":"}, {"a": 2}]', b"1" * 9999, b'{"a":"a","b":"a"}'],
    ids=["other objects", "texts", "long number", "values"],
)
def test_what_is_not_ambiguous_is_read(data: bytes) -> None:
    """The same key in another object, and the same text elsewhere, is no mistake; nor is a long number."""
    refuse_ambiguous_json("file", data)


@pytest.mark.parametrize(
    ("data", "place"),
    [(b'{"a": 1,\n}', "file:2:1"), (b"", "file:1:1"), (b"@prefix", "file:1:1"), (b'{"a":1} {"b":2}', "file:1:9")],
)
def test_what_is_not_json_is_named_with_its_place(data: bytes, place: str) -> None:
    """Broken JSON is told with line and column."""
    assert problem(refuse_ambiguous_json, data).startswith(f"{place}: this is not JSON, ")


@pytest.mark.parametrize("depth", [201, 3_000, 200_000])
def test_deep_json_is_refused(depth: int) -> None:
    """Objects nested beyond reason are an error, and not the end of the process."""
    with pytest.raises(LimitReached, match="objects are nested deeper than 200"):
        refuse_ambiguous_json("file", b'{"a":' * depth + b"1" + b"}" * depth)
    refuse_ambiguous_json("file", b"[" * 150 + b"]" * 150 + b""" """)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"<a:s> <a:p>\n  <<( <a:s> <a:p> <a:o> )>> .", "file:2:3"),
        (b'<a:s> <a:p> "<<" . << <a:s> <a:p> 1 >> <a:p> 2 .', "file:1:20"),
        (b"<a:s> <a:p> " + b"<<( <a:s> <a:p> " * 100_000, "file:1:13"),
    ],
    ids=["triple term", "reified", "deep"],
)
def test_triples_in_triples_are_named_with_their_place(data: bytes, place: str) -> None:
    """RDF 1.2's triple terms are refused before a parser's stack ends on them."""
    assert problem(refuse_triple_terms, data).startswith(f"{place}: triple terms")


def test_angle_brackets_in_texts_are_no_triple_terms() -> None:
    """Strings and comments may hold "<<"."""
    refuse_triple_terms("file", b'<a:s> <a:p> "<<", \'<<\', """"<<"""  . # <<')
