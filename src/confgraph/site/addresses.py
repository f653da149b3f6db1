"""Where the page of each thing stands in a site, under a name that is safe on every file system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from confgraph.namespaces import ID, ONTOLOGY, kind_of

_SAFE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
# Names that are taken: by our own pages, and by devices on Windows, whatever comes behind a dot.
_TAKEN: Final = re.compile(r"(?i)index|con|prn|aux|nul|com[0-9]|lpt[0-9]")
_TERM: Final = ONTOLOGY + "#"
_OTHERS: Final = "thing"
_OF_NS: Final = ("shapes", "context")
"""What stands below ns/ beside the terms."""


class Addresses:
    """The address of each described thing: a path below the site without a suffix, such as "edition/ipc-11"."""

    def __init__(self, iris: Iterable[str]) -> None:
        self._paths = _apart({iri: _path(iri) for iri in iris})

    def get(self, iri: str) -> str | None:
        """Return where the page of ``iri`` stands, or None for what has none."""
        return self._paths.get(iri)

    def __getitem__(self, iri: str) -> str:
        return self._paths[iri]

    def odd(self) -> dict[str, str]:
        """Return the entities of our own whose page is not called as their address ends."""
        return {
            iri: path for iri, path in self._paths.items() if kind_of(iri) is not None and iri.removeprefix(ID) != path
        }


def file_names(names: Iterable[str]) -> dict[str, str]:
    """Return a safe name of a file for each name, no two alike."""
    return _apart({name: safe_name(name) for name in names})


def _apart(paths: Mapping[str, str]) -> dict[str, str]:
    """Return the paths, with more behind those that are one file where case does not count, as "Track" and "track"."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(paths):
        path = paths[key]
        while path.lower() in taken:
            path = f"{path}-{_digest(key)}"
        taken.add(path.lower())
        found[key] = path
    return found


def _path(iri: str) -> str:
    if iri == ONTOLOGY:
        return "ns/index"
    if iri.startswith(_TERM):
        name = safe_name(iri.removeprefix(_TERM))
        return f"ns/{name}" if name.lower() not in _OF_NS else f"ns/{name}-{_digest(iri)}"
    kind = kind_of(iri)
    if kind is None:
        return f"{_OTHERS}/{safe_name(iri)}"
    return f"{kind}/{safe_name(iri.removeprefix(f'{ID}{kind}/'))}"


def safe_name(text: str) -> str:
    """Return ``text`` if every file system and host takes it as a name, else a name that only this text has."""
    if _SAFE.fullmatch(text) and not _TAKEN.fullmatch(text):
        return text
    readable = re.sub(r"[^A-Za-z0-9]+", "-", text.rpartition("//")[2]).strip("-")[:50].strip("-").lower() or "x"
    return f"{readable}-{_digest(text)}"


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
