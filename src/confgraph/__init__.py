"""confgraph: the knowledge graph of the world's Python conferences, and the tool that publishes it as linked data."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from confgraph.graph import Graph, open
    from confgraph.namespaces import VERSION as __version__
    from confgraph.problems import ConfgraphError, Place, Problem, Severity
    from confgraph.remote import Endpoint
    from confgraph.results import Rows, Triples

__all__ = [
    "ConfgraphError",
    "Endpoint",
    "Graph",
    "Place",
    "Problem",
    "Rows",
    "Severity",
    "Triples",
    "__version__",
    "open",
]

_HOMES = {
    "Graph": "graph",
    "open": "graph",
    "ConfgraphError": "problems",
    "Place": "problems",
    "Problem": "problems",
    "Severity": "problems",
    "Endpoint": "remote",
    "Rows": "results",
    "Triples": "results",
    "__version__": "namespaces",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562): the command line must start in a blink."""
    if name not in _HOMES:
        raise AttributeError(f"module 'confgraph' has no attribute {name!r}")
    module = import_module(f"confgraph.{_HOMES[name]}")
    return getattr(module, "VERSION" if name == "__version__" else name)


def __dir__() -> list[str]:
    return sorted(__all__)
