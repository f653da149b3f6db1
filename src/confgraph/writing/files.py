"""Write files whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from confgraph.problems import FileTrouble


def replace(contents: Mapping[Path, bytes | Iterable[bytes]]) -> None:
    """Write every file of ``contents``, each whole or not at all, none before all are safely on the disk.

    What is too large for the memory comes in pieces. A temporary file beside each target is written and flushed to
    the disk, then all are renamed, then the folders are flushed. Links are followed, permissions kept; folders and
    devices are refused.
    Raises FileTrouble, and leaves every target as it was, when one cannot be written.
    """
    targets = {Path(os.path.realpath(path)): data for path, data in contents.items()}
    made: list[Path] = []
    try:
        ready = {path: _temporary(path, data, made) for path, data in targets.items()}
        # One file is old or new; of several, the first must become old again when the last fails.
        old = {path: _temporary(path, path.read_bytes(), made) for path in ready if len(ready) > 1 and path.exists()}
        _rename(ready, old)
    except OSError as error:
        named = error.filename2 or error.filename or "a file"
        raise FileTrouble(f"{named}: {(error.strerror or str(error)).lower()}") from None
    finally:
        for temporary in made:
            with suppress(OSError):
                temporary.unlink()
    for folder in {path.parent for path in ready}:
        with suppress(OSError):  # the files are written; some file systems cannot flush a folder
            _flush_folder(folder)


def _rename(ready: Mapping[Path, Path], old: Mapping[Path, Path]) -> None:
    done = []
    try:
        for path, temporary in ready.items():
            temporary.replace(path)
            done.append(path)
    except BaseException:
        for path in done:
            if path in old:
                old[path].replace(path)
            else:
                path.unlink()
        raise


def _temporary(path: Path, data: bytes | Iterable[bytes], made: list[Path]) -> Path:
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is a folder or a device, and no file", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:200]}.{os.urandom(6).hex()}.part")
    with temporary.open("xb") as file:
        made.append(temporary)
        file.writelines([data] if isinstance(data, bytes) else data)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        temporary.chmod(path.stat().st_mode & 0o777)
    return temporary


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
