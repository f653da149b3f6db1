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
    typed = f"contains(o, {text(chr(34) + '^^<' + PREFIXES['xsd'])})"
    conditions = [
        f"(left(o, 1) = '\"' AND {typed} AND NOT regexp_full_match(o, {text(f'{chr(34)}(?:{_SURE})')}))",
        f"(left(o, 1) = '<' AND (regexp_matches(o, {text(_RUNS)}) OR "
        + " OR ".join(f"starts_with(o, {text(one)})" for one in _INERT)
        + "))",
        *([f"f.p IN ({', '.join(predicates)})"] if predicates else []),
    ]
    yield from _quads(tables, " OR ".join(conditions))


def suspicious(tables: Tables) -> set[str]:
    """Return the subjects and objects of judged statements that may hold a suspicious character or host."""
    characters = "".join(_in_re2(one) for one in SUSPICIOUS)
    odd = text(f'[{characters}]|\\\\u00(?:[01]|7F)|://[^/?#" <>]*(?:[^\\x00-\\x7F]|xn--|[%@])')
    found = set()
    for column in "so":
        sql = f"SELECT DISTINCT {column} FROM {tables.judged} WHERE regexp_matches({column}, {odd})"
        found |= {row[0] for row in tables.db.execute(sql).fetchall()}
    return found


def _in_re2(character: str) -> str:
    return character if character == "-" else f"\\x{{{ord(character):X}}}"


def _quads(tables: Tables, condition: str) -> Iterator[Quad]:
    sql = f"SELECT s, predicates.p, o FROM {tables.judged} AS f JOIN predicates ON f.p = id WHERE {condition}"
    for s, p, o in tables.db.execute(sql).fetchall():
        predicate, subject = NamedNode(p[1:-1]), term(s)
        yield Quad(subject, predicate, term(o))  # type: ignore[arg-type]
