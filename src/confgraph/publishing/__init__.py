"""Publish a catalog in the formats that others read: RDF, tables, calendars, maps."""

from confgraph.publishing.export import EXPORT_FORMATS, export, export_files

__all__ = ["EXPORT_FORMATS", "export", "export_files"]
