"""Let a sealed job import modules: many are imported where they are first needed, and that opens files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from confgraph.sandbox.limits import unsealed


def keep_importing() -> None:
    """From here on find and run modules unsealed; their names stand in programs, and never in data."""
    sys.meta_path.insert(0, _Unsealing)


class _Unsealing:
    """A finder (PEP 451) before all others."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return what Python's own finder does, with a loader that reads while files can be opened."""
        with unsealed():
            spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            loader: Any = spec.loader
            loader.create_module, loader.exec_module = map(_unsealed, (loader.create_module, loader.exec_module))
        return spec


def _unsealed(call: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def opened(argument: Any) -> Any:
        with unsealed():
            return call(argument)

    return opened
