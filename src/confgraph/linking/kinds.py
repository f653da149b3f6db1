"""What Wikidata calls what we describe: the classes of items, and the properties of statements.

No number here is from memory. P17, P31, P131, P279, P625 and P1566 stand in
whosonfirst/concordances-whosonfirst-wikidata, doc/outputs/wd_claims.md; P279, P297, P571, P813 and P854 in several
files each of a search through public code; Q5, Q4167410 and Q486972 in VladimirAlexiev's counts of instances (gist
a866f76252a04b84d62b); Q43229 in DigitalScriptorium/ds-open-refine, instructions/names.md. Where the others were seen,
the head of ontology/mappings.ttl says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Quad

from confgraph.namespaces import PREFIXES, shorten

INSTANCE_OF: Final = "P31"
SUBCLASS_OF: Final = "P279"
COUNTRY: Final = "P17"
COORDINATES: Final = "P625"
COUNTRY_CODE: Final = "P297"
GEONAMES: Final = "P1566"
WEBSITE: Final = "P856"
INCEPTION: Final = "P571"
SERIES: Final = "P179"
ORDINAL: Final = "P1545"
PART_OF: Final = "P361"
LOCATION: Final = "P276"
ORGANIZER: Final = "P664"
PARTICIPANTS: Final = "P1132"
START: Final = "P580"
END: Final = "P582"
POINT_IN_TIME: Final = "P585"
REPLACES: Final = "P1365"
REPLACED_BY: Final = "P1366"
FOLLOWS: Final = "P155"
FOLLOWED_BY: Final = "P156"
REFERENCE_URL: Final = "P854"
RETRIEVED: Final = "P813"

DISAMBIGUATION: Final = "Q4167410"
"""A page that lists what shares a name: never the thing itself."""
_REUSED: Final = {"org:Organization": frozenset({"Q43229"}), "foaf:Person": frozenset({"Q5"})}
"""The classes of items for terms that are not ours, of which ontology/mappings.ttl says nothing."""
_MATCHES: Final = ("skos:exactMatch", "skos:closeMatch", "skos:narrowMatch", "skos:broadMatch")
_ENTITY: Final = PREFIXES["wd"]


def kinds(ontology: Iterable[Iterable[Quad]]) -> Mapping[str, frozenset[str]]:
    """Return the classes of items that match each of our classes, which go by their short names."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in (quad for document in ontology for quad in document):
        if shorten(quad.predicate.value) in _MATCHES and (match := number(getattr(quad.object, "value", ""))):
            found[shorten(getattr(quad.subject, "value", ""))].add(match)
    classes = {name: frozenset(one for one in matches if one.startswith("Q")) for name, matches in found.items()}
    return {name: matches for name, matches in {**classes, **_REUSED}.items() if matches}


def number(iri: str) -> str:
    """Return the number of an item or property, "Q61", by its address or as it is; "" for what is neither."""
    local = iri.removeprefix(_ENTITY)
    return local if local[:1] in ("Q", "P") and local[1:].isdecimal() and local.isascii() else ""
