"""Validate files apart, in a sandbox: all of them are read, and from then on none can be opened, and no socket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from confgraph import sandbox
from confgraph.problems import LimitReached, Problem, UnreadableInput, UsageError
from confgraph.reading import Document, read
from confgraph.validation.places import sourced
from confgraph.validation.report import Report
from confgraph.validation.validate import ENGINES, engine_of, has_shape, validate

_ANSWER: Final = 1024  # MiB of problems


class ValidationLimits(NamedTuple):
    """What a validation may use: seconds of the clock, MiB of memory above what this process holds."""

    timeout: float = 600.0
    memory: int = 4096


DEFAULT: Final = ValidationLimits()


class Opened(NamedTuple):
    """What was read for a validation: what is judged, the shapes, what stands around, and what could not be read."""

    documents: list[Document]
    shapes: list[Document]
    around: list[Document]
    broken: list[Problem]
    limited: bool


def validate_files(
    files: Sequence[Path],
    shapes: Path,
    around: Sequence[Path] = (),
    whole: bool = True,
    base: str | None = None,
    engine: str = ENGINES[0],
    limits: ValidationLimits = DEFAULT,
) -> Report:
    """Return the report of validating ``files`` against ``shapes``, a file or folder, as ``validate`` does.

    ``around`` are the files that they may refer to. Relative addresses are resolved against ``base``. Every problem is
    reported, unreadable files among them. Raises UsageError where the shapes cannot be used or there is none, and
    LimitReached where ``limits`` were hit.
    """
    opening = partial(_opened, list(dict.fromkeys(files)), shapes, list(around), base, engine)
    bounds = sandbox.Limits(timeout=limits.timeout, memory=limits.memory, answer=_ANSWER)
    return sandbox.run(partial(_judged, whole=whole, engine=engine), bounds, opening=opening, name="the validation")


def _opened(files: list[Path], shapes: Path, around: list[Path], base: str | None, engine: str) -> Opened:
    """Read everything; import the engine too, because later no file can be opened."""
    engine_of(engine)
    documents, broken, limited = _read_all(files, base)
    return Opened(documents, _read_shapes(shapes), [read(path) for path in around], broken, limited)


def _judged(opened: Opened, whole: bool, engine: str) -> Report:
    documents, shapes, around, broken, limited = opened
    return validate(documents, shapes, around, whole=whole, unreadable=broken, limited=limited, engine=engine)


def _read_all(paths: Iterable[Path], base: str | None) -> tuple[list[Document], list[Problem], bool]:
    """Read every file that can be read; return the problems of those that cannot, and whether one hit a limit."""
    documents: list[Document] = []
    problems: list[Problem] = []
    limited = False
    for path in paths:
        try:
            documents.append(read(path, base))
        except (UnreadableInput, LimitReached) as error:
            problems += sourced(path, error.problems)
            limited = limited or isinstance(error, LimitReached)
    return documents, problems, limited


def _read_shapes(path: Path) -> list[Document]:
    """Return the documents of a file or folder, if there is a shape in them: without one everything seems right."""
    files = sorted(path.rglob("*.ttl")) if path.is_dir() or not path.suffix else [path]
    documents = list(map(read, files))
    if not any(map(has_shape, documents)):
        raise UsageError(f"{path} holds no shape: name a file or folder of SHACL shapes")
    return documents
