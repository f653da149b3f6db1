"""Find the entity that a person means: an address, a prefixed name or a bare slug."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from pyoxigraph import NamedNode

from confgraph.namespaces import ID, KINDS, PREFIXES, expand, kind_of
from confgraph.problems import UsageError, did_you_mean
from confgraph.store import Store

_SUBJECTS: Final = "SELECT DISTINCT ?entity WHERE { ?entity a ?type }"
_RECORDS: Final = ("claim", "membership", "succession")
"""The kinds whose slugs nobody types: each is a record of what is said of other entities."""


def resolve(store: Store, text: str, prefer: str = "") -> NamedNode:
    """Return the entity that ``text`` names: ``<IRI>``, IRI, ``prefix:name``, or a slug.

    A slug is looked up in the kind ``prefer`` first ("series", "place", …) and then in the order of ``KINDS``.
    Raises UsageError, with the nearest name, where the catalog describes no such entity.
    """
    for candidate in candidates(text.strip(), prefer):
        if candidate in store:
            return candidate
    kind = prefer if prefer in KINDS else "entity"
    raise UsageError(f"there is no {kind} {text!r}: {_hint(store, text, prefer)}")


def candidates(text: str, prefer: str) -> Iterator[NamedNode]:
    """Yield what a text can stand for, likeliest first; nothing for a text that cannot be an IRI."""
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, colon, _ = bare.partition(":")
    kinds = [prefer, *KINDS] if prefer in KINDS else list(KINDS)
    if colon and prefix in PREFIXES:
        options = [expand(bare)]
    elif colon:
        options = [bare]
    else:
        options = [f"{ID}{kind}/{bare}" for kind in kinds]
    for option in options:
        try:
            yield NamedNode(option)
        except ValueError:
            return


def slugs(store: Store, kind: str = "") -> dict[str, str]:
    """Return the slug of every entity of a kind (of all kinds for "") with its prefixed name."""
    found: dict[str, str] = {}
    for own, slug in _described(store):
        if kind in ("", own):
            found.setdefault(slug, f"{own}:{slug}")
    return found


def completions(store: Store, begun: str, kinds: Collection[str] = KINDS) -> list[str]:
    """Return, in order, what a name that somebody has begun to type can become among entities of these kinds.

    A slug becomes a slug, but of no claim, membership or succession; a prefixed name becomes a prefixed name.
    """
    prefix, colon, _ = begun.partition(":")
    found = {
        f"{kind}:{slug}" if colon else slug
        for kind, slug in _described(store)
        if kind in kinds and (kind == prefix if colon else kind not in _RECORDS)
    }
    return sorted(name for name in found if name.startswith(begun))


def _described(store: Store) -> Iterator[tuple[str, str]]:
    """Yield kind and slug of every entity that the catalog describes."""
    for (term,) in store.select(_SUBJECTS).terms:
        if isinstance(term, NamedNode) and (kind := kind_of(term.value)):
            yield kind, term.value[len(ID) + len(kind) + 1 :]


def _hint(store: Store, text: str, prefer: str) -> str:
    known = slugs(store, prefer if prefer in KINDS else "")
    slug = text.strip("<>").replace("/", ":").rpartition(":")[2]
    return did_you_mean(slug, known) or "look for it with confgraph search"
