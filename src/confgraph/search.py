"""Search entities by words: typo-tolerant over labels, alternative names and slugs."""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from confgraph.namespaces import kind_of, shorten
from confgraph.problems import UsageError
from confgraph.results import as_html, html_table
from confgraph.store import Store

THRESHOLD: Final = 70.0
"""The least likeness, in percent, at which a name counts as found."""

_NAMES: Final = """
SELECT ?entity ?label ?name WHERE {
  ?entity rdfs:label ?label .
  { ?entity rdfs:label ?name } UNION { ?entity skos:altLabel ?name }
  FILTER(STRSTARTS(STR(?entity), "https://w3id.org/confgraph/id/"))
} ORDER BY ?entity ?name"""


@dataclass(frozen=True)
class Hit:
    """An entity that was found: its address, kind, label, the name that matched, and how well (percent)."""

    iri: str
    kind: str
    label: str
    matched: str
    score: float


class Hits(list[Hit]):
    """Entities that were found, best first."""

    def _repr_html_(self) -> str:
        """Show the hits as a table in Jupyter."""
        rows = (
            [as_html(NamedNode(hit.iri)), html.escape(hit.label), html.escape(hit.matched), f"{hit.score:.0f}"]
            for hit in self
        )
        return html_table(("id", "label", "matched", "score"), rows)


def search(store: Store, words: str, kind: str = "", limit: int = 10) -> Hits:
    """Return the entities whose names are like ``words``, best first; only of one ``kind`` if it is given.

    Case, accents and the order of words do not matter. Raises UsageError for empty words.
    """
    from rapidfuzz import fuzz, process

    wanted = plain(words)
    if not wanted:
        raise UsageError("nothing to search for: give a name or a part of it")
    names: list[tuple[str, str, str, str]] = []
    for row in store.select(_NAMES):
        own = kind_of(row.entity) or ""
        if kind in ("", own):
            slug = row.entity.rsplit("/", 1)[-1].replace("-", " ")
            names += [(row.entity, own, row.label, row.name), (row.entity, own, row.label, slug)]
    found = process.extract(
        wanted,
        [plain(name) for *_, name in names],
        scorer=fuzz.WRatio,
        score_cutoff=THRESHOLD,
        limit=None,
    )
    best: dict[str, Hit] = {}
    for text, likeness, index in found:
        iri, own, label, name = names[index]
        # WRatio calls a part of a name as good as the whole: the whole comes first.
        score = round(0.9 * likeness + 0.1 * fuzz.ratio(wanted, text), 1)
        if iri not in best or best[iri].score < score:
            best[iri] = Hit(iri, own, label, name, score)
    ordered = sorted(best.values(), key=lambda hit: (-hit.score, len(hit.label), shorten(hit.iri)))
    return Hits(ordered[:limit])


def plain(text: str) -> str:
    """Return a text in lower case without accents, its words by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c)).split())
