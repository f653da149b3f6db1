"""Validate files apart, in a sandbox: all of them are read, and from then on none can be opened, and no socket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import Quad

from confgraph import sandbox
from confgraph.problems import Place, UsageError
from confgraph.reading import Document, read
from confgraph.validation.changed import Change, Former, change_of
from confgraph.validation.report import Report
from confgraph.validation.tables import Source, Tables
from confgraph.validation.validate import ENGINES, OWN, Run, Scope, engine_of, has_shape, judge

_ANSWER: Final = 1024  # MiB of problems
_FILE_SIZE: Final = 1 << 16  # MiB of a file of parsed tables, or of what DuckDB writes when its memory is full


class ValidationLimits(NamedTuple):
    """What a validation may use: seconds of the clock, MiB of memory above what this process holds."""

    timeout: float = 600.0
    memory: int = 4096


DEFAULT: Final = ValidationLimits()


def validate_files(
    files: Sequence[Path],
    shapes: Path,
    around: Sequence[Path] = (),
    whole: bool = True,
    base: str | None = None,
    engine: str = ENGINES[0],
    limits: ValidationLimits = DEFAULT,
    cache: str | None = None,
    former: Former | None = None,
) -> Report:
    """Return the report of validating ``files`` against ``shapes``, a file or folder, as ``validate`` does.

    ``around`` are the files that they may refer to. With ``former``, what files of both were, only what the change can
    affect is validated. Relative addresses are resolved against ``base``; parsed files are
    kept in the folder ``cache``. Every problem is reported, unreadable files among them. Raises UsageError where the
    shapes cannot be used or there is none, and LimitReached where ``limits`` were hit.
    """
    asked = _Asked([*dict.fromkeys(files)], shapes, list(around), whole, base, engine, cache, former)
    return _apart(asked, limits)


def validate_triples(
    name: str,
    triples: Iterable[Quad],
    shapes: Path,
    around: Sequence[Path] = (),
    engine: str = ENGINES[0],
    limits: ValidationLimits = DEFAULT,
) -> Report:
    """Return the report of validating triples that came from elsewhere, called ``name``, as ``validate_files`` does."""
    asked = _Asked([list(triples)], shapes, list(around), True, None, engine, None, None)
    report = _apart(asked, limits)
    there = Place(name)
    return replace(report, problems=tuple(one._replace(place=there) for one in report.problems))


class _Asked(NamedTuple):
    files: list[Source]
    shapes: Path
    around: list[Path]
    whole: bool
    base: str | None
    engine: str
    cache: str | None
    former: Former | None


class _Opened(NamedTuple):
    asked: _Asked
    tables: Tables
    shapes: list[Document]
    run: Run
    scope: Scope | Change | None


def _apart(asked: _Asked, limits: ValidationLimits) -> Report:
    bounds = sandbox.Limits(timeout=limits.timeout, memory=limits.memory, answer=_ANSWER, file_size=_FILE_SIZE)
    return sandbox.run(_judged, bounds, opening=partial(_opened, asked), name="the validation")


def _opened(asked: _Asked) -> _Opened:
    """Read everything: later no file can be opened, but those that problems are about."""
    run, shapes = engine_of(asked.engine), read_shapes(asked.shapes)
    tables = Tables(asked.files, cache=asked.cache, around=asked.around, base=asked.base, keep_going=True)
    sources = [*asked.files, *asked.around]
    change = None if asked.former is None else change_of(tables, sources, asked.former, asked.base)
    return _Opened(asked, tables, shapes, run, change if change or asked.whole else OWN)


def _judged(opened: _Opened) -> Report:
    return judge(opened.tables, opened.asked.files, opened.shapes, opened.run, opened.scope, opened.asked.base)


def read_shapes(path: Path) -> list[Document]:
    """Return the documents of a file or folder, if there is a shape in them: without one everything seems right.

    Raises UsageError where there is none.
    """
    files = sorted(path.rglob("*.ttl")) if path.is_dir() or not path.suffix else [path]
    documents = list(map(read, files))
    if not any(map(has_shape, documents)):
        raise UsageError(f"{path} holds no shape: name a file or folder of SHACL shapes")
    return documents
