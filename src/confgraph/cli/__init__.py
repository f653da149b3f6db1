"""The command line: options in, one call, words out. Nothing else of confgraph knows click or prints."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import NoReturn

__all__ = ["run"]


def run() -> NoReturn:
    """Run the command line and end the process at once.

    A short life makes too little garbage to look for it; and giving a store back triple by triple, as an orderly end of
    Python does, takes as long as filling it.
    """
    gc.disable()
    from confgraph.cli.main import main  # late: the imports make most of what would be looked through

    code = main()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
