"""Validate data against shapes: run the engine, and put every result at its place with its mend."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from typing import Literal as Literal_

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from confgraph.namespaces import expand, shorten
from confgraph.problems import LimitReached, Problem, Severity, UsageError
from confgraph.reading import Document
from confgraph.reading.blanknodes import labelled
from confgraph.reading.terms import Finding, findings
from confgraph.validation.candidates import candidates
from confgraph.validation.changed import Change, Former, affected, change_of
from confgraph.validation.judged import Judged
from confgraph.validation.ntriples import term
from confgraph.validation.places import Places, sourced, with_source
from confgraph.validation.report import Report, Result, Term, in_order
from confgraph.validation.shape import IllFormedShapes
from confgraph.validation.shapes import Shapes
from confgraph.validation.suggestions import Suggestions
from confgraph.validation.tables import Source, Tables
from confgraph.writing import term_as_turtle

ENGINES: Final = ("duckdb", "pyshacl")
"""What validates: shapes compiled to SQL, or the reference validator."""

_SUBJECT: Final = expand("cg:subject")
_SHAPES: Final = (NamedNode(expand("sh:NodeShape")), NamedNode(expand("sh:PropertyShape")))
_OF_SHAPES: Final = (expand("sh:property"), expand("sh:path"))
_TARGET: Final = expand("sh:target")  # sh:targetClass, sh:targetNode, …
_TYPE: Final = NamedNode(expand("rdf:type"))
Scope = Literal_["own"]
OWN: Final[Scope] = "own"
"""The subjects of the data and of the claims in it."""
Run = Callable[[Tables, Iterable[Quad], "set[Term] | None"], list[Result]]


def validate(
    data: Sequence[Source],
    shapes: Iterable[Document],
    around: Sequence[Source] = (),
    whole: bool = True,
    engine: str = ENGINES[0],
    base: str | None = None,
    cache: str | None = None,
    former: Former | None = None,
) -> Report:
    """Return the report of validating ``data``, paths or documents, against ``shapes``.

    ``around`` is what the data may refer to: the ontology, the rest of a catalog. It is seen but not judged; what
    it says of a subject of the data is replaced by what that says. With ``whole`` every focus node is validated,
    otherwise only the subjects of the data and of the claims in it; with ``former``, what files of the data and around
    it were, only those that the change can affect. ``engine`` is one of ENGINES. Relative addresses are resolved
    against ``base``; parsed files are kept in the folder ``cache``. Every problem is reported, unreadable files among
    them. Raises UsageError where the shapes cannot be used, and FileTrouble.
    """
    run = engine_of(engine)
    tables = Tables(data, cache=cache, around=around, base=base, keep_going=True)
    change = None if former is None else change_of(tables, [*data, *around], former, base)
    return judge(tables, data, shapes, run, change if change or whole else OWN, base)


def judge(
    tables: Tables,
    data: Sequence[Source],
    shapes: Iterable[Document],
    run: Run,
    scope: Scope | Change | None = None,
    base: str | None = None,
) -> Report:
    """Return the report of validating ``data``, which ``tables`` hold, with an engine; None is the scope of all."""
    results, focus = _results(tables, list(shapes), scope, run)
    change = scope if isinstance(scope, Change) else None
    found = list(findings(candidates(tables) if change is None else change.added))
    about = {result.focus for result in results} | {term(str(finding.quad.subject)) for finding in found}
    judged = Judged(data, tables, map(str, about), base)
    problems = placed(results, found, Places(judged.about()), tables)
    broken = [one for path, error in tables.broken.items() for one in sourced(Path(path), error.problems)]
    characters = judged.characters(None if change is None else change.files)
    told = tuple(with_source(in_order([*broken, *characters, *problems]), judged.texts()))
    limited = any(isinstance(error, LimitReached) for error in tables.broken.values())
    files = len({os.fspath(one) if isinstance(one, (str, os.PathLike)) else id(one) for one in data})
    elsewhere = tuple(sorted(set(tables.elsewhere)))
    nodes = None if change is None or focus is None else len(focus)
    return Report(
        told, files, tables.size, unreadable=bool(broken), limited=limited, affected=nodes, elsewhere=elsewhere
    )


def _focus(tables: Tables, shapes: list[Quad], scope: Scope | Change | None) -> set[Term] | None:
    """Return the nodes that are validated, None for all."""
    if isinstance(scope, Change):
        return affected(tables, Shapes(shapes), scope.removed, scope.added)
    return _own(tables) if scope is OWN else None


def _own(tables: Tables) -> set[Term]:
    """Return the subjects of what is judged, and of the claims in it."""
    claimed = f"SELECT o FROM {tables.judged} JOIN predicates ON id = {tables.judged}.p WHERE predicates.p = $1"
    sql = f"SELECT DISTINCT s FROM {tables.judged} UNION {claimed} AND left(o, 1) = '<'"
    return {term(text) for (text,) in tables.db.execute(sql, [f"<{_SUBJECT}>"]).fetchall()}


def _results(
    tables: Tables, shapes: list[Document], scope: Scope | Change | None, run: Run
) -> tuple[list[Result], set[Term] | None]:
    """Return the results of an engine and the nodes that were validated; faults of the shapes stand at their place."""
    with told_in(shapes):
        quads = statements_of(shapes)
        focus = _focus(tables, quads, scope)
        return run(tables, quads, focus), focus


def statements_of(shapes: Iterable[Document]) -> list[Quad]:
    """Return the statements of documents of shapes, whose blank nodes never meet."""
    return [quad for number, shape in enumerate(shapes) for quad in labelled(shape, f"s{number}-")]


@contextmanager
def told_in(shapes: Sequence[Document]) -> Iterator[None]:
    """Turn the faults of shapes into problems at their places. Raises UsageError."""
    try:
        yield
    except IllFormedShapes as error:
        places = Places((f"s{number}-", shape) for number, shape in enumerate(shapes))
        problems = [
            Problem(places.of(node, NamedNode(name), None), f"{shorten(name)}: {what}", mend, focus=_text(node))
            for node, name, what, mend in error.faults
        ]
        texts = {shape.name: shape.data for shape in shapes}
        raise UsageError("the shapes cannot be used", with_source(problems, texts)) from None


def engine_of(engine: str) -> Run:
    """Return the function of an engine; each is imported late, for that takes as long as a query to answer."""
    if engine not in ENGINES:
        raise UsageError(f"there is no engine {engine}: use {' or '.join(ENGINES)}")
    if engine == "pyshacl":
        from confgraph.validation.engine import run

        return lambda tables, shapes, focus: run(tables.quads(), shapes, focus)
    from confgraph.validation.compiled import run as compiled

    return compiled


def has_shape(document: Document) -> bool:
    """Tell whether a document holds a shape: by its class, its target, its property or its path (SHACL, section 2)."""
    return any(
        (quad.predicate == _TYPE and quad.object in _SHAPES)
        or quad.predicate.value in _OF_SHAPES
        or quad.predicate.value.startswith(_TARGET)
        for quad in document
    )


def placed(results: list[Result], found: list[Finding], places: Places, tables: Tables) -> list[Problem]:
    """Turn results and findings into problems with places."""
    suggestions = Suggestions(tables)
    suggestions.know_labels([*(one.focus for one in results), *(term(str(one.quad.subject)) for one in found)])
    forms: dict[object, Finding] = {(one.quad.subject, one.quad.predicate, one.quad.object): one for one in found}
    told = {(result.focus, result.path, result.value) for result in results}

    def text(one: object) -> str:
        return _text(BlankNode(tables.origin(str(one))[1][2:]) if isinstance(one, BlankNode) else one)

    problems = [_problem(result, places, suggestions, forms, text) for result in results]
    others = [_found(one, places, suggestions, text) for key, one in forms.items() if key not in told]
    once = {(one.place.file, one.what) if one.severity is Severity.INFO else id(one): one for one in reversed(others)}
    return [*problems, *once.values()]


def _problem(
    result: Result,
    places: Places,
    suggestions: Suggestions,
    forms: Mapping[object, Finding],
    text: Callable[[object], str],
) -> Problem:
    what, _, mend = result.message.rpartition(": ")
    if not what:
        what, mend = result.message, ""
        if form := forms.get((result.focus, result.path, result.value)):
            what, mend = form.what, form.mend
    return Problem(
        place=places.of(result.focus, result.path, result.value),
        what=what,
        mend=" Else ".join(filter(None, [suggestions.of(result), mend])),
        severity=Severity(result.severity),
        grade=result.grade,
        focus=text(result.focus),
        path=result.steps or text(result.path),
        value=text(result.value),
        rule=result.shape,
        component=result.component,
        label=suggestions.label(result.focus),
    )


def _found(found: Finding, places: Places, suggestions: Suggestions, text: Callable[[object], str]) -> Problem:
    focus, path, value = found.quad.subject, found.quad.predicate, found.quad.object
    terms = (text(focus), text(path), text(value))
    label = suggestions.label(term(str(focus)))
    return Problem(places.of(focus, path, value), found.what, found.mend, found.severity, *terms, label=label)


def _text(term: object) -> str:
    return term_as_turtle(term) if isinstance(term, (NamedNode, BlankNode, Literal)) else ""
