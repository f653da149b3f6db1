"""The one way out: canonical bytes of a graph in every RDF format, and the one atomic writer of files."""

from confgraph.writing.files import replace
from confgraph.writing.folder import LISTING, Replaced, replace_folder
from confgraph.writing.formats import RDF_FORMATS, canonical, ordered, refuse_for_xml, serialize
from confgraph.writing.jsonld import Names, entities_as_jsonld
from confgraph.writing.jsontext import indented
from confgraph.writing.order import natural, predicate_order, subject_order
from confgraph.writing.turtle import Ordered, term_as_turtle, turtle

__all__ = [
    "LISTING",
    "RDF_FORMATS",
    "Names",
    "Ordered",
    "Replaced",
    "canonical",
    "entities_as_jsonld",
    "indented",
    "natural",
    "ordered",
    "predicate_order",
    "refuse_for_xml",
    "replace",
    "replace_folder",
    "serialize",
    "subject_order",
    "term_as_turtle",
    "turtle",
]
