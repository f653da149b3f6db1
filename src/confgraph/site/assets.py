"""The files that every page uses: our style, the world's outlines, and the bundles for the browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from confgraph.namespaces import ONTOLOGY, PREFIXES, kind_of, shorten
from confgraph.site.facts import Facts
from confgraph.site.render import FOLDER

BUNDLES: Final = ("world.svg", "search.js", "sparql.js", "worker.js", "oxigraph.wasm", "newsreader.woff2")
"""What web/build.mjs makes of others' code: in the wheel, and in a checkout after make demo."""
_KINDS: Final = ("series", "edition", "organization", "person", "place", "source")


def missing() -> list[str]:
    """Return the bundles that are not there: then maps have no outlines, and search and SPARQL do not run."""
    return [name for name in BUNDLES if not (FOLDER / "vendor" / name).is_file()]


def assets() -> Iterator[tuple[str, bytes]]:
    """Yield the style, the icon and the bundles."""
    for folder in ("assets", "vendor"):
        for path in sorted((FOLDER / folder).glob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield f"assets/{path.name}", _bytes(path)


def _bytes(path: Path) -> bytes:
    return lean(path.read_text(encoding="utf-8")).encode() if path.suffix == ".css" else path.read_bytes()


def lean(style: str) -> str:
    """Return a style sheet of ours without comments and the spaces that only people need; strings have none of both."""
    bare = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    return re.sub(r" ?([{};,]) ?|(:) ", r"\1\2", bare).replace(";}", "}").strip() + "\n"


def search_index(facts: Facts) -> tuple[str, bytes]:
    """Return the names of everything as a script, which a page that was opened from disk can load as well."""
    rows = []
    for iri in [*facts.entities, *facts.terms]:
        kind = kind_of(iri) or ("term" if iri.startswith(ONTOLOGY) else "thing")
        if kind not in (*_KINDS, "term", "thing"):
            continue
        others = sorted({value.value for value in facts.values(iri, "skos:altLabel") if isinstance(value, Literal)})
        more = shorten(iri) if kind == "term" else " ".join(_around(facts, iri))
        rows.append([facts.label(iri).value, kind, facts.addresses[iri], " · ".join(others), more])
    text = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    return "assets/search-index.js", f"window.confgraphIndex={text};\n".encode()


def _around(facts: Facts, iri: str) -> Iterator[str]:
    """Yield the names of the places around a thing, and its year: people search for an event by these too."""
    for place in [*facts.links(iri, "cg:takesPlaceIn"), *facts.links(iri, "cg:within")]:
        yield facts.label(place).value


def sparql_terms(facts: Facts) -> tuple[str, bytes]:
    """Return the prefixes and terms that the editor completes, as JSON."""
    terms = [
        {"label": shorten(iri), "info": facts.text(iri, "skos:definition")}
        for iri in facts.terms
        if shorten(iri) != iri
    ]
    others = sorted({name for iri in facts.entities for name in facts.out[iri] if not name.startswith("cg:")})
    terms += [{"label": name, "info": ""} for name in others]
    document = {"prefixes": PREFIXES, "terms": terms}
    return "assets/terms.json", (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
