"""RDF terms and the values of other worlds: Python's, rdflib's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from confgraph.namespaces import PREFIXES, expand

if TYPE_CHECKING:
    import rdflib

_INTEGERS: Final = frozenset(
    expand(f"xsd:{name}")
    for name in "integer int long short byte nonNegativeInteger positiveInteger unsignedInt unsignedLong".split()
)
# A Python int or Decimal of a million digits stops the process for minutes: longer numbers stay text.
_NUMBER: Final = r"[+-]?(\d{1,1000}(\.\d{0,1000})?|\.\d{1,1000})"
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
        if datatype in (expand("xsd:double"), expand("xsd:float")):
            return float(text.replace("INF", "inf"))
        if datatype == expand("xsd:boolean"):
            return _BOOLEANS.get(text, text)
        if datatype == expand("xsd:date"):
            return date.fromisoformat(text)
        if datatype == expand("xsd:dateTime"):
            return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        pass
    return text


def rdflib_graph(statements: Iterable[Quad | Triple], graph: rdflib.Graph | None = None) -> rdflib.Graph:
    """Return a new rdflib graph of the statements, or add them to ``graph``; literals keep their lexical forms.

    rdflib is told for each literal not to normalise, so its process-wide switch stays as the caller has it.
    """
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none") if graph is None else graph
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for statement in statements:
        graph.add((_rdflib(statement.subject), _rdflib(statement.predicate), _rdflib(statement.object)))
    return graph


def _rdflib(term: object) -> Any:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise TypeError(f"rdflib has no triple terms: {term}")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == expand("xsd:string"):
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
