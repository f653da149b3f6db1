"""What a variable or constant of SPARQL is in SQL, and which variables a pattern knows."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pyoxigraph
import rdflib

from confgraph.namespaces import expand
from confgraph.validation.dialect import text
from confgraph.validation.ntriples import nt
from confgraph.validation.queries import Untranslatable
from confgraph.validation.report import Term

TERM: Final = "term"
TEXT: Final = "text"
NUMBER: Final = "number"
TRUTH: Final = "truth"

_STRING: Final = expand("xsd:string")
_INTEGER: Final = expand("xsd:integer")


class Sql(NamedTuple):
    """SQL of a kind: whether a term can be no literal, and whether it may be unbound."""

    kind: str
    code: str
    no_literal: bool = False
    optional: bool = False


class Scope:
    """The variables of a pattern by name, and those of the patterns around it.

    ``seed`` is the name of a table with the solutions around an inner pattern: it need not look further than these.
    """

    def __init__(self, columns: dict[str, Sql], above: Scope | None = None, seed: str = "") -> None:
        self._columns = columns
        self._above = above
        self.seed = seed

    def find(self, name: str) -> Sql | None:
        """Return the SQL of a variable, None where it is not bound."""
        if name in self._columns:
            return self._columns[name]
        return self._above.find(name) if self._above else None

    def seeded(self, name: str) -> bool:
        """Tell whether the table of the seed has a term for a variable in each row."""
        found = self._columns.get(name)
        return bool(self.seed) and found is not None and found.kind == TERM and not found.optional

    def unseeded(self) -> Scope:
        """Return the same variables without the seed."""
        return Scope(self._columns, self._above)


def bound_before(term: Term) -> Sql:
    """Return a term that stands for a variable which is bound before the query runs."""
    code = text(nt(term))
    if isinstance(term, pyoxigraph.NamedNode):
        return Sql(TERM, code, True)
    if isinstance(term, pyoxigraph.Literal) and not term.language and term.datatype.value == _STRING:
        return Sql(TEXT, text(term.value))
    return Sql(TERM, code)


def constant(node: Any) -> Sql:
    """Return a term that a query writes out."""
    if isinstance(node, rdflib.URIRef):
        return Sql(TERM, text(f"<{node}>"), True)
    if node.language:
        raise Untranslatable("a literal with a language")
    datatype = str(node.datatype) if node.datatype else _STRING
    if datatype == _STRING:
        return Sql(TEXT, text(str(node)))
    if datatype == _INTEGER:
        return Sql(NUMBER, f"CAST({int(node)} AS HUGEINT)")
    if datatype == expand("xsd:boolean") and str(node) in ("true", "false"):
        return Sql(TRUTH, str(node))
    raise Untranslatable(f"a literal of {datatype}")


def term_of(node: Any) -> str:
    """Return an RDF term of rdflib as the tables hold it."""
    made: Term
    if isinstance(node, rdflib.URIRef):
        made = pyoxigraph.NamedNode(str(node))
    elif isinstance(node, rdflib.Literal) and node.language:
        made = pyoxigraph.Literal(str(node), language=node.language.lower())
    elif isinstance(node, rdflib.Literal):
        made = pyoxigraph.Literal(str(node), datatype=pyoxigraph.NamedNode(str(node.datatype or _STRING)))
    else:
        raise Untranslatable(f"{node} in a pattern")
    return str(made)
