"""The statements that may have something wrong with their terms: SQL leaves out those that surely have not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad

from confgraph.namespaces import PREFIXES
from confgraph.reading.characters import SUSPICIOUS
from confgraph.reading.terms import IMPORTS, RULES
from confgraph.validation.dialect import text
from confgraph.validation.ntriples import term
from confgraph.validation.tables import Tables

_XSD: Final = PREFIXES["xsd"].replace(".", "[.]").replace("#", "[#]")
_DAY: Final = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_SURE: Final = "|".join(
    (
        rf'{_DAY}"\^\^<{_XSD}date>',
        rf'{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?"\^\^<{_XSD}dateTime>',
        rf'[0-9]{{4}}"\^\^<{_XSD}gYear>',
        rf'(?:true|false)"\^\^<{_XSD}boolean>',
        rf'[0-9]{{1,9}}"\^\^<{_XSD}(?:integer|nonNegativeInteger|decimal|double|float|long|int|unsignedInt)>',
        rf'-?[0-9]{{1,9}}[.][0-9]{{1,9}}"\^\^<{_XSD}(?:decimal|double|float)>',
        rf'[A-Za-z0-9:/.?&=_~+,;-]*"\^\^<{_XSD}anyURI>',
    )
)
_RUNS: Final = "^<(?i:javascript|vbscript|data|file):"
_INERT: Final = tuple(f"<{namespace}" for namespace in (PREFIXES["sh"], IMPORTS, *RULES))


def candidates(tables: Tables) -> Iterator[Quad]:
    """Yield the judged statements of which ``findings`` may say something."""
    predicates = [
        str(number)
        for number, name in tables.db.execute("SELECT id, p FROM predicates").fetchall()
        if name.startswith(_INERT)
    ]
    yield from _quads(tables, f"{doubtful('o')}{f' OR f.p IN ({chr(44).join(predicates)})' if predicates else ''}")


def doubtful(value: str, predicate: str = "") -> str:
    """Return the SQL that tells whether ``findings`` may say something of the object and predicate in two columns."""
    typed = f"contains({value}, {text(chr(34) + '^^<' + PREFIXES['xsd'])})"
    sure = f"regexp_full_match({value}, {text(f'{chr(34)}(?:{_SURE})')})"
    runs = f"regexp_matches({value}, {text(_RUNS)})"
    conditions = [
        f"(left({value}, 1) = '\"' AND {typed} AND NOT {sure})",
        f"(left({value}, 1) = '<' AND ({runs} OR {_starts(value)}))",
        *([_starts(predicate)] if predicate else []),
    ]
    return " OR ".join(conditions)


def _starts(column: str) -> str:
    return " OR ".join(f"starts_with({column}, {text(one)})" for one in _INERT)


def suspicious(tables: Tables) -> set[str]:
    """Return the subjects and objects of judged statements that may hold a suspicious character or host."""
    found = set()
    for column in "so":
        sql = f"SELECT DISTINCT {column} FROM {tables.judged} WHERE {strange(column)}"
        found |= {row[0] for row in tables.db.execute(sql).fetchall()}
    return found


def strange(column: str) -> str:
    """Return the SQL that tells whether a text may hold a suspicious character or host."""
    characters = "".join(_in_re2(one) for one in SUSPICIOUS)
    odd = text(f'[{characters}]|\\\\u00(?:[01]|7F)|://[^/?#" <>]*(?:[^\\x00-\\x7F]|xn--|[%@])')
    return f"regexp_matches({column}, {odd})"


def _in_re2(character: str) -> str:
    return character if character == "-" else f"\\x{{{ord(character):X}}}"


def _quads(tables: Tables, condition: str) -> Iterator[Quad]:
    sql = f"SELECT s, predicates.p, o FROM {tables.judged} AS f JOIN predicates ON f.p = id WHERE {condition}"
    for s, p, o in tables.db.execute(sql).fetchall():
        predicate, subject = NamedNode(p[1:-1]), term(s)
        yield Quad(subject, predicate, term(o))  # type: ignore[arg-type]
