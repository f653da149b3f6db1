"""Validate documents against shapes: read, run the engine, and put every result at its place with its mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from confgraph.namespaces import expand, shorten
from confgraph.problems import Problem, Severity, UsageError
from confgraph.reading import Document
from confgraph.reading.characters import suspicious_characters
from confgraph.reading.terms import Finding, findings
from confgraph.validation.places import Places, with_source
from confgraph.validation.report import Report, Result, Term, in_order
from confgraph.validation.shape import IllFormedShapes
from confgraph.validation.suggestions import Suggestions
from confgraph.writing import term_as_turtle

ENGINES: Final = ("duckdb", "pyshacl")
"""What validates: shapes compiled to SQL, or the reference validator."""

_SUBJECT: Final = NamedNode(expand("cg:subject"))
_SHAPES: Final = (NamedNode(expand("sh:NodeShape")), NamedNode(expand("sh:PropertyShape")))
_OF_SHAPES: Final = (expand("sh:property"), expand("sh:path"))
_TARGET: Final = expand("sh:target")  # sh:targetClass, sh:targetNode, …
_TYPE: Final = NamedNode(expand("rdf:type"))


def validate(
    documents: Sequence[Document],
    shapes: Iterable[Document],
    around: Iterable[Document] = (),
    whole: bool = True,
    unreadable: Iterable[Problem] = (),
    limited: bool = False,
    engine: str = ENGINES[0],
) -> Report:
    """Return the report of validating ``documents`` against ``shapes``.

    ``around`` is what the documents may refer to: the ontology, the rest of a catalog. It is seen but not judged; what
    it says of a subject of the documents is replaced by what they say. With ``whole`` every focus node is validated,
    otherwise only the subjects of the documents and of the claims in them. ``unreadable`` are problems that reading
    found before; with ``limited`` they are limits that were hit. ``engine`` is one of ENGINES.
    """
    broken = list(unreadable)
    judged = [quad for document in documents for quad in document]
    subjects: set[Term] = {quad.subject for quad in judged if not isinstance(quad.subject, Triple)}
    claimed = {quad.object for quad in judged if quad.predicate == _SUBJECT and isinstance(quad.object, NamedNode)}
    context = [quad for document in around for quad in document if quad.subject not in subjects]
    data = [*judged, *context]
    results = _results(data, list(shapes), None if whole else subjects | claimed, engine)
    found = [finding for document in documents for finding in findings(document)]
    problems = [
        *broken,
        *(problem for document in documents for problem in suspicious_characters(document.name, document.data)),
        *_placed(results, found, documents, data),
    ]
    triples = sum(map(len, documents))
    told = tuple(with_source(in_order(problems), documents))
    return Report(told, len(documents) + len(broken), triples, unreadable=bool(broken), limited=limited)


def _results(data: list[Quad], shapes: list[Document], focus: set[Term] | None, engine: str) -> list[Result]:
    """Return the results of an engine; faults of the shapes stand at their place."""
    try:
        return engine_of(engine)(data, [quad for shape in shapes for quad in shape], focus)
    except IllFormedShapes as error:
        places = Places(shapes)
        problems = [
            Problem(places.of(node, NamedNode(name), None), f"{shorten(name)}: {what}", mend, focus=_text(node))
            for node, name, what, mend in error.faults
        ]
        raise UsageError("the shapes cannot be used", with_source(problems, shapes)) from None


def engine_of(engine: str) -> Callable[[Iterable[Quad], Iterable[Quad], set[Term] | None], list[Result]]:
    """Return the function of an engine; each is imported late, for that takes as long as a query to answer."""
    if engine not in ENGINES:
        raise UsageError(f"there is no engine {engine}: use {' or '.join(ENGINES)}")
    if engine == "pyshacl":
        from confgraph.validation.engine import run
    else:
        from confgraph.validation.compiled import run
    return run


def has_shape(document: Document) -> bool:
    """Tell whether a document holds a shape: by its class, its target, its property or its path (SHACL, section 2)."""
    return any(
        (quad.predicate == _TYPE and quad.object in _SHAPES)
        or quad.predicate.value in _OF_SHAPES
        or quad.predicate.value.startswith(_TARGET)
        for quad in document
    )


def _placed(
    results: list[Result], found: list[Finding], documents: Sequence[Document], data: list[Quad]
) -> list[Problem]:
    """Turn results and findings into problems with places; a file is read for them only if one is about it."""
    if not results and not found:
        return []
    focus = {result.focus for result in results} | {finding.quad.subject for finding in found}
    places = Places(
        document for document in documents if any(q.subject in focus or q.object in focus for q in document)
    )
    suggestions = Suggestions(data)
    forms: dict[object, Finding] = {(one.quad.subject, one.quad.predicate, one.quad.object): one for one in found}
    told = {(result.focus, result.path, result.value) for result in results}
    problems = [_problem(result, places, suggestions, forms) for result in results]
    return problems + [_found(one, places, suggestions) for key, one in forms.items() if key not in told]


def _problem(result: Result, places: Places, suggestions: Suggestions, forms: Mapping[object, Finding]) -> Problem:
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
        focus=_text(result.focus),
        path=_text(result.path),
        value=_text(result.value),
        rule=result.shape,
        component=result.component,
        label=suggestions.label(result.focus),
    )


def _found(found: Finding, places: Places, suggestions: Suggestions) -> Problem:
    focus, path, value = found.quad.subject, found.quad.predicate, found.quad.object
    terms = (_text(focus), _text(path), _text(value))
    place = places.of(focus, path, value)
    return Problem(place, found.what, found.mend, found.severity, *terms, label=suggestions.label(focus))


def _text(term: object) -> str:
    return term_as_turtle(term) if isinstance(term, (NamedNode, BlankNode, Literal)) else ""
