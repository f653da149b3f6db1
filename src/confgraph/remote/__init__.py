"""The only way to other machines: an endpoint that speaks SPARQL 1.1, asked within limits, and a store over it."""

from confgraph.remote.connection import SECONDS, Connection
from confgraph.remote.endpoint import CATALOG_GRAPH, Endpoint
from confgraph.remote.store import RemoteStore

__all__ = ["CATALOG_GRAPH", "SECONDS", "Connection", "Endpoint", "RemoteStore"]
