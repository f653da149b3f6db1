"""The versions of the ontology: the one of today, and those that were released before and keep their address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from confgraph.namespaces import ONTOLOGY, expand, shorten
from confgraph.problems import UsageError
from confgraph.reading import read
from confgraph.site.describe import JsonLd, data_files
from confgraph.site.facts import LABEL, Facts
from confgraph.site.render import Renderer
from confgraph.writing import Ordered, ordered

FOLDER: Final = "versions"
"""The folder of a catalog that keeps what the ontology was: versions/1.0.0.ttl; nothing loads it."""
NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*")


class Version(NamedTuple):
    """A version of the ontology: its number, what it says, and whether it is the one of today."""

    number: str
    statements: Ordered
    current: bool


def versions(facts: Facts) -> list[Version]:
    """Return the version of today, if it has a number, and those that are kept, the latest first.

    Raises UsageError for a kept file without a number, and where today's ontology is another than the one that was
    released under its number; what was released does not change.
    """
    whole = ordered(quad for document in facts.ontology for quad in document)
    today = facts.text(ONTOLOGY, "owl:versionInfo")
    found = {today: Version(today, whole, True)} if NUMBER.fullmatch(today) else {}
    for path in sorted((facts.catalog.folder / FOLDER).glob("*.ttl")):
        kept = Version(path.stem, ordered(read(path)), False)
        if not NUMBER.fullmatch(kept.number):
            raise UsageError(f"{path} is no version of the ontology: call it by its number, such as 1.0.0.ttl")
        if found.setdefault(kept.number, kept).statements != kept.statements:
            mend = "raise owl:versionInfo and owl:versionIRI, as a version that was released stays what it is"
            raise UsageError(f"{path} is not what the ontology says, which has the same number: {mend}")
    return sorted(found.values(), key=lambda one: [int(part) for part in one.number.split(".")], reverse=True)


def version_files(facts: Facts, renderer: Renderer, jsonld: JsonLd) -> Iterator[tuple[str, bytes]]:
    """Yield the page of each version, and it as data in every format, under its address."""
    known = versions(facts)
    for version in known:
        path = f"ns/{version.number}"
        made = [(f"{path}{suffix}", data) for suffix, data in data_files(version.statements, jsonld)]
        yield from made
        yield renderer.page(
            "version",
            path,
            title=f"{facts.label(ONTOLOGY).value}, version {version.number}",
            version_of=version,
            others=[one for one in known if one != version],
            files=[name.removeprefix("ns/") for name, _ in made],
            terms=_terms(version.statements),
        )


def _terms(statements: Ordered) -> list[tuple[str, str, str]]:
    """Return short name, label and definition of each term of a version; it may have terms that today's has not."""
    found: dict[str, dict[str, str]] = {}
    for triple in statements:
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(f"{ONTOLOGY}#"):
            words = found.setdefault(triple.subject.value, {})
            if isinstance(triple.object, Literal):
                words.setdefault(triple.predicate.value, triple.object.value)
    label, definition = expand(LABEL), expand("skos:definition")
    return [(shorten(iri), words.get(label, ""), words.get(definition, "")) for iri, words in found.items()]
