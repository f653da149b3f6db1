"""The embedded store: an index over parsed files that only answers queries.

It re-spells values ("01" becomes 1), so what is validated or exported never comes from here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from confgraph.evaluation import QueryFailed, QueryLimits, answer, evaluate, evaluate_apart
from confgraph.namespaces import PREFIXES, expand
from confgraph.problems import FileTrouble, Place, Problem, RemoteFailure, UsageError, did_you_mean
from confgraph.results import Answer, Rows
from confgraph.sparql import Term, place_in, screen, substitute, wrong_token

if TYPE_CHECKING:
    from confgraph.reading import Document

# pyoxigraph's words: "error at 1:20: expected one of …", or a sentence without a place.
_AT: Final = r"(?s)error at (\d+):(\d+): (.*)"
_WRONG: Final = {
    '"': "close the string with the same quote, on the same line",
    "'": "close the string with the same quote, on the same line",
    ">": "an address between < and > has no spaces",
}
_SENTENCE: Final = r"The [A-Z]+ [a-z][^,\[]*"
_DECLARED: Final = r"(?i)\bPREFIX\s+([^\s:]*):"
_UPDATES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")


class Store:
    """A set of triples, in memory or in an index on disk, that answers SPARQL 1.1 queries and nothing else."""

    def __init__(self, context: Callable[[], Mapping[str, object]] = dict, folder: str | None = None) -> None:
        self._context = context
        self._folder = folder

    @cached_property
    def _index(self) -> pyoxigraph.Store:
        return pyoxigraph.Store() if self._folder is None else _opened(self._folder)

    def __len__(self) -> int:
        return len(self._index)

    def load(self, paths: Iterable[str | os.PathLike[str]]) -> None:
        """Add the triples of Turtle files of our own; raises UnreadableInput with file and line, or FileTrouble."""
        for path in paths:
            try:
                self._index.load(path=path, format=RdfFormat.TURTLE)
            except (SyntaxError, OSError):
                from confgraph.reading import read  # late: a good file is not read a second time

                self.add([read(path)])  # says the same with file, line and mend, or takes off a byte order mark

    def add(self, documents: Iterable[Document]) -> None:
        """Add the triples of documents that were read."""
        for document in documents:
            self.put(document.quads)

    def put(self, quads: Iterable[Quad]) -> None:
        """Add statements."""
        self._index.extend(quads)

    def query(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        services: Iterable[str] = (),
        name: str = "query",
        limits: QueryLimits | None = None,
    ) -> Answer:
        """Answer a SPARQL 1.1 query with Rows, Triples or a bool.

        ``bindings`` put terms in the place of variables. ``services`` are the hosts that SERVICE may ask; by default
        none. ``name`` is what errors call the query. With ``limits`` it is evaluated apart, in a sandbox. Raises
        UsageError, LimitReached, and RemoteFailure where a service fails.
        """
        screen(text, services, name)
        asked = substitute(text, bindings or {})
        try:
            if limits is None:
                return answer(evaluate(self._index, asked, name), self._context)
            data = evaluate_apart(self.opening(), asked, name, limits, service=bool(services))
            return answer(data, self._context)
        except QueryFailed as error:
            if services and not error.wrong:
                message = f"{name}: the service does not answer as SPARQL 1.1 asks: {error.message}"
                raise RemoteFailure(message) from None
            raise failure(name, text, bindings or {}, error) from None

    def opening(self) -> Callable[[], pyoxigraph.Store]:
        """Return what gives the index to a sandbox: a forked child has it, or opens it on disk; another gets a copy."""
        if self._folder is not None:
            return partial(_opened, self._folder)
        if hasattr(os, "fork"):
            return lambda: self._index
        return partial(_copied, self._index.dump(format=RdfFormat.N_QUADS) or b"")

    def select(self, text: str, **bindings: Term) -> Rows:
        """Answer one of our own SELECT queries with its rows."""
        rows = self.query(text, bindings)
        if not isinstance(rows, Rows):
            raise TypeError("select() is for SELECT queries")
        return rows

    def about(self, term: NamedNode) -> list[Quad]:
        """Return every triple in which ``term`` is the subject or the object."""
        outwards = self._index.quads_for_pattern(term, None, None)
        return [*outwards, *self._index.quads_for_pattern(None, None, term)]

    def of(self, subject: NamedNode, predicate: str | None = None) -> list[Quad]:
        """Return the triples of a subject, all or those of one property given as a prefixed name."""
        wanted = NamedNode(expand(predicate)) if predicate else None
        return list(self._index.quads_for_pattern(subject, wanted, None))

    def __contains__(self, term: NamedNode) -> bool:
        return next(iter(self._index.quads_for_pattern(term, None, None)), None) is not None


def _opened(folder: str) -> pyoxigraph.Store:
    try:
        return pyoxigraph.Store.read_only(folder)
    except (OSError, RuntimeError) as error:
        raise FileTrouble(
            f"the index {folder} cannot be opened: make it anew with confgraph index --rebuild"
        ) from error


def _copied(data: bytes) -> pyoxigraph.Store:
    index = pyoxigraph.Store()
    index.load(data, format=RdfFormat.N_QUADS)
    return index


def failure(name: str, text: str, bindings: Mapping[str, Term], error: QueryFailed) -> UsageError:
    """Return what is wrong with a query that pyoxigraph could not answer, with its place."""
    what = f"{name} is no SPARQL 1.1 query" if error.wrong else f"{name} cannot be answered"
    return UsageError(what, [_problem(name, text, bindings, error.message)])


def _problem(name: str, text: str, bindings: Mapping[str, Term], message: str) -> Problem:
    """Turn the parser's sentence into a problem that shows the text where no query can go on."""
    found = re.match(_AT, message)
    if not found:
        return Problem(Place(name), message.strip(), "correct the query")
    token = wrong_token(text, bindings, _goes_on)
    if token is None:
        sense = re.search(_SENTENCE, found[3])
        what, mend = ("the query ends too early", "close what is open") if not sense else (sense[0], "correct it")
        return Problem(place_in(text, len(text.rstrip()), name), what[:1].lower() + what[1:], mend)
    place, shown = place_in(text, token.start(), name), text[token.start() :].partition("\n")[0].strip()[:40]
    prefix, variable, word = token["prefix"], token["variable"], (token["word"] or "").upper()
    if prefix is not None and prefix not in PREFIXES and prefix not in re.findall(_DECLARED, text):
        mend = did_you_mean(prefix, PREFIXES) or "declare it with PREFIX"
        return Problem(place, f"the prefix {prefix}: is not declared", mend)
    if variable in bindings:
        return Problem(place, f"the value of {token[0]} cannot stand here", "move the variable to another place")
    if token["iri"] is not None and ":" not in token["iri"]:
        return Problem(place, f"the address {token[0]} is not whole", "write it with its scheme, or declare BASE")
    mend = "only SELECT, ASK, CONSTRUCT and DESCRIBE are answered" if word in _UPDATES else _WRONG.get(token[0], "")
    return Problem(place, f"{shown!r} cannot stand here", mend or "correct the query at this place")


def _goes_on(beginning: str) -> bool:
    """Tell whether a text can begin a query.

    The parser names the furthest character that it looked at, and it looks at up to 16 of them for a keyword. Behind
    many empty lines stands a character that fits nowhere: it comes that far only when all before it was right.
    """
    try:
        pyoxigraph.Store().query(beginning + "\n" * 40 + "\x01", prefixes=PREFIXES)
    except SyntaxError as error:
        found = re.match(_AT, str(error))
        return found is not None and int(found[1]) > beginning.count("\n") + 20
    return True
