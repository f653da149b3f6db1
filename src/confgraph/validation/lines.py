"""Load N-Triples into tables at the speed of SQL.

DuckDB reads the lines and splits those that are surely well-formed and canonical: addresses of letters that no standard
forbids, literals without escapes, one space between terms. Every other line is parsed by pyoxigraph, so what comes
out is what pyoxigraph's parser makes of the file. Where the file as a whole is odd (line ends other than LF, bytes that
are no UTF-8, control characters that DuckDB could take for its own), pyoxigraph reads it whole, and names the line of
an error.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat
from pyoxigraph import parse as parse_rdf

from confgraph.problems import FileTrouble, UnreadableInput
from confgraph.reading import MAX_BYTES, read
from confgraph.reading.decoding import refuse_triple_terms, unreadable
from confgraph.validation.facts import Facts, quoted, renamed

_ODD_BYTES: Final = (b"\r", b"\x01", b"\x02")
_LONGEST_LINE: Final = 20_000_000
_SAMPLE: Final = 20_000
_AT_ONCE: Final = 50_000
_BLOCK: Final = 1 << 23
# At each character the patterns leave one way only, so that RE2 finds the three terms in one pass.
_SAFE: Final = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/\x{A0}-\x{D7FF}-]|%[0-9A-Fa-f][0-9A-Fa-f])*"
_IRI: Final = (
    rf"<[a-z][a-z0-9+.-]*:(?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/{_SAFE})?|[A-Za-z0-9]{_SAFE})(?:\?{_SAFE})?(?:#{_SAFE})?>"
)
_BLANK: Final = "_:[A-Za-z0-9]+"
_TEXT: Final = r'"[^"\\\x00-\x1F\x7F\x{FFFE}\x{FFFF}]*"'
_BEGIN: Final = rf"^({_IRI}|{_BLANK}) ({_IRI}) "
_OBJECT: Final = rf"({_IRI}|{_BLANK}|{_TEXT}(?:@[a-z][a-z][a-z]?(?:-[a-z][a-z])?|\^\^{_IRI})?)"
_WITH_TAG: Final = rf"({_TEXT}@)([A-Za-z][A-Za-z][A-Za-z]?(?:-[A-Za-z][A-Za-z])?)"
_END: Final = r" \.$"
_GRAPH: Final = rf"(?: (?:{_IRI}|{_BLANK}))?"
LINE: Final = f"{_BEGIN}{_OBJECT}{_END}"
"""What is surely a canonical line of N-Triples; its groups are subject, predicate and object."""
TAGGED: Final = f"{_BEGIN}{_WITH_TAG}{_END}"
"""The same with a tag of a language in any letters, which is the fourth group."""
QUAD: Final = f"{_BEGIN}{_OBJECT}{_GRAPH}{_END}"
"""What is surely a canonical line of N-Quads; the graph is in no group."""
TAGGED_QUAD: Final = f"{_BEGIN}{_WITH_TAG}{_GRAPH}{_END}"
# Datatypes that a literal cannot have (rdf:langString) or does not show (xsd:string) have an end that few others have.
SPECIAL: Final = "ends_with(x.o, 'tring>')"
"""What tells that an object, though it looks canonical, is not."""


def load(facts: Facts, path: str, blank: str) -> None:
    """Add the triples of an N-Triples file; labels of blank nodes begin with ``blank``.

    Raises FileTrouble, and UnreadableInput with the line of the first error.
    """
    import duckdb

    try:
        if _is_odd(path):
            return facts.add([(blank, _quads(path))])
        try:
            _split(facts, path, blank)
        except duckdb.Error:  # not UTF-8, or a line beyond all bounds
            return facts.add([(blank, _quads(path))])
    except OSError as error:
        raise FileTrouble(f"{path}: {(error.strerror or str(error)).lower()}") from None
    return _mend(facts, path, blank)


def _is_odd(path: str) -> bool:
    """Tell whether a file has bytes that DuckDB's reader of lines takes for more than a part of a line."""
    with Path(path).open("rb") as file:
        while some := file.read(1 << 20):
            if any(odd in some for odd in _ODD_BYTES):
                return True
    return False


def _split(facts: Facts, path: str, blank: str) -> None:
    """Add the triples of all simple lines, and every other line as the object of no predicate."""
    lines = (
        f"(SELECT line, {extracted('line', LINE, 's', 'p', 'o')} AS x FROM read_csv({quoted(path)}, "
        "columns = {'line': 'VARCHAR'}, delim = '\x01', nullstr = '\x02', quote = '', escape = '', header = false, "
        f"auto_detect = false, strict_mode = true, max_line_size = {_LONGEST_LINE}))"
    )
    facts.number_those_of(f"(SELECT x.p AS p FROM (SELECT x FROM {lines} LIMIT {_SAMPLE}) WHERE NOT {SPECIAL})")
    facts.db.execute(
        f"INSERT INTO facts SELECT id, {_renamed('x.s', blank)}, "
        f"CASE WHEN id IS NULL THEN line ELSE {_renamed('x.o', blank)} END FROM "
        f"(SELECT line, x, CASE WHEN {SPECIAL} THEN '' ELSE x.p END AS key FROM {lines}) "
        "LEFT JOIN predicates ON key = predicates.p"
    )


def _mend(facts: Facts, path: str, blank: str) -> None:
    """Replace the lines that are left by their triples: by SQL for rare predicates and tags, else by the parser."""
    facts.db.execute(
        f"CREATE TEMP TABLE odd AS SELECT o AS line, {extracted('o', LINE, 's', 'p', 'o')} AS x, "
        f"{extracted('o', TAGGED, 's', 'p', 'o', 'tag')} AS tagged FROM facts WHERE p IS NULL;"
        f"UPDATE odd SET x = {{'s': '', 'p': '', 'o': ''}} WHERE {SPECIAL};"
        "DELETE FROM facts WHERE p IS NULL"
    )
    facts.number_those_of("(SELECT x.p AS p FROM odd UNION SELECT tagged.p FROM odd)")
    for struct, term in (("x", _renamed("x.o", blank)), ("tagged", "tagged.o || lower(tagged.tag)")):
        other = " AND x.p = ''" if struct == "tagged" else ""
        facts.db.execute(
            f"INSERT INTO facts SELECT id, {_renamed(f'{struct}.s', blank)}, {term} "
            f"FROM odd JOIN predicates ON {struct}.p = predicates.p{other}"
        )
    left = facts.db.execute("SELECT line FROM odd WHERE x.p = '' AND tagged.p = ''").fetchall()
    facts.db.execute("DROP TABLE odd")
    for start in range(0, len(left), _AT_ONCE):
        block = "\n".join(line for (line,) in left[start : start + _AT_ONCE]).encode()
        try:
            facts.add([(blank, _parsed(path, block, 0))])
        except UnreadableInput:
            deque(_quads(path), maxlen=0)  # tells the line
            raise


def _renamed(column: str, blank: str) -> str:
    return column if blank == "_:" else renamed(column, quoted(blank))


def extracted(column: str, pattern: str, *names: str) -> str:
    """Return the SQL for the groups of a pattern, by names."""
    return f"regexp_extract({column}, {quoted(pattern)}, {list(names)})"


def _quads(path: str) -> Iterator[Quad]:
    """Yield what pyoxigraph's parser makes of a file, some lines at once: no statement of N-Triples goes over two."""
    with Path(path).open("rb") as file:
        before = 0
        for lines in iter(lambda: file.readlines(_BLOCK), []):
            yield from _parsed(
                path, b"".join(lines if before else [lines[0].removeprefix(BOM_UTF8), *lines[1:]]), before
            )
            before += len(lines)


def _parsed(path: str, block: bytes, before: int) -> Iterator[Quad]:
    """Yield the quads of some whole lines, of which ``before`` many stand before in the file."""
    try:
        refuse_triple_terms(path, block)
        for quad in parse_rdf(block, format=RdfFormat.N_TRIPLES):
            if getattr(quad.object, "direction", None) is not None:
                raise unreadable(path, "text directions are of RDF 1.2", "write it in RDF 1.1")
            yield quad
    except (SyntaxError, ValueError, UnreadableInput) as error:
        if Path(path).stat().st_size <= MAX_BYTES:
            read(path)  # says it in full
        line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
        what = re.sub(r"^Parser error (at|between) line \d+ [^:]*: ", "", str(getattr(error, "msg", None) or error))
        raise unreadable(path, what, "correct the syntax at this place", line and before + line, column) from None
