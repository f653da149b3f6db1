"""Validate documents against shapes: read, run the engine, and put every result at its place with its mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from confgraph.namespaces import ID, ONTOLOGY, expand, shorten
from confgraph.problems import Place, Problem, Severity, UsageError, did_you_mean
from confgraph.reading import Document
from confgraph.reading.characters import suspicious_characters
from confgraph.reading.positions import positions
from confgraph.validation.report import Report, Result, Term, in_order
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
    engine: str = "duckdb",
) -> Report:
    """Return the report of validating ``documents`` against ``shapes``.

    ``around`` is what the documents may refer to: the ontology, the rest of a catalog. It is seen but not judged; what
    it says of a subject of the documents is replaced by what they say. With ``whole`` every focus node is validated,
    otherwise only the subjects of the documents and of the claims in them. ``unreadable`` are problems that reading
    found before. ``engine`` is one of ENGINES.
    """
    broken = list(unreadable)
    judged = [quad for document in documents for quad in document]
    subjects: set[Term] = {quad.subject for quad in judged if not isinstance(quad.subject, Triple)}
    claimed = {quad.object for quad in judged if quad.predicate == _SUBJECT and isinstance(quad.object, NamedNode)}
    context = [quad for document in around for quad in document if quad.subject not in subjects]
    data = [*judged, *context]
    results = _run(engine)(data, [quad for shape in shapes for quad in shape], None if whole else subjects | claimed)
    problems = [
        *broken,
        *(problem for document in documents for problem in suspicious_characters(document.name, document.data)),
        *_placed(results, documents, data),
    ]
    triples = sum(map(len, documents))
    return Report(in_order(problems), len(documents) + len(broken), triples, unreadable=bool(broken))


def _run(engine: str) -> Callable[[Iterable[Quad], Iterable[Quad], set[Term] | None], list[Result]]:
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


def _placed(results: list[Result], documents: Sequence[Document], data: list[Quad]) -> list[Problem]:
    """Turn results into problems with places; a file is read for positions only if a result is about it."""
    if not results:
        return []
    focus = {result.focus for result in results}
    places = _Places(
        document for document in documents if any(q.subject in focus or q.object in focus for q in document)
    )
    known = {term.value for quad in data for term in (quad.subject,) if isinstance(term, NamedNode)}
    names = {shorten(iri) for iri in known if iri.startswith((ID, ONTOLOGY))}
    return [_problem(result, places, known, names) for result in results]


def _problem(result: Result, places: _Places, known: set[str], names: set[str]) -> Problem:
    what, _, mend = result.message.rpartition(": ")
    if not what:
        what, mend = result.message, ""
    for term in (result.value, result.path):
        if isinstance(term, NamedNode) and term.value.startswith((ID, ONTOLOGY)) and term.value not in known:
            hint = did_you_mean(shorten(term.value), names)
            mend = " Else ".join(filter(None, [hint, mend]))
            break
    return Problem(
        place=places.of(result),
        what=what,
        mend=mend,
        severity=Severity(result.severity),
        focus=_text(result.focus),
        path=_text(result.path),
        value=_text(result.value),
        rule=result.shape,
        component=result.component,
    )


def _text(term: Term | None) -> str:
    return term_as_turtle(term) if term is not None else ""


class _Places:
    """Where triples, properties and subjects stand, by the terms that the engine gives back."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._places: dict[tuple[object, ...], Place] = {}
        self._nowhere = Place("the catalog")
        for document in documents:
            for quad, place in positions(document):
                subject, predicate, value = _key(quad.subject), _key(quad.predicate), _key(quad.object)
                for key in ((subject, predicate, value), (subject, predicate), (subject, None, value), (subject,)):
                    self._places.setdefault(key, place)
                self._places.setdefault((None, value), place)

    def of(self, result: Result) -> Place:
        """Return the place of the triple that a result is about, else of its property, of its focus node, of a link."""
        focus, path, value = _key(result.focus), _key(result.path), _key(result.value)
        candidates = [(focus, path, value), (focus, path), (focus, None, value), (focus,), (None, focus)]
        return next((self._places[key] for key in candidates if key in self._places), self._nowhere)


def _key(term: object) -> object:
    """Return what two spellings of one term share: the engine writes language tags in lower case."""
    if isinstance(term, Literal) and term.language:
        return (term.value, term.language.lower())
    return term
