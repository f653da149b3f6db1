"""Literals are judged by the lexical spaces of XML Schema 1.1, part 2, without turning a text into a value."""

from __future__ import annotations

import pytest

from confgraph.reading.lexical import PATTERNS, RANGES, XSD, wrong_form

RIGHT = {
    "boolean": ["true", "false", "1", "0"],
    "decimal": ["1", "-1.", "+.5", "0012.50", "9" * 100_000],
    "double": ["1", "1E+999999999", "-INF", "+INF", "NaN", ".5e-3", "1."],
    "float": ["INF"],
    "duration": ["P1Y", "-P1Y2M3DT4H5M6.7S", "PT0S", "P1M", "P2DT3H", "P" + "9" * 5000 + "Y"],
    "yearMonthDuration": ["P1Y2M", "-P3M"],
    "dayTimeDuration": ["P1DT1S", "PT5M"],
    "dateTime": ["2026-05-01T09:00:00+05:45", "2026-05-01T09:00:00", "2026-05-01T24:00:00Z", "-0004-02-29T00:00:00.5Z"],
    "dateTimeStamp": ["2026-05-01T09:00:00Z"],
    "date": ["2024-02-29", "2000-02-29", "0000-01-01", "12026-01-01", "2026-05-01+14:00", "2026-05-01Z"],
    "time": ["24:00:00", "23:59:59.999", "00:00:00-13:59"],
    "gYear": ["2026", "-0001", "0000", "2026Z"],
    "gYearMonth": ["2026-12"],
    "gMonth": ["--05"],
    "gMonthDay": ["--02-29"],
    "gDay": ["---31"],
    "hexBinary": ["", "0fB7"],
    "base64Binary": ["", "Zm9v", "Zm8=", "Zg==", "Zm9v Zm9v"],
    "anyURI": ["", "https://é.example/", "a:b"],
    "language": ["en", "pt-BR", "x-klingon"],
    "normalizedString": ["a  b"],
    "token": ["a b", ""],
    "NMTOKEN": ["-a"],
    "Name": ["a:b"],
    "NCName": ["é1"],
    "QName": ["a:b", "a"],
    "integer": ["-0", "+05", "9" * 100_000],
    "nonNegativeInteger": ["-0", "7"],
    "positiveInteger": ["1"],
    "nonPositiveInteger": ["0", "-7"],
    "negativeInteger": ["-1"],
    "long": ["9223372036854775807", "-9223372036854775808"],
    "byte": ["-128", "127", "0000000000000000000000000127"],
    "unsignedByte": ["255"],
    "unsignedLong": ["18446744073709551615"],
}
WRONG = {
    "boolean": ["yes", "TRUE", "", " true"],
    "decimal": ["1E+999999999", "1,5", "", ".", "NaN", "1_000"],
    "double": ["inf", "nan", "1e", "1d", "0x10", "--1"],
    "duration": ["P", "PT", "P1S", "1Y", "P1Y-2M", "P1.5D", "P1YT"],
    "yearMonthDuration": ["P1D", "P"],
    "dayTimeDuration": ["P1Y"],
    "dateTime": ["2026-05-01", "2026-05-01 09:00:00", "2026-02-29T09:00:00", "2026-05-01T24:00:01",
                 "2026-05-01T09:60:00"],
    "dateTimeStamp": ["2026-05-01T09:00:00"],
    "date": ["2026-02-30", "2026-05-01+25:00", "2026-13-01", "26-05-01", "1900-02-29", "2026-4-1", "02026-01-01",
             "2026-05-01\n", "2026-05-00", "2026-05-01+14:01", "٢٠٢٦-05-01"],
    "time": ["24:00:01", "9:00:00", "09:00"],
    "gYear": ["26", "+2026", "02026"],
    "gYearMonth": ["2026-13", "2026"],
    "gMonth": ["05", "--13"],
    "gMonthDay": ["--02-30", "--04-31"],
    "gDay": ["---32"],
    "hexBinary": ["0", "0g"],
    "base64Binary": ["Zg=", "Zh==", "*"],
    "anyURI": ["a b", "<a>"],
    "language": ["en_GB", ""],
    "normalizedString": ["a\tb"],
    "token": [" a", "a  b"],
    "NMTOKEN": ["a b"],
    "Name": ["1a"],
    "NCName": ["a:b", "1"],
    "QName": ["a:b:c"],
    "integer": ["٣", "1.0", "1e3", "", "+"],
    "nonNegativeInteger": ["-5"],
    "positiveInteger": ["0"],
    "negativeInteger": ["0"],
    "byte": ["128", "-129", "9" * 100_000],
    "unsignedByte": ["256", "-1"],
    "unsignedLong": ["18446744073709551616"],
}  # fmt: skip


def cases(named: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Return each datatype with each of its texts."""
    return [(name, text) for name, texts in named.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), cases(RIGHT), ids=lambda part: part[:30])
def test_what_the_standard_allows_is_right(name: str, text: str) -> None:
    """Nothing of the lexical space of a datatype is complained of."""
    assert wrong_form(text, XSD + name) is None


@pytest.mark.parametrize(("name", "text"), cases(WRONG), ids=lambda part: part[:30])
def test_what_the_standard_forbids_is_wrong_and_mended(name: str, text: str) -> None:
    """Whatever is outside of the lexical space is named in short, with a mend."""
    found = wrong_form(text, XSD + name)
    assert found is not None
    what, mend = found
    assert f"xsd:{name}" in what
    assert len(what) < 140
    assert mend


@pytest.mark.parametrize(
    ("name", "text", "mend"),
    [
        ("date", "2026-02-30", "correct the day"),
        ("date", "05/01/2026", "write 2026-05-01 or 2026-01-05"),
        ("date", "13/05/2026", "write 2026-05-13"),
        ("date", "2026/5/1", "write 2026-05-01"),
        ("date", " 2026-05-01", 'remove the spaces around "2026-05-01"'),
        ("boolean", "Yes", "write true"),
        ("boolean", "perhaps", "write true or false"),
        ("integer", "٣", "write it with the digits 0 to 9: 3"),
        ("decimal", "1E+999999999", "write the digits out, or make it an xsd:double"),
        ("integer", "\u22125", "write it with the digits 0 to 9: -5"),
    ],
)
def test_mends_say_what_to_write(name: str, text: str, mend: str) -> None:
    """Where the meaning can be guessed, the mend is the text to write."""
    found = wrong_form(text, XSD + name)
    assert found is not None
    assert found[1] == mend


def test_unknown_datatypes_are_left_alone() -> None:
    """Only the built-in datatypes of XML Schema have forms that are known here."""
    assert wrong_form("x", "https://e.example/type") is None
    assert wrong_form("x", XSD + "string") is None


def test_every_integer_has_its_range() -> None:
    """XML Schema 1.1 has thirteen kinds of integer, and none of them a pattern of its own."""
    assert len(RANGES) == 13
    assert not RANGES.keys() & PATTERNS.keys()
