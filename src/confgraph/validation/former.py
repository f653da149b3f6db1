"""What the files of a validation were before a change: what git has of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from confgraph.problems import FileTrouble, UsageError
from confgraph.reading import SUFFIXES, versions
from confgraph.validation.changed import Former


def former_files(
    sources: Sequence[Path], folders: Sequence[Path], shapes: Path, since: str | None, changed: Sequence[Path]
) -> Former | None:
    """Return what those of ``sources`` were that differ from a revision, None where everything must be validated.

    ``folders`` hold them, and those that are gone. With ``changed`` files they are compared with the last commit; what
    git does not know is new. Where the shapes differ too, everything must be validated. Raises UsageError where there
    is no such revision, or a changed file is none of the sources.
    """
    if since is not None and changed:
        raise UsageError("--since and --changed: choose one of them")
    names = {path.resolve(): os.fspath(path) for path in sources}
    if since is not None:
        found = {path: data for path, data in versions.former(folders, since).items() if _is_read(path)}
        if any(map(_is_read, versions.former([shapes], since))):
            return None
        return {names.get(Path(path).resolve(), path): data for path, data in found.items()}
    for path in changed:
        if not path.is_file():
            raise FileTrouble(f"{path}: there is no such file: a file that is gone is found with --since")
        if path.resolve() not in names:
            raise UsageError(f"{path} is no file of the catalog: name it as a FILE")
    try:
        known = versions.former(changed, "HEAD")
    except UsageError:  # no commit, no repository, no git
        known = {os.fspath(path): None for path in changed}
    return {names[Path(path).resolve()]: data for path, data in known.items()}


def _is_read(path: str) -> bool:
    return Path(path).suffix.lower() in SUFFIXES
