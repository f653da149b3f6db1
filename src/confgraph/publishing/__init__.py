"""Publish a catalog in the formats that others read: RDF, tables, calendars, maps."""

from confgraph.publishing.export import EXPORT_FORMATS, export

__all__ = ["EXPORT_FORMATS", "export"]
