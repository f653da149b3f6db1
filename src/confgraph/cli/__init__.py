"""The command line: options in, one call, words out. Nothing else of confgraph knows click or prints."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from confgraph.catalog import Catalog

__all__ = ["run"]

_ASKING = ("query", "show", "search", "stats")


def run() -> NoReturn:
    """Run the command line and end the process at once.

    A short life makes too little garbage to look for it; and giving a store back triple by triple, as an orderly end of
    Python does, takes as long as filling it.
    """
    gc.disable()
    begun = _begun() if sys.argv[1:2] and sys.argv[1] in _ASKING else None
    from confgraph.cli.main import main

    code = main(begun=begun)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _begun() -> Catalog | None:
    """Open the shipped catalog and begin to fill its store: that takes as long as to import click, meanwhile.

    Options before the command may name another catalog, so this is for calls that begin with the command. What goes
    wrong is left to be said by who asks for the catalog again.
    """
    from confgraph.catalog import open_catalog
    from confgraph.problems import ConfgraphError

    with contextlib.suppress(ConfgraphError):
        catalog = open_catalog()
        catalog.begin()
        return catalog
    return None
