"""N-Triples through SQL: exactly what pyoxigraph's parser makes of the same bytes, or its error with the line."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import parse as parse_rdf

from confgraph.problems import FileTrouble, UnreadableInput
from confgraph.validation.facts import Facts
from confgraph.validation.lines import load
from tricky import TERMS

S, P = "<http://example.org/s>", "<http://example.org/p>"
IRIS = (
    *(S, P, "<urn:isbn:1>", "<http:a>", "<a:b>", "<http://e:80/>", "<http://e:/>", "<http://e:b/>", "<http://u@e/>"),
    *("<http://e/%41>", "<http://e/%4>", "<http://e/a b>", "<http://e/é>", "<http://é/>", "<http://e/\ue000>", "<e>"),
    *("<http://e/\\u0041>", "<http://e?q>", "<http://e#f>", "<http://e/#f#g>", "<http://e/?q?r>", "<HTTP://e/>", "<>"),
    *("<http://[::1]/>", "<http://e/[>", "<http://e/{>", "<//e/>", "<a://>", "<a:///b>", "<a:/b>", "<a:>", "<1:b>"),
    *("<http://e/\x7f>", "<http://e/\u2028>", "<http://e/\U0001f40d>", "<http://e/\ud7ff>", "<http://e/\xa0\x9f>"),
)
BLANKS = ("_:b", "_:0", "_:00ff", "_:b-c", "_:b.c", "_:b.", "_:é", "_:-b", "_:", "_:b:c", "_:" + "f" * 33)
DATATYPES = ("string", "integer", "date", "dirLangString", "odd")
TAGS = ("@en", "@EN", "@en-US", "@en-us", "@e", "@deu", "@zh-Hant-TW", "@en-", "@en--ltr", "@abcdefghi", "@x-y", "@i-a")
TEXTS = ("", "a", "é", "a b", "\\n", "\\u0041", "\\q", '\\"', '"', "\t", "\r", "\x00", "\x01", "\x02", "\x7f", "\x85")
MORE_TEXTS = ("\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\U0010ffff", "\ue000", "\ufeff", "<<", "' .", " . # ", "\\")
BETWEEN = (*[" "] * 30, "", "\t", "  ")
ENDS = (
    *[" .\n"] * 30,
    ".\n",
    " .",
    "\n",
    " . # why\n",
    " .\r\n",
    "  .\n",
    "\t.\n",
    " ..\n",
    " . .\n",
    " .\n\n",
    " .\r",
)


def literal(chance: random.Random) -> str:
    """Return a literal, seldom one that cannot be."""
    text = "".join(chance.choice((*TEXTS, *MORE_TEXTS)) if chance.random() < 0.2 else "x" for _ in range(3))
    kind = chance.random()
    if kind < 0.3:
        return f'"{text}"' + chance.choice(TAGS)
    space = (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns" if chance.random() < 0.1 else "http://www.w3.org/2001/XMLSchema"
    )
    return f'"{text}"^^<{space}#{chance.choice(DATATYPES)}>' if kind < 0.6 else f'"{text}"'


def line(chance: random.Random) -> str:
    """Return a line of N-Triples, as often as not one that only the parser can judge."""

    def odd(usual: str, others: tuple[str, ...]) -> str:
        return chance.choice(others) if chance.random() < 0.15 else usual

    subject = odd(S, IRIS) if chance.random() < 0.8 else odd("_:b", BLANKS)
    value = literal(chance) if chance.random() < 0.6 else odd("_:c", BLANKS) if chance.random() < 0.3 else odd(S, IRIS)
    if chance.random() < 0.02:
        return chance.choice(("# a comment\n", "\n", "<<( a b c )>>\n", "@prefix a: <b:c> .\n", f"{S} {P}\n", " \n"))
    return f"{subject}{chance.choice(BETWEEN)}{odd(P, IRIS)}{chance.choice(BETWEEN)}{value}{chance.choice(ENDS)}"


def by_pyoxigraph(data: bytes) -> list[tuple[str, ...]] | None:
    """Return what the parser reads, sorted, each triple once; None where it refuses, or where RDF 1.2 is read."""
    try:
        quads = list(parse_rdf(data, format=RdfFormat.N_TRIPLES))
    except (SyntaxError, ValueError):
        return None
    if any("<<" in str(q.object)[:2] or getattr(q.object, "direction", None) for q in quads):
        return None
    return sorted({(str(q.subject), str(q.predicate), str(q.object)) for q in quads})


def by_lines(path: Path) -> list[tuple[str, ...]] | None:
    """Return what comes through SQL, sorted; None where it is refused."""
    try:
        facts = Facts()
        load(facts, str(path), "_:")
        facts.keep_each_triple_once()
    except UnreadableInput as error:
        return None if error.problems[0].place.line else [("refused without a line", str(error))]
    return sorted(facts.db.execute("SELECT s, predicates.p, o FROM facts JOIN predicates ON facts.p = id").fetchall())


def differences(seed: int, path: Path, rounds: int, length: int) -> list[str]:
    """Return the texts of which SQL and the parser make different triples; each round has one random text."""
    chance, found = random.Random(seed), []
    for _ in range(rounds):
        lines = [line(chance) for _ in range(length)]
        good = [text for text in lines if by_pyoxigraph(text.encode("utf-8", "surrogatepass")) is not None]
        data = "".join(good if chance.random() < 0.7 else lines).encode("utf-8", "surrogatepass")
        path.write_bytes(data)
        if by_lines(path) != by_pyoxigraph(data):
            found.append(ascii(data))
    return found


@pytest.mark.parametrize("length", [1, 3, 40])
def test_random_lines_are_what_the_parser_makes_of_them(length: int, tmp_path: Path) -> None:
    """Whatever a file holds, the triples and the refusals are pyoxigraph's."""
    assert differences(7, tmp_path / "x.nt", rounds=40, length=length) == []


def test_tricky_terms_go_through(tmp_path: Path) -> None:
    """Escapes, unusual tags, odd addresses and values of every datatype come out as the parser reads them."""
    data = "".join(f"{S} {P} {term} .\n" for term in TERMS.values()).encode()
    (tmp_path / "x.nt").write_bytes(data)
    assert by_lines(tmp_path / "x.nt") == by_pyoxigraph(data)


def test_most_lines_need_no_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Usual addresses, literals, tags and blank nodes are read by SQL alone, also where a predicate comes late."""
    monkeypatch.setattr("confgraph.validation.lines._parsed", lambda *_: pytest.fail("the parser was asked"))
    usual = [f"{S} {P} {value} .\n" for value in (S, '"é x"@en', '"x"@pt-BR', "_:b7", '"1"^^<urn:x>', '"y"')]
    late = '_:b7 <http://example.org/late> "z" .\n'
    (tmp_path / "x.nt").write_text("".join(usual * 4000) + late, encoding="utf-8")
    monkeypatch.setattr("confgraph.validation.lines._SAMPLE", 10)
    assert by_lines(tmp_path / "x.nt") == by_pyoxigraph(("".join(usual) + late).encode())


@pytest.mark.parametrize(
    ("bad", "line_number"),
    [(f"{S} {P} .", 3), (f"{S} {P} <no scheme> .", 3), (f'{S} {P} "x"@e .', 3), ("\x01", 3), ("\r)", 4)],
)
def test_an_error_has_its_line(bad: str, line_number: int, tmp_path: Path) -> None:
    """An ill-formed line is named, whoever finds it."""
    (tmp_path / "x.nt").write_text(f"{S} {P} {S} .\n" * 2 + bad + "\n" + f"{S} {P} {S} .\n", newline="")
    with pytest.raises(UnreadableInput) as raised:
        load(Facts(), str(tmp_path / "x.nt"), "_:")
    assert raised.value.problems[0].place.line == line_number


def test_a_large_file_has_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too large to be read as a document has the same line, though it is parsed piece by piece."""
    monkeypatch.setattr("confgraph.validation.lines.MAX_BYTES", 10)
    monkeypatch.setattr("confgraph.validation.lines._BLOCK", 100)
    (tmp_path / "x.nt").write_text(f"{S} {P} {S} .\n" * 9 + f"{S} {P}\n" + f"{S} {P} {S} .\n" * 5)
    with pytest.raises(UnreadableInput) as raised:
        load(Facts(), str(tmp_path / "x.nt"), "_:")
    assert raised.value.problems[0].place.line in (10, 11)  # pyoxigraph: where the statement goes on


def test_no_file_is_said(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(FileTrouble, match=r"none\.nt: no such file"):
        load(Facts(), str(tmp_path / "none.nt"), "_:")
