"""Write files whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from confgraph.problems import FileTrouble


def replace(contents: Mapping[Path, bytes]) -> None:
    """Write every file of ``contents``, each whole or not at all, none before all are safely on the disk.

    A temporary file beside each target is written and flushed to the disk, then all are renamed, then the folders
    are flushed. Raises FileTrouble, and leaves every target as it was, when one cannot be written.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for path, data in contents.items():
            ready.append((_temporary(path, data), path))
        for temporary, path in ready:
            os.replace(temporary, path)
        for folder in {path.parent for path in contents}:
            _flush_folder(folder)
    except OSError as error:
        raise FileTrouble(f"{error.filename or 'a file'}: {(error.strerror or str(error)).lower()}") from None
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)


def _temporary(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
    except FileExistsError:
        raise
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
