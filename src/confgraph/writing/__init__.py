"""The one way out: canonical bytes of a graph in every RDF format, and the one atomic writer of files."""

from confgraph.writing.files import replace
from confgraph.writing.folder import LISTING, Replaced, replace_folder
from confgraph.writing.formats import RDF_FORMATS, canonical, refuse_for_xml, serialize
from confgraph.writing.jsonld import Names, entities_as_jsonld
from confgraph.writing.order import natural, predicate_order, subject_order
from confgraph.writing.turtle import sorted_statements, term_as_turtle, turtle

__all__ = [
    "LISTING",
    "RDF_FORMATS",
    "Names",
    "Replaced",
    "canonical",
    "entities_as_jsonld",
    "natural",
    "predicate_order",
    "refuse_for_xml",
    "replace",
    "replace_folder",
    "serialize",
    "sorted_statements",
    "subject_order",
    "term_as_turtle",
    "turtle",
]
