"""The gate to pySHACL, the reference validator: terms in, results out, literals as they were written.

pySHACL gets graphs and never text: parsing shapes itself, it would lose their spelling. It is told neither to import,
nor to infer, nor to run scripts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib.plugins.sparql import prepareQuery

from confgraph.namespaces import PREFIXES
from confgraph.problems import UsageError
from confgraph.validation.report import Result, Term
from confgraph.values import rdflib_graph

_SH: Final = PREFIXES["sh"]
_SEVERITIES: Final = {f"{_SH}Violation": "error", f"{_SH}Warning": "warning", f"{_SH}Info": "info"}


class _Data(rdflib.Graph):
    """A graph that reads each query once: pySHACL asks the same for every focus node, and rdflib's parser is slow."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
        """Answer a query as rdflib does."""
        if isinstance(query_object, str):
            query_object = self._prepared(query_object)
        return super().query(query_object, *args, **kwargs)

    def _prepared(self, text: str) -> Any:
        known = self.__dict__.setdefault("_queries", {})
        if text not in known:
            known[text] = prepareQuery(text, initNs=dict(self.namespaces()))
        return known[text]


def run(data: Iterable[Quad], shapes: Iterable[Quad], focus: set[Term] | None = None) -> list[Result]:
    """Return the results of validating ``data`` against ``shapes``, only for the nodes of ``focus`` if it is given.

    Raises UsageError where the shapes themselves are wrong.
    """
    with _apart():
        data_graph, shapes_graph = rdflib_graph(data, _Data(bind_namespaces="none")), rdflib_graph(shapes)
    if focus is not None:
        _narrow(shapes_graph, data_graph, {_to_rdflib(term) for term in focus})
    try:
        with _apart():
            _, report, text = pyshacl.validate(
                data_graph, shacl_graph=shapes_graph, inference="none", do_owl_imports=False, advanced=False, js=False
            )
    except Exception as error:  # pySHACL lets rdflib's and its own errors through, of many classes
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise UsageError(f"the shapes cannot be used: {first}") from None
    if isinstance(report, (bytes, str)) or not hasattr(report, "subject_objects"):
        raise UsageError(f"the shapes cannot be used: {str(text).strip()}")
    return [_result(report, node) for _, node in report.subject_objects(_uri("result"))]


@contextmanager
def _apart() -> Iterator[None]:
    """Keep what pySHACL does to the whole process to itself: rdflib's switch, and its words on stderr."""
    switch, logger, of_terms = rdflib.NORMALIZE_LITERALS, *map(logging.getLogger, ("pyshacl-validate", "rdflib.term"))
    silent, handlers, of_terms_silent = logger.disabled, list(logger.handlers), of_terms.disabled
    logger.disabled = of_terms.disabled = True
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = switch
        logger.disabled, logger.handlers, of_terms.disabled = silent, handlers, of_terms_silent


def _result(report: Any, node: Any) -> Result:
    def one(name: str) -> Any:
        return report.value(node, _uri(name))

    messages = sorted(report.objects(node, _uri("resultMessage")), key=lambda m: (m.language not in (None, "en"), m))
    return Result(
        focus=_from_rdflib(one("focusNode")),
        path=_from_rdflib(one("resultPath")),
        value=_from_rdflib(one("value")),
        message=str(messages[0]) if messages else "",
        severity=_SEVERITIES.get(severity := str(one("resultSeverity")), "error"),
        grade="" if severity in _SEVERITIES else severity,
        shape="" if isinstance(shape := one("sourceShape"), rdflib.BNode) else str(shape),
        component=str(one("sourceConstraintComponent")),
    )


def _narrow(shapes: rdflib.Graph, data: rdflib.Graph, focus: set[Any]) -> None:
    """Replace each target of the shapes by the nodes of ``focus`` that it selects (SHACL, section 2.1.3).

    pySHACL's own ``focus_nodes`` loses and invents results.
    """
    subclass, kind = rdflib.RDFS.subClassOf, rdflib.RDF.type
    classes_of_classes = (rdflib.RDFS.Class, rdflib.OWL.Class)
    implicit = [(s, None, s) for one in classes_of_classes for s in shapes.subjects(kind, one)]
    by_class = [(s, p, c) for s, p, c in shapes.triples((None, _uri("targetClass"), None))] + implicit
    chosen: list[tuple[Any, set[Any]]] = []
    for shape, _, target in by_class:
        classes = set(data.transitive_subjects(subclass, target)) | {target}
        chosen.append((shape, {node for node in focus if classes & set(data.objects(node, kind))}))
    for shape, _, target in list(shapes.triples((None, _uri("targetSubjectsOf"), None))):
        chosen.append((shape, focus & set(data.subjects(target, None))))
    for shape, _, target in list(shapes.triples((None, _uri("targetObjectsOf"), None))):
        chosen.append((shape, focus & set(data.objects(None, target))))
    for shape, _, target in list(shapes.triples((None, _uri("targetNode"), None))):
        chosen.append((shape, focus & {target}))
    for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode"):
        shapes.remove((None, _uri(name), None))
    for one in classes_of_classes:
        shapes.remove((None, kind, one))
    for shape, nodes in chosen:
        for node in nodes:
            shapes.add((shape, _uri("targetNode"), node))


def _uri(name: str) -> Any:
    return rdflib.URIRef(_SH + name)


def _to_rdflib(term: Term) -> Any:
    return rdflib.BNode(term.value) if isinstance(term, BlankNode) else rdflib.URIRef(term.value)


def _from_rdflib(node: Any) -> Any:
    if node is None:
        return None
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))
