"""Evaluate a query on an index of pyoxigraph, here or apart within limits, and bring the answer over as bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, cast

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from confgraph import sandbox
from confgraph.namespaces import PREFIXES
from confgraph.problems import LimitReached
from confgraph.results import Answer, Rows, Triples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

SOCKETS: Final = 64
"""So many files and sockets may a query open that asks a service: addresses are looked up, and certificates read."""


class QueryLimits(NamedTuple):
    """What a query may use: seconds of the clock, MiB of memory above the index, rows or triples of the answer."""

    timeout: float = 30.0
    memory: int = 1024
    max_rows: int = 100_000


class Dataset(NamedTuple):
    """The graphs that a query asks, by their IRIs (SPARQL 1.1 Protocol, section 2.1.4): they are merged, or named."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class QueryFailed(Exception):
    """What pyoxigraph says of a query that it cannot parse (``wrong``) or cannot answer."""

    def __init__(self, message: str, wrong: bool = False) -> None:
        super().__init__(message, wrong)
        self.message = message
        self.wrong = wrong


def evaluate(
    index: pyoxigraph.Store,
    text: str,
    name: str,
    max_rows: int | None = None,
    dataset: Dataset | None = None,
    base: str | None = None,
) -> bytes:
    """Return the answer to a query as bytes for ``answer``; raises QueryFailed, and LimitReached above ``max_rows``.

    Rows come as SPARQL JSON, the one lossless form that the standard library of formats reads and writes; triples as
    N-Triples, each once. A ``dataset`` takes the place of the store's, and of what FROM says;
    relative addresses are resolved against ``base``.
    """
    graphs: dict[str, Any] = {"prefixes": PREFIXES, "base_iri": base}
    if dataset is not None:
        graphs["default_graph"] = [NamedNode(one) for one in dataset.default]
        graphs["named_graphs"] = [NamedNode(one) for one in dataset.named]
    try:
        result = index.query(text, **graphs)
        if isinstance(result, QuerySolutions):
            return b"R" + _rows(result, lambda: index.query(text, **graphs), name, max_rows)
        if isinstance(result, QueryBoolean):
            return b"B1" if result else b"B"
        triples = _once(result, name, max_rows)
        return b"T" + (pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    except SyntaxError as error:
        raise QueryFailed(str(error), wrong=True) from None
    except (OSError, RuntimeError) as error:
        raise QueryFailed(str(error)) from None


def evaluate_apart(
    opening: Callable[[], pyoxigraph.Store], text: str, name: str, limits: QueryLimits, service: bool
) -> bytes:
    """Do the same in a sandbox, on the index that ``opening`` returns there; a ``service`` may be asked, or nobody."""
    bounds = sandbox.Limits(timeout=limits.timeout, memory=limits.memory, files=SOCKETS if service else 0)
    job = partial(evaluate, text=text, name=name, max_rows=limits.max_rows)
    return sandbox.run(job, bounds, opening=opening, name=name)


def answer(data: bytes, context: Callable[[], Mapping[str, object]]) -> Answer:
    """Return what the bytes of ``evaluate`` mean."""
    kind, content = data[:1], data[1:]
    if kind == b"R":
        return Rows(content)
    if kind == b"B":
        return bool(content)
    return Triples((quad.triple for quad in pyoxigraph.parse(content, format=RdfFormat.N_TRIPLES)), context)


def _rows(result: QuerySolutions, again: Callable[[], object], name: str, most: int | None) -> bytes:
    """Return rows as SPARQL JSON; ``again`` asks the same once more."""
    if most is None:
        return result.serialize(format=QueryResultsFormat.JSON) or b""
    counter = _Counter(most)
    try:
        result.serialize(cast("IO[bytes]", counter), format=QueryResultsFormat.JSON)
    except _TooMany:
        if any(number >= most for number, _ in enumerate(cast("QuerySolutions", again()))):
            raise _too_many(name, "rows", most) from None
        return _rows(cast("QuerySolutions", again()), again, name, None)
    return b"".join(counter.chunks)


class _TooMany(Exception):
    """There may be more rows than are allowed."""


class _Counter:
    """A file that counts the rows of SPARQL JSON while they are written, so that an endless answer ends early.

    Between rows stands "},{", and it stands between nothing else but characters of a literal: no row is missed, and
    who has counted too many counts again.
    """

    def __init__(self, most: int) -> None:
        self.chunks: list[bytes] = []
        self._left = most
        self._before = b""

    def write(self, data: bytes) -> int:
        """Take a part of the answer; raise _TooMany where there may be too many rows."""
        chunk = bytes(data)
        self.chunks.append(chunk)
        self._left -= (self._before + chunk).count(b"},{")
        self._before = chunk[-2:]
        if self._left < 1:
            raise _TooMany
        return len(chunk)

    def flush(self) -> None:
        """Do nothing: there is nothing behind this."""


def _once(triples: QueryTriples, name: str, most: int | None) -> Iterator[Triple]:
    """Yield each triple once, as long as they are not too many."""
    seen: set[Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            if most is not None and len(seen) > most:
                raise _too_many(name, "triples", most)
            yield triple


def _too_many(name: str, what: str, most: int) -> LimitReached:
    mend = "ask for less with LIMIT, or allow more with --max-rows N, or max_rows= in Python"
    return LimitReached(f"{name} has more than {most:,} {what}: {mend}")
