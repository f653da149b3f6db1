"""Validate graphs against SHACL shapes, and say for each problem the file, the line and the mend."""

from confgraph.validation.files import ValidationLimits, validate_files, validate_triples
from confgraph.validation.formats import REPORT_FORMATS
from confgraph.validation.former import former_files
from confgraph.validation.report import Report
from confgraph.validation.text import as_text
from confgraph.validation.validate import ENGINES, validate

__all__ = [
    "ENGINES",
    "REPORT_FORMATS",
    "Report",
    "ValidationLimits",
    "as_text",
    "former_files",
    "validate",
    "validate_files",
    "validate_triples",
]
