"""The command line: options in, one call, words out. Nothing else of confgraph knows click or prints."""

from confgraph.cli.main import main, run

__all__ = ["main", "run"]
