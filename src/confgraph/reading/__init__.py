"""The one front door for foreign bytes: read a file into a document of terms, exactly as they were written.

``reading.positions`` and ``reading.comments`` look at a document a second time, where somebody needs them.
"""

from confgraph.reading.decoding import MAX_BYTES
from confgraph.reading.documents import CSV, SUFFIXES, Document, format_of, parse, read, read_text

__all__ = ["CSV", "MAX_BYTES", "SUFFIXES", "Document", "format_of", "parse", "read", "read_text"]
