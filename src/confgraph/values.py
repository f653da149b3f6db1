"""RDF terms and the values of other worlds: Python's, rdflib's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from confgraph.namespaces import PREFIXES, expand
from confgraph.problems import UsageError

if TYPE_CHECKING:
    import rdflib

_INTEGERS: Final = frozenset(
    expand(f"xsd:{name}")
    for name in """
        integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger
        unsignedLong unsignedInt unsignedShort unsignedByte
    """.split()
)
# A Python int or Decimal of a million digits stops the process for minutes: longer numbers stay text.
_NUMBER: Final = r"[+-]?([0-9]{1,1000}(\.[0-9]{0,1000})?|\.[0-9]{1,1000})"
# Python reads more than XML Schema 1.1 allows (1_000, 20020513, other scripts' digits), and each version other things.
_DOUBLE: Final = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATE_TIME: Final = _DATE + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3}([0-9]{3})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def python_value(term: object) -> Any:
    """Return the Python value of a term: int, Decimal, float, bool, date, datetime or str; None for None.

    What Python cannot hold as written (partial dates, ill-formed numbers, dates before the year 1) stays text.
    """
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else None if term is None else str(term)
    from datetime import date, datetime
    from decimal import Decimal

    datatype, text = term.datatype.value, term.value
    try:
        if datatype in _INTEGERS and re.fullmatch(_NUMBER, text):
            return int(text)
        if datatype == expand("xsd:decimal") and re.fullmatch(_NUMBER, text):
            return Decimal(text)
        if datatype in (expand("xsd:double"), expand("xsd:float")) and re.fullmatch(_DOUBLE, text):
            return float(text.replace("INF", "inf"))
        if datatype == expand("xsd:boolean"):
            return _BOOLEANS.get(text, text)
        if datatype == expand("xsd:date") and re.fullmatch(_DATE, text):
            return date.fromisoformat(text)
        if datatype == expand("xsd:dateTime") and re.fullmatch(_DATE_TIME, text):
            return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        pass
    return text


def rdflib_graph(statements: Iterable[Quad | Triple], graph: rdflib.Graph | None = None) -> rdflib.Graph:
    """Return a new rdflib graph of the statements, or add them to ``graph``; literals keep their lexical forms.

    rdflib is told for each literal not to normalise, so its process-wide switch stays as the caller has it.
    """
    import logging
    import warnings

    import rdflib

    graph = rdflib.Graph(bind_namespaces="none") if graph is None else graph
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    talkative = logging.getLogger("rdflib.term")  # it logs a traceback for each ill-formed literal
    talkative.addFilter(_nothing)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for statement in statements:
                graph.add((_rdflib(statement.subject), _rdflib(statement.predicate), _rdflib(statement.object)))
    finally:
        talkative.removeFilter(_nothing)
    return graph


def _nothing(_: object) -> bool:
    return False


def _rdflib(term: object) -> Any:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise UsageError(f"RDF 1.1 has no triple terms: {term}")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == expand("xsd:string"):
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
